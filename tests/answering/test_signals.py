"""Whoever watches a conversation hears at once, and in order, that there is something to read."""

import asyncio

import pytest

from bot.services.ports import Signal
from bot.signals import ProcessSignals, ProcessWakeUps

LONG = 30.0
"""Seconds nobody waits unless a signal is lost."""


@pytest.fixture
def signals() -> ProcessSignals:
    return ProcessSignals()


async def test_a_watcher_hears_of_its_own_conversation_in_order(signals: ProcessSignals) -> None:
    with signals.watching("a") as heard:
        for conversation_id, signal in (("a", Signal.TYPING), ("b", Signal.DELIVERED), ("a", Signal.CHANGED)):
            signals.send(conversation_id, signal)
        assert [heard.get_nowait() for _ in range(heard.qsize())] == [Signal.TYPING, Signal.CHANGED]


async def test_who_watches_all_hears_which_conversation_it_was(signals: ProcessSignals) -> None:
    with signals.watching_all() as heard:
        signals.send("a", Signal.CHANGED)
        signals.send("b", Signal.TYPING)
        assert [heard.get_nowait() for _ in range(heard.qsize())] == [("a", Signal.CHANGED), ("b", Signal.TYPING)]


async def test_a_service_in_a_thread_wakes_a_page_that_sleeps(signals: ProcessSignals) -> None:
    with signals.watching("a") as of_one, signals.watching_all() as of_all:
        waiting = asyncio.create_task(of_one.get())
        await asyncio.to_thread(signals.send, "a", Signal.CHANGED)
        assert await asyncio.wait_for(waiting, LONG) is Signal.CHANGED
        assert await asyncio.wait_for(of_all.get(), LONG) == ("a", Signal.CHANGED)


async def test_signals_of_many_threads_all_arrive(signals: ProcessSignals) -> None:
    with signals.watching("a") as heard:
        await asyncio.gather(*(asyncio.to_thread(signals.send, "a", Signal.CHANGED) for _ in range(50)))
        arrived = [await asyncio.wait_for(heard.get(), LONG) for _ in range(50)]
    assert arrived == [Signal.CHANGED] * 50


async def test_a_closed_page_hears_nothing_and_keeps_nobody_else_from_hearing(signals: ProcessSignals) -> None:
    with signals.watching("a") as staying:
        with signals.watching("a") as closed:
            pass
        signals.send("a", Signal.CHANGED)
        assert staying.get_nowait() is Signal.CHANGED
    assert closed.empty()


def test_a_signal_nobody_waits_for_may_be_sent_without_an_event_loop(signals: ProcessSignals) -> None:
    signals.send("a", Signal.CHANGED)

    async def watch_late() -> bool:
        with signals.watching("a") as heard:
            return heard.empty()

    assert asyncio.run(watch_late()), "a signal is no message: who comes later looks at the log"


async def test_a_worker_is_woken_from_any_thread_with_the_turn_that_is_held() -> None:
    wake_ups, woken = ProcessWakeUps(), asyncio.Queue[tuple[str, object]]()
    with wake_ups.calling(lambda *heard: woken.put_nowait(heard)):
        wake_ups.wake("a")
        assert woken.get_nowait() == ("a", None)
        await asyncio.to_thread(wake_ups.wake, "b")
        assert await asyncio.wait_for(woken.get(), LONG) == ("b", None)
    wake_ups.wake("c")
    assert woken.empty()


async def test_of_two_workers_one_is_woken_so_that_nobody_is_answered_twice() -> None:
    wake_ups, woken = ProcessWakeUps(), list[str]()
    with wake_ups.calling(lambda *_: woken.append("first")):
        with wake_ups.calling(lambda *_: woken.append("second")):
            wake_ups.wake("a")
        wake_ups.wake("a")
    assert woken == ["second", "first"]


def test_a_worker_that_does_not_run_yet_finds_the_message_by_itself() -> None:
    ProcessWakeUps().wake("a")
