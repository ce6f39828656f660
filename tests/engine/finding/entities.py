"""What the engine finds in a message, beside tables of what it should find."""

from bot.engine.finding import entities_of

Table = list[tuple[str, dict[str, list[str]]]]
"""For each name, what messages name by it."""


def values(name: str, text: str) -> list[str]:
    return [entity.value for entity in entities_of(text) if entity.name == name]


def rows(table: Table) -> list[tuple[str, str, list[str]]]:
    """One case a message."""
    return [(name, text, expected) for name, found in table for text, expected in found.items()]
