"""What an address did before its company was known becomes its contact's, and back again."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, literal, select, update

from bot.domain.conversations.messages import Author
from bot.services.records.customers import CarriedOver, GivenBack
from bot.storage.schema import (
    access_tokens,
    conversations,
    document_grants,
    messages,
    stream_grants,
    ticket_events,
    ticket_reads,
    tickets,
    turns,
)

_OPENING = (access_tokens, stream_grants, document_grants)


def carry_over(connection: Connection, address: str, contact_id: int, customer_id: int) -> CarriedOver:
    """Only what was done under the proven address: one that somebody typed elsewhere proves nothing."""
    theirs = select(tickets.c.id).where(tickets.c.confirmed_address == address)
    by_nobody = (ticket_events.c.agent_id.is_(None), ticket_events.c.contact_id.is_(None))
    connection.execute(
        update(ticket_events).where(ticket_events.c.ticket_id.in_(theirs), *by_nobody).values(contact_id=contact_id)
    )
    read = select(tickets.c.id, literal(contact_id), tickets.c.seen_event).where(
        tickets.c.confirmed_address == address, tickets.c.seen_event > 0
    )
    connection.execute(insert(ticket_reads).from_select(["ticket_id", "contact_id", "seen_event"], read))
    moved = connection.execute(
        update(tickets)
        .where(tickets.c.confirmed_address == address)
        .values(contact_id=contact_id, customer_id=customer_id, confirmed_address=None, seen_event=0)
    )
    talks = connection.execute(
        update(conversations)
        .where(conversations.c.confirmed_address == address)
        .values(contact_id=contact_id, confirmed_address=None)
    )
    return CarriedOver(talks.rowcount, moved.rowcount)


def give_back(connection: Connection, address: str, contact_id: int, since: datetime) -> GivenBack:
    """What nothing happened in since the link is the address's again; the rest may hold what is the customer's alone.

    That rest stays with the agents as a visitor's: nothing opens such a conversation any more, and of such a ticket a
    mail tells what may stand in one to an address nobody confirmed.
    """
    quiet, still = _quiet_since(since), _still_since(since)
    talks = conversations.c.contact_id == contact_id
    kept_talks = select(conversations.c.id).where(talks, ~quiet)
    for table in _OPENING:
        connection.execute(delete(table).where(table.c.conversation_id.in_(kept_talks)))
    of_nobody: dict[str, Any] = {"contact_id": None, "confirmed_address": None}
    kept_conversations = connection.execute(update(conversations).where(talks, ~quiet).values(of_nobody)).rowcount
    its_own: dict[str, Any] = {"contact_id": None, "confirmed_address": address}
    back_conversations = connection.execute(update(conversations).where(talks).values(its_own)).rowcount

    theirs = tickets.c.contact_id == contact_id
    unheard: dict[str, Any] = {"contact_id": None, "customer_id": None, "contact_address": address}
    kept_tickets = connection.execute(update(tickets).where(theirs, ~still).values(unheard)).rowcount
    read = select(ticket_reads.c.seen_event).where(
        ticket_reads.c.ticket_id == tickets.c.id, ticket_reads.c.contact_id == contact_id
    )
    seen = func.coalesce(read.correlate(tickets).scalar_subquery(), 0)
    again: dict[str, Any] = {"contact_id": None, "customer_id": None, "confirmed_address": address, "seen_event": seen}
    back_tickets = connection.execute(update(tickets).where(theirs).values(again)).rowcount
    connection.execute(delete(ticket_reads).where(ticket_reads.c.contact_id == contact_id))
    nobody = update(ticket_events).where(ticket_events.c.contact_id == contact_id).values(contact_id=None)
    connection.execute(nobody)
    return GivenBack(CarriedOver(back_conversations, back_tickets), CarriedOver(kept_conversations, kept_tickets))


def _quiet_since(since: datetime) -> ColumnElement[bool]:
    """Nobody said anything in it since then, but the desk that it was linked, and no answer is on its way."""
    of_it = messages.c.conversation_id == conversations.c.id
    said = exists().where(of_it, messages.c.sent_at >= since, messages.c.author != Author.DESK.value)
    awaited = exists().where(turns.c.conversation_id == conversations.c.id, turns.c.finished_at.is_(None))
    return (conversations.c.started_at < since) & ~said & ~awaited


def _still_since(since: datetime) -> ColumnElement[bool]:
    """Nothing was done about the ticket since then."""
    done = exists().where(ticket_events.c.ticket_id == tickets.c.id, ticket_events.c.at >= since)
    return (tickets.c.opened_at < since) & ~done
