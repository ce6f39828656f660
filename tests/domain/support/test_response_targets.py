"""A first answer is promised in support hours, and a broken target is found the same way from both sides."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.hours import Schedule, Shift
from bot.domain.kernel.money import Money
from bot.domain.support.plans import SupportPlan
from bot.domain.support.response_targets import open_time, overdue_when_opened_by, response_target_of, standing_of

PARIS = ZoneInfo("Europe/Paris")
OFFICE = (Shift(time(9), time(12, 30)), Shift(time(13, 30), time(18)))
WEEK = Schedule(PARIS, dict.fromkeys(range(1, 6), OFFICE))
BASIC = SupportPlan("basic", "Basic", Money(Decimal("0.00"), "EUR"), WEEK, 8)
NEVER = SupportPlan("never", "Never", Money(Decimal("0.00"), "EUR"), Schedule(PARIS, {}), 8)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""09:00 in Paris."""

instants = st.integers(0, 365 * 24 * 3600).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


def test_eight_hours_from_monday_morning_are_over_at_closing_time() -> None:
    target = response_target_of(BASIC, MONDAY)
    assert target is not None
    assert (target.by.astimezone(UTC), target.hours) == (MONDAY + timedelta(hours=9), 8)


def test_what_is_left_counts_neither_lunch_nor_night() -> None:
    standing = standing_of(BASIC, MONDAY, MONDAY + timedelta(hours=3, minutes=45))
    assert standing is not None
    assert (standing.left, standing.overdue) == (timedelta(hours=4, minutes=30), False)


def test_a_promise_is_broken_from_its_instant_on() -> None:
    by = MONDAY + timedelta(hours=9)
    before, then, later = (
        standing_of(BASIC, MONDAY, at) for at in (by - timedelta(seconds=1), by, by + timedelta(hours=17))
    )
    assert before is not None
    assert then is not None
    assert later is not None
    assert (before.left, before.overdue) == (timedelta(seconds=1), False)
    assert (then.left, then.overdue) == (timedelta(0), True)
    assert (later.left, later.overdue) == (timedelta(hours=2), True)


def test_a_plan_that_is_never_open_promises_nothing() -> None:
    assert response_target_of(NEVER, MONDAY) is None
    assert standing_of(NEVER, MONDAY, MONDAY) is None
    assert overdue_when_opened_by(NEVER, MONDAY) is None


def test_no_time_passes_backwards() -> None:
    assert open_time(WEEK, MONDAY + timedelta(hours=1), MONDAY) == timedelta(0)


@given(opened=instants, waited=st.timedeltas(timedelta(0), timedelta(days=10)))
def test_a_list_finds_exactly_the_promises_a_ticket_shows_as_broken(opened: datetime, waited: timedelta) -> None:
    now = opened + waited
    standing, limit = standing_of(BASIC, opened, now), overdue_when_opened_by(BASIC, now)
    assert standing is not None
    assert limit is not None
    assert standing.overdue == (opened <= limit)


@given(opened=instants)
def test_the_promised_hours_are_open_hours(opened: datetime) -> None:
    target = response_target_of(BASIC, opened)
    assert target is not None
    assert open_time(WEEK, opened, target.by) == timedelta(hours=8)
