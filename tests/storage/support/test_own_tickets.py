"""Customers change only tickets they may read, once for each message, and only as they were read."""

from datetime import timedelta

from bot.domain.customers.identity import VISITOR, Role
from bot.domain.support.tickets import TicketEvent, TicketState
from bot.services.records.support import TicketChange
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW, THREAD, begin, identity
from tests.storage.support.test_tickets import open_ticket

CLOSING = TicketChange(TicketEvent.STATE, code="closed", state=TicketState.CLOSED)


def closed(database: SqlDatabase, email: str | None, number: str, origin: str = "m-9", late: bool = False) -> bool:
    who = identity(database, email) if email else VISITOR
    reader = identity(database, "billing@contoso.example")
    with database.writing() as work:
        ticket = work.support.tickets.by_number(number, asked_by=reader, conversation_id=THREAD)
        assert ticket is not None
        seen = ticket.changed_at - timedelta(seconds=1) if late else ticket.changed_at
        return work.support.tickets.change(
            number, CLOSING, asked_by=who, conversation_id="elsewhere", origin=origin, seen=seen, now=NOW
        )


def test_only_who_may_read_a_ticket_changes_it(seeded: SqlDatabase) -> None:
    assert not closed(seeded, "compta@fabrikam.example", "T-1002")
    assert not closed(seeded, "it@contoso.example", "T-1002")
    assert not closed(seeded, None, "T-1002")
    assert closed(seeded, "billing@contoso.example", "T-1002")


def test_one_message_changes_a_ticket_once_and_a_late_one_not_at_all(seeded: SqlDatabase) -> None:
    assert not closed(seeded, "billing@contoso.example", "T-1002", late=True)
    assert closed(seeded, "billing@contoso.example", "T-1002")
    assert closed(seeded, "billing@contoso.example", "T-1002", late=True), "the same message once more"
    assert not closed(seeded, "billing@contoso.example", "T-1002", origin="m-10", late=True)


def test_the_roles_of_who_opened_it_are_told_within_the_company(seeded: SqlDatabase) -> None:
    begin(seeded)
    billing, technical = identity(seeded, "billing@contoso.example"), identity(seeded, "it@contoso.example")
    opened = open_ticket(seeded, billing)
    for who, roles in ((technical, {Role.BILLING}), (identity(seeded, "compta@fabrikam.example"), set())):
        with seeded.reading() as work:
            found = work.support.tickets.opener_roles(opened.number, asked_by=who, conversation_id="elsewhere")
        assert found == roles
