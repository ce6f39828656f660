"""Messages written and turns begun in storage, without an engine."""

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Author, Incoming, Reply
from bot.services.conversations.turns import Answer
from bot.services.records.conversations import Begun
from tests.fixtures.desk import NOW, database_of

HELLO = Answer((Reply("Hello!"),), "en", {"slots": {}}, {"intent": "greet", "confidence": 0.9})


def write(desk: Desk, conversation: str, text: str, event: str | None = None, button: str | None = None) -> str:
    incoming = Incoming("directline", conversation, event or f"event of {text}", text, button)
    return desk.conversations.inbox.receive(incoming, NOW).message.id


def begin(desk: Desk, conversation: str) -> Begun:
    begun = desk.conversations.turns.begin(conversation)
    assert begun is not None
    return begun


def public_texts(desk: Desk, conversation: str) -> list[str]:
    with database_of(desk).reading() as work:
        return [m.text for m in work.conversations.log.after(conversation, 0) if m.author is not Author.CUSTOMER]
