"""What a wish read back consists of, and the ticket made of it."""

from bot.bootstrap import Desk
from tests.actions.talk import Said, Talk, plain


def note(said: Said) -> str:
    """The line read back: the last thing in bold."""
    return said.text.split("**")[-2].replace("\\", "")


def written(desk: Desk, talk: Talk) -> tuple[str, str]:
    """Subject and text of the ticket of a conversation."""
    person = desk.customers.contacts.speaking_in(talk.conversation_id)
    found = desk.support.tickets.status(None, asked_by=person, conversation_id=talk.conversation_id)
    (ticket,) = (each for each in found if each.conversation_id == talk.conversation_id)
    return plain(ticket.subject), ticket.text
