"""What a wait usually takes: told only when measured often enough, and rather too long than too short."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversations.waits import ENOUGH, SHARE, usual_wait_minutes

WAITS = st.lists(st.timedeltas(timedelta(0), timedelta(hours=3)), min_size=ENOUGH, max_size=40)


def minutes(*waits: float) -> list[timedelta]:
    return [timedelta(minutes=wait) for wait in waits]


def test_fewer_than_five_waits_say_nothing() -> None:
    assert usual_wait_minutes(minutes(1, 1, 1, 1)) is None
    assert usual_wait_minutes([]) is None
    assert usual_wait_minutes(minutes(1, 1, 1, 1, 1)) == 1


def test_three_of_four_waits_decide_and_one_outlier_does_not() -> None:
    assert usual_wait_minutes(minutes(1, 2, 3, 4, 5, 6, 7, 90)) == 6


def test_started_minutes_count_whole_and_nobody_is_promised_nothing() -> None:
    assert usual_wait_minutes(minutes(2.1, 2.1, 2.1, 2.1, 2.1)) == 3
    assert usual_wait_minutes(minutes(0, 0, 0, 0, 0)) == 1


@given(WAITS)
def test_what_is_told_was_enough_for_three_of_four(waits: list[timedelta]) -> None:
    told = usual_wait_minutes(waits)
    assert told is not None
    kept = sum(wait <= timedelta(minutes=told) for wait in waits)
    assert kept >= SHARE * len(waits)
    assert told >= 1


@given(WAITS, st.randoms())
def test_the_order_of_the_waits_says_nothing(waits: list[timedelta], chance: object) -> None:
    shuffled = list(waits)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert usual_wait_minutes(shuffled) == usual_wait_minutes(waits)
