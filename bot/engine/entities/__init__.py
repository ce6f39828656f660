"""What a message names: invoices, products, periods, amounts and more, in English and French."""

from bot.engine.entities import calendar, money, moods, phrases, quantities, references, wishes
from bot.engine.entities.found import Entity
from bot.engine.text import Folded

MAX_TEXT = 4000  # characters looked at; what a message names stands within them
MAX_ENTITIES = 30  # of one message; more is a pasted list


def named_in(folded: Folded, original: str) -> list[Entity]:
    """Return the entities of a text in the order they stand; `start` and `end` are places in `original`."""
    found = sorted(_resolve(folded, original), key=lambda entity: (entity.start, entity.name))[:MAX_ENTITIES]
    return [Entity(one.name, one.value, *folded.original_span(one.start, one.end)) for one in found]


def _resolve(folded: Folded, original: str) -> list[Entity]:
    """Return what holds: where two readings share a character, the one of the earlier rule does."""
    text = folded.text
    tokens = phrases.tokens(text)
    written = "".join(original[place] for place in folded.places)
    groups = (
        wishes.emails(written),
        references.others(text),
        money.amounts(text),
        references.invoices_of_series(text),
        references.tickets(text),
        references.invoices(text),
        phrases.products(tokens),
        calendar.dates(text),
        calendar.times(text),
        calendar.periods(text),
        quantities.seats(text),
        phrases.plans(tokens, written),
        phrases.which(tokens),
    )
    held: list[Entity] = []
    for group in groups:
        held += _fitting(list(group), held)
    beside = [*phrases.clouds(tokens), *wishes.wanted_languages(text), *wishes.buying_direct(text)]
    named = [entity for entity in held if entity.name != "other"] + _fitting(beside, [])
    return named + list(moods.moods(text, written))


def _fitting(new: list[Entity], held: list[Entity]) -> list[Entity]:
    """Return those of `new` that overlap nothing held, nor one another: the longer first."""
    kept: list[Entity] = []
    for entity in sorted(new, key=lambda one: one.start - one.end):
        if not any(entity.overlaps(other) for other in [*held, *kept]):
            kept.append(entity)
    return kept
