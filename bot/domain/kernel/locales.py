"""In which country's manner amounts and dates are written in an answer."""

from collections.abc import Mapping
from typing import Final

USUAL: Final[Mapping[str, str]] = {"en": "en_GB", "fr": "fr_FR"}
"""The locale of a language when nothing better is known of the reader. Keys are the languages the desk speaks."""


def language_of(locale: str) -> str:
    """The language of a locale: "fr" of "fr_CA"."""
    return locale.partition("_")[0]


def locale_for(language: str, preferred: str | None = None) -> str:
    """The reader's own locale where it is of the language written in ("en_US" for English), else the usual one."""
    if preferred is not None and language_of(preferred) == language:
        return preferred
    return USUAL[language]


def by_language(names: Mapping[str, str], language: str) -> str:
    """A name that data holds in several languages; any other one when this language is missing, "" for none."""
    return names.get(language) or next(iter(names.values()), "")
