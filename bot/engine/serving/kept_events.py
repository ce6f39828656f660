"""Reads the events of a kept state: the kinds a turn leaves behind, each in the form this engine gave it."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.utils.common import all_subclasses

MOST = 400
"""Events of a state: what a turn keeps, and one for each slot set before it."""

NOT_KEPT = ("timestamp", "metadata", "policy", "confidence", "action_text")
"""What Rasa writes into an event and no later turn looks at."""

Fields = Mapping[str, Any]


class StateError(Exception):
    """The state handed in is not one this engine made, or one of an engine that knew other forms and actions."""


def read_events(events: Any, domain: Domain) -> list[Event]:
    """The events in their order. Raises StateError for anything that a turn with this `domain` would fail on."""
    if not isinstance(events, list) or len(events) > MOST:
        raise StateError("unknown form of state")
    return [_event(fields, domain) for fields in events]


def _event(fields: Any, domain: Domain) -> Event:
    kind = fields.get("event") if isinstance(fields, dict) else None
    fits = _FORMS.get(kind) if isinstance(kind, str) else None
    if fits is None or not fits(fields, domain):
        raise StateError("an event of the state is not one this engine made")
    if kind == "user":
        return UserUttered(fields["text"], fields["intent"], fields["entities"])
    made = _event_types()[str(kind)]._from_parameters({name: fields[name] for name in fields if name not in NOT_KEPT})
    if made is None:
        raise StateError("an event of the state is not one this engine made")
    return made


def _is_message(fields: Fields, _: Domain) -> bool:
    intent = fields.get("intent")
    named = isinstance(intent, dict) and isinstance(intent.get("name"), str | None)
    return named and isinstance(fields.get("text"), str) and _are_entities(fields.get("entities"))


def _holds_entities(fields: Fields, _: Domain) -> bool:
    return _are_entities(fields.get("entities"))


def _are_entities(entities: Any) -> bool:
    if not isinstance(entities, list):
        return False
    return all(isinstance(entity, dict) and isinstance(entity.get("entity"), str) for entity in entities)


def _has_a_name(fields: Fields, _: Domain) -> bool:
    return isinstance(fields.get("name"), str)


def _is_form(fields: Fields, domain: Domain) -> bool:
    return fields.get("name", "") is None or _is_one_of(fields.get("name"), domain.form_names)


def _names_an_action(fields: Fields, domain: Domain) -> bool:
    return _is_one_of(fields.get("name"), domain.action_names_or_texts)


def _is_one_of(name: Any, known: list[str]) -> bool:
    return isinstance(name, str) and name in known


def _tells_an_interruption(fields: Fields, _: Domain) -> bool:
    return isinstance(fields.get("is_interrupted"), bool)


def _tells_what_counted(fields: Fields, _: Domain) -> bool:
    return isinstance(fields.get("use_text_for_featurization"), bool)


_FORMS: dict[str, Callable[[Fields, Domain], bool]] = {
    "user": _is_message,
    "user_featurization": _tells_what_counted,
    "entities": _holds_entities,
    "action": _has_a_name,
    "action_execution_rejected": _names_an_action,
    "slot": _has_a_name,
    "active_loop": _is_form,
    "loop_interrupted": _tells_an_interruption,
    "followup": _names_an_action,
}


@cache
def _event_types() -> dict[str, type[Event]]:
    """Return Rasa's events by name; Rasa's own search for each of them costs more than the rest of rebuilding."""
    return {kind.type_name: kind for kind in all_subclasses(Event)}
