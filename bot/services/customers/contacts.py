"""Who is known by an address, and who was verified to speak in a conversation."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.customers.identity import Identity, at_address
from bot.domain.kernel.email_addresses import is_email
from bot.domain.kernel.locales import FALLBACK
from bot.domain.staff.agents import Agent
from bot.domain.staff.audit import Action
from bot.services.ports import Database, Work
from bot.services.records.customers import Person


class Contacts:
    """Establishes who asks: everything about a customer is read on behalf of an identity found here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def on_file(self, addresses: Sequence[str]) -> tuple[Person, ...]:
        """The contacts with these addresses, in that order, without those nobody has. Raises StorageBusy."""
        with self._database.reading() as work:
            found = [work.customers.people.by_email(address) for address in addresses]
            return tuple(person for person in found if person is not None)

    def at(self, address: str) -> Person | None:
        """Who a proven address is: the contact on file, else somebody without a company; None for no address."""
        with self._database.reading() as work:
            return proven(work, address)

    def speaking_in(self, conversation_id: str) -> Identity:
        """Who was verified for this conversation; VISITOR when nobody was. Raises ConversationNotFound."""
        with self._database.reading() as work:
            return work.customers.people.speaking_in(conversation_id)


def proven(work: Work, address: str) -> Person | None:
    """Who a proven address is, as `Contacts.at` in somebody's transaction."""
    written = address.strip().lower()
    if (person := work.customers.people.by_email(written)) is not None:
        return person
    return Person(None, written, FALLBACK, at_address(written)) if is_email(written) else None


def adopt(work: Work, person: Person, now: datetime, agent: Agent | None = None) -> None:
    """Carries over what somebody did under the address before it was this contact's, whoever put it on file.

    `agent` is who wished for it; None where the contact came in.
    """
    customer_id = person.identity.customer_id
    if person.contact_id is None or customer_id is None or not work.customers.addresses.waits(person.email):
        return
    carried = work.customers.addresses.carry_over(person.email, person.contact_id, customer_id)
    work.staff.audit.note(
        agent,
        Action.ADDRESS_CARRIED_OVER,
        now,
        customer_id=customer_id,
        subject=person.email,
        details={"conversations": carried.conversations, "tickets": carried.tickets},
    )
