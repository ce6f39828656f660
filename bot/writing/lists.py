"""Several things named in one sentence."""

from collections.abc import Iterable

from babel.lists import format_list


def listed(items: Iterable[str], locale: str) -> str:
    """The items after one another, with the locale's word before the last: "a, b and c", "a, b et c"; "" for none."""
    return format_list(list(items), locale=locale)
