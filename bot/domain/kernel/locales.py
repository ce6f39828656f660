"""The languages the desk speaks, and in which country's manner amounts and dates are written."""

from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = ("en", "fr")
"""Every sentence, page and canned reply is written in each of them."""
FALLBACK: Final = "en"
"""The language for whoever speaks none of them, or has not shown which."""
NAMES: Final[Mapping[str, str]] = {"en": "English", "fr": "Français"}
"""What each language calls itself."""
USUAL: Final[Mapping[str, str]] = {"en": "en_GB", "fr": "fr_FR"}
"""The locale of a language when nothing better is known of the reader."""


def spoken(language: object) -> str:
    """The language itself where the desk speaks it, else FALLBACK."""
    return language if isinstance(language, str) and language in LANGUAGES else FALLBACK


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
