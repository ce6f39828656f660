"""Which of two wordings goes with a number of things."""

from typing import Literal

from babel import Locale


def plural(count: int, language: str) -> Literal["one", "many"]:
    """The end of the key of a text in singular or plural, by the rules of CLDR: French counts none as one."""
    return "one" if Locale.parse(language).plural_form(count) == "one" else "many"
