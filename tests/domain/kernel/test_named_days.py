"""Days people call by a name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.errors import PeriodUnclear
from bot.domain.kernel.named_days import NAMED_DAYS, easter, holiday_date, holiday_period
from bot.domain.kernel.periods import Period

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("code", "ahead", "before"),
    [
        ("christmas", date(2026, 12, 25), date(2025, 12, 25)),
        ("christmas_eve", date(2026, 12, 24), date(2025, 12, 24)),
        ("boxing_day", date(2026, 12, 26), date(2025, 12, 26)),
        ("new_year", date(2027, 1, 1), date(2026, 1, 1)),
        ("new_year_eve", date(2026, 12, 31), date(2025, 12, 31)),
        ("good_friday", date(2027, 3, 26), date(2026, 4, 3)),
        ("easter", date(2027, 3, 28), date(2026, 4, 5)),
        ("easter_monday", date(2027, 3, 29), date(2026, 4, 6)),
        ("ascension", date(2027, 5, 6), date(2026, 5, 14)),
        ("whit_monday", date(2027, 5, 17), date(2026, 5, 25)),
        ("labour_day", date(2027, 5, 1), date(2026, 5, 1)),
        ("memorial_day", date(2027, 5, 31), date(2026, 5, 25)),
        ("columbus_day", date(2027, 10, 11), date(2026, 10, 12)),
        ("kings_day", date(2027, 4, 27), date(2026, 4, 27)),
        ("victory_day", date(2027, 5, 8), date(2026, 5, 8)),
        ("bastille_day", date(2027, 7, 14), date(2026, 7, 14)),
        ("assumption", date(2027, 8, 15), date(2026, 8, 15)),
        ("all_saints", date(2027, 11, 1), date(2026, 11, 1)),
        ("armistice", date(2027, 11, 11), date(2026, 11, 11)),
        ("year_end", date(2026, 12, 26), date(2025, 12, 26)),
    ],
)
def test_a_named_day_is_the_next_one_or_the_last(code: str, ahead: date, before: date) -> None:
    assert holiday_date(code, TODAY) == ahead
    assert holiday_date(code, TODAY, ahead=False) == before


def test_today_is_the_named_day_both_ways() -> None:
    christmas = date(2026, 12, 25)
    assert holiday_date("christmas", christmas) == christmas == holiday_date("christmas", christmas, ahead=False)


def test_labour_day_is_the_one_of_the_partners_country() -> None:
    closed = {date(2027, 9, 6): {"en": "Labor Day", "fr": "Fête du Travail"}, date(2026, 9, 7): {"en": "Labor Day"}}
    assert holiday_date("labour_day", TODAY, closed=closed) == date(2027, 9, 6)
    assert holiday_date("labour_day", TODAY, ahead=False, closed=closed) == date(2026, 9, 7)


def test_the_days_between_christmas_and_new_year_are_several() -> None:
    assert holiday_period("year_end", TODAY) == Period(date(2026, 12, 26), date(2026, 12, 31))
    assert holiday_period("year_end", date(2026, 12, 29)) == Period(date(2026, 12, 26), date(2026, 12, 31))
    assert holiday_period("christmas", TODAY).days == 1


def test_a_day_nobody_knows_is_refused() -> None:
    with pytest.raises(PeriodUnclear):
        holiday_date("festivus", TODAY)


@pytest.mark.parametrize(
    "sunday", [date(2000, 4, 23), date(2008, 3, 23), date(2019, 4, 21), date(2038, 4, 25), date(2049, 4, 18)]
)
def test_easter_is_where_the_tables_have_it(sunday: date) -> None:
    assert easter(sunday.year) == sunday


@given(today=st.dates(date(1971, 1, 1), date(2190, 1, 1)), code=st.sampled_from(sorted(NAMED_DAYS)))
def test_the_last_and_the_next_are_a_year_apart_at_most(today: date, code: str) -> None:
    before, after = holiday_date(code, today, ahead=False), holiday_date(code, today)
    assert before <= today <= after
    assert (after - before).days <= 400
