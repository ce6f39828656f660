"""A customer's hours are the office's and the plan's together; the plan's alone need somebody on duty."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.hours import Schedule, Shift, day_and_night
from bot.domain.kernel.money import Money
from bot.domain.support.plans import SupportPlan
from bot.domain.support.support_hours import CustomerHours, reach_of

PARIS = ZoneInfo("Europe/Paris")
CHRISTMAS = {"en": "Christmas Day", "fr": "Noël"}
HOLIDAYS = {date(2026, 12, 25): CHRISTMAS}
OFFICE = Schedule(
    PARIS,
    dict.fromkeys(range(1, 6), (Shift(time(9), time(12, 30)), Shift(time(13, 30), time(18)))),
    HOLIDAYS,
    {(12, 24): time(12, 30)},
)
FREE = Money(Decimal("0.00"), "EUR")
LONG = Schedule(PARIS, dict.fromkeys(range(1, 7), (Shift(time(8), time(20)),)), HOLIDAYS)
SHORT = Schedule(PARIS, {1: (Shift(time(10), time(11)),), 7: (Shift(time(11), time(12)),)}, HOLIDAYS)
NEIGHBOURS = Schedule(PARIS, {1: (Shift(time(12, 30), time(13, 30)), Shift(time(18), time(19)))})
WEEKS = (LONG, SHORT, NEIGHBOURS)


def hours(schedule: Schedule | None) -> CustomerHours:
    return CustomerHours(OFFICE, SupportPlan("p", "P", FREE, schedule, 4) if schedule else None)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("schedule", "moment", "is_open", "until_or_opens", "alone"),
    [
        (None, "2026-11-23T10:00", True, "2026-11-23T12:30", False),
        (None, "2026-11-21T10:00", False, "2026-11-23T09:00", False),
        (LONG, "2026-11-23T10:00", True, "2026-11-23T20:00", False),
        (LONG, "2026-11-23T13:00", True, "2026-11-23T20:00", True),
        (LONG, "2026-11-21T10:00", True, "2026-11-21T20:00", True),
        (LONG, "2026-11-21T20:00", False, "2026-11-23T08:00", False),
        (LONG, "2026-12-24T15:00", True, "2026-12-24T20:00", True),
        (LONG, "2026-12-25T10:00", False, "2026-12-26T08:00", False),
        (SHORT, "2026-11-23T09:30", True, "2026-11-23T12:30", False),
        (SHORT, "2026-11-22T11:30", True, "2026-11-22T12:00", True),
        (SHORT, "2026-11-21T10:00", False, "2026-11-22T11:00", False),
        (NEIGHBOURS, "2026-11-23T09:00", True, "2026-11-23T19:00", False),
    ],
)
def test_either_is_enough_and_ends_where_both_have_ended(
    schedule: Schedule | None, moment: str, is_open: bool, until_or_opens: str, alone: bool
) -> None:
    state = hours(schedule).state_at(at(moment))
    assert (state.is_open, state.until or state.opens_at) == (is_open, at(until_or_opens))
    assert hours(schedule).is_the_plans_alone(at(moment)) is alone


def test_a_holiday_that_closes_the_office_is_named() -> None:
    assert hours(LONG).state_at(at("2026-12-25T10:00")).holiday == CHRISTMAS


def test_hours_that_never_end_end_the_search() -> None:
    state = hours(day_and_night(PARIS)).state_at(at("2026-11-21T10:00"))
    assert state.is_open
    assert state.until is not None
    assert state.until > at("2026-12-21T10:00")


@pytest.mark.parametrize(
    ("moment", "on_duty", "reachable"),
    [
        ("2026-11-23T10:00", False, True),
        ("2026-11-21T10:00", True, True),
        ("2026-11-21T10:00", False, False),
        ("2026-11-22T10:00", True, False),
    ],
)
def test_in_the_plans_hours_alone_somebody_must_be_on_duty(moment: str, on_duty: bool, reachable: bool) -> None:
    assert reach_of(hours(LONG), at(moment), on_duty=on_duty).reachable is reachable


@given(minutes=st.integers(0, 60 * 24 * 60), schedule=st.sampled_from(WEEKS))
def test_a_customer_is_open_exactly_when_the_office_or_the_plan_is(minutes: int, schedule: Schedule) -> None:
    now = datetime(2026, 10, 20, tzinfo=UTC) + timedelta(minutes=minutes)
    state = hours(schedule).state_at(now)
    assert state.is_open == (OFFICE.state_at(now).is_open or schedule.state_at(now).is_open)
    change = state.until if state.is_open else state.opens_at
    assert change is not None
    assert hours(schedule).state_at(change).is_open is not state.is_open
