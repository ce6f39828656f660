"""How content a customer was: what may be said, and when the desk asks."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.conversations.stretches import Stretch
from bot.domain.customers.audience import may_ask
from bot.domain.customers.identity import Identity
from bot.domain.kernel import lengths

CHANGE_WITHIN: Final = timedelta(minutes=10)
"""How long after the first tap another one still counts: long enough for a slip, too short for a change of mind."""

ASKED_AGAIN_AFTER: Final = timedelta(minutes=30)
"""How long after a question in the same conversation none is asked."""

SURE: Final = 0.8
"""Confidence from which thanks or a farewell count as the end of a conversation."""

ENDING: Final = frozenset({"thank", "goodbye"})
"""Intents with which a customer ends a conversation."""

SOLVING: Final = frozenset({
    "find_invoice", "previous_invoice", "list_open_invoices", "invoice_status", "balance_due", "copy_invoice",
    "explain_charge", "compare_invoices", "dispute_charge", "payment_methods", "payment_problem", "refund_status",
    "collections_policy", "subscription_info", "cancel_subscription", "change_subscription", "support_hours",
    "contact_support", "support_pricing", "technical_issue", "open_ticket", "ticket_status",
    "account_request",
})  # fmt: skip
"""Intents whose answer looks something up or solves something; all others are courtesies, doubts, or a wish for a
person."""


class Score(StrEnum):
    """One tap."""

    GOOD = "good"
    OKAY = "okay"
    POOR = "poor"


class RatingSubject(StrEnum):
    """What the question was about: a stretch with a person, or a conversation the assistant led alone."""

    PERSON = "person"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Rating:
    """A question that was asked, and what came of it. Instants are UTC; `scored_at` is that of the first tap.

    `stretch_id` names the stretch with a person it is about, None for a conversation the assistant led alone.
    """

    id: int
    conversation_id: str
    segment: int
    about: RatingSubject
    asked_at: datetime
    stretch_id: int | None = None
    score: Score | None = None
    scored_at: datetime | None = None
    comment: str | None = None

    def takes(self, score: Score, now: datetime) -> bool:
        """Whether a tap counts: the first one, the same once more, or another before CHANGE_WITHIN has passed."""
        if self.scored_at is None or self.score is score:
            return True
        return now < self.scored_at + CHANGE_WITHIN

    def scored(self, score: Score, now: datetime) -> "Rating":
        """The rating after a tap that `takes` allows; the first tap's instant stays. Raises ValueError otherwise."""
        if not self.takes(score, now):
            raise ValueError("the earlier rating stands")
        return replace(self, score=score, scored_at=self.scored_at or now)


@dataclass(frozen=True, slots=True)
class LedByBot:
    """What happened so far in a segment: which intents were answered, were people in it, was it asked about."""

    answered: frozenset[str]
    with_people: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class LastWords:
    """A turn just answered: what was understood, and whether the reply waits for a choice or for a person."""

    intent: str | None
    confidence: float | None
    offers_choice: bool
    handed_off: bool

    @property
    def ends(self) -> bool:
        """Whether the customer ends the conversation: thanks or a farewell, surely understood, nothing left open."""
        said = self.intent in ENDING and (self.confidence or 0.0) >= SURE
        return said and not self.offers_choice and not self.handed_off


def should_ask_person(stretch: Stretch, asked_at: datetime | None, now: datetime) -> bool:
    """After a stretch in which a person really wrote; a wait that was cancelled or ended gives nothing to rate.

    Not again so soon: whoever comes back for a word more is still in the same matter. `asked_at` is the last question.
    """
    return stretch.with_person and (asked_at is None or now - asked_at >= ASKED_AGAIN_AFTER)


def solves(intent: str, speaker: Identity) -> bool:
    """Whether an answer to this speaker looked something up or solved something: a refusal does neither."""
    return intent in SOLVING and may_ask(speaker, intent)


def should_ask_bot(last: LastWords, led: LedByBot, speaker: Identity) -> bool:
    """Only when the customer ends it, once a segment, after something was looked up or solved without people.

    So never while a question is open, and never after a chat that was simply left.
    """
    solved = any(solves(intent, speaker) for intent in led.answered)
    return last.ends and solved and not led.with_people and not led.asked


class Wish(StrEnum):
    """What a button of the question asks; these words stand behind the buttons and never leave the server."""

    SCORE = "rate"
    COMMENT = "rate_comment"
    NO_MORE = "rate_no_more"


@dataclass(frozen=True, slots=True)
class Press:
    """A button of a question about satisfaction, pressed. `score` is set exactly when the wish is to score."""

    wish: Wish
    rating_id: int
    score: Score | None = None


def press_of(choice: str | None) -> Press | None:
    """The press behind a button's payload, such as `/rate{"id": "7", "score": "good"}`; None for any other."""
    name, brace, rest = (choice or "").removeprefix("/").partition("{")
    if choice is None or name not in set(Wish):
        return None
    told = json.loads(brace + rest)
    score = Score(told["score"]) if name == Wish.SCORE else None
    return Press(Wish(name), int(told["id"]), score)


def answers_question(text: str, choice: str | None, choice_before: str | None) -> bool:
    """Whether a message is for the question only: a press of its buttons, or the comment asked for by one before."""
    if choice is not None:
        return press_of(choice) is not None
    return is_comment(text, press_of(choice_before))


def is_comment(text: str, before: Press | None) -> bool:
    """Whether a typed message is the comment asked for: it comes right after "Add a comment" and is short enough."""
    return before is not None and before.wish is Wish.COMMENT and 0 < len(text.strip()) <= lengths.COMMENT
