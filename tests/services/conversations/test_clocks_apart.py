"""Desks whose clocks differ share a database: nobody waits for a dead one's clock, and nothing is said twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import HandoffReason
from bot.domain.conversations.leases import CLOCKS_APART
from bot.domain.conversations.messages import Reply
from bot.domain.kernel.errors import StaleVersion
from bot.services.conversations.turns import LEASE, HandOff, Turns
from bot.services.records.conversations import Begun
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import ANSWER, heard, opened, writes

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
SORRY = Reply("It takes longer.")


def worker(desk: Desk, name: str, ahead: timedelta) -> Turns:
    """Another desk's turns, by a clock that is ahead of NOW."""
    return Turns(database_of(desk), worker=name, beat=lambda: NOW + ahead, ask=desk.conversations.satisfaction.ask_bot)


@pytest.fixture
def conversation(desk: Desk) -> str:
    """A customer wrote, and nobody has the conversation."""
    here = opened(desk)
    writes(desk, here, "hello")
    with database_of(desk).writing() as work:
        work.conversations.leases.release(here, worker=desk.conversations.turns.worker)
    return here


def taken(turns: Turns, conversation: str) -> Begun:
    begun = turns.begin(conversation)
    assert begun is not None
    return begun


def said(desk: Desk, conversation: str) -> list[str]:
    return [text for author, text in heard(desk, conversation) if author != "customer"]


@pytest.mark.parametrize("ahead", [HOUR, MINUTE, CLOCKS_APART + SECOND])
def test_what_a_dead_desk_held_by_a_clock_ahead_is_taken_at_once(
    desk: Desk, conversation: str, ahead: timedelta
) -> None:
    taken(worker(desk, "dead", ahead), conversation)
    taken(worker(desk, "alive", timedelta(0)), conversation)


@pytest.mark.parametrize("ahead", [CLOCKS_APART, SECOND, timedelta(0), -SECOND, SECOND - LEASE])
def test_clocks_that_differ_a_little_leave_a_living_desk_its_conversation(
    desk: Desk, conversation: str, ahead: timedelta
) -> None:
    taken(worker(desk, "answering", ahead), conversation)
    assert worker(desk, "other", timedelta(0)).begin(conversation) is None


def test_a_dead_desks_clock_keeps_nobody_waiting_longer_than_a_lease(desk: Desk, conversation: str) -> None:
    taken(worker(desk, "dead", CLOCKS_APART), conversation)
    taken(worker(desk, "alive", CLOCKS_APART + LEASE), conversation)


def test_two_desks_a_minute_apart_apologise_once(desk: Desk, conversation: str) -> None:
    ahead, behind = worker(desk, "ahead", MINUTE), worker(desk, "behind", timedelta(0))
    tries: list[tuple[Turns, Begun]] = [(turns, taken(turns, conversation)) for turns in (ahead, behind)]
    for turns, begun in tries:
        again = turns.delay(begun, SORRY, NOW)
        assert again is not None
        assert again.turn.apologised
    assert said(desk, conversation) == [SORRY.text]


def test_who_lost_the_conversation_to_a_living_desk_leaves_the_turn_to_it(desk: Desk, conversation: str) -> None:
    begun = taken(worker(desk, "slow", timedelta(0)), conversation)
    taken(worker(desk, "other", LEASE), conversation)
    assert worker(desk, "slow", LEASE).delay(begun, SORRY, NOW) is None
    assert said(desk, conversation) == []


def test_two_desks_a_minute_apart_answer_once(desk: Desk, conversation: str) -> None:
    ahead, behind = worker(desk, "ahead", MINUTE), worker(desk, "behind", timedelta(0))
    first, second = taken(ahead, conversation), taken(behind, conversation)
    assert ahead.finish(first, ANSWER, NOW) is None
    with pytest.raises(StaleVersion):
        behind.finish(second, ANSWER, NOW)
    assert said(desk, conversation) == ["The answer."]


def test_two_desks_a_minute_apart_give_up_once(desk: Desk, conversation: str) -> None:
    ahead, behind = worker(desk, "ahead", MINUTE), worker(desk, "behind", timedelta(0))
    first, second = taken(ahead, conversation), taken(behind, conversation)
    called, wish = Reply("A colleague comes."), HandOff("commercial", HandoffReason.ENGINE_DOWN)
    ahead.give_up(first, lambda _, __: ((called,), wish), NOW)
    again = behind.give_up(second, lambda _, __: ((called,), wish), NOW)
    assert again is not None
    with pytest.raises(StaleVersion):
        behind.keep(again, {}, (Reply("Noted."),), NOW)
    assert said(desk, conversation) == ["A colleague comes."]


def test_of_two_desks_that_apologise_at_the_same_moment_one_is_heard(desk: Desk, conversation: str) -> None:
    ahead, behind = worker(desk, "ahead", MINUTE), worker(desk, "behind", timedelta(0))
    tries = [(turns, taken(turns, conversation)) for turns in (ahead, behind)]
    together = Barrier(len(tries))

    def apologises(turns: Turns, begun: Begun) -> Begun | None:
        together.wait(timeout=30)
        return turns.delay(begun, SORRY, NOW)

    with ThreadPoolExecutor() as pool:
        again = [pool.submit(apologises, *one).result for one in tries]
        assert [begun.turn.apologised for result in again if (begun := result()) is not None] == [True, True]
    assert said(desk, conversation) == [SORRY.text]
