"""Puts a message's questions together: from what it means, what was talked about, and the clauses it is made of."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain.conversations.topics import QUESTIONS
from bot.domain.kernel.questions import Form
from bot.engine.intents.intent_model import FALLBACK, OUT_OF_SCOPE, Limits
from bot.engine.questions.aspect_model import AspectModel
from bot.engine.questions.clearest import clearest
from bot.engine.questions.continuing import weighted, weights
from bot.engine.questions.following import followed, rules
from bot.engine.questions.forms import form_of
from bot.engine.questions.heard import (
    Asked,
    Before,
    Entities,
    Heard,
    asks_again,
    places_named,
    subjects_of,
    with_subjects,
)
from bot.engine.questions.hints import aspect_factors, topic_factors
from bot.engine.questions.named import begun_with, named_in
from bot.engine.questions.staying import staying
from bot.engine.spelling import respelt
from bot.engine.text import folded

NEIGHBOUR: Final = "previous_invoice"
_OF_INVOICES: Final = frozenset({"find_invoice", "list_open_invoices", "balance_due"})
_NEIGHBOURS: Final = frozenset({"previous", "next"})
OF_MANY: Final = frozenset({"list", "any", "count", "sum", "largest", "smallest", "oldest", "total", "overdue"})
"""Aspects of several invoices: after them "the previous one", "the other one" is an invoice, not the same again."""
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


class Reading:
    """Reads messages with one model and its limits."""

    def __init__(self, aspects: AspectModel, limits: Limits) -> None:
        """Read with these."""
        self._aspects = aspects
        self._limits = limits
        rules()  # read once, not with the first message

    def questions(self, whole: Heard, clauses: Sequence[Heard], before: Before) -> list[Asked]:
        """Return what a message asks, in order: at least one question."""
        first = self._one(whole, before, asking=sum(map(_has_asking_form, clauses)))
        alone = _along(first, before) or self._listed(first)
        if len(clauses) < 2 or first.ruled:
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
            heard = with_subjects(clause, named)
            named = subjects_of(heard)
            asked = self._one(heard, Before(), again=False)
            if asked.topic not in QUESTIONS or asked.confidence < OWN:
                earlier = asking[-1] if asking else whole
                topic = earlier.topic if earlier.topic in QUESTIONS else before.topic
                asked = _answering(self._one(heard, Before(topic), again=False), earlier)
            asked = staying(_named_first(asked), asking[-1] if asking else None)
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

    def _one(self, heard: Heard, before: Before, again: bool = True, asking: int | None = None) -> Asked:
        """Return the question of a whole message, of whose clauses so many are `asking`, or of a clause (None)."""
        typed = folded(heard.text)
        text = respelt(typed)
        form = form_of(text)
        if asking is not None and (ruled := _ruled(text, heard, before, form, several=asking > 1)):
            return Asked(ruled[0], SURE_AGAIN, ruled[1], SURE_AGAIN, form, heard, ruled=True)
        if again and before.topic is not None and asks_again(typed, heard, before.topic):
            topic, aspect = _again(before.topic, before.aspect, places_named(heard))
            return Asked(topic, SURE_AGAIN, aspect, SURE_AGAIN, form, heard, again=True)
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


def _answering(asked: Asked, earlier: Asked) -> Asked:
    """Return the question as it is after another one: "is it paid, and when?" asks for the day of the payment."""
    goes_on = asked.topic == earlier.topic and not _LIMIT.search(folded(asked.heard.text))
    after = _AFTER.get((earlier.topic, earlier.aspect or "", asked.form)) if goes_on else None
    return replace(asked, aspect=after, aspect_confidence=SURE_AGAIN) if after else asked


def _named_first(asked: Asked) -> Asked:
    """Return the question; a clause that only names a thing first asks for it: "total of it, and when due"."""
    text = folded(asked.heard.text)
    label = begun_with(text, asked.topic) if asked.form is Form.STATEMENT and asked.aspect not in OF_MANY else None
    if label is None:
        return asked
    topic, _, aspect = label.partition("/")
    return replace(asked, topic=topic, aspect=aspect, aspect_confidence=SURE_AGAIN, form=Form.WHICH)


def _again(topic: str, aspect: str | None, places: frozenset[str]) -> tuple[str, str | None]:
    """Return what is asked about another thing: the same, but after several invoices one of them is shown."""
    if aspect not in OF_MANY or topic not in _OF_INVOICES or not places:
        return topic, aspect
    return (NEIGHBOUR, None) if places & _NEIGHBOURS else ("find_invoice", "whole")


def _along(asked: Asked, before: Before) -> list[Asked]:
    """Return the questions answered together before, each asked again; none where it was one, or another is asked."""
    if not asked.again or f"{asked.topic}/{asked.aspect}" not in before.along:
        return []
    labels = [label.partition("/") for label in before.along]
    return [replace(asked, topic=topic, aspect=aspect) for topic, _, aspect in labels]


def _ruled(text: str, heard: Heard, before: Before, form: Form, *, several: bool) -> tuple[str, str | None] | None:
    named = frozenset(str(entity["entity"]) for entity in heard.entities)
    return followed(text, before.topic, before.aspect, form, named, several=several)


def _has_asking_form(clause: Heard) -> bool:
    return form_of(folded(clause.text)) is not Form.STATEMENT


def _asks(asked: Asked) -> bool:
    return asked.topic in QUESTIONS and asked.form is not Form.STATEMENT


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
