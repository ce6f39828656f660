"""Opening hours at their edges: lunch, half days, holidays, weekends, summer time, other time zones."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.kernel.hours import Schedule, Shift, are_apart

PARIS = ZoneInfo("Europe/Paris")
FULL = (Shift(time(9), time(12, 30)), Shift(time(13, 30), time(18)))
FRIDAY = (Shift(time(9), time(12, 30)), Shift(time(13, 30), time(17)))
CHRISTMAS = {"en": "Christmas Day", "fr": "Noël"}
PARTNER = Schedule(
    PARIS,
    {1: FULL, 2: FULL, 3: FULL, 4: FULL, 5: FRIDAY},
    {date(2026, 12, 25): CHRISTMAS, date(2026, 11, 11): {"en": "Armistice Day", "fr": "Armistice"}},
    {(12, 24): time(12, 30)},
)
PLUS = replace(PARTNER, week=dict.fromkeys(range(1, 7), (Shift(time(8), time(20)),)), half_days={})
ALWAYS = Schedule(PARIS, dict.fromkeys(range(1, 8), (Shift(time(0), time(0)),)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-18T08:59:59", False),
        ("2026-11-18T09:00", True),
        ("2026-11-18T12:29:59", True),
        ("2026-11-18T12:30", False),
        ("2026-11-18T13:29:59", False),
        ("2026-11-18T13:30", True),
        ("2026-11-18T17:59:59", True),
        ("2026-11-18T18:00", False),
        ("2026-11-20T16:59", True),
        ("2026-11-20T17:00", False),
        ("2026-11-21T10:00", False),
        ("2026-11-22T10:00", False),
        ("2026-11-11T10:00", False),
        ("2026-12-24T12:29", True),
        ("2026-12-24T12:30", False),
        ("2026-12-24T14:00", False),
        ("2026-12-25T10:00", False),
    ],
)
def test_the_partner_is_open_exactly_in_its_hours(moment: str, is_open: bool) -> None:
    assert PARTNER.state_at(at(moment)).is_open is is_open


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-18T08:59", "2026-11-18T09:00"),
        ("2026-11-18T12:30", "2026-11-18T13:30"),
        ("2026-11-18T18:00", "2026-11-19T09:00"),
        ("2026-11-20T17:00", "2026-11-23T09:00"),
        ("2026-11-10T18:00", "2026-11-12T09:00"),
        ("2026-12-24T13:00", "2026-12-28T09:00"),
    ],
)
def test_the_next_opening_skips_breaks_weekends_and_holidays(moment: str, opens: str) -> None:
    assert PARTNER.state_at(at(moment)).opens_at == at(opens)


def test_while_open_the_closing_time_is_known() -> None:
    state = PARTNER.state_at(at("2026-11-18T10:00"))
    assert (state.until, state.opens_at) == (at("2026-11-18T12:30"), None)


def test_a_holiday_is_named_in_both_languages() -> None:
    assert PARTNER.state_at(at("2026-12-25T10:00")).holiday == CHRISTMAS
    assert PARTNER.state_at(at("2026-12-24T13:00")).holiday is None


def test_a_half_day_that_is_a_holiday_is_closed_altogether() -> None:
    closed = replace(PARTNER, holidays={**PARTNER.holidays, date(2026, 12, 24): {"en": "Eve", "fr": "Veille"}})
    assert closed.shifts_on(date(2026, 12, 24)) == ()


def test_a_half_day_on_a_weekend_opens_nothing() -> None:
    assert date(2028, 12, 24).isoweekday() == 7
    assert PARTNER.shifts_on(date(2028, 12, 24)) == ()


def test_a_half_day_ending_before_a_shift_begins_drops_that_shift() -> None:
    assert len(PARTNER.shifts_on(date(2026, 12, 24))) == 1
    early = replace(PARTNER, half_days={(12, 24): time(9)})
    assert early.shifts_on(date(2026, 12, 24)) == ()


@pytest.mark.parametrize(
    ("instant", "is_open"),
    [
        ("2026-03-27T08:30+00:00", True),
        ("2026-03-30T07:00+00:00", True),
        ("2026-03-30T06:59+00:00", False),
        ("2026-10-23T07:00+00:00", True),
        ("2026-10-26T07:59+00:00", False),
        ("2026-10-26T08:00+00:00", True),
    ],
)
def test_wall_clock_hours_hold_before_and_after_summer_time(instant: str, is_open: bool) -> None:
    assert PARTNER.state_at(datetime.fromisoformat(instant)).is_open is is_open


def test_a_visitor_elsewhere_is_told_by_the_partners_clock() -> None:
    tokyo = datetime(2026, 11, 18, 16, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    state = PARTNER.state_at(tokyo)
    assert not state.is_open
    assert state.opens_at == at("2026-11-18T09:00")
    assert state.opens_at.tzinfo is PARIS


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-21T07:59", False),
        ("2026-11-21T08:00", True),
        ("2026-11-21T19:59", True),
        ("2026-11-21T20:00", False),
        ("2026-11-22T10:00", False),
        ("2026-11-11T10:00", False),
        ("2026-12-24T15:00", True),
    ],
)
def test_plus_is_open_till_eight_on_saturdays_too(moment: str, is_open: bool) -> None:
    assert PLUS.state_at(at(moment)).is_open is is_open


def test_a_shift_until_midnight_is_open_at_its_last_minute() -> None:
    state = ALWAYS.state_at(at("2026-11-18T23:59:59"))
    assert state.is_open
    assert state.until == at("2026-11-19T00:00")


def test_a_schedule_open_on_holidays_ignores_them() -> None:
    tireless = replace(PLUS, open_on_holidays=True)
    state = tireless.state_at(at("2026-12-25T10:00"))
    assert (state.is_open, state.holiday) == (True, None)
    assert tireless.state_at(at("2026-12-25T21:00")).holiday is None


def test_a_schedule_that_never_opens_has_no_next_opening() -> None:
    assert Schedule(PARIS, {}).state_at(at("2026-11-18T10:00")).opens_at is None


@pytest.mark.parametrize(
    ("moment", "hours", "answered"),
    [
        ("2026-11-18T09:00", 3, "2026-11-18T12:00"),
        ("2026-11-18T10:00", 8, "2026-11-19T10:00"),
        ("2026-11-18T18:00", 8, "2026-11-19T18:00"),
        ("2026-11-20T16:00", 2, "2026-11-23T10:00"),
        ("2026-12-24T12:00", 1, "2026-12-28T09:30"),
    ],
)
def test_support_hours_are_counted_only_while_open(moment: str, hours: int, answered: str) -> None:
    assert PARTNER.after(at(moment), timedelta(hours=hours)) == at(answered)


def test_a_night_with_a_changed_clock_counts_real_hours() -> None:
    assert ALWAYS.after(at("2026-03-29T01:00"), timedelta(hours=2)) == at("2026-03-29T04:00")


def test_hours_that_never_come_are_not_promised() -> None:
    assert Schedule(PARIS, {}).after(datetime(2026, 1, 1, tzinfo=UTC), timedelta(hours=1)) is None


@pytest.mark.parametrize(
    ("reader", "moment", "apart"),
    [
        ("Europe/Paris", "2026-11-18T12:00", False),
        ("Europe/Berlin", "2026-11-18T12:00", False),
        ("Africa/Lagos", "2026-11-18T12:00", False),
        ("Africa/Lagos", "2027-02-25T12:00", False),
        ("Africa/Lagos", "2027-02-27T12:00", True),
        ("Africa/Lagos", "2026-07-18T12:00", True),
        ("Europe/London", "2026-11-18T12:00", True),
        ("Asia/Kathmandu", "2026-11-18T12:00", True),
    ],
)
def test_a_reader_is_elsewhere_when_the_clocks_differ_now_or_within_thirty_days(
    reader: str, moment: str, apart: bool
) -> None:
    """Summer time begins on 28 March 2027 in Paris, and never in Lagos."""
    assert are_apart(PARIS, ZoneInfo(reader), at(moment)) is apart


def test_of_a_reader_whose_zone_nobody_knows_it_is_taken_that_the_clocks_differ() -> None:
    assert are_apart(PARIS, None, at("2026-11-18T12:00"))
