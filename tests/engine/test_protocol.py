"""A request that does not follow the contract is refused with a sentence, before Rasa sees it."""

import json
from typing import Any

import pytest

from bot.engine.serving.protocol import MAX_TEXT, BadRequest, read_parse, read_turn

GOOD: dict[str, Any] = {"sender": "c1", "message_id": "m1", "language": "fr", "state": None, "text": "bonjour"}


def body(**changes: Any) -> bytes:
    fields = {**GOOD, **changes}
    return json.dumps({name: value for name, value in fields.items() if value is not ...}).encode()


def test_a_turn_says_who_what_and_in_which_language() -> None:
    turn = read_turn(body(state={"v": 1}))
    assert (turn.sender, turn.message_id, turn.language, turn.state, turn.text, turn.choice) == (
        "c1",
        "m1",
        "fr",
        {"v": 1},
        "bonjour",
        None,
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"sender": ...},
        {"sender": ""},
        {"sender": "  "},
        {"sender": 3},
        {"sender": "x" * 201},
        {"sender": "a\nb"},
        {"message_id": ...},
        {"message_id": None},
        {"language": "de"},
        {"language": None},
        {"language": ["en"]},
        {"begin_again": "yes"},
        {"state": []},
        {"state": "x"},
        {"text": None},
        {"text": 3},
        {"text": "x" * (MAX_TEXT + 1)},
        {"text": ...},
        {"choice": "/greet"},
        {"metadata": {}},
        {"text": ..., "choice": "greet"},
        {"text": ..., "choice": "/"},
        {"text": ..., "choice": "/greet{"},
        {"text": ..., "choice": '/greet{"a": 1}'},
        {"text": ..., "choice": "/greet[]"},
        {"text": ..., "choice": '/greet{"a": "1", "a": "2"}'},
        {"text": ..., "choice": None},
        {"text": ..., "choice": "/EXTERNAL: greet"},
        {"text": ..., "choice": "/greet@0.5"},
    ],
)
def test_a_malformed_turn_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        read_turn(body(**changes))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b'{"text": NaN}',
        b'{"text": "a", "text": "b", "language": "en"}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_json_object_is_refused(raw: bytes) -> None:
    with pytest.raises(BadRequest):
        read_turn(raw)
    with pytest.raises(BadRequest):
        read_parse(raw)


def test_a_choice_carries_intent_and_entities() -> None:
    choice = read_turn(body(text=..., choice='/find_invoice{"which": "last"}')).choice
    assert choice is not None
    assert (choice.intent, choice.entities) == ("find_invoice", {"which": "last"})


def test_text_that_looks_like_a_command_stays_text() -> None:
    turn = read_turn(body(text='/find_invoice{"invoice_number": "NS-1"}'))
    assert turn.choice is None
    assert turn.text == '/find_invoice{"invoice_number": "NS-1"}'


def test_half_an_emoji_is_replaced_and_not_passed_on() -> None:
    assert read_parse(b'{"text": "hi \\ud83d", "language": "en"}').text == "hi ?"
