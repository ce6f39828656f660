"""Short ways to put a conversation into the desk for tests of what agents see beside it."""

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Author, Message
from bot.services.records.conversations import Draft, TurnResult, TurnState
from tests.fixtures.desk import NOW, database_of

THREAD = "c-1"


def begin(desk: Desk, email: str | None = None, conversation_id: str = THREAD, language: str = "en") -> str:
    """A conversation of a contact of the cast, or of a visitor."""
    with database_of(desk).writing() as work:
        person = work.customers.people.by_email(email) if email else None
        contact_id = person.contact_id if person else None
        work.conversations.rows.open(
            conversation_id=conversation_id, channel="web", contact_id=contact_id, language=language, now=NOW
        )
    return conversation_id


def ask(
    desk: Desk, text: str, intent: str | None, answer: str = "", conversation_id: str = THREAD, **more: object
) -> Message:
    """A customer's message that was understood as an intent, and what the bot said to it."""
    with database_of(desk).writing() as work:
        (message,) = work.conversations.log.append(conversation_id, [Draft(Author.CUSTOMER, text)], NOW)
        work.conversations.turns.expect(message, NOW)
        turn = work.conversations.turns.next_in(conversation_id)
        assert turn is not None
        reply = Draft(Author.BOT, answer, in_reply_to=message.id, **more)  # type: ignore[arg-type]
        silence = Draft(Author.DESK, "", card={"kind": "turn_over"}, in_reply_to=message.id)
        work.conversations.log.append(conversation_id, [reply if answer else silence], NOW)
        result = TurnResult(TurnState.ANSWERED, "bot", "en", intent, 0.9 if intent else None)
        work.conversations.turns.finish(turn, result, NOW)
    return message


def said(desk: Desk, conversation_id: str = THREAD) -> list[tuple[str, str, str]]:
    """Author, name and text of what the customer can read."""
    with database_of(desk).reading() as work:
        rows = work.conversations.log.after(conversation_id, 0)
    return [(row.author.value, row.author_name, row.text) for row in rows if row.text]
