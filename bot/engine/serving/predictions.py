"""Remembers what came next after the same course of a dialogue; the policies would find the same again, more slowly.

What they look at: intents, actions, loops, and those entities and slots which the domain lets influence the dialogue.
Not: texts, confidences, times.
"""

import json
import time
from collections import OrderedDict
from collections.abc import Callable
from copy import copy
from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

MOST = 4096  # courses remembered, some 4 kB each; the one used longest ago is forgotten first
NOT_TELLING = ("timestamp", "metadata")
ENTITY_PARTS = ("entity", "value", "role", "group")


class Predictions:
    """The predictions made so far with one model, which must not have been trained on texts (end-to-end)."""

    def __init__(self, domain: Domain) -> None:
        """Remember nothing yet."""
        self._used_entities = {
            name: set(domain.intent_config(name)["used_entities"]) for name in domain.intent_properties
        }
        self._all_entities = set(domain.entities)
        self._telling_slots = {slot.name for slot in domain.slots if slot.has_features()}
        self._known: OrderedDict[str, PolicyPrediction] = OrderedDict()

    def recall(self, tracker: DialogueStateTracker, predict: Callable[[], PolicyPrediction]) -> PolicyPrediction:
        """Return the prediction for `tracker`, asking `predict` when there has been none for such a course."""
        course = self._course(tracker)
        if course not in self._known:
            self._known[course] = _anew(predict())
            if len(self._known) > MOST:
                self._known.popitem(last=False)
        self._known.move_to_end(course)
        return _anew(self._known[course])

    def _course(self, tracker: DialogueStateTracker) -> str:
        told = [self._told(event) for event in tracker.events]
        return json.dumps([one for one in told if one is not None], ensure_ascii=False, default=str)

    def _told(self, event: Event) -> Any:
        if isinstance(event, UserUttered):
            used = self._used_entities.get(event.intent_name or "", self._all_entities)
            entities = [entity for entity in event.entities if entity["entity"] in used]
            return "user", event.intent_name, [[entity.get(part) for part in ENTITY_PARTS] for entity in entities]
        if isinstance(event, ActionExecuted):
            return "action", event.action_name, event.action_text, event.hide_rule_turn
        if isinstance(event, SlotSet):
            return ("slot", event.key, event.value) if event.key in self._telling_slots else None
        if isinstance(event, BotUttered):
            return None
        return [part for part in event.as_dict().items() if part[0] not in NOT_TELLING]


def _anew(prediction: PolicyPrediction) -> PolicyPrediction:
    """Return the prediction with events of its own: a tracker writes into those it takes."""
    fresh = copy(prediction)
    fresh.events = [_now(event) for event in prediction.events]
    fresh.optional_events = [_now(event) for event in prediction.optional_events]
    return fresh


def _now(event: Event) -> Event:
    fresh = copy(event)
    fresh.timestamp, fresh.metadata = time.time(), dict(event.metadata)
    return fresh
