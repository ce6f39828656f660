"""Days, times and periods as readers in four countries write them."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.periods import Period, month
from bot.writing import dates

LOCALES = ("en_GB", "en_US", "fr_FR", "fr_CA")
PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 18)
locales = st.sampled_from(LOCALES)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
Writes = Callable[[date, str], str]
IN_WORDS: tuple[Writes, ...] = (dates.day, dates.short_day, dates.brief_day, dates.near_day, dates.whole_day)


@pytest.mark.parametrize(
    ("write", "written"),
    [
        (dates.day, ("1 December 2026", "December 1, 2026", "1er décembre 2026", "1er décembre 2026")),
        (dates.short_day, ("1 Dec 2026", "Dec 1, 2026", "1er déc. 2026", "1er déc. 2026")),
        (dates.brief_day, ("1 Dec", "Dec 1", "1er déc.", "1er déc.")),
        (dates.near_day, ("Tuesday 1 December", "Tuesday, December 1", "mardi 1er décembre", "mardi 1er décembre")),
        (
            dates.whole_day,
            (
                "Tuesday 1 December 2026", "Tuesday, December 1, 2026", "mardi 1er décembre 2026",
                "mardi 1er décembre 2026",
            ),
        ),
    ],
    ids=["day", "short_day", "brief_day", "near_day", "whole_day"],
)  # fmt: skip
def test_the_first_of_a_month_in_each_country(write: Writes, written: tuple[str, ...]) -> None:
    assert tuple(write(date(2026, 12, 1), locale) for locale in LOCALES) == written


@pytest.mark.parametrize("on", [date(2026, 12, 11), date(2026, 12, 21), date(2026, 12, 31), date(2011, 1, 2)])
def test_only_the_first_is_an_ordinal_in_french(on: date) -> None:
    assert dates.whole_day(on, "fr_FR").split()[1] == str(on.day)


@given(days, locales, st.sampled_from(IN_WORDS))
def test_every_date_in_words_tells_its_day_once(on: date, locale: str, write: Writes) -> None:
    words = write(on, locale).replace(",", "").split()
    called = "1er" if on.day == 1 and locale.startswith("fr") else str(on.day)
    assert words.count(called) == 1


@given(days, days, locales, st.sampled_from((dates.day, dates.short_day, dates.whole_day)))
def test_two_days_are_never_written_alike(one: date, other: date, locale: str, write: Writes) -> None:
    assert (write(one, locale) == write(other, locale)) is (one == other)


@pytest.mark.parametrize(
    ("at", "written"),
    [
        ("2026-11-18T13:30", ("today at 13:30", "today at 13:30", "aujourd'hui à 13:30")),
        ("2026-11-19T00:00", ("tomorrow at 00:00", "tomorrow at 00:00", "demain à 00:00")),
        (
            "2026-11-20T09:00",
            ("on Friday 20 November at 09:00", "on Friday, November 20 at 09:00", "le vendredi 20 novembre à 09:00"),
        ),
        (
            "2026-12-01T09:00",
            ("on Tuesday 1 December at 09:00", "on Tuesday, December 1 at 09:00", "le mardi 1er décembre à 09:00"),
        ),
        (
            "2026-11-17T09:05",
            ("on Tuesday 17 November at 09:05", "on Tuesday, November 17 at 09:05", "le mardi 17 novembre à 09:05"),
        ),
        (
            "2025-11-18T09:00",
            (
                "on Tuesday 18 November 2025 at 09:00", "on Tuesday, November 18, 2025 at 09:00",
                "le mardi 18 novembre 2025 à 09:00",
            ),
        ),
    ],
    ids=["today", "tomorrow", "this week", "next month", "yesterday", "a year ago"],
)  # fmt: skip
def test_when_something_is_in_a_sentence(at: str, written: tuple[str, str, str]) -> None:
    british, american, french = written
    local = datetime.fromisoformat(at).replace(tzinfo=PARIS)
    assert [dates.when(local, TODAY, locale) for locale in LOCALES] == [british, american, french, french]


@given(st.integers(-400, 400), st.times(), locales)
def test_when_always_tells_the_time_and_names_today_and_tomorrow_only(ahead: int, at: time, locale: str) -> None:
    written = dates.when(datetime.combine(TODAY + timedelta(days=ahead), at), TODAY, locale)
    assert written.endswith(f" {at:%H:%M}")
    assert written.startswith(("on ", "le ")) is (ahead not in (0, 1))


def test_a_moment_for_whoever_reads_it_on_another_day_names_the_day() -> None:
    at = datetime(2026, 12, 1, 9, 0, tzinfo=PARIS)
    assert [dates.moment(at, locale) for locale in LOCALES] == [
        "Tuesday 1 December at 09:00", "Tuesday, December 1 at 09:00",
        "mardi 1er décembre à 09:00", "mardi 1er décembre à 09:00",
    ]  # fmt: skip


def test_weekdays_are_those_of_iso_8601() -> None:
    assert [dates.weekday(1, locale) for locale in LOCALES] == ["Monday", "Monday", "lundi", "lundi"]
    assert [dates.weekday(7, locale, short=True) for locale in LOCALES] == ["Sun", "Sun", "dim.", "dim."]


def test_opening_hours_are_of_the_24_hour_clock() -> None:
    assert dates.clock(time(9, 5)) == "09:05"
    assert dates.clock(datetime(2026, 11, 18, 18, 0, tzinfo=PARIS)) == "18:00"
    assert dates.from_to(time(13, 30), time(18)) == "13:30–18:00"


@pytest.mark.parametrize(
    ("period", "written"),
    [
        (month(2026, 12), ("December 2026", "December 2026", "décembre 2026", "décembre 2026")),
        (
            Period(date(2026, 12, 1), date(2026, 12, 15)),
            ("1–15 Dec 2026", "Dec 1 – 15, 2026", "1er–15 déc. 2026", "1er–15 déc. 2026"),
        ),
        (
            Period(date(2026, 12, 1), date(2027, 1, 1)),
            (
                "1 Dec 2026 – 1 Jan 2027", "Dec 1, 2026 – Jan 1, 2027",
                "1er déc. 2026 – 1er janv. 2027", "1er déc. 2026 – 1er janv. 2027",
            ),
        ),
        (
            Period(date(2026, 11, 11), date(2026, 11, 11)),
            ("11 Nov 2026", "Nov 11, 2026", "11 nov. 2026", "11 nov. 2026"),
        ),
    ],
    ids=["a month", "within a month", "over a year's end", "one day"],
)  # fmt: skip
def test_a_billing_period_in_each_country(period: Period, written: tuple[str, ...]) -> None:
    thin = "\u2009"
    assert tuple(dates.span(period, locale).replace(thin, " ") for locale in LOCALES) == written


def test_the_days_of_a_column_are_figures() -> None:
    first, last = date(2026, 12, 1), date(2026, 12, 31)
    assert [dates.numeric_span(first, last, locale) for locale in LOCALES] == [
        "01/12/2026 - 31/12/2026", "12/1/26 - 12/31/26", "01/12/2026 - 31/12/2026", "2026-12-01 - 2026-12-31",
    ]  # fmt: skip
