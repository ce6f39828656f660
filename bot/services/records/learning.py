"""Messages to review and the reviews of them, as the inbox shows and the export reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.learning.reviews import Reason


class Shown(StrEnum):
    """Messages still to be judged, or those judged already."""

    OPEN = "open"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class ReviewQuery:
    """Which messages, narrowed by reason, language and the intent that was understood. `before` goes on."""

    shown: Shown = Shown.OPEN
    reason: Reason | None = None
    language: str = ""
    intent: str = ""
    before: str = ""
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody said a message means; `intent` None: nothing to be learnt from it. Instants are UTC."""

    intent: str | None
    by: str
    at: datetime
    exported_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A customer's message with what was understood. `ranking` begins with the likeliest, in shares of one.

    `text` is masked once a service hands it out; `people` and `companies` are the names its masking knew.
    """

    conversation_id: str
    seq: int
    text: str
    language: str
    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    at: datetime
    reasons: frozenset[Reason]
    people: tuple[str, ...]
    companies: tuple[str, ...]
    cursor: str
    review: Review | None = None

    @property
    def suggested(self) -> str:
        """The likeliest intent one could mean: what was acted on, or the first of the ranking after a refusal."""
        return next((name for name, _ in self.ranking), self.intent)

    @property
    def runner_up(self) -> tuple[str, float] | None:
        """The likeliest other intent."""
        return next(((name, share) for name, share in self.ranking if name != self.intent), None)


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """How many messages are open and judged since the last export; the open ones by reason and by language."""

    open: int
    judged: int
    by_reason: Mapping[Reason, int]
    by_language: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A page of the inbox, newest first; `following` continues it, or is empty."""

    items: tuple[ReviewItem, ...]
    following: str
    counts: ReviewCounts
