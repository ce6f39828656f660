"""A conversation changes hands: its row, its event and its stretch with people are written together."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from bot.domain.conversation import Conversation, Event
from bot.domain.errors import StaleVersion
from bot.domain.stretches import ENDINGS, Step, Stretch, step_of
from bot.services.ports import Work

P = ParamSpec("P")
R = TypeVar("R")


def change(work: Work, before: Conversation, after: Conversation, event: Event, now: datetime) -> Stretch | None:
    """Stores a changed conversation if nobody changed it since `before` was read. Raises StaleVersion.

    Returns the stretch with people that the change ended, if it ended one.
    """
    work.conversations.save(after, seen=before.version, event=event, now=now)
    match step_of(before, after):
        case Step.BEGIN:
            work.stretches.begin(after, now)
        case Step.MOVE:
            work.stretches.move(after, now)
        case Step.END:
            return work.stretches.end(after.id, ENDINGS[event], now)
    return None


def once_more(transaction: Callable[P, R]) -> Callable[P, R]:
    """Repeats a transaction that met another in its middle: the second time it sees what the other one did."""

    @wraps(transaction)
    def repeated(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return transaction(*args, **kwargs)
        except StaleVersion:
            return transaction(*args, **kwargs)

    return repeated
