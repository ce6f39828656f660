"""In which order people serve those who wait, and so in which order lists show open conversations."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Self

from bot.domain.conversations.conversation import Conversation
from bot.domain.conversations.unanswered import waits_since


class Rank(IntEnum):
    """Signed-in customers are served before visitors, who may be as many as one machine can send; others last."""

    CUSTOMER = 0
    VISITOR = 1
    NOT_WAITING = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation stands among the open ones. `at` (UTC) is since when it waits.

    For those that do not wait `at` is when something was said last.
    """

    rank: Rank
    at: datetime
    conversation_id: str

    @classmethod
    def of(
        cls, conversation: Conversation, contact_id: int | None, unanswered_since: datetime | None, last_at: datetime
    ) -> Self:
        """The place of a conversation. `contact_id` is None for a visitor."""
        since = waits_since(conversation, unanswered_since)
        if since is None:
            return cls(Rank.NOT_WAITING, last_at, conversation.id)
        return cls(Rank.VISITOR if contact_id is None else Rank.CUSTOMER, since, conversation.id)

    def __lt__(self, other: Self) -> bool:
        """Of those who wait the longest waiting comes first, of the others who was in touch last; ids settle ties."""
        if self.rank is not other.rank:
            return self.rank < other.rank
        if self.at == other.at:
            return self.conversation_id < other.conversation_id
        return self.at > other.at if self.rank is Rank.NOT_WAITING else self.at < other.at
