"""Fills the sentences of data/responses.yml: only {name} is a blank, so a button's JSON payload stays as it is."""

import re
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

_BLANK = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")

_NOT_SAID = ("condition", "channel", "id")


class MissingBlank(Exception):
    """A response has a blank that nobody filled."""


class Responses(TemplatedNaturalLanguageGenerator):
    """Rasa's choice of variation, with a strict way of filling it."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        """Speak the responses of `domain`; Rasa replaces them when it loads a model."""
        super().__init__(domain.responses if domain else {})

    def _fill_response(
        self, response: dict[str, Any], filled_slots: dict[str, Any] | None = None, **blanks: Any
    ) -> dict[str, Any]:
        values = {**(filled_slots or {}), **blanks}
        return {name: part if name in _NOT_SAID else _filled(part, values) for name, part in response.items()}


def _filled(value: Any, blanks: dict[str, Any]) -> Any:
    if isinstance(value, str):
        return _BLANK.sub(lambda blank: _value(blank[1], blanks), value)
    if isinstance(value, list):
        return [_filled(one, blanks) for one in value]
    if isinstance(value, dict):
        return {name: _filled(one, blanks) for name, one in value.items()}
    return value


def _value(name: str, blanks: dict[str, Any]) -> str:
    if blanks.get(name) is None:
        raise MissingBlank(name)
    return str(blanks[name])
