"""Finds the vocabulary's phrases with spaCy: blank pipelines, which need no model and know no words of their own."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bot.engine.entities import product_words
from bot.engine.entities import vocabulary as words
from bot.engine.entities.found import Entity

# Words, numbers and signs apart: "m365" stays one, "l'avant-derniere" becomes l' avant - derniere.
_TOKEN = re.compile(r"[a-z]+'(?=[a-z])|[a-z]\.(?:[a-z]\.)+|\w+|[^\w\s]")
_HYPHEN = "-"


class Tokens(NamedTuple):
    """A text as spaCy's document, and where its tokens stand in the text."""

    doc: Doc
    starts: list[int]
    ends: list[int]

    def entity(self, name: str, value: str, span: Span) -> Entity:
        """Return the entity of a span of tokens."""
        return Entity(name, value, self.starts[span.start], self.ends[span.end - 1])


def tokens(text: str) -> Tokens:
    """Return the folded text in tokens; hyphens between words do not count as one."""
    found = [match for match in _TOKEN.finditer(text) if match[0] != _HYPHEN]
    doc = Doc(_pipeline().vocab, words=[match[0] for match in found]) if found else Doc(_pipeline().vocab)
    return Tokens(doc, [match.start() for match in found], [match.end() for match in found])


@cache
def _pipeline() -> Language:
    # the tokens are made above, the same for both languages, because customers mix them; spaCy matches them
    return spacy.blank("xx")


@cache
def _matcher(kind: str) -> tuple[PhraseMatcher, dict[int, str]]:
    matcher = PhraseMatcher(_pipeline().vocab, attr="ORTH")
    for value, phrases in _phrases(kind).items():
        if phrases:
            matcher.add(value, [tokens(phrase).doc for phrase in phrases])
    strings = _pipeline().vocab.strings
    return matcher, {strings[value]: value for value in _phrases(kind)}


def _phrases(kind: str) -> dict[str, Iterable[str]]:
    kinds: dict[str, dict[str, Iterable[str]]] = {
        "product": {**product_words.PRODUCTS, **_editions()},
        "plan": {**words.PLANS},
        "which": {**words.WHICH},
        "cloud": {"us_government": words.CLOUDS},
    }
    return kinds[kind]


def _editions() -> dict[str, Iterable[str]]:
    named = {
        f"{family} {edition}": tuple(f"{alias} {edition.lower()}" for alias in aliases)
        for family, aliases in product_words.EDITION_FAMILIES.items()
        for edition in product_words.EDITIONS
    }
    alone = {f"Microsoft 365 {edition}": (edition.lower(),) for edition in product_words.SAID_ALONE}
    return {**named, **{name: (*named[name], *phrases) for name, phrases in alone.items()}}


def _spans(kind: str, text: Tokens, holds: Callable[[Span], bool] = lambda span: True) -> Iterator[tuple[str, Span]]:
    """Yield value and span of each phrase that is found and holds, the longer where two overlap."""
    matcher, values = _matcher(kind)
    spans = (Span(text.doc, start, end, label=label) for label, start, end in matcher(text.doc))
    for span in filter_spans([span for span in spans if holds(span)]):
        yield values[span.label], span


def products(text: Tokens) -> Iterator[Entity]:
    """Yield products under the name shown to customers."""
    for value, span in _spans("product", text):
        if not _means_otherwise(span):
            yield text.entity("product", value, span)


def _means_otherwise(span: Span) -> bool:
    before, after = product_words.NOT_A_PRODUCT.get(span.text, ((), ()))
    return _word(span, -1) in before or _word(span, +1) in after


def plans(text: Tokens, original: str) -> Iterator[Entity]:
    """Yield support plans. "Plus" and "basic" are everyday words: they count beside a word such as "plan"."""
    for value, span in _spans("plan", text):
        written = original[text.starts[span.start] : text.ends[span.end - 1]]
        if _word(span, 1) in words.NO_PLAN_BEFORE or _word(span, -1) in words.NO_PLAN_AFTER:
            continue  # "five more premium seats" are licences
        beside = {_word(span, place) for place in (-2, -1, 1)} & words.PLAN_WORDS
        named = written[:1].isupper() and _word(span, -1).isalnum() and not written.isupper()
        if value == "premium" or named or _beside_plan(span, beside):
            yield text.entity("plan", value, span)


ALONE = 6
"""Words and signs up to which a message may be nothing but the name of a plan."""


def _beside_plan(span: Span, beside: set[str]) -> bool:
    """Return whether a plan word stands beside it; French "plus" after "de", "en", "ne" never is a plan."""
    if not beside and len(span.doc) > ALONE:
        return False
    if not beside:
        others = {token.text for token in span.doc if not span.start <= token.i < span.end and token.text.isalnum()}
        return others <= words.BESIDE_PLAN_ALONE and (span.text == "basic" or bool(others))
    return (
        span.text != "plus"
        or _word(span, -1) in words.PLAN_WORDS
        or (
            _word(span, 1) in ("plan", "support", "tier", "package")
            and _word(span, -1) not in ("de", "en", "n'", "ne", "pas")
        )
    )


def which(text: Tokens) -> Iterator[Entity]:
    """Yield which invoice is meant by its place: the last, the previous one."""
    for value, span in _spans("which", text, _names_an_invoice):
        yield text.entity("which", value, span)


def _names_an_invoice(span: Span) -> bool:
    after = _word(span, 1)
    other_noun = span.text in words.WHICH_ALONE and after and after not in words.WHICH_FOLLOWERS
    return not other_noun and after not in words.NOT_WHICH_BEFORE


def clouds(text: Tokens) -> Iterator[Entity]:
    """Yield a mention of Microsoft's cloud for the US government."""
    for value, span in _spans("cloud", text):
        yield text.entity("cloud", value, span)


def _word(span: Span, offset: int) -> str:
    """Return the token that many places before (negative) or after the span, empty beyond the text."""
    place = span.start + offset if offset < 0 else span.end - 1 + offset
    return str(span.doc[place].text) if 0 <= place < len(span.doc) else ""
