"""Servers that are told of alerts: the keys, and what they make."""

from typing import Annotated

from pydantic import AfterValidator, Field, StrictStr

from bot.domain.notices.posting import may_post_to
from bot.domain.support.alert_hooks import AlertHook
from bot.domain.support.alerts import AlertKind
from bot.partner import values as v
from bot.partner.section import Section

MOST = 10


def _public(value: str) -> str:
    if not may_post_to(value):
        raise v.Wrong(
            f"{value!r} is no https address of a public host", "Write it like https://hooks.company.example/desk"
        )
    return value


def _kind(value: str) -> str:
    if value not in set(AlertKind):
        raise v.Wrong(f"{value!r} is no kind of alert", f"Known are {', '.join(AlertKind)}")
    return value


class HookKeys(Section):
    key: v.Key
    url: Annotated[StrictStr, AfterValidator(_public)]
    kinds: list[Annotated[StrictStr, AfterValidator(_kind)]] | None = Field(default=None, min_length=1)


class AlertKeys(Section):
    webhooks: list[HookKeys] = Field(default=[], max_length=MOST)


def hooks_of(keys: AlertKeys | None) -> tuple[AlertHook, ...]:
    """The servers the keys describe; those without `kinds` are told of everything."""
    listed = keys.webhooks if keys is not None else []
    return tuple(AlertHook(one.key, one.url, frozenset(map(AlertKind, one.kinds or AlertKind))) for one in listed)
