"""A message or a clause as it was heard, what it names, and the question it asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.kernel.cues import Cue
from bot.domain.kernel.questions import Form
from bot.engine.intents.intent_model import Understanding
from bot.engine.questions.continuing import names_only

Entities = Sequence[Mapping[str, Any]]

_OF_BILLING: Final = (
    *("invoice_number", "period", "date", "product", "amount", "which", "state", "rank", "count", "many", "span"),
    *("above", "below", "currency", Cue.OPTION.value),
)
_OF_SUBSCRIPTIONS: Final = ("product", "seats", "date")
_SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "find_invoice": _OF_BILLING,
    "previous_invoice": _OF_BILLING,
    "invoice_status": _OF_BILLING,
    "list_open_invoices": _OF_BILLING,
    "balance_due": _OF_BILLING,
    "explain_charge": _OF_BILLING,
    "refund_status": _OF_BILLING,
    "dispute_charge": _OF_BILLING,
    "payment_methods": _OF_BILLING,
    "payment_problem": _OF_BILLING,
    "collections_policy": _OF_BILLING,
    "subscription_info": _OF_SUBSCRIPTIONS,
    "cancel_subscription": _OF_SUBSCRIPTIONS,
    "change_subscription": _OF_SUBSCRIPTIONS,
    "support_hours": ("date", "time", "holiday", "zone"),
    "support_pricing": ("plan", "rank", "date", "time", "holiday", "daypart", "zone"),
    "contact_support": ("product", "cloud"),
    "ticket_status": ("ticket_number",),
}
"""What a question about a topic may be about: a message that only names such a thing asks the same about it."""
_OTHER_OF: Final = frozenset({"subscription_info", "ticket_status", "support_pricing"})
"""Topics about things that "the other one" may be, beside invoices."""
_PLACES: Final = frozenset({"which", Cue.OPTION.value})
_ALL_SUBJECTS: Final = frozenset(name for names in _SUBJECTS.values() for name in names)


@dataclass(frozen=True)
class Before:
    """The question answered last in this conversation; `along` are the labels of all that were answered with it."""

    topic: str | None = None
    aspect: str | None = None
    along: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heard:
    """A message, or a clause of it, understood by itself: the writer's own words in [start, end) of the message.

    `entities` are those that stand there, with their places in the message.
    """

    text: str
    start: int
    end: int
    vector: NDArray[np.float32]
    meaning: Understanding
    entities: Entities


@dataclass(frozen=True)
class Asked:
    """One question. `topic` may be out_of_scope or nlu_fallback; `aspect` is None for topics that have none.

    `ruled` tells that a rule of `following` says what is asked, `again` that it is the question before about
    another thing.
    """

    topic: str
    confidence: float
    aspect: str | None
    aspect_confidence: float
    form: Form
    heard: Heard
    ruled: bool = False
    again: bool = False


def asks_again(text: str, heard: Heard, topic: str) -> bool:
    """Return whether a folded message only names another thing, and so asks the same about it."""
    named = [entity for entity in heard.entities if _is_subject(entity, topic)]
    # entities count from the beginning of the message, a clause's text from its own
    places = [_place_of(entity, heard) for entity in named]
    return len(text) == len(heard.text) == heard.end - heard.start and names_only(text, places)


def _place_of(entity: Mapping[str, Any], heard: Heard) -> tuple[int, int]:
    """Return where a thing is named in a clause; cues concern the whole message and take no words away."""
    start = heard.start
    return (0, 0) if entity["entity"] == Cue.OPTION else (entity["start"] - start, entity["end"] - start)


def places_named(heard: Heard) -> frozenset[str]:
    """Return how it names one by its place: `previous`, `next`, `other`, `first`, `last`, or that of a choice."""
    return frozenset(str(one["value"]) for one in heard.entities if one["entity"] in _PLACES)


def _is_subject(entity: Mapping[str, Any], topic: str) -> bool:
    """Return whether a question about a topic may be about such a thing."""
    other = topic in _OTHER_OF and (entity["entity"], entity["value"]) == ("which", "other")
    return other or entity["entity"] in _SUBJECTS.get(topic, ())


def with_subjects(clause: Heard, named: Entities) -> Heard:
    """Return a clause with the things `named` before it, where it names none itself."""
    return clause if subjects_of(clause) else replace(clause, entities=[*named, *clause.entities])


def subjects_of(clause: Heard) -> Entities:
    """Return the things a clause names that a question may be about."""
    return [one for one in clause.entities if one["entity"] in _ALL_SUBJECTS]
