"""Since when a customer waits for an answer: what begins such a wait, what ends it, and who answers whom."""

from datetime import datetime
from enum import Enum

from bot.domain.conversations.conversation import Conversation, OwnerKind
from bot.domain.conversations.messages import Author, Visibility
from bot.domain.conversations.satisfaction import press_of


class Effect(Enum):
    """What something that happens means for who waits."""

    BEGINS = "begins"
    ENDS = "ends"
    NONE = "none"

    def applied(self, since: datetime | None, at: datetime) -> datetime | None:
        """Since when the customer waits after something that happened `at` (UTC); None who waits for nothing.

        Who waits already waits since then: the first unanswered message counts and not the latest.
        """
        match self:
            case Effect.BEGINS:
                return at if since is None else since
            case Effect.ENDS:
                return None
            case Effect.NONE:
                return since


def is_heard(visibility: Visibility, text: str) -> bool:
    """Whether the customer reads a row of the log: neither a note, nor a suppressed reply, nor a silent mark."""
    return visibility is Visibility.PUBLIC and bool(text)


def effect_of_words(author: Author, choice: str | None, owner: OwnerKind) -> Effect:
    """What words the customer reads mean, in a conversation with this owner. `choice` is a pressed button's payload.

    A rating asks for no answer. While a person is expected, lines of the bot and of the desk are no answer.
    """
    match author:
        case Author.CUSTOMER:
            return Effect.BEGINS if asks_for_answer(choice) else Effect.NONE
        case Author.AGENT:
            return Effect.ENDS
        case Author.BOT | Author.DESK:
            return Effect.ENDS if owner is OwnerKind.BOT else Effect.NONE


def asks_for_answer(choice: str | None) -> bool:
    """Whether a customer's message waits for an answer: everything but a press on how content they were."""
    return press_of(choice) is None


def effect_of_change(after: Conversation) -> Effect:
    """What a change of hands means: who is queued waits from then on."""
    return Effect.BEGINS if after.owner.kind is OwnerKind.QUEUE else Effect.NONE


def effect_of_turn(conversation: Conversation, choice: str | None) -> Effect:
    """What it means that a message's turn begins: while the bot leads, nothing said so far answers this message."""
    return Effect.BEGINS if conversation.bot_may_speak and asks_for_answer(choice) else Effect.NONE


def waits_since(conversation: Conversation, unanswered_since: datetime | None) -> datetime | None:
    """Since when lists say that the customer waits: since it was queued, else since the first unanswered message."""
    return conversation.waiting_since if conversation.waiting_since is not None else unanswered_since


def agent_was_silent(
    conversation: Conversation, unanswered_since: datetime | None, held_since: datetime, limit: datetime
) -> bool:
    """Whether the customer has been unanswered, and with this very agent, since `limit` or longer.

    An agent who put a conversation aside is not silent.
    """
    if not conversation.is_held or conversation.snoozed_until is not None or unanswered_since is None:
        return False
    return unanswered_since <= limit and held_since <= limit
