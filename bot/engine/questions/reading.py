"""Puts a message's questions together: from what it means, what was talked about, and the clauses it is made of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.conversations.topics import QUESTIONS
from bot.domain.kernel.questions import Form
from bot.engine.intents.intent_model import FALLBACK, OUT_OF_SCOPE, Limits, Understanding
from bot.engine.questions.aspect_model import AspectModel
from bot.engine.questions.clearest import clearest
from bot.engine.questions.continuing import names_only, weighted, weights
from bot.engine.questions.forms import form_of
from bot.engine.questions.hints import aspect_factors, topic_factors
from bot.engine.questions.named import named_in
from bot.engine.text import folded

Entities = Sequence[Mapping[str, Any]]

_OF_BILLING: Final = (
    *("invoice_number", "period", "date", "product", "amount", "which", "state", "rank", "count", "many", "span"),
    *("above", "below", "currency"),
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
    "support_pricing": ("plan", "rank"),
    "contact_support": ("product", "cloud"),
    "ticket_status": ("ticket_number",),
}
"""What a question about a topic may be about: a message that only names such a thing asks the same about it."""
NEIGHBOUR: Final = "previous_invoice"
OF_MANY: Final = frozenset({"list", "any", "count", "sum", "largest", "smallest", "oldest", "total", "overdue"})
"""Aspects of several invoices: after them "the previous one" is an invoice, not the same question again."""
SURE_AGAIN: Final = 0.9
"""How sure the aspect of the question before is, asked again about something else."""
COURTESIES: Final = frozenset({
    "affirm", "deny", "thank", "greet", "goodbye", "bot_challenge", "switch_language", "talk_to_human",
})  # fmt: skip
CLEARLY: Final = 0.45
"""The share of a courtesy from which it is one, whatever was talked about: "non" goes on with nothing."""
LEADS: Final = 0.2
"""How probable a continued topic must be, of all, to be taken."""
OWN: Final = 0.7
"""How sure the topic of a clause must be for it to be a question of its own beside others."""
OWN_OF_SAME: Final = 0.45
"""The same for one that goes on with the topic of the whole message."""
TELLS_APART: Final = 0.5
"""How probable their aspects must be for two clauses of one topic and form to be two questions."""
FORMS_APART: Final = 0.3
"""The same for two that ask in different forms: "how much is it, and when is it due"."""
_AFTER: Final = {
    ("invoice_status", "paid", Form.WHEN): "paid_when",
    ("invoice_status", "paid", Form.HOW): "paid_how",
}
"""What a clause asks in a form right after another question of its topic."""
_LIMIT: Final = re.compile(r"\b(?:by|until|till|due|deadline|must|pour|jusqu|au plus tard|doit|echeance)\b")
"""Words that ask by when something is to be done, not when it was."""
_ALL_SUBJECTS: Final = frozenset(name for names in _SUBJECTS.values() for name in names)


@dataclass(frozen=True)
class Before:
    """The question answered last in this conversation."""

    topic: str | None = None
    aspect: str | None = None


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
    """One question. `topic` may be out_of_scope or nlu_fallback; `aspect` is None for topics that have none."""

    topic: str
    confidence: float
    aspect: str | None
    aspect_confidence: float
    form: Form
    heard: Heard


class Reading:
    """Reads messages with one model and its limits."""

    def __init__(self, aspects: AspectModel, limits: Limits) -> None:
        """Read with these."""
        self._aspects = aspects
        self._limits = limits

    def questions(self, whole: Heard, clauses: Sequence[Heard], before: Before) -> list[Asked]:
        """Return what a message asks, in order: at least one question."""
        alone = self._listed(self._one(whole, before))
        if len(clauses) < 2:
            return alone
        asking = self._asking(clauses, alone[0], before)
        topic = alone[0].topic
        several = distinct([one for one in asking if one.confidence >= (OWN_OF_SAME if one.topic == topic else OWN)])
        if len(several) > 1:
            return several
        if alone[0].topic == FALLBACK and len(asking) == 1:
            return [replace(asking[0], heard=whole)]
        clear = clearest([self._one(clause, Before(), again=False) for clause in clauses], alone[0], asks=bool(several))
        return [replace(clear, heard=whole)] if clear else alone

    def _asking(self, clauses: Sequence[Heard], whole: Asked, before: Before) -> list[Asked]:
        """Return what the clauses ask; each goes on with the one before it: "how many seats, and what do they cost"."""
        asking: list[Asked] = []
        named: Entities = ()
        for clause in clauses:
            heard = _with_subjects(clause, named)
            named = _subjects(heard)
            asked = self._one(heard, Before(), again=False)
            if asked.topic not in QUESTIONS or asked.confidence < OWN:
                earlier = asking[-1] if asking else whole
                topic = earlier.topic if earlier.topic in QUESTIONS else before.topic
                asked = _answering(self._one(heard, Before(topic), again=False), earlier)
            asking += [one for one in self._listed(asked) if _asks(one)]
        return asking

    def _listed(self, asked: Asked) -> list[Asked]:
        """Return a question for each of the things it lists by name, or itself alone."""
        labels = named_in(folded(asked.heard.text), asked.topic)
        if not labels:
            return [asked]
        form = asked.form if asked.form is not Form.STATEMENT else Form.WHICH
        named = [label.split("/") for label in labels]
        return [
            replace(asked, topic=topic, aspect=aspect, aspect_confidence=SURE_AGAIN, form=form)
            for topic, aspect in named
        ]

    def _one(self, heard: Heard, before: Before, again: bool = True) -> Asked:
        text = folded(heard.text)
        form = form_of(text)
        if again and before.topic is not None and _asks_again(text, heard, before.topic):
            topic = NEIGHBOUR if before.aspect in OF_MANY and _names_neighbour(heard) else before.topic
            return Asked(topic, SURE_AGAIN, before.aspect, SURE_AGAIN, form, heard)
        topic, confidence = self._topic(text, heard, before)
        aspect, sure = self._aspect(topic, text, form, heard)
        return Asked(topic, confidence, aspect, sure, form, heard)

    def _aspect(self, topic: str, text: str, form: Form, heard: Heard) -> tuple[str | None, float]:
        ranked = self._aspects.aspects(topic, heard.text, heard.vector)
        if not ranked:
            return None, 0.0
        return weighted(ranked, aspect_factors(text, form, heard.entities, [aspect for aspect, _ in ranked]))[0]

    def _topic(self, text: str, heard: Heard, before: Before) -> tuple[str, float]:
        meaning = heard.meaning
        decided = meaning.decided(self._limits)
        alone = decided, meaning.stated(self._limits)
        names = [name for name, _ in meaning.ranking]
        hints = topic_factors(heard.entities)
        factors = {
            name: factor * hints.get(name, 1.0)
            for name, factor in zip(names, weights(before.topic, text, names), strict=True)
        }
        courtesy = decided in COURTESIES and meaning.ranking[0][1] >= CLEARLY
        if courtesy or all(factor == 1.0 for factor in factors.values()):
            return alone
        topic, chance = weighted(meaning.ranking, factors)[0]
        if topic == decided == before.topic:
            return topic, max(alone[1], chance)
        if topic in (decided, OUT_OF_SCOPE) or factors[topic] == 1.0 or chance < LEADS:
            return alone
        return topic, chance


def _asks_again(text: str, heard: Heard, topic: str) -> bool:
    named = [entity for entity in heard.entities if entity["entity"] in _SUBJECTS.get(topic, ())]
    # entities count from the beginning of the message, a clause's text from its own
    places = [(entity["start"] - heard.start, entity["end"] - heard.start) for entity in named]
    return len(text) == len(heard.text) == heard.end - heard.start and names_only(text, places)


def _names_neighbour(heard: Heard) -> bool:
    return any(one["entity"] == "which" and one["value"] in ("previous", "next") for one in heard.entities)


def _answering(asked: Asked, earlier: Asked) -> Asked:
    """Return the question as it is after another one: "is it paid, and when?" asks for the day of the payment."""
    goes_on = asked.topic == earlier.topic and not _LIMIT.search(folded(asked.heard.text))
    after = _AFTER.get((earlier.topic, earlier.aspect or "", asked.form)) if goes_on else None
    return replace(asked, aspect=after, aspect_confidence=SURE_AGAIN) if after else asked


def _asks(asked: Asked) -> bool:
    return asked.topic in QUESTIONS and asked.form is not Form.STATEMENT


def _with_subjects(clause: Heard, named: Entities) -> Heard:
    """Return a clause with the things `named` before it, where it names none itself."""
    return clause if _subjects(clause) else replace(clause, entities=[*named, *clause.entities])


def _subjects(clause: Heard) -> Entities:
    return [one for one in clause.entities if one["entity"] in _ALL_SUBJECTS]


def distinct(asking: Sequence[Asked]) -> list[Asked]:
    """Return those that ask for something else than the ones before them."""
    kept: list[Asked] = []
    for one in asking:
        if not any(_same(one, earlier) for earlier in kept):
            kept.append(one)
    return kept


def _same(one: Asked, other: Asked) -> bool:
    if one.topic != other.topic:
        return False
    sure = min(one.aspect_confidence, other.aspect_confidence)
    return one.aspect == other.aspect or sure < (TELLS_APART if one.form is other.form else FORMS_APART)
