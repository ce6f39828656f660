"""The desk's way into the engine: nobody else gets in, a turn works as a whole or not at all, nothing is remembered."""

import itertools
import threading
from typing import Any

import pytest

from tests.engine.conftest import SECRET, Engine, turn_body


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "é"])
def test_without_the_secret_nothing_is_answered(engine: Engine, secret: str | None) -> None:
    for what in ("turn", "parse"):
        status, answer = engine.post(
            what, turn_body("hello"), None if secret is None else secret.encode().decode("latin-1")
        )
        assert (status, answer) == (401, {"error": "wrong or missing secret"})
    assert engine.actions.calls == []


def test_a_turn_is_answered_in_the_form_agreed(engine: Engine) -> None:
    answer = engine.turn("bonjour", language="en")
    assert set(answer) == {"replies", "parse", "language", "state"}
    assert answer["language"] == "fr"
    buttons = [
        {"title": "Facture", "payload": '/find_invoice{"which": "last"}'},
        {"title": "Site", "url": "https://northstar.example"},
    ]
    assert answer["replies"] == [{"text": "Bonjour\n\nBienvenue fr", "buttons": buttons, "custom": None}]
    assert answer["parse"]["intent"] == "greet"
    assert set(answer["parse"]) == {"intent", "confidence", "entities", "ranking", "questions"}
    assert answer["parse"]["ranking"][0]["intent"] == "greet"
    assert {"entity": "language", "value": "fr", "start": 0, "end": 7} in answer["parse"]["entities"]


def test_an_action_sees_conversation_message_id_and_secret(engine: Engine) -> None:
    engine.turn("where is the invoice NS-104231", sender="conversation 7")
    call = engine.actions.calls[-1]
    assert call["sender_id"] == "conversation 7"
    assert call["tracker"]["latest_message"]["metadata"] == {"message_id": "m1", "language": "en"}
    assert "domain" not in call
    assert set(engine.actions.headers) == {f"Bearer {SECRET}"}


@pytest.mark.parametrize(
    "text",
    [
        '/greet{"language": "fr"}',
        "  /greet",
        "\n\t/greet",
        "/restart",
        "//greet",
        "/session_start",
        '/find_invoice{"which": "last"}',
        "/greet@1.0",
    ],
)
def test_what_begins_with_a_slash_is_text(engine: Engine, text: str) -> None:
    parse = engine.post("parse", {"text": text, "language": "en"})[1]["parse"]
    assert parse["confidence"] < 1.0
    assert len(parse["ranking"]) > 1
    assert not [entity for entity in parse["entities"] if entity["entity"] == "which"]
    answer = engine.turn(text)
    assert answer["language"] == "en"
    assert answer["state"]["events"][-1]["name"] == "action_listen"


def test_a_pressed_button_is_certain(engine: Engine) -> None:
    answer = engine.turn('/find_invoice{"which": "last"}', language="fr", kind="choice")
    assert (answer["parse"]["intent"], answer["parse"]["confidence"]) == ("find_invoice", 1.0)
    assert {(entity["entity"], entity["value"]) for entity in answer["parse"]["entities"]} == {
        ("language", "fr"),
        ("which", "last"),
    }


@pytest.mark.parametrize(
    "choice", ["/restart", "/session_start", "/back", "/dance", '/greet{"customer": "x"}', "/greet{", "greet"]
)
def test_a_button_nobody_made_is_refused(engine: Engine, choice: str) -> None:
    status, answer = engine.post("turn", turn_body(choice, kind="choice"))
    assert status == 400
    assert answer["error"]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"text": "hello", "language": "en"}', b'"' + b"x" * 600_000 + b'"']
)
def test_a_malformed_request_is_a_400(engine: Engine, body: bytes) -> None:
    assert engine.post("turn", body)[0] == 400


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"v": 0, "events": []},
        {"v": 1},
        {"v": 1, "events": [3]},
        {"v": 1, "events": [{"event": "dance"}]},
        {"v": 1, "events": [{"event": "user"}]},
        {"v": 1, "events": "x"},
    ],
)
def test_a_state_the_engine_did_not_make_is_a_400(engine: Engine, state: Any) -> None:
    assert engine.post("turn", turn_body("hello", state))[0] == 400


ODD = [None, 5, True, "", "gone", [], {}, [5], [None], [{}], {"name": 5}]


def test_no_odd_field_of_a_state_fails_the_turn(engine: Engine) -> None:
    made = engine.turn("where is the invoice NS-104231")["state"]["events"]
    for place, event in enumerate(made):
        for name, odd in itertools.product(event, ODD):
            events = [*made[:place], {**event, name: odd}, *made[place + 1 :]]
            assert engine.post("turn", turn_body("hello", {"v": 1, "events": events}))[0] in {200, 400}, (name, odd)


