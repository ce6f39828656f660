"""Short ways to link a proven address and to see what became of it."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import func, select

from bot.bootstrap import Desk
from bot.domain.customers.identity import Identity, Role
from bot.domain.customers.unlinked import AddressState
from bot.domain.support.tickets import Matter
from bot.services.records.customers import AddressQuery, AddressRow
from bot.services.staff.files.addresses import NewContact
from bot.services.support.tickets import TicketRequest
from bot.storage.schema import contacts
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import ANSWER, writes
from tests.services.customers.coming import ANN, speaker_in, statement

MINUTE = timedelta(minutes=1)
LATER = NOW + MINUTE
CONTOSO = "billing@contoso.example"


def customer_of(desk: Desk, email: str = CONTOSO) -> int:
    (person,) = desk.customers.contacts.on_file((email,))
    assert person.identity.customer_id is not None
    return person.identity.customer_id


def row_of(desk: Desk, address: str = ANN, state: AddressState = AddressState.WAITING) -> AddressRow:
    asked = AddressQuery(state, address)
    (row,) = desk.customers.addresses.page(asked, asked_by=agent_in(desk, "globaladmin"), now=NOW).rows
    return row


def link(desk: Desk, *roles: Role, by: str = "globaladmin", name: str = "Ann Vogel", now: datetime = LATER) -> int:
    row = row_of(desk)
    new = NewContact(customer_of(desk), name, frozenset(roles))
    desk.customers.addresses.link(row.id, new, asked_by=agent_in(desk, by), now=now)
    return row.id


def opens(desk: Desk, conversation: str, now: datetime = NOW, matter: Matter = Matter.COMMERCIAL) -> str:
    request, speaker = TicketRequest(matter, "The VAT number is missing", uuid4().hex), speaker_in(desk, conversation)
    return desk.support.tickets.open(request, asked_by=speaker, conversation_id=conversation, now=now).ticket.number


def numbers(desk: Desk, speaker: Identity) -> list[str]:
    return [ticket.number for ticket in desk.support.tickets.status(None, asked_by=speaker, conversation_id="")]


def answered(desk: Desk, conversation: str, now: datetime) -> None:
    """The customer asks, the assistant answers."""
    desk.conversations.turns.finish(writes(desk, conversation, "show me the last invoice", now), ANSWER, now)


def contacts_there(desk: Desk) -> int:
    with database_of(desk).connection() as connection:
        return connection.execute(select(func.count()).select_from(contacts)).scalar_one()


def token_of(desk: Desk, conversation: str) -> str:
    """A living token of the contact's conversation."""
    opened = desk.conversations.sign_in.enter(statement(ANN, LATER), channel="directline", language="en", now=LATER)
    assert opened.conversation_id == conversation
    return opened.token
