"""The conversation's memory travels with the message: a tracker is rebuilt from it, and cut short again after the turn.

So the time of a turn does not grow with the conversation, any engine can serve any conversation, and a turn that
failed leaves nothing behind. The state is a list of events: the slots, loop and mark of listening as they were some
turns ago, then what happened since.
"""

from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.serving.kept_events import NOT_KEPT, StateError, read_events

VERSION = 1
# A turn gives the policies at least two states (listen, act), so this covers a max_history of up to 6.
KEPT_TURNS = 3
KEPT_TEXT = 200  # characters of an earlier message; its meaning is kept in intent and entities
MAX_EVENTS = 120  # a turn of ten actions, the most Rasa runs, has fewer than 30 events
TALKED_ABOUT = ("topic", "aspect", "along")  # what the questions answered last were
CARRIED = (
    "language",
    "invoice_number",
    "product",
    *TALKED_ABOUT,
)  # what a conversation is about, after people took part in it


class StatelessTrackerStore(TrackerStore):
    """Holds one conversation for one turn. The instance Rasa creates at the start holds none and keeps none."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        state: dict[str, Any] | None = None,
        begin_again: bool = False,
        **options: Any,
    ) -> None:
        """Hold `state`, what `saved_state` gave after the turn before; None starts a conversation.

        With `begin_again` forms, offers, counters and earlier turns are left behind.
        """
        super().__init__(domain, event_broker, **options)
        self._given = state
        self._begin_again = begin_again
        self._saved: DialogueStateTracker | None = None

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Rebuild the tracker. Raises StateError when the state is not one of ours."""
        if self._given is None:
            return None
        tracker = self.init_tracker(sender_id)
        if self._given.get("v") != VERSION:
            raise StateError("unknown form of state")
        for event in read_events(self._given.get("events"), self.domain):
            tracker.update(event, self.domain)
        return self._anew(tracker) if self._begin_again else tracker

    def _anew(self, before: DialogueStateTracker) -> DialogueStateTracker:
        tracker = self.init_tracker(before.sender_id)
        for name in CARRIED:
            if name in before.slots and before.get_slot(name) is not None:
                tracker.update(SlotSet(name, before.get_slot(name)), self.domain)
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME), self.domain)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Remember the tracker until the turn asks for its state."""
        self._saved = tracker

    async def keys(self) -> Iterable[str]:
        """Return nothing: between turns the engine knows of no conversation."""
        return []

    def saved_state(self) -> dict[str, Any]:
        """Return the state after the turn, a few kB. Raises StateError when no turn was saved."""
        if self._saved is None:
            raise StateError("the turn was not saved")
        return compact(self._saved, self.init_tracker(self._saved.sender_id))


def compact(tracker: DialogueStateTracker, blank: DialogueStateTracker) -> dict[str, Any]:
    """Return the state of `tracker`: its last turns, and the slots and loop from before them.

    `blank` is a tracker on which nothing has happened yet; it is used up. Only what Rasa's policies look at is kept:
    not what was taken back, nor the turns inside a form.
    """
    events = tracker.applied_events()
    cut = _cut(events)
    for event in events[:cut]:
        blank.update(event)
    kept = [*_summary(blank), *events[cut:]] if cut else events
    for event in events[cut:]:
        blank.update(event)
    kept += [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if blank.get_slot(name) != slot.value]
    return {"v": VERSION, "events": [_brief(event) for event in kept if not isinstance(event, BotUttered)]}


def _cut(events: list[Event]) -> int:
    """Return where the last KEPT_TURNS begin, or fewer turns when those were unusually full of events."""
    starts = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(starts) <= KEPT_TURNS and len(events) <= MAX_EVENTS:
        return 0
    fitting = (start for start in starts[-KEPT_TURNS:] if len(events) - start <= MAX_EVENTS)
    return next(fitting, len(events))


def _summary(before: DialogueStateTracker) -> list[Event]:
    initial = {slot.name: slot.initial_value for slot in before.slots.values()}
    changed = [SlotSet(name, slot.value) for name, slot in before.slots.items() if slot.value != initial[name]]
    loop = [ActiveLoop(before.active_loop_name)] if before.active_loop_name else []
    return [*changed, *loop, ActionExecuted(ACTION_LISTEN_NAME)]


def _brief(event: Event) -> dict[str, Any]:
    if isinstance(event, UserUttered):
        return {
            "event": "user",
            "text": (event.text or "")[:KEPT_TEXT],
            "intent": event.intent,
            "entities": [_brief_entity(entity) for entity in event.entities],
        }
    fields = {name: value for name, value in event.as_dict().items() if name not in NOT_KEPT}
    if not fields.get("hide_rule_turn", True):
        del fields["hide_rule_turn"]
    return fields


def _brief_entity(entity: dict[str, Any]) -> dict[str, Any]:
    return {name: entity[name] for name in ("entity", "value", "role", "group") if name in entity}


def talked_about(state: dict[str, Any] | None) -> dict[str, str]:
    """Return topic and aspect of the question answered last, and what was along with it, as far as a state holds them.

    `retrieve` checks the state.
    """
    events = (state or {}).get("events")
    found: dict[str, str] = {}
    for event in events if isinstance(events, list) else ():
        if isinstance(event, dict) and event.get("event") == "slot" and event.get("name") in TALKED_ABOUT:
            found[str(event["name"])] = str(event.get("value") or "")
    return {name: value for name, value in found.items() if value}