@pytest.mark.parametrize("kind", ["slot", "action", "active_loop", "entities", "action_execution_rejected", "followup"])
@pytest.mark.parametrize("fields", [{}, {"name": "gone"}, {"name": []}, {"name": {}}, {"entities": [5]}])
def test_an_event_of_another_form_or_of_another_model_fails_no_turn(engine: Engine, kind: str, fields: Any) -> None:
    made = engine.turn("where is the invoice NS-104231")["state"]["events"]
    state = {"v": 1, "events": [*made, {"event": kind, **fields}]}
    assert engine.post("turn", turn_body("hello", state))[0] in {200, 400}


def test_a_form_the_model_no_longer_knows_is_a_400(engine: Engine) -> None:
    state = {"v": 1, "events": [{"event": "active_loop", "name": "gone"}]}
    assert engine.post("turn", turn_body("hello", state))[0] == 400


def test_a_state_without_end_is_a_400(engine: Engine) -> None:
    listening = {"event": "action", "name": "action_listen"}
    assert engine.post("turn", turn_body("hello", {"v": 1, "events": [listening] * 3_000}))[0] == 400


@pytest.mark.parametrize("status", [500, 404, 401, 503])
def test_a_turn_whose_action_fails_fails_as_a_whole(engine: Engine, status: int) -> None:
    engine.actions.status = status
    assert engine.post("turn", turn_body("where is the invoice")) == (500, {"error": "engine_failure"})
    assert len(engine.actions.calls) == 1


@pytest.mark.parametrize(
    "answer", [{"events": "x", "responses": []}, {"events": [{"event": "dance"}], "responses": []}, [1]]
)
def test_an_action_that_answers_nonsense_fails_the_turn(engine: Engine, answer: Any) -> None:
    engine.actions.answer = answer
    assert engine.post("turn", turn_body("where is the invoice"))[0] == 500


@pytest.mark.parametrize("choice", ["/silent", "/blank", "/circle"])
def test_silence_an_unfilled_blank_and_a_circle_fail_the_turn(engine: Engine, choice: str) -> None:
    assert engine.post("turn", turn_body(choice, kind="choice")) == (500, {"error": "engine_failure"})


def test_nothing_of_a_failed_turn_is_in_the_next_one(engine: Engine) -> None:
    state = engine.turn("where is the invoice")["state"]
    engine.actions.status = 500
    engine.post("turn", turn_body("how much do we owe", state))
    engine.actions.status = 200
    engine.turn("send me my invoice", state)
    tracker = engine.actions.calls[-1]["tracker"]
    assert tracker["slots"]["seen"] == "where is the invoice"
    assert "how much do we owe" not in [event.get("text") for event in tracker["events"]]


def test_the_same_turn_twice_gives_the_same_answer(engine: Engine) -> None:
    state = engine.turn("hello")["state"]
    assert engine.turn("where is the invoice", state) == engine.turn("where is the invoice", state)


def test_the_engine_remembers_nobody(engine: Engine) -> None:
    engine.turn("where is the invoice", sender="same")
    engine.turn("how much do we owe", sender="same")
    assert engine.actions.calls[-1]["tracker"]["slots"]["seen"] is None


def test_a_conversation_does_not_slow_down_or_swell(engine: Engine) -> None:
    state, sizes, events = None, [], []
    for _ in range(12):
        state = engine.turn("where is the invoice NS-104231", state)["state"]
        sizes.append(len(str(state)))
        events.append(len(engine.actions.calls[-1]["tracker"]["events"]))
    assert sizes[-1] == sizes[5] < 4000
    assert events[-1] == events[5]


def test_slots_outlive_the_turns_that_set_them(engine: Engine) -> None:
    state = engine.turn("where is the invoice")["state"]
    for _ in range(8):
        state = engine.turn("bonjour", state, language="fr")["state"]
    engine.turn("send me my invoice", state)
    assert engine.actions.calls[-1]["tracker"]["slots"]["seen"] == "where is the invoice"


def test_conversations_in_parallel_do_not_mix(engine: Engine) -> None:
    answers: dict[str, Any] = {}

    def talk(sender: str) -> None:
        state = None
        for place in range(4):
            answers[sender] = engine.turn(f"where is the invoice {sender} {place}", state, sender=sender)
            state = answers[sender]["state"]

    threads = [threading.Thread(target=talk, args=(f"c{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {sender: answer["replies"][0]["text"] for sender, answer in answers.items()} == {
        f"c{number}": f"where is the invoice c{number} 3" for number in range(6)
    }


@pytest.mark.parametrize(
    "text", ["", "   ", "😀😀😀", "<b onclick=x>hi</b>", "x" * 8000, "Z̷a̸l̵g̶o" * 400, "\u0000\u202e"]
)
def test_odd_messages_get_an_answer(engine: Engine, text: str) -> None:
    assert engine.turn(text)["replies"]


def test_a_parse_understands_without_talking(engine: Engine) -> None:
    status, answer = engine.post("parse", {"text": "in french please", "language": "en"})
    assert (status, set(answer), answer["language"]) == (200, {"parse", "language"}, "fr")
    assert engine.actions.calls == []
