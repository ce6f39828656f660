"""What the engine leaves out for speed changes nothing of what Rasa finds."""

import asyncio
from typing import Any

import pytest

from tests.engine.examples import TEXTS

COURSES = [
    ["greet"],
    ["find_invoice", "find_invoice", "greet"],
    ["greet", "balance_due", "out_of_scope", "nlu_fallback", "greet"],
    ["restart", "greet"],
    ["unheard_of"],
]


@pytest.fixture(scope="module")
def processor(model: str) -> Any:
    from rasa.core.agent import Agent

    return Agent.load(model).processor


def parsed(processor: Any, runner: Any, text: str) -> dict[str, Any]:
    from rasa.core.channels.channel import UserMessage
    from rasa.shared.core.trackers import DialogueStateTracker

    processor.graph_runner = runner
    message = UserMessage(text, metadata={"language": "fr"})
    found = asyncio.run(processor.parse_message(message, DialogueStateTracker.from_events("", [])))
    return {name: value for name, value in found.items() if name != "message_id"}


def course(processor: Any, intents: list[str], slots: dict[str, str] | None = None) -> Any:
    from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    tracker = DialogueStateTracker("c", processor.domain.slots)
    for intent in intents:
        tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered(intent, {"name": intent, "confidence": 0.9}, []))
        for name, value in (slots or {}).items():
            tracker.update(SlotSet(name, value))
    return tracker


def seen(prediction: Any) -> tuple[Any, ...]:
    events = [[type(event), event.as_dict() | {"timestamp": 0}] for event in prediction.events]
    kind = (prediction.is_end_to_end_prediction, prediction.is_no_user_prediction, prediction.hide_rule_turn)
    return prediction.probabilities, prediction.policy_name, prediction.policy_priority, events, kind


@pytest.mark.parametrize("text", [*TEXTS[::9], "", "NS-104231 😀", "oui", "x" * 3000])
def test_the_direct_runner_understands_what_rasas_own_does(processor: Any, text: str) -> None:
    from rasa.engine.runner.dask import DaskGraphRunner

    from bot.engine.serving.graph_runner import DirectGraphRunner

    stock = processor.graph_runner
    assert isinstance(stock, DaskGraphRunner)
    try:
        assert parsed(processor, DirectGraphRunner(stock), text) == parsed(processor, stock, text)
    finally:
        processor.graph_runner = stock


@pytest.mark.parametrize("intents", COURSES, ids=" ".join)
def test_direct_and_remembered_predictions_are_those_of_rasa(processor: Any, intents: list[str]) -> None:
    from bot.engine.serving.graph_runner import DirectGraphRunner
    from bot.engine.serving.predictions import Predictions

    stock, target = processor.graph_runner, processor.model_metadata.core_target
    expected = seen(processor._predict_next_with_tracker(course(processor, intents)))
    direct, known = DirectGraphRunner(stock), Predictions(processor.domain)
    for _ in range(2):  # the first is made, the second remembered
        tracker = course(processor, intents)
        inputs = {"__tracker__": tracker}
        made = known.recall(tracker, lambda inputs=inputs: direct.run(inputs, [target])[target])
        assert seen(made) == expected


def test_another_course_is_predicted_anew_and_the_oldest_is_forgotten(
    processor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.engine.serving import predictions

    monkeypatch.setattr(predictions, "MOST", 2)
    known, made = predictions.Predictions(processor.domain), []

    def ask(intents: list[str], slots: dict[str, str] | None = None) -> None:
        tracker = course(processor, intents, slots)
        known.recall(tracker, lambda: made.append(intents) or processor._predict_next_with_tracker(tracker))

    for intents in (["greet"], ["find_invoice"], ["greet"], ["greet", "greet"], ["greet"], ["find_invoice"]):
        ask(intents)
    assert made == [["greet"], ["find_invoice"], ["greet", "greet"], ["find_invoice"]]
    ask(["find_invoice"], {"seen": "a slot without influence"})
    assert len(made) == 4


def test_a_remembered_prediction_does_not_share_its_events(processor: Any) -> None:
    from bot.engine.serving.predictions import Predictions

    known, tracker = Predictions(processor.domain), course(processor, ["greet"])
    one, other = (known.recall(tracker, lambda: processor._predict_next_with_tracker(tracker)) for _ in range(2))
    assert one.events
    for event in one.events:
        event.metadata["written"] = "by a tracker"
    assert all("written" not in event.metadata for event in other.events)
    assert not {id(event) for event in one.events} & {id(event) for event in other.events}


def test_an_input_named_like_a_node_and_a_failing_node_are_errors(processor: Any) -> None:
    from rasa.engine.exceptions import GraphRunError

    from bot.engine.serving.graph_runner import DirectGraphRunner

    runner = DirectGraphRunner(processor.graph_runner)
    target = processor.model_metadata.nlu_target
    with pytest.raises(GraphRunError, match="named like nodes"):
        runner.run({target: []}, [target])
    with pytest.raises(Exception, match=r"Missing input"):
        runner.run({}, [target])


def test_a_model_is_made_quick_once_and_one_that_would_depend_on_each_text_is_refused(processor: Any) -> None:
    from copy import copy
    from dataclasses import replace

    from rasa.core.agent import Agent
    from rasa.shared.data import TrainingType

    from bot.engine.serving.channel import _ready

    agent = Agent()
    agent.processor = copy(processor)
    assert _ready(agent) is _ready(agent) is agent.processor
    agent.processor = copy(processor)
    agent.processor.model_metadata = replace(processor.model_metadata, training_type=TrainingType.END_TO_END)
    with pytest.raises(RuntimeError, match="customers' texts"):
        _ready(agent)


REPLIES: list[Any] = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "seen", "value": 1, "timestamp": None}], "responses": [{"text": "hello"}]},
    {},
    {"events": [{"event": "no such event"}], "responses": []},
    {"events": [{"name": "seen"}], "responses": []},
    {"events": {}, "responses": []},
    {"events": [], "responses": ["hello"]},
    [],
    None,
]


@pytest.mark.parametrize("reply", REPLIES, ids=str)
def test_a_reply_of_the_actions_is_refused_exactly_when_rasa_refuses_it(reply: Any) -> None:
    from jsonschema import ValidationError
    from rasa.core.actions.action import RemoteAction

    from bot.engine.serving.turn import _validated

    def passes(check: Any) -> bool:
        try:
            return bool(check(reply))
        except ValidationError:
            return False

    assert passes(_validated) == passes(RemoteAction("action_answer", None)._validate_action_result)
