"""Servers of the partner's that are told of alerts."""

from dataclasses import dataclass

from bot.domain.support.alerts import AlertKind


@dataclass(frozen=True, slots=True)
class AlertHook:
    """A server by the partner's own short name (`key`): the address posted to, and the kinds it is told of."""

    key: str
    url: str
    kinds: frozenset[AlertKind] = frozenset(AlertKind)
