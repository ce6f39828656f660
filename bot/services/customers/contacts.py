"""Who is known by an address, and who was verified to speak in a conversation."""

from collections.abc import Sequence

from bot.domain.customers.identity import Identity
from bot.services.ports import Database
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

    def speaking_in(self, conversation_id: str) -> Identity:
        """Who was verified for this conversation; VISITOR when nobody was. Raises ConversationNotFound."""
        with self._database.reading() as work:
            return work.customers.people.speaking_in(conversation_id)
