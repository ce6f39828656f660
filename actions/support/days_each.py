"""Hours of several days in one message, each with the times that stand at it; a day not known is named."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from actions.kernel.exchange import Exchange
from actions.kernel.question import Question
from bot.writing.voice import quoted

MOST: Final = 4
"""Days answered in one message."""
_DAYS: Final = ("date", "holiday")
_AT_DAYS: Final = (*_DAYS, "time", "daypart")


def each_day(exchange: Exchange, answer: Callable[[Exchange], None]) -> None:
    """Answers for each day that is named, in order; then says which words for a day were not understood."""
    whole = exchange.asked
    unread = whole.first("unread") if not whole.is_choice else None
    parts = list(_by_day(whole))
    try:
        for part in parts if len(parts) > 1 else [whole]:
            exchange.asked = part
            if unread is None or parts or part.first("time"):
                said = len(exchange.messages)
                answer(exchange)
                exchange.drop_said_before(said)  # a day that is named twice ("King's Day, 27 April") is told once
    finally:
        exchange.asked = whole
    if unread is not None:
        exchange.tell("not_understood", words=quoted(unread, limit=40))


def _by_day(asked: Question) -> Iterator[Question]:
    """The message once for each day, with only what stands from that day on up to the next."""
    places = sorted({start for name in _DAYS for start in asked.starts.get(name, ())})[:MOST]
    for place, start in enumerate(places):
        first = 0 if place == 0 else start
        end = places[place + 1] if place + 1 < len(places) else len(asked.text) + 1
        kept = {
            name: [(at, value) for at, value in _placed(asked, name) if first <= at < end]
            for name in _AT_DAYS
            if asked.all(name)
        }
        values = {name: tuple(value for _, value in found) for name, found in kept.items()}
        starts = {name: tuple(at for at, _ in found) for name, found in kept.items()}
        yield replace(asked, entities={**asked.entities, **values}, starts={**asked.starts, **starts})


def _placed(asked: Question, name: str) -> list[tuple[int, str]]:
    return list(zip(asked.starts.get(name, ()), asked.all(name), strict=False))
