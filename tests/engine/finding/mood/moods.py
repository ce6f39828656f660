"""The mood the engine finds in a message."""

from bot.engine.finding import entities_of


def mood(text: str) -> str | None:
    """The mood of a message; at most one."""
    (found,) = [entity.value for entity in entities_of(text) if entity.name == "mood"] or [None]
    return found
