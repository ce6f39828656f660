"""Where an answer to a ticket goes: into the conversation, by mail, or nowhere but into the ticket."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.conversations.messages import Author
from bot.domain.staff.agents import Agent
from bot.domain.support.ticket_handling import Delivery
from bot.services.ports import Work
from bot.services.records.conversations import Draft


class Tell(Protocol):
    """Says something to the customer in a conversation, in an agent's name, within a transaction; the row's number."""

    def __call__(self, work: Work, conversation_id: str, agent: Agent, text: str, now: datetime) -> int: ...


def append_for(work: Work, conversation_id: str, agent: Agent, text: str, now: datetime) -> int:
    """Adds the agent's words to the log, whoever owns the conversation."""
    draft = Draft(Author.AGENT, text, author_name=agent.name)
    (message,) = work.conversations.log.append(conversation_id, [draft], now)
    return message.seq


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer is written down. `mailed_to` is where it goes by mail, None where the desk sends none.

    With MAIL and without `mailed_to` the agent still has to send it to `mail_to`.
    """

    delivery: Delivery
    mail_to: str | None
    conversation_id: str | None
    mailed_to: str | None = None
