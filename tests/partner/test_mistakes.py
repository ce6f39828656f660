"""A partner.yml with mistakes is refused with all of them: line, key, what is wrong, how to mend it."""

from pathlib import Path

import pytest

from bot.partner import Mistake, PartnerFileError, load_partner

FILE = Path(__file__).parents[2] / "partner.yml"
GOOD = FILE.read_text(encoding="utf-8")


def mistakes(tmp_path: Path, text: str) -> tuple[Mistake, ...]:
    file = tmp_path / "partner.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PartnerFileError) as refusal:
        load_partner(file)
    return refusal.value.mistakes


def changed(old: str, new: str) -> str:
    assert old in GOOD, f"the demo file no longer holds {old!r}"
    return GOOD.replace(old, new, 1)


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
        ("days: 8 }", "days: 1 }", "collections.steps[2].days", "not after the step before", "in order"),
        (
            "step: reminder, days: 1",
            "step: reminder, days: -1",
            "collections.steps[1].days",
            "before the due date",
            "friendly_reminder",
        ),
        (
            "step: reminder, days: 1",
            "step: formal_notice, days: 1",
            "collections.steps[3].step",
            "is there already",
            "remove one",
        ),
        (
            "step: reminder, days: 1",
            "step: cancellation, days: 1, decided_by_person: true",
            "collections.steps[2].step",
            "after a harsher step",
            "The order is",
        ),
        (
            "days: 30, decided_by_person: true",
            "days: 30",
            "collections.steps[4]",
            "nobody decides",
            "decided_by_person: true",
        ),
        ("fee: 40.00", "fee: forty", "collections.steps[3].fee", "no amount", "49.00"),
        ("max_days: 10", "max_days: -10", "collections.promise.max_days", "greater than or equal to 1", ""),
        ("3M02 606", "3M02 607", "payment.methods[2].iban", "no valid IBAN", "check digits"),
        ("currencies: [EUR]", "currencies: [USD]", "payment.methods[2].currencies", "in euros only", "[EUR]"),
        ("      iban: FR14 2004 1010 0505 0001 3M02 606\n", "", "payment.methods[2]", "needs an account", "Add iban"),
        ("/i/{number}", "/i/", "payment.link", "no place for the invoice number", "{number}"),
        (
            "  link: https://pay.northstar.example/i/{number}\n",
            "",
            "payment.methods[1]",
            "no payment link",
            "payment.link",
        ),
        (
            "waiting_limit_minutes: 10",
            "waiting_limit_minutes: true",
            "handoff.waiting_limit_minutes",
            "integer",
            "whole number",
        ),
        (
            "agent_silence_minutes: 15",
            "agent_silence_minutes: 0",
            "handoff.agent_silence_minutes",
            "greater than or equal to 1",
            "",
        ),
        (
            "agent_silence_minutes: 15",
            "agent_silence_minutes: 1441",
            "handoff.agent_silence_minutes",
            "less than or equal to 1440",
            "",
        ),
        (
            "offer_person_for: [cancel_subscription]",
            "offer_person_for: [balance_due, cancel_subscriptoin]",
            "handoff.offer_person_for[1]",
            "no question customers ask",
            "Did you mean cancel_subscription?",
        ),
        (
            "offer_person_for: [cancel_subscription]",
            "offer_person_for: [talk_to_human]",
            "handoff.offer_person_for[0]",
            "no question customers ask",
            "Known are balance_due, cancel_subscription",
        ),
        (
            "offer_person_for: [cancel_subscription]",
            "offer_person_for: cancel_subscription",
            "handoff.offer_person_for",
            "not valid here",
            "Write a list",
        ),
        (
            "fr: Équipe technique",
            "de: Technik",
            "handoff.teams.technical.fr",
            "translation fr is missing",
            "in en and in fr",
        ),
        (
            "valid_to: 2025-06-22",
            "valid_to: 2025-06-23",
            "microsoft_routes[4].key",
            "already for these days",
            "follow each other",
        ),
        (
            "valid_from: 2025-06-23",
            "valid_from: 2025-06-23\n    valid_to: 2025-01-01",
            "microsoft_routes[4].valid_to",
            "ends before it begins",
            "correct the dates",
        ),
        (
            "origins: [] #",
            "origins: [www.company.example] #",
            "widget.origins[0]",
            "no origin",
            "https://www.company.example",
        ),
    ],
)
def test_each_mistake_is_told_with_its_place_and_remedy(
    tmp_path: Path, old: str, new: str, path: str, problem: str, remedy: str
) -> None:
    found = mistakes(tmp_path, changed(old, new))
    fitting = [mistake for mistake in found if mistake.path == path]
    assert fitting, [str(mistake) for mistake in found]
    assert problem in fitting[0].problem
    assert remedy in fitting[0].remedy


