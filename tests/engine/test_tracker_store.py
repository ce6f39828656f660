"""What the policies see of a conversation does not depend on how much of it is kept."""

import asyncio
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, Restarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.serving.tracker_store import KEPT_TURNS, MAX_EVENTS, StatelessTrackerStore

DOMAIN = Domain.from_yaml("""
version: "3.1"
intents: [ask, tell]
entities: [thing]
slots:
  free: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  step: {type: text, influence_conversation: true, mappings: [{type: custom}]}
  invoice_number: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  count: {type: float, initial_value: 0, influence_conversation: false, mappings: [{type: custom}]}
actions: [action_a, action_b]
forms: {a_form: {required_slots: [free]}}
""")


def turn(intent: str, *events: Event) -> list[Event]:
    message = UserUttered(
        f"text of {intent}",
        {"name": intent, "confidence": 0.9},
        [{"entity": "thing", "value": "x", "start": 0, "end": 1}],
    )
    return [message, *events, BotUttered("hello"), ActionExecuted("action_listen")]


def full(*turns: list[Event]) -> DialogueStateTracker:
    events = [ActionExecuted("action_listen"), *[event for one in turns for event in one]]
    return DialogueStateTracker.from_events("c1", events, DOMAIN.slots, domain=DOMAIN)


def again(tracker: DialogueStateTracker) -> tuple[dict[str, Any], DialogueStateTracker]:
    async def passed_on() -> tuple[dict[str, Any], DialogueStateTracker | None]:
        store = StatelessTrackerStore(DOMAIN)
        await store.save(tracker)
        state = store.saved_state()
        return state, await StatelessTrackerStore(DOMAIN, state=state).retrieve("c1")

    state, rebuilt = asyncio.run(passed_on())
    assert rebuilt is not None
    return state, rebuilt


PLAIN = [turn("ask", ActionExecuted("action_a")), turn("tell", ActionExecuted("action_b"), SlotSet("step", "two"))]
CASES = {
    "short": PLAIN,
    "long": [turn("ask", ActionExecuted("action_a"), SlotSet("free", "kept"), SlotSet("count", 2.0)), *PLAIN * 6],
    "in a form": [
        turn("ask", ActionExecuted("a_form"), ActiveLoop("a_form"), SlotSet("requested_slot", "free")),
        *[turn("tell", ActionExecuted("a_form"))] * 6,
    ],
    "form done": [
        turn("ask", ActionExecuted("a_form"), ActiveLoop("a_form")),
        turn("tell", ActionExecuted("a_form"), ActiveLoop(None)),
        *PLAIN * 4,
    ],
    "restarted": [
        turn("ask", SlotSet("free", "old")),
        turn("ask", ActionExecuted("action_restart"), Restarted()),
        *PLAIN,
    ],
    "restarted long ago": [
        turn("ask", SlotSet("free", "old")),
        turn("ask", ActionExecuted("action_restart"), Restarted()),
        *PLAIN * 5,
    ],
}


@pytest.mark.parametrize("turns", CASES.values(), ids=CASES.keys())
def test_a_rebuilt_tracker_is_the_same_to_slots_loop_and_policies(turns: list[list[Event]]) -> None:
    tracker = full(*turns)
    _, rebuilt = again(tracker)
    assert rebuilt.current_slot_values() == tracker.current_slot_values()
    assert rebuilt.active_loop_name == tracker.active_loop_name
    assert rebuilt.latest_action_name == tracker.latest_action_name
    states = 2 * KEPT_TURNS
    assert rebuilt.past_states(DOMAIN)[-states:] == tracker.past_states(DOMAIN)[-states:]


def test_the_state_stops_growing() -> None:
    sizes = [len(str(again(full(*PLAIN * count))[0])) for count in (3, 30)]
    assert sizes[0] == sizes[1] < 3000


def test_a_turn_with_very_many_events_does_not_lose_the_slots() -> None:
    many = turn("ask", *[SlotSet("count", float(number)) for number in range(MAX_EVENTS + 50)], SlotSet("free", "kept"))
    state, rebuilt = again(full(many, many))
    assert rebuilt.get_slot("free") == "kept"
    assert len(state["events"]) <= MAX_EVENTS
    assert rebuilt.latest_action_name == "action_listen"


def test_what_was_said_long_ago_is_not_kept() -> None:
    state, _ = again(full(*[[UserUttered("x" * 8000, {"name": "ask"}), ActionExecuted("action_listen")]] * 9))
    assert len(str(state)) < 2000


def test_a_conversation_without_state_is_new() -> None:
    assert asyncio.run(StatelessTrackerStore(DOMAIN).retrieve("c1")) is None


def test_after_people_only_what_it_is_about_is_left() -> None:
    before = full(
        turn("ask", SlotSet("invoice_number", "NS-104231"), SlotSet("step", "text"), SlotSet("count", 2.0)),
        turn("tell", ActionExecuted("a_form"), ActiveLoop("a_form")),
    )
    state, _ = again(before)
    store = StatelessTrackerStore(DOMAIN, state=state, begin_again=True)
    tracker = asyncio.run(store.retrieve("c1"))
    assert tracker is not None
    assert tracker.get_slot("invoice_number") == "NS-104231"
    assert (tracker.get_slot("step"), tracker.get_slot("count"), tracker.active_loop_name) == (None, 0, None)
    assert tracker.latest_message is None or not tracker.latest_message.text
    assert tracker.latest_action_name == "action_listen"
