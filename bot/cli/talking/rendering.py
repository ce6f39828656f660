"""Replies, cards and buttons as text for a terminal."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.cli.talking.dialogue import Exchange
from bot.domain.kernel.markdown import pieces

_TONES = {"good": "32", "warn": "33", "bad": "31", "neutral": "0"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def lines_of(exchange: Exchange, colour: bool) -> list[str]:
    """An exchange's replies. Buttons carry the numbers by which they are pressed (see `numbered`)."""
    lines = [line for activity in exchange.replies for line in _message(activity, colour)]
    for number, button in enumerate(numbered(exchange), 1):
        lines.append(f"  [{number}] {_clean(button['title'])}")
    for activity in exchange.replies:
        lines += [f"  {_clean(b['title'])}: {_clean(b['url'])}" for b in _buttons(activity) if "url" in b]
    return [*lines, ""]


def numbered(exchange: Exchange) -> Sequence[Mapping[str, str]]:
    """The buttons that can be pressed, in the order of their numbers."""
    return [button for activity in exchange.replies for button in _buttons(activity) if "id" in button]


def card_lines(card: Mapping[str, Any], colour: bool = False) -> list[str]:
    """A card's title, status, facts and sections, values aligned on the right."""
    status = card.get("status")
    said = f"  ({_clean(status['text'])})" if status else ""
    lines = [
        _paint(_clean(card["title"]), "1", colour) + _paint(said, _TONES[status["tone"]] if status else "0", colour)
    ]
    lines += _table(card.get("facts", ()))
    for section in card.get("sections", ()):
        title = _clean(section.get("title", ""))
        lines += [*([_paint(title, "1", colour)] if title else []), *_table(section.get("rows", ()))]
    return [f"  | {line}" for line in lines]


def _message(activity: Mapping[str, Any], colour: bool) -> list[str]:
    text = _clean(activity.get("text") or "")
    shown = text if activity.get("textFormat") == "plain" else _marked(text, colour)
    card = (activity.get("channelData") or {}).get("card")
    return [*shown.splitlines(), *(card_lines(card, colour) if card else ())]


def _marked(text: str, colour: bool) -> str:
    return "".join(_paint(part, "1", colour) if bold else part for part, bold in pieces(text))


def _table(rows: Sequence[Mapping[str, str]]) -> list[str]:
    wide = max((len(_clean(row["label"])) for row in rows), default=0)
    far = max((len(_clean(row["value"])) for row in rows), default=0)
    lines = []
    for row in rows:
        lines.append(f"{_clean(row['label']):<{wide}}  {_clean(row['value']):>{far}}")
        lines += [f"  {_clean(row['note'])}"] if row.get("note") else []
    return lines


def _buttons(activity: Mapping[str, Any]) -> Sequence[Mapping[str, str]]:
    offered: Sequence[Mapping[str, str]] = (activity.get("channelData") or {}).get("buttons", ())
    return offered


def _clean(text: str) -> str:
    """Without control characters: data must not move the cursor or change the terminal."""
    return _CONTROL.sub("", text)


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour and text and code != "0" else text
