"""What forms and addresses say, read as what it means."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.kernel import lengths
from bot.domain.kernel.errors import MalformedRequest
from bot.domain.kernel.written import instant_of


def search_words(query: Mapping[str, str]) -> str:
    """What was typed into the search field `q`, with single spaces."""
    return " ".join(query.get("q", "").split())[: lengths.SEARCH]


def text_of(form: Mapping[str, object], name: str) -> str:
    """A field of several lines; "" when it is missing. Browsers send each line break as two characters."""
    return str(form.get(name, "")).replace("\r\n", "\n")


def version_seen(form: Mapping[str, object]) -> datetime:
    """The version a form was made for, from its field `seen`. Raises MalformedRequest."""
    seen = instant_of(str(form.get("seen", "")))
    if seen is None:
        raise MalformedRequest(problem="seen is no instant")
    return seen
