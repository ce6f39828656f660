"""A customer who waits for a person, and the ways in which that ends without one."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.bootstrap import Desk
from bot.domain.customers.identity import VISITOR
from bot.domain.support.tickets import Ticket
from bot.services.records.conversations import Begun
from tests.console.conversations.conversing import THREAD, begin
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import QUEUED, writes

LIMIT: Final = timedelta(minutes=10)
"""The partner's, after which a wait is over."""
CONTOSO: Final = "billing@contoso.example"
ASKED: Final = "a person about NS-104231"
WRITTEN: Final = "the Azure usage cannot be ours"
HOW: Final = ("nobody came", "the customer leaves a message")


def waits(desk: Desk, email: str | None = CONTOSO, language: str = "en") -> Begun:
    """Somebody asked for a person at NOW, and wrote something since."""
    begin(desk, email, language=language)
    desk.conversations.turns.finish(writes(desk, THREAD, ASKED), replace(QUEUED, language=language), NOW)
    return writes(desk, THREAD, WRITTEN)


def ends(desk: Desk, begun: Begun, how: str) -> Begun | bool | None:
    """The wait ends in one of the ways of HOW."""
    return end(desk) if how == HOW[0] else leave(desk, begun)


def end(desk: Desk, now: datetime = NOW + LIMIT) -> bool:
    return desk.support.wait_tickets.end(THREAD, now)


def leave(desk: Desk, begun: Begun) -> Begun | None:
    return desk.support.wait_tickets.leave_message(begun, {}, NOW)


def tickets(desk: Desk) -> tuple[Ticket, ...]:
    """Those opened in the conversation."""
    with database_of(desk).reading() as work:
        return work.support.tickets.readable(asked_by=VISITOR, conversation_id=THREAD)
