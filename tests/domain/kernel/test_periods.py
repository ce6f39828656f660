"""Spoken periods, days and clock times as dates."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.errors import PeriodUnclear
from bot.domain.kernel.periods import EARLIEST, Period, clock_time_of, day_of, day_to_come, period_of, span_of

WEDNESDAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("code", "today", "first", "last"),
    [
        ("M0", date(2026, 11, 18), date(2026, 11, 1), date(2026, 11, 30)),
        ("M-1", date(2026, 11, 18), date(2026, 10, 1), date(2026, 10, 31)),
        ("M-1", date(2026, 1, 31), date(2025, 12, 1), date(2025, 12, 31)),
        ("M-2", date(2026, 1, 1), date(2025, 11, 1), date(2025, 11, 30)),
        ("M-1", date(2028, 3, 31), date(2028, 2, 1), date(2028, 2, 29)),
        ("M03", date(2026, 11, 18), date(2026, 3, 1), date(2026, 3, 31)),
        ("M03", date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 31)),
        ("M03", date(2026, 2, 28), date(2025, 3, 1), date(2025, 3, 31)),
        ("M12", date(2026, 11, 30), date(2025, 12, 1), date(2025, 12, 31)),
        ("2026-03", date(2026, 11, 18), date(2026, 3, 1), date(2026, 3, 31)),
        ("Q0", date(2026, 11, 18), date(2026, 10, 1), date(2026, 12, 31)),
        ("Q-1", date(2026, 2, 1), date(2025, 10, 1), date(2025, 12, 31)),
        ("Q2", date(2026, 11, 18), date(2026, 4, 1), date(2026, 6, 30)),
        ("Q2", date(2026, 3, 31), date(2025, 4, 1), date(2025, 6, 30)),
        ("Q2", date(2026, 4, 1), date(2026, 4, 1), date(2026, 6, 30)),
        ("2026-Q2", date(2026, 1, 1), date(2026, 4, 1), date(2026, 6, 30)),
        ("Y0", date(2026, 11, 18), date(2026, 1, 1), date(2026, 12, 31)),
        ("Y-1", date(2026, 11, 18), date(2025, 1, 1), date(2025, 12, 31)),
        ("2026", date(2026, 11, 18), date(2026, 1, 1), date(2026, 12, 31)),
        ("W0", date(2026, 11, 18), date(2026, 11, 16), date(2026, 11, 22)),
        ("W-1", date(2026, 11, 16), date(2026, 11, 9), date(2026, 11, 15)),
        ("W+1", date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 29)),
        ("W31", date(2026, 11, 18), date(2026, 7, 27), date(2026, 8, 2)),
        ("W50", date(2026, 11, 18), date(2025, 12, 8), date(2025, 12, 14)),
        ("W53", date(2026, 11, 18), date(2020, 12, 28), date(2021, 1, 3)),
        ("2026-W31", date(2020, 1, 1), date(2026, 7, 27), date(2026, 8, 2)),
        (" m-1 ", date(2026, 11, 18), date(2026, 10, 1), date(2026, 10, 31)),
    ],
)
def test_a_period_code_means_these_days(code: str, today: date, first: date, last: date) -> None:
    assert period_of(code, today) == Period(first, last)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "M",
        "M13",
        "M00",
        "M1",
        "2026-13",
        "2026-00",
        "Q5",
        "Q05",
        "2026-Q0",
        "0000",
        "Y-99",
        "M-",
        "March",
        "M+1",
        "W54",
        "W1",
    ],
)
def test_a_code_that_is_no_period_is_refused_with_what_was_given(code: str) -> None:
    today = date(50, 1, 1)
    with pytest.raises(PeriodUnclear) as refusal:
        period_of(code, today)
    assert refusal.value.blanks == {"code": code}


@given(today=st.dates(), number=st.integers(1, 12))
def test_a_named_month_is_the_latest_that_has_begun(today: date, number: int) -> None:
    if today.year == 1:
        return
    found = period_of(f"M{number:02}", today)
    assert found.first <= today
    assert found.first.month == number
    assert (today - found.first).days < 366


@pytest.mark.parametrize(
    ("code", "ahead", "expected"),
    [
        ("D0", False, date(2026, 11, 18)),
        ("D-1", False, date(2026, 11, 17)),
        ("D1", False, date(2026, 11, 19)),
        ("2026-08-12", False, date(2026, 8, 12)),
        ("--08-12", False, date(2026, 8, 12)),
        ("--12-24", False, date(2025, 12, 24)),
        ("--12-24", True, date(2026, 12, 24)),
        ("--11-18", True, date(2026, 11, 18)),
        ("--11-18", False, date(2026, 11, 18)),
        ("--11-17", True, date(2027, 11, 17)),
        ("--02-29", False, date(2024, 2, 29)),
        ("--02-29", True, date(2028, 2, 29)),
        ("W3", False, date(2026, 11, 18)),
        ("W2", False, date(2026, 11, 24)),
        ("W7", False, date(2026, 11, 22)),
    ],
)
def test_a_date_code_means_this_day(code: str, ahead: bool, expected: date) -> None:
    assert day_of(code, WEDNESDAY, ahead=ahead) == expected


@pytest.mark.parametrize(
    "code", ["", "D", "W0", "W8", "--13-01", "--02-30", "--00-10", "2026-02-29", "tomorrow", "D99999"]
)
def test_a_code_that_is_no_day_is_refused(code: str) -> None:
    with pytest.raises(PeriodUnclear):
        day_of(code, WEDNESDAY)


def test_a_day_before_the_calendar_begins_is_refused() -> None:
    with pytest.raises(PeriodUnclear):
        day_of("D-9999", date(1, 1, 2))


def test_a_clock_time_is_read() -> None:
    assert clock_time_of("18:00") == time(18)


@pytest.mark.parametrize("code", ["", "25:00", "18:60", "6pm", "18"])
def test_a_code_that_is_no_clock_time_is_refused(code: str) -> None:
    with pytest.raises(PeriodUnclear):
        clock_time_of(code)


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("R-30D", date(2026, 10, 19), WEDNESDAY),
        ("R-2W", date(2026, 11, 4), WEDNESDAY),
        ("R-6M", date(2026, 5, 18), WEDNESDAY),
        ("R-12M", date(2025, 11, 18), WEDNESDAY),
        ("R-1Y", date(2025, 11, 18), WEDNESDAY),
        ("M03..", date(2026, 3, 1), WEDNESDAY),
        ("M12..", date(2025, 12, 1), WEDNESDAY),
        ("2025..", date(2025, 1, 1), WEDNESDAY),
        ("--05-01..", date(2026, 5, 1), WEDNESDAY),
        ("W1..", date(2026, 11, 16), WEDNESDAY),
        ("W5..", date(2026, 11, 13), WEDNESDAY),
        ("2027-01-01..", date(2027, 1, 1), date(2027, 1, 1)),
        ("M05..M07", date(2026, 5, 1), date(2026, 7, 31)),
        ("M11..M01", date(2026, 11, 1), date(2027, 1, 31)),
        ("M05..2025-07", date(2025, 5, 1), date(2025, 7, 31)),
        ("M11..2026-01", date(2025, 11, 1), date(2026, 1, 31)),
        ("2025-11..M01", date(2025, 11, 1), date(2026, 1, 31)),
        ("--05-01..--06-03", date(2026, 5, 1), date(2026, 6, 3)),
        ("--12-15..--01-05", date(2025, 12, 15), date(2026, 1, 5)),
        ("W1..W5", date(2026, 11, 16), date(2026, 11, 20)),
        ("Y0..D0", date(2026, 1, 1), WEDNESDAY),
        ("Q1..Q2", date(2026, 1, 1), date(2026, 6, 30)),
        ("2025..2026", date(2025, 1, 1), date(2026, 12, 31)),
        ("..M10", EARLIEST, date(2026, 10, 31)),
        ("..2026-10-15", EARLIEST, date(2026, 10, 15)),
    ],
)
def test_a_span_code_means_these_days(code: str, first: date, last: date) -> None:
    assert span_of(code, WEDNESDAY) == Period(first, last)


def test_six_months_before_the_last_of_august_is_the_last_of_february() -> None:
    assert span_of("R-6M", date(2026, 8, 31)).first == date(2026, 2, 28)


@pytest.mark.parametrize("code", ["", "..", "M03", "R-6", "R-6H", "M13..", "..soon", "D0..W53", "2026..2025", "R-999Y"])
def test_a_span_that_is_none_is_refused_with_what_was_given(code: str) -> None:
    with pytest.raises(PeriodUnclear) as refusal:
        span_of(code, date(50, 1, 1))
    assert refusal.value.blanks == {"code": code} or refusal.value.blanks["code"] in code


@given(
    today=st.dates(date(1980, 1, 1), date(2190, 1, 1)),
    begins=st.sampled_from(["M01", "M05", "M12", "Q1", "Q4", "--01-01", "--12-31", "W1", "W7", "W01", "W52"]),
    ends=st.sampled_from(["M01", "M07", "M12", "Q1", "Q4", "--01-01", "--12-31", "W1", "W7", "W01", "W52"]),
)
def test_an_end_without_a_year_follows_its_beginning(today: date, begins: str, ends: str) -> None:
    found = span_of(f"{begins}..{ends}", today)
    assert found.first <= today
    assert found.days <= 400


@pytest.mark.parametrize(
    ("day", "period", "meant"),
    [
        ("D0", None, date(2026, 11, 28)),
        ("D-1", None, None),
        ("2026-12-10", "M11", date(2026, 12, 10)),
        (None, "M0", date(2026, 11, 30)),
        (None, "M-1", None),
        ("D-1", "M0", None),
        ("soon", None, None),
        (None, "soon", None),
        (None, None, None),
    ],
)
def test_only_a_day_that_is_not_over_is_one_to_come(day: str | None, period: str | None, meant: date | None) -> None:
    assert day_to_come(day, period, date(2026, 11, 28)) == meant


@pytest.mark.parametrize(
    ("code", "ahead", "day"),
    [
        ("N26", True, date(2026, 11, 26)),
        ("N18", True, date(2026, 11, 18)),
        ("N17", True, date(2026, 12, 17)),
        ("N31", True, date(2026, 12, 31)),
        ("N26", False, date(2026, 10, 26)),
        ("N31", False, date(2026, 10, 31)),
    ],
)
def test_a_day_known_by_its_number_is_the_nearest_one(code: str, ahead: bool, day: date) -> None:
    assert day_of(code, date(2026, 11, 18), ahead=ahead) == day


@pytest.mark.parametrize("code", ["N32", "N00"])
def test_no_month_has_such_a_day(code: str) -> None:
    with pytest.raises(PeriodUnclear):
        day_of(code, date(2026, 11, 18))
