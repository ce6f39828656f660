"""Who is known: who speaks in a conversation, and contacts by their addresses."""

from collections.abc import Sequence

from bot.domain.customers.identity import Identity
from bot.services.ports import Database
from bot.services.records.customers import Person


class Contacts:
    """Looks contacts up. What a contact may see is decided by its identity, not here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def speaking_in(self, conversation_id: str) -> Identity:
        """The verified speaker, or a visitor where nobody was verified. Raises ConversationNotFound, StorageBusy."""
        with self._database.reading() as work:
            return work.customers.people.speaking_in(conversation_id)

    def known(self, emails: Sequence[str]) -> tuple[Person, ...]:
        """The contacts on file among these addresses, in their order. Raises StorageBusy."""
        with self._database.reading() as work:
            found = (work.customers.people.by_email(email) for email in emails)
            return tuple(person for person in found if person is not None)
