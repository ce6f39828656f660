"""What an address did before its company was known becomes its contact's, and back again."""

from sqlalchemy import Connection, insert, literal, select, update

from bot.services.records.customers import CarriedOver
from bot.storage.schema import (
    conversations,
    ticket_events,
    ticket_reads,
    tickets,
)


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
