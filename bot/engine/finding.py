"""Everything the rules find in a message: what it names, and what it says beside that."""

from typing import Final

from bot.engine.cues import cues_of
from bot.engine.entities import named_in
from bot.engine.entities.found import Entity
from bot.engine.questions.core import Span, own_words
from bot.engine.spelling import respelt_in_place
from bot.engine.text import Folded, fold

MAX_TEXT: Final = 4000
"""Characters looked at; what a message names stands within them."""

QUOTED: Final = frozenset(
    {"invoice_number", "ticket_number", "product", "order_reference", "iban", "tax_number", "foreign_number"}
)
"""What may stand in a quoted mail or a signature, where the writer's own words name none."""


def entities_of(text: str) -> list[Entity]:
    """Return what `text` names, in the order it stands, then its cues; `start` and `end` are places in it.

    The writer's own words count. What is quoted or signed only adds things of a kind (QUOTED) they do not name.
    """
    own = own_words(text)
    folded, written = _of(text, own)
    folded = respelt_in_place(folded)
    found = named_in(folded, text)
    if own != ((0, len(text)),) and (whole := respelt_in_place(fold(text[:MAX_TEXT]))) != folded:
        kinds = QUOTED - {entity.name for entity in found}
        quoted = [entity for entity in named_in(whole, text) if entity.name in kinds]
        found = sorted([*found, *quoted], key=lambda entity: (entity.start, entity.name))
    return [*found, *cues_of(folded, written, len(text))]


def _of(text: str, places: tuple[Span, ...]) -> tuple[Folded, str]:
    """Return the words at these places, folded and as typed; a blank of the text parts two of them."""
    if places == ((0, len(text)),):
        return fold(text[:MAX_TEXT]), text
    at: list[int] = []
    for start, end in places:
        at += range(start, min(end + 1, len(text)))
    at = at[:MAX_TEXT]
    written = "".join(text[place] for place in at)
    folded = fold(written)
    return Folded(folded.text, tuple(at[place] for place in folded.places)), written
