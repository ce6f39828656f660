"""What forms and addresses say, read as what it means."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.domain.kernel import lengths
from bot.domain.kernel.errors import MalformedRequest

MOST_DIGITS: Final = 9
"""Whatever has no more of them fits the integers of every database."""


def whole_number(written: str) -> int | None:
    """The number of at most MOST_DIGITS digits; None for anything else."""
    usable = written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS
    return int(written) if usable else None


def search_words(query: Mapping[str, str]) -> str:
    """What was typed into the search field `q`, with single spaces."""
    return " ".join(query.get("q", "").split())[: lengths.SEARCH]


def text_of(form: Mapping[str, object], name: str) -> str:
    """A field of several lines; "" when it is missing. Browsers send each line break as two characters."""
    return str(form.get(name, "")).replace("\r\n", "\n")


def version_seen(form: Mapping[str, object]) -> datetime:
    """The version a form was made for, from its field `seen`. Raises MalformedRequest."""
    try:
        seen = datetime.fromisoformat(str(form.get("seen", "")))
    except ValueError as error:
        raise MalformedRequest(problem="seen is no instant") from error
    if seen.tzinfo is None:
        raise MalformedRequest(problem="seen has no time zone")
    return seen
