"""Mistakes of shape: unknown, missing and mistyped keys, told with their remedy."""

from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.domain.kernel.locales import LANGUAGES
from bot.partner.mistakes import Mistake
from bot.partner.schema import section_at
from bot.partner.source import Location, Source, path_text
from bot.partner.values import Wrong

_REMEDIES = {
    "string_type": "Put it in quotes",
    "int_type": "Write a whole number, without quotes",
    "bool_type": "Write true or false",
    "list_type": "Write a list: one item a line, each after a dash",
    "model_type": "Write keys below it, indented",
    "date_type": "Write a date as 2026-12-31, without quotes",
    "date_from_datetime_parsing": "Write a date as 2026-12-31, without quotes",
    "date_parsing": "Write a date as 2026-12-31, without quotes",
    "string_too_short": "Fill it in, or leave the key out if it is optional",
    "string_too_long": "Shorten it",
    "too_short": "Give at least one",
}


def shape_mistakes(source: Source, error: ValidationError) -> tuple[Mistake, ...]:
    """What is wrong with the shape, one mistake for each place."""
    return tuple(_mistake(source, detail) for detail in error.errors(include_url=False))


def _mistake(source: Source, detail: ErrorDetails) -> Mistake:
    location: Location = detail["loc"]
    problem, remedy = _words(detail, location)
    return Mistake(source.line(location), path_text(location), problem, remedy)


def _words(detail: ErrorDetails, location: Location) -> tuple[str, str]:
    cause: Any = detail.get("ctx", {}).get("error")
    if isinstance(cause, Wrong):
        return cause.problem, cause.remedy
    if detail["type"] == "extra_forbidden":
        return _unknown_key(location)
    if detail["type"] == "missing":
        return _missing_key(location)
    if "expected" in detail.get("ctx", {}):
        return f"{detail['input']!r} is not a choice", f"Write {detail['ctx']['expected']}"
    message = detail["msg"].removeprefix("Input should be ").removeprefix("a valid ")
    return f"{detail['input']!r} is not valid here ({message})", _REMEDIES.get(detail["type"], "Correct the value")


def _unknown_key(location: Location) -> tuple[str, str]:
    section = section_at(location[:-1])
    known = list(section.model_fields) if section else []
    close = get_close_matches(str(location[-1]), known, n=1)
    remedy = f"Did you mean {close[0]}?" if close else f"Known here are {', '.join(known)}"
    return f"the key {location[-1]} is unknown", remedy


def _missing_key(location: Location) -> tuple[str, str]:
    if location[-1] in LANGUAGES:
        return f"the translation {location[-1]} is missing", f"Give the name in {' and in '.join(LANGUAGES)}"
    return f"the key {location[-1]} is missing", "Add it; docs/partner-yml.md tells what it holds"
