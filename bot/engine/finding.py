"""Everything the rules find in a message: what it names, and what it says beside that."""

from bot.engine.cues import cues_of
from bot.engine.entities import MAX_TEXT, named_in
from bot.engine.entities.found import Entity
from bot.engine.text import fold


def entities_of(text: str) -> list[Entity]:
    """Return what `text` names, in the order it stands, then its cues; `start` and `end` are places in it."""
    folded = fold(text[:MAX_TEXT])
    return [*named_in(folded, text), *cues_of(folded, text)]
