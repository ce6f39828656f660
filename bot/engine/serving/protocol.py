"""What the desk may ask of the engine: strict reading of a request body, before anything of Rasa sees it."""

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from bot.domain.kernel import lengths
from bot.domain.kernel.locales import LANGUAGES

MAX_BODY_BYTES = 512 * 1024  # a message of MAX_TEXT four-byte characters, escaped, and a full state fit in
MAX_TEXT = lengths.MESSAGE + 2_000  # characters; the desk refuses longer ones first
MAX_ID = 200  # characters of a conversation or message id


class BadRequest(Exception):
    """The request does not follow the contract; the sentence says where."""


@dataclass(frozen=True)
class Choice:
    """A button the customer pressed: its intent and entities, as the desk stored them."""

    payload: str
    intent: str
    entities: dict[str, str]


@dataclass(frozen=True)
class TurnRequest:
    """One customer message, with the state the engine handed out after the one before.

    `begin_again` keeps of that state only what the conversation is about: people took part meanwhile.
    """

    sender: str
    message_id: str
    language: str
    state: dict[str, Any] | None
    text: str | None
    choice: Choice | None
    begin_again: bool = False


@dataclass(frozen=True)
class ParseRequest:
    """A message to understand without answering it."""

    text: str
    language: str


def read_turn(body: bytes) -> TurnRequest:
    """Return the turn asked for. Raises BadRequest."""
    optional = {"state", "text", "choice", "begin_again"}
    fields = _fields(body, required={"sender", "message_id", "language"}, optional=optional)
    if ("text" in fields) == ("choice" in fields):
        raise BadRequest("exactly one of text and choice is needed")
    return TurnRequest(
        sender=_identifier(fields, "sender"),
        message_id=_identifier(fields, "message_id"),
        language=_language(fields),
        state=_state(fields.get("state")),
        text=_text(fields["text"]) if "text" in fields else None,
        choice=_choice(fields["choice"]) if "choice" in fields else None,
        begin_again=_flag(fields.get("begin_again", False), "begin_again"),
    )


def read_parse(body: bytes) -> ParseRequest:
    """Return the message to understand. Raises BadRequest."""
    fields = _fields(body, required={"text", "language"}, optional=set())
    return ParseRequest(text=_text(fields["text"]), language=_language(fields))


def _fields(body: bytes, required: set[str], optional: set[str]) -> dict[str, Any]:
    fields = _object(_json(body), "the body")
    if missing := sorted(required - fields.keys()):
        raise BadRequest(f"missing: {', '.join(missing)}")
    if unknown := sorted(fields.keys() - required - optional):
        raise BadRequest(f"unknown: {', '.join(unknown)[:MAX_ID]}")
    return fields


def _json(body: bytes | str) -> Any:
    try:
        return json.loads(body, parse_constant=_not_a_number, object_pairs_hook=_without_duplicates)
    except (ValueError, RecursionError) as error:
        raise BadRequest("not valid JSON in UTF-8") from error


def _not_a_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a key is given twice")
    return fields


def _object(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadRequest(f"{what} must be an object")
    return value


def _identifier(fields: dict[str, Any], name: str) -> str:
    value = fields[name]
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_ID or not value.isprintable():
        raise BadRequest(f"{name} must be a text of 1 to {MAX_ID} printable characters")
    return value


def _language(fields: dict[str, Any]) -> str:
    if fields["language"] not in LANGUAGES:
        raise BadRequest(f"language must be one of {', '.join(LANGUAGES)}")
    return str(fields["language"])


def _flag(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise BadRequest(f"{name} must be true or false")
    return value


def _state(value: Any) -> dict[str, Any] | None:
    return None if value is None else _object(value, "state")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadRequest("text must be a text")
    if len(value) > MAX_TEXT:
        raise BadRequest(f"text is longer than {MAX_TEXT} characters")
    # a lone surrogate (an escape such as \ud83d cut in two) cannot be written as UTF-8 and would fail much later
    return value.encode("utf-8", "replace").decode("utf-8")


def _choice(value: Any) -> Choice:
    if not isinstance(value, str) or not value.startswith("/") or len(value) > MAX_TEXT:
        raise BadRequest('choice must look like /intent{"entity": "value"}')
    name, brace, rest = value[1:].partition("{")
    if not name.isidentifier():
        raise BadRequest("choice names no intent")
    entities = _object(_json(brace + rest), "the entities of a choice") if brace else {}
    if not all(isinstance(entity, str) for entity in entities.values()):
        raise BadRequest("the entities of a choice must be texts")
    return Choice(payload=value, intent=name, entities=entities)
