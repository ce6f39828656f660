"""Mistakes about the partner and its support are told with their place and remedy."""

from pathlib import Path

import pytest

from tests.partner.mistaken import assert_told


@pytest.mark.parametrize(
    ("old", "new", "path", "problem", "remedy"),
    [
        ("  email: support@", "  emial: support@", "support.emial", "emial is unknown", "Did you mean email?"),
        ("  email: support@", "  emial: support@", "support.email", "email is missing", "docs/partner-yml.md"),
        ("support@northstar.example", "support", "support.email", "no e-mail address", "name@company"),
        ("https://www.northstar.example", "northstar.example", "partner.site", "secure web address", "https://"),
        ("Europe/Paris", "Europe/Pariss", "partner.time_zone", "no known time zone", "Europe/Paris"),
        ("[en, fr] #", "[en, de] #", "partner.languages[1]", "not a language", "en, fr"),
        ("number_prefix: NS-", "number_prefix: 42", "invoices.number_prefix", "not valid here", "in quotes"),
        ('"+33 1 99 00 12 34"', "331990012", "support.phone", "not valid here", "in quotes"),
        (
            'friday: ["09:00-12:30", "13:30-17:00"]',
            'friday: ["09:00-13:30", "13:00-17:00"]',
            "support.hours.friday[1]",
            "overlaps",
            "without overlap",
        ),
        (
            'friday: ["09:00-12:30", "13:30-17:00"]',
            'friday: ["13:30-17:00", "09:00-12:30"]',
            "support.hours.friday[1]",
            "precedes",
            "Order them",
        ),
        (
            'friday: ["09:00-12:30", "13:30-17:00"]',
            'friday: ["17:00-09:00"]',
            "support.hours.friday[0]",
            "ends before it begins",
            "earlier time first",
        ),
        (
            'friday: ["09:00-12:30", "13:30-17:00"]',
            'friday: ["09:00-25:30"]',
            "support.hours.friday[0]",
            "no clock time",
            "00:00 to 23:59",
        ),
        (
            'friday: ["09:00-12:30", "13:30-17:00"]',
            "friday: nine to five",
            "support.hours.friday",
            "not valid here",
            "Write a list",
        ),
        ("country: FR", "country: FRA1", "support.holidays.country", "public holidays are known", "two letters"),
        (
            "country: FR #",
            "country: FR\n    subdivision: Bretagne #",
            "support.holidays.subdivision",
            "no part of FR",
            "Known are",
        ),
        (
            "closed_days: [] #",
            "closed_days: [{date: 2027-01-02, name: {en: Stocktaking}}] #",
            "support.holidays.closed_days[0].name.fr",
            "translation fr is missing",
            "in en and in fr",
        ),
        (
            "closed_days: [] #",
            "closed_days: [{date: 2027-02-30, name: {en: A, fr: B}}] #",
            "support.holidays.closed_days[0].date",
            "not valid here",
            "2026-12-31",
        ),
        ('"12-24"', '"24-12"', "support.half_days[0].day", "no day of the year", "12-24"),
        ('closes: "12:30"', 'closes: "noon"', "support.half_days[0].closes", "no clock time", "09:00"),
        ("- key: plus", "- key: basic", "support.plans[1].key", "basic is there already", "remove one"),
        ("- key: plus", "- key: Plus!", "support.plans[1].key", "is no key", "small letters"),
        (
            "monthly_price: 49.00",
            "monthly_price: -49.00",
            "support.plans[1].monthly_price",
            "no amount of money",
            "zero or more",
        ),
        (
            "monthly_price: 49.00",
            "monthly_price: 49.005",
            "support.plans[1].monthly_price",
            "no amount of money",
            "two decimals",
        ),
        ("monthly_price: 49.00", "monthly_price: a lot", "support.plans[1].monthly_price", "no amount", "49.00"),
        ("monthly_price: 49.00", "monthly_price: .inf", "support.plans[1].monthly_price", "no amount", "zero or more"),
        ("currency: EUR", "currency: EURO", "support.plans[0].currency", "no currency", "EUR"),
        (
            "first_response_hours: 8 ",
            "first_response_hours: 0 ",
            "support.plans[0].first_response_hours",
            "greater than or equal to 1",
            "",
        ),
        (
            "first_response_hours: 8 ",
            "first_response_hours: 3.5 ",
            "support.plans[0].first_response_hours",
            "integer",
            "whole number",
        ),
        (
            "critical_first_response_hours: 1",
            "open_on_holidays: false",
            "support.plans[2]",
            "without a response time",
            "critical_first",
        ),
        ("critical_24x7: true", "critical_24x7: maybe", "support.plans[2].critical_24x7", "boolean", "true or false"),
        (
            "critical_24x7: true",
            "critical_24x7: false",
            "support.plans[2].critical_first_response_hours",
            "no meaning",
            "remove this",
        ),
        (
            "structure: outsourced, provider: Ridgeline Consulting",
            "structure: outsourced",
            "support.structure.dynamics_365",
            "names no provider",
            "Add provider",
        ),
        (
            "billing: { structure: direct }",
            "billing: { structure: direct, provider: X }",
            "support.structure.billing.provider",
            "no other provider",
            "Remove it",
        ),
        (
            "billing: { structure: direct }",
            "billing: { structure: directly }",
            "support.structure.billing.structure",
            "not a choice",
            "'direct', 'resold' or 'outsourced'",
        ),
        (
            "admin.microsoft.com",
            "https://admin.microsoft.com",
            "support.portals.commercial.microsoft_365",
            "no host name",
            "without https",
        ),
    ],
)
def test_each_mistake_is_told_with_its_place_and_remedy(
    tmp_path: Path, old: str, new: str, path: str, problem: str, remedy: str
) -> None:
    assert_told(tmp_path, (old, new), path, problem, remedy)
