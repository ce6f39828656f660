"""The arithmetic of the reports page at its edges: percentiles, shares, rises, promises, days."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversations.stretches import Ending
from bot.domain.kernel.errors import PeriodUnclear
from bot.domain.kernel.hours import Schedule, Shift
from bot.domain.kernel.money import Money
from bot.domain.reports.counts import MAX_DAYS, StretchTimes, chosen, latest
from bot.domain.reports.figures import (
    LEAST_TO_RISE,
    answered_in_time,
    matters,
    percentile,
    reasons,
    response,
    rising,
    share,
    waiting,
)
from bot.domain.support.plans import SupportPlan

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)  # a Wednesday, 12:00 in Paris
FULL = (Shift(time(9), time(18)),)
BASIC = SupportPlan("basic", "Basic", Money(Decimal(0), "EUR"), Schedule(PARIS, dict.fromkeys(range(1, 6), FULL)), 8)
LIMIT = timedelta(minutes=10)


def minutes(*counts: float) -> list[timedelta]:
    return [timedelta(minutes=count) for count in counts]


def times(
    wait: float | None, answer: float | None = None, reason: str | None = "asked", ending: Ending | None = None
) -> StretchTimes:
    """A stretch taken and answered so many minutes after it began."""
    taken, answered = (NOON + timedelta(minutes=m) if m is not None else None for m in (wait, answer))
    return StretchTimes(reason, NOON, taken, answered, ending, None, "technical")


@pytest.mark.parametrize(
    ("values", "part", "result"),
    [([], 0.5, None), ([3], 0.9, 3), ([1, 2], 0.5, 1), ([2, 1, 3], 0.5, 2), (range(1, 11), 0.9, 9), ([1, 9], 1, 9)],
)
def test_a_percentile_is_the_nearest_rank(values: Sequence[int], part: float, result: int | None) -> None:
    assert percentile(list(values), part) == result


@given(st.lists(st.integers(-1000, 1000), min_size=1), st.floats(0.01, 1))
def test_at_least_its_part_of_all_values_is_at_most_the_percentile(values: list[int], part: float) -> None:
    found = percentile(values, part)
    assert found in values
    assert sum(value <= found for value in values) >= part * len(values) - 1e-9
    assert sum(value < found for value in values) < part * len(values) + 1e-9


@pytest.mark.parametrize("part", [0, -0.1, 1.01])
def test_a_percentile_outside_its_range_is_a_mistake(part: float) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile([1], part)


@pytest.mark.parametrize(("part", "whole", "result"), [(0, 0, None), (0, 4, 0.0), (1, 4, 0.25), (4, 4, 1.0)])
def test_of_nothing_there_is_no_share(part: int, whole: int, result: float | None) -> None:
    assert share(part, whole) == result


def test_courtesies_and_doubts_are_no_matters() -> None:
    counts = {"greet": 90, "nlu_fallback": 50, "balance_due": 2, "find_invoice": 2, "support_hours": 7}
    assert list(matters(counts).items()) == [("support_hours", 7), ("balance_due", 2), ("find_invoice", 2)]


@pytest.mark.parametrize(
    ("now", "before", "risen"),
    [
        ({"a": 9}, {"b": 100}, []),  # a handful is noise
        ({"a": 10, "b": 90}, {"b": 100}, ["a"]),  # new
        ({"a": 100}, {}, []),  # nothing to compare with
        ({"a": 200, "b": 200}, {"a": 100, "b": 100}, []),  # more of everything is no rise of one
        ({"a": 120, "b": 80}, {"a": 100, "b": 100}, []),  # 20 more than expected, twice the root of 100
        ({"a": 121, "b": 79}, {"a": 100, "b": 100}, ["a"]),
        ({"a": 40, "b": 50, "c": 110}, {"a": 10, "b": 40, "c": 150}, ["a"]),
    ],
)
def test_a_matter_rises_by_more_than_chance(
    now: Mapping[str, int], before: Mapping[str, int], risen: list[str]
) -> None:
    assert [rise.intent for rise in rising(now, before)] == risen


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 500)), st.integers(1, 5))
def test_the_same_shares_never_rise(counts: dict[str, int], times_more: int) -> None:
    assert rising({name: count * times_more for name, count in counts.items()}, counts) == ()


@given(st.dictionaries(st.sampled_from("abc"), st.integers(0, LEAST_TO_RISE - 1)))
def test_what_is_rarely_asked_never_rises(now: dict[str, int]) -> None:
    assert rising(now, {"d": 100}) == ()


def test_the_strongest_rise_comes_first() -> None:
    now, before = {"a": 40, "b": 90, "c": 70}, {"a": 20, "b": 10, "c": 170}
    assert [rise.intent for rise in rising(now, before)] == ["b", "a"]


def test_a_take_over_nobody_asked_for_is_a_reason_of_its_own() -> None:
    assert reasons([times(1), times(1), times(0, reason=None), times(1, reason="anger")]) == {
        "asked": 2,
        "anger": 1,
        "taken_over": 1,
    }


def test_waits_are_held_against_the_limit() -> None:
    stretches = [
        times(10),  # just in time
        times(10.1),
        times(2),
        times(None, ending=Ending.WAIT_ENDED),  # nobody came
        times(None, ending=Ending.CANCELLED),  # the customer left the queue
        times(None),  # still waits
        times(0, reason=None),  # nobody waited
    ]
    found = waiting(stretches, LIMIT)
    assert (found.count, found.median, found.p90, found.kept, found.due) == (3, *minutes(10, 10.1), 2, 4)


def test_without_any_wait_there_is_no_median() -> None:
    found = waiting([], LIMIT)
    assert (found.count, found.median, found.p90, found.kept, found.due) == (0, None, None, 0, 0)


@pytest.mark.parametrize(
    ("asked", "answered", "kept"),
    [
        (NOON, NOON + timedelta(hours=8), True),
        (NOON, NOON + timedelta(hours=23), True),  # 6 hours that day, 2 the next morning: due at 11:00
        (NOON, NOON + timedelta(hours=23, seconds=1), False),
    ],
)
def test_a_first_response_is_promised_within_opening_hours(asked: datetime, answered: datetime, kept: bool) -> None:
    assert answered_in_time(BASIC, asked, answered) is kept


def test_first_responses_are_of_hand_offs_with_an_answer() -> None:
    found = response([times(1, 3), times(1), times(0, 0, reason=None), times(5, 60 * 24)], {None: BASIC})
    assert (found.count, found.median, found.p90, found.kept, found.due) == (2, *minutes(3, 60 * 24), 1, 2)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-11-18", 24)])
def test_a_day_is_as_long_as_the_clocks_make_it(day: str, hours: int) -> None:
    (only,) = chosen(day, day, PARIS).each
    assert only.period.until - only.period.since == timedelta(hours=hours)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, MAX_DAYS))
def test_days_follow_each_other_without_a_gap(today: date, count: int) -> None:
    days = latest(count, today, PARIS)
    each = days.each
    assert len(each) == days.count == count
    assert all(a.period.until == b.period.since for a, b in pairwise(each))
    assert (each[0].period.since, each[-1].period.until) == (days.period.since, days.period.until)
    assert days.preceding.period.until == days.period.since


def test_a_period_under_way_is_compared_up_to_the_same_time_of_day() -> None:
    days = latest(1, date(2026, 3, 29), PARIS)  # clocks went forward that night
    noon = datetime(2026, 3, 29, 12, 0, tzinfo=PARIS)
    assert days.before(noon).until == datetime(2026, 3, 28, 12, 0, tzinfo=PARIS)
    assert days.before(noon + timedelta(days=3)).until == days.period.since


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [("2026-01-01", "2026-01-01", 1), ("2026-01-01", "2027-01-01", MAX_DAYS), ("2028-02-28", "2028-03-01", 3)],
)
def test_days_may_be_chosen(first: str, last: str, count: int) -> None:
    assert chosen(first, last, PARIS).count == count


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-01-02", "2026-01-01"),
        ("2026-01-01", "2027-01-02"),
        ("", ""),
        ("2026-02-30", "2026-03-01"),
        ("0001-01-01", "0001-01-01"),
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_days_that_are_none_are_refused(first: str, last: str) -> None:
    with pytest.raises(PeriodUnclear):
        chosen(first, last, PARIS)
