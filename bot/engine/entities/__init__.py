"""What a message names: invoices, products, periods, amounts and more, in English and French."""

from collections.abc import Iterable, Iterator

from bot.engine.entities import (
    bounds,
    given,
    money,
    parts,
    payment_ways,
    phrases,
    qualifiers,
    quantities,
    references,
    seat_changes,
    wishes,
)
from bot.engine.entities.corrections import without_taken_back
from bot.engine.entities.found import Entity
from bot.engine.entities.mood import moods
from bot.engine.entities.others import spoken_of
from bot.engine.entities.times import ahead, calendar, lateness, misread, named_days, ordinals, spans, spoken
from bot.engine.entities.times.answer_times import answer_times
from bot.engine.entities.times.dayparts import dayparts
from bot.engine.text import Folded

MAX_ENTITIES = 30  # of one message; more is a pasted list
MAX_READ = 2 * MAX_ENTITIES  # of which it is read what belongs together and what is taken back


def named_in(folded: Folded, original: str) -> list[Entity]:
    """Return the entities of a text in the order they stand; `start` and `end` are places in `original`."""
    found = sorted(_resolve(folded, original), key=lambda entity: (entity.start, entity.name))[:MAX_ENTITIES]
    return [Entity(one.name, one.value, *folded.original_span(one.start, one.end)) for one in found]


def _resolve(folded: Folded, original: str) -> list[Entity]:
    """Return what holds: where two readings share a character, the one of the earlier rule does."""
    text = folded.text
    tokens = phrases.tokens(text)
    written = "".join(original[place] for place in folded.places)
    held: list[Entity] = []
    taken = bytearray(len(text))
    for group in _groups(text, written, tokens):
        if found := list(group):
            held += _fitting(found, taken)
    held, of_days = _with_spans(text, held), list(dayparts(text))
    beside_parts = {*(one for one in held if one.name != "time"), *spoken.times(text)}
    held = [one for one in held if one in beside_parts or not any(one.overlaps(part) for part in of_days)]
    held += _fitting(references.mistyped(text, written), taken)
    beside = [*phrases.clouds(tokens), *wishes.wanted_languages(text), *wishes.buying_direct(text)]
    first = sorted((one for one in held if one.name != "other"), key=lambda one: one.start)[:MAX_READ]
    named = without_taken_back(first, text)
    for apart in (
        beside,
        payment_ways.payment_ways(text),
        lateness.steps(text),
        lateness.late_days(text),
        answer_times(text),
        seat_changes.changed_to(text),
    ):
        named += _fitting(apart, bytearray(len(text)))
    states = without_taken_back(list(qualifiers.states(text))[:MAX_READ], text)
    named += [*of_days, *spoken_of.requests(text)]
    several = [
        *qualifiers.many(text, written),
        *parts.parts(text),
        *parts.together(text),
    ]
    return [*named, *states, *several, *moods.moods(text, written)]


def _groups(text: str, written: str, tokens: phrases.Tokens) -> Iterator[Iterable[Entity]]:
    """Yield the rules' findings, those first that take their characters from the later ones."""
    yield wishes.emails(written)
    yield given.given(text, written)
    yield given.foreign(text, written)
    yield references.others(text)
    yield bounds.bounds(text)
    yield money.amounts(text)
    yield references.invoices_of_series(text)
    yield references.tickets(text)
    yield references.invoices(text)
    yield phrases.products(tokens)
    yield named_days.holidays(text)
    yield named_days.zones(text, written)
    yield ahead.promised(text)
    yield spans.rolling(text)
    yield spans.ago(text)
    yield calendar.dates(text)
    yield spoken.times(text)
    yield calendar.times(text)
    yield ordinals.numbered_days(text)
    yield misread.impossible(text, written)
    yield misread.undecided(text, written)
    yield calendar.periods(text)
    yield _seats(text)
    yield phrases.plans(tokens, written)
    yield qualifiers.counts(text)
    yield qualifiers.ranks(text)
    yield phrases.which(tokens)
    yield bounds.currencies(text)
    yield spoken_of.companies(written, text)


def _seats(text: str) -> list[Entity]:
    """Return the numbers of seats: those at a verb of change where there are any, else all."""
    return [*seat_changes.changed_by(text)] or [*quantities.seats(text)]


def _with_spans(text: str, held: list[Entity]) -> list[Entity]:
    """Return what holds once days and periods are put together to spans, which take in what they are made of."""
    days = sorted((one for one in held if one.name in ("date", "period")), key=lambda one: one.start)[:MAX_READ]
    taken = bytearray(len(text))
    joined = _fitting(spans.joined(text, days), taken) if days else []
    return [one for one in held if not any(taken[one.start : one.end])] + joined


def _fitting(new: Iterable[Entity], taken: bytearray) -> list[Entity]:
    """Return those of `new` none of whose characters is taken, and take them: the longer first."""
    kept: list[Entity] = []
    for entity in sorted(new, key=lambda one: one.start - one.end):
        if not any(taken[entity.start : entity.end]):
            taken[entity.start : entity.end] = b"\1" * (entity.end - entity.start)
            kept.append(entity)
    return kept
