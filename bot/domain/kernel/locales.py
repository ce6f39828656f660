"""In which country's manner amounts and dates are written in an answer."""

from collections.abc import Mapping
from typing import Final

USUAL: Final[Mapping[str, str]] = {"en": "en_GB", "fr": "fr_FR"}
"""The locale of a language when nothing better is known of the reader. Keys are the languages the desk speaks."""


def locale_for(language: str, preferred: str | None = None) -> str:
    """The reader's own locale where it is of the language written in ("en_US" for English), else the usual one."""
    if preferred is not None and preferred.split("_")[0] == language:
        return preferred
    return USUAL[language]
