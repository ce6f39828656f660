"""A conversation is held by one worker, and never for longer than a lease is long, whatever a clock says."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.conversations.leases import CLOCKS_APART, Lease

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
LENGTH = timedelta(seconds=20)
TICK = timedelta(microseconds=1)
MINE = Lease("mine", NOW, LENGTH)


def test_a_lease_ends_its_length_after_it_begins() -> None:
    assert MINE.until == NOW + LENGTH


@pytest.mark.parametrize(
    ("ends_in", "allowed"),
    [
        (-timedelta(days=1), True),
        (timedelta(0), True),
        (TICK, False),
        (LENGTH, False),
        (LENGTH + CLOCKS_APART, False),
        (LENGTH + CLOCKS_APART + TICK, True),
        (timedelta(days=1), True),
    ],
)
def test_anothers_lease_holds_from_now_until_its_length_from_now(ends_in: timedelta, allowed: bool) -> None:
    assert MINE.may_follow("another", NOW + ends_in) is allowed


@pytest.mark.parametrize("ends_in", [-LENGTH, LENGTH, timedelta(days=1)])
def test_an_own_lease_is_always_renewed(ends_in: timedelta) -> None:
    assert MINE.may_follow("mine", NOW + ends_in)


def test_what_nobody_holds_is_taken() -> None:
    assert MINE.may_follow(None, None)
