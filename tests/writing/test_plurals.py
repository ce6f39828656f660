"""Singular and plural, as each language counts."""

import pytest

from bot.writing.plurals import plural


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [(0, "many", "one"), (1, "one", "one"), (2, "many", "many"), (1_000_000, "many", "many")],
)
def test_french_counts_none_as_one(count: int, english: str, french: str) -> None:
    assert (plural(count, "en"), plural(count, "fr")) == (english, french)
