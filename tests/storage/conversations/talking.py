"""Short ways to put something into a conversation."""

from datetime import UTC, datetime

from bot.domain.conversations.messages import Author, Message
from bot.domain.customers.identity import Identity
from bot.services.records.conversations import Draft, Turn
from bot.storage.database import SqlDatabase

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
THREAD = "c-1"


def identity(database: SqlDatabase, email: str) -> Identity:
    """Who a contact of the cast is once signed in."""
    with database.reading() as work:
        person = work.customers.people.by_email(email)
    assert person is not None
    return person.identity


def begin(
    database: SqlDatabase, conversation_id: str = THREAD, contact_id: int | None = None, channel: str = "web"
) -> str:
    with database.writing() as work:
        work.conversations.rows.open(
            conversation_id=conversation_id, channel=channel, contact_id=contact_id, language="en", now=NOW
        )
    return conversation_id


def say(database: SqlDatabase, text: str, conversation_id: str = THREAD, event_id: str | None = None) -> Message:
    with database.writing() as work:
        draft = Draft(Author.CUSTOMER, text, event_id=event_id)
        (message,) = work.conversations.log.append(conversation_id, [draft], NOW)
        work.conversations.turns.expect(message, NOW)
    return message


def next_turn(database: SqlDatabase, conversation_id: str = THREAD) -> Turn | None:
    with database.reading() as work:
        return work.conversations.turns.next_in(conversation_id)