def test_all_mistakes_are_reported_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = GOOD
    for old, new in (
        ("time_zone: Europe/Paris", "time_zone: Mars/Olympus"),
        ('friday: ["09:00-12:30", "13:30-17:00"]', 'friday: ["09:00-13:30", "13:00-17:00"]'),
        ("    - key: plus", "    - key: basic"),
        ("days: 15, fee: 40.00", "days: 15, fee: forty"),
        ("days: 8 }", "days: 1 }"),
        ("waiting_limit_minutes: 10", "waiting_limit: 10"),
    ):
        text = text.replace(old, new, 1)
    found = mistakes(tmp_path, text)
    assert [mistake.path for mistake in found] == [
        "partner.time_zone",
        "support.hours.friday[1]",
        "support.plans[1].key",
        "collections.steps[2].days",
        "collections.steps[3].fee",
        "handoff.waiting_limit_minutes",
        "handoff.waiting_limit",
    ]
    lines = text.splitlines()
    assert "Mars/Olympus" in lines[found[0].line - 1]
    assert "friday" in lines[found[1].line - 1]
    assert "key: basic" in lines[found[2].line - 1]
    assert "forty" in lines[found[4].line - 1]
    assert "handoff:" in lines[found[5].line - 1]
    assert "waiting_limit: 10" in lines[found[6].line - 1]


def test_the_message_counts_and_lists_the_mistakes(tmp_path: Path) -> None:
    file = tmp_path / "partner.yml"
    file.write_text(changed("country: FR", "country: XX"), encoding="utf-8")
    with pytest.raises(PartnerFileError, match=r"partner.yml has 1 mistake:\n  line \d+, support.holidays.country: "):
        load_partner(file)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("partner: [unclosed\nsupport: 1\n", 2, "expected"),
        ("a: 1\na: 2\n", 2, "duplicate key"),
        ("\tpartner: 1\n", 1, "cannot start"),
        ("", 1, "holds no keys"),
        ("- a\n- b\n", 1, "holds no keys"),
        ("just words", 1, "holds no keys"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused_with_the_line(tmp_path: Path, text: str, line: int, problem: str) -> None:
    (mistake,) = mistakes(tmp_path, text)
    assert mistake.line == line
    assert problem in mistake.problem


def test_an_anchor_within_itself_is_a_mistake_like_others(tmp_path: Path) -> None:
    found = mistakes(tmp_path, changed("billing: { structure: direct }", "billing: &loop { structure: *loop }"))
    assert "support.structure.billing.structure" in {mistake.path for mistake in found}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PartnerFileError, match="does not exist"):
        load_partner(tmp_path / "elsewhere.yml")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "partner.yml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PartnerFileError, match="UTF-8"):
        load_partner(file)


@pytest.mark.parametrize("section", ["partner", "invoices", "support", "collections", "payment", "handoff"])
def test_a_section_of_the_wrong_kind_is_one_mistake(tmp_path: Path, section: str) -> None:
    lines = GOOD.splitlines()
    start = lines.index(f"{section}:")
    end = next(
        (n for n in range(start + 1, len(lines)) if lines[n] and not lines[n].startswith((" ", "#"))), len(lines)
    )
    found = mistakes(tmp_path, "\n".join([*lines[:start], f"{section}: 7", *lines[end:]]))
    assert [mistake.path for mistake in found if mistake.path.startswith(section)][:1] == [section]


def test_what_is_optional_may_be_left_out(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index("# Ways to escalate")]
    text = text.replace("  registration: RCS Paris 000 000 000\n", "").replace("    closed_days: [] #", "    #")
    file = tmp_path / "partner.yml"
    file.write_text(text, encoding="utf-8")
    partner = load_partner(file)
    assert (partner.routes, partner.widget_origins, partner.organisation.registration) == ((), (), None)


def test_silence_and_offers_have_defaults(tmp_path: Path) -> None:
    lines = GOOD.splitlines(keepends=True)
    file = tmp_path / "partner.yml"
    file.write_text("".join(line for line in lines if "agent_silence" not in line and "offer_person" not in line))
    handoff = load_partner(file).handoff
    assert (handoff.agent_silence_minutes, handoff.offer_person_for) == (15, frozenset())


def test_the_partners_own_closed_days_are_closed(tmp_path: Path) -> None:
    file = tmp_path / "partner.yml"
    file.write_text(
        changed("closed_days: [] #", "closed_days: [{date: 2027-01-04, name: {en: Stocktaking, fr: Inventaire}}] #"),
        encoding="utf-8",
    )
    schedule = load_partner(file).support.schedule
    closed = next(day for day in schedule.holidays if day.isoformat() == "2027-01-04")
    assert schedule.shifts_on(closed) == ()
    assert schedule.holidays[closed]["fr"] == "Inventaire"
