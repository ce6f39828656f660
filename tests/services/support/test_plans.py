"""What support, when, how, at what price, and from whom."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.customers.identity import VISITOR
from bot.domain.kernel.errors import PeriodUnclear
from bot.domain.kernel.products import Family
from bot.domain.partner import Partner
from bot.services.support.plans import HoursAsked, Support
from tests.fakes.cast import CONTOSO_BILLING, FABRIKAM_ADMIN, TAILSPIN_ADMIN, money

PARIS = ZoneInfo("Europe/Paris")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


WEDNESDAY_NOON = at("2026-11-18T12:45")
SATURDAY = at("2026-11-21T10:00")


@pytest.fixture
def support(partner: Partner) -> Support:
    return Support(partner)


def test_a_visitor_hears_the_lunch_break_and_the_opening_after_it(support: Support) -> None:
    facts = support.hours(asked_by=VISITOR, now=WEDNESDAY_NOON)
    assert (facts.asked, facts.state.is_open, facts.state.opens_at) == (False, False, at("2026-11-18T13:30"))
    assert len(facts.day.openings) == 2
    assert facts.plan is None
    assert facts.day.break_at(facts.at) == (at("2026-11-18T12:30"), at("2026-11-18T13:30"))


def test_basic_has_no_hours_of_its_own(support: Support) -> None:
    assert support.hours(asked_by=FABRIKAM_ADMIN, now=WEDNESDAY_NOON).plan is None


def test_plus_is_open_on_saturday_when_the_partner_is_not(support: Support) -> None:
    facts = support.hours(asked_by=CONTOSO_BILLING, now=SATURDAY)
    assert not facts.state.is_open
    assert facts.plan is not None
    assert facts.plan.state.until == at("2026-11-21T20:00")
    assert facts.plan.day.openings == ((at("2026-11-21T08:00"), at("2026-11-21T20:00")),)


def test_premium_takes_critical_issues_at_any_time(support: Support) -> None:
    night = support.hours(asked_by=TAILSPIN_ADMIN, now=at("2026-12-25T03:00")).plan
    assert night is not None
    assert (night.own, night.state.is_open, night.plan.critical_24x7) == (True, False, True)
    plus = support.hours(asked_by=TAILSPIN_ADMIN, now=at("2026-12-25T03:00"), about=HoursAsked(plan="plus")).plan
    assert plus is not None
    assert (plus.own, plus.plan.key, plus.plan.critical_24x7) == (False, "plus", False)


def test_a_time_of_another_zone_is_that_of_its_day_there(support: Support) -> None:
    asked = HoursAsked(day="W4", clock="22:00", zone="America/Los_Angeles")
    facts = support.hours(asked_by=VISITOR, now=WEDNESDAY_NOON, about=asked)
    assert facts.at == at("2026-11-20T07:00")
    assert facts.there is not None
    assert facts.there.date() == date(2026, 11, 19)


@pytest.mark.parametrize(("holiday", "day"), [("christmas", date(2026, 12, 25)), ("easter_monday", date(2027, 3, 29))])
def test_a_named_day_is_the_next_one(support: Support, holiday: str, day: date) -> None:
    assert support.hours(asked_by=VISITOR, now=WEDNESDAY_NOON, about=HoursAsked(holiday=holiday)).day.day == day
    assert [each.day for each in support.days(holiday, now=WEDNESDAY_NOON)] == [day]


@pytest.mark.parametrize(
    ("day", "clock", "moment", "is_open"),
    [
        (None, "18:00", "2026-11-18T18:00", False),
        (None, "17:59", "2026-11-18T17:59", True),
        ("D1", "09:00", "2026-11-19T09:00", True),
        ("W6", "10:00", "2026-11-21T10:00", False),
        ("--12-24", "12:00", "2026-12-24T12:00", True),
        ("--12-24", "14:00", "2026-12-24T14:00", False),
        ("2026-12-25", "10:00", "2026-12-25T10:00", False),
    ],
)
def test_a_stated_day_and_time_is_judged(
    support: Support, day: str | None, clock: str, moment: str, is_open: bool
) -> None:
    facts = support.hours(asked_by=VISITOR, now=WEDNESDAY_NOON, about=HoursAsked(day, clock))
    assert (facts.asked, facts.whole_day, facts.at, facts.state.is_open) == (True, False, at(moment), is_open)


def test_a_whole_day_is_told_by_its_openings_beside_the_state_now(support: Support) -> None:
    facts = support.hours(asked_by=VISITOR, now=WEDNESDAY_NOON, about=HoursAsked("--12-25"))
    assert (facts.whole_day, facts.day.day, facts.day.openings) == (True, date(2026, 12, 25), ())
    assert facts.day.holiday is not None
    assert facts.day.holiday["fr"] == "Noël"
    assert facts.state.opens_at == at("2026-11-18T13:30")


def test_a_half_day_ends_at_noon_and_a_half(support: Support) -> None:
    facts = support.hours(asked_by=VISITOR, now=WEDNESDAY_NOON, about=HoursAsked("--12-24"))
    assert facts.day.openings == ((at("2026-12-24T09:00"), at("2026-12-24T12:30")),)


def test_today_is_the_partners_day_not_the_servers(support: Support) -> None:
    just_after_midnight_in_paris = datetime(2026, 11, 17, 23, 30, tzinfo=ZoneInfo("UTC"))
    assert support.hours(asked_by=VISITOR, now=just_after_midnight_in_paris).day.day == date(2026, 11, 18)


@pytest.mark.parametrize(("day", "clock"), [("someday", None), (None, "25:00"), ("W9", "10:00")])
def test_a_day_or_time_that_is_none_is_refused(support: Support, day: str | None, clock: str | None) -> None:
    with pytest.raises(PeriodUnclear):
        support.hours(asked_by=VISITOR, now=WEDNESDAY_NOON, about=HoursAsked(day, clock))


def test_contact_tells_addresses_and_whether_anybody_is_there(support: Support) -> None:
    facts = support.contact(now=WEDNESDAY_NOON)
    assert (facts.email, facts.phone) == ("support@northstar.example", "+33 1 99 00 12 34")
    assert not facts.state.is_open


def test_plans_come_by_price_with_the_own_one_marked(support: Support) -> None:
    facts = support.pricing(asked_by=CONTOSO_BILLING)
    told = [(plan.key, plan.monthly_price, plan.first_response_hours) for plan in facts.plans]
    assert told == [("basic", money("0.00"), 8), ("plus", money("49.00"), 4), ("premium", money("199.00"), 4)]
    assert facts.own is not None
    assert facts.own.key == "plus"
    assert facts.plans[2].critical_first_response_hours == 1
    assert support.pricing(asked_by=VISITOR).own is None


def test_dynamics_is_answered_by_ridgeline_and_the_rest_by_the_partner(support: Support) -> None:
    assert support.product("Dynamics 365").outsourced_to == "Ridgeline Consulting"
    for product in ("Microsoft 365 E3", "Azure plan", "Outlook", "Power BI"):
        facts = support.product(product)
        assert (facts.outsourced_to, facts.support.provider) == (None, "Northstar Cloud")


def test_portals_follow_the_speakers_cloud_unless_another_is_named(support: Support) -> None:
    assert support.portals(asked_by=VISITOR).portals["microsoft_365"] == "admin.microsoft.com"
    assert support.portals(asked_by=TAILSPIN_ADMIN).portals["azure"] == "portal.azure.us"
    named = support.portals(asked_by=VISITOR, cloud="us_government")
    assert (named.cloud, named.portals["power_platform"]) == ("us_government", "gcc.admin.powerplatform.microsoft.us")
    assert support.portals(asked_by=VISITOR, cloud="lunar").cloud == "commercial"


def test_a_product_has_one_portal(support: Support) -> None:
    facts = support.portals(asked_by=VISITOR, product="Dynamics 365")
    assert facts.family is Family.POWER_PLATFORM
    assert dict(facts.portals) == {"power_platform": "admin.powerplatform.microsoft.com"}
    assert dict(support.portals(asked_by=VISITOR, product="Teams").portals) == {"microsoft_365": "admin.microsoft.com"}
