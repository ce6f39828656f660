"""Renders the desk's neutral cards as Adaptive Cards."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.conversations.messages import Button

TYPE = "application/vnd.microsoft.card.adaptive"
VERSION = "1.5"
_COLOURS = {"good": "good", "warn": "warning", "bad": "attention", "neutral": "default"}


def adaptive_card(card: Mapping[str, Any], buttons: Iterable[Button]) -> dict[str, Any]:
    """An attachment with the card's title, status, facts and sections, and its buttons as actions."""
    body = [_title(card), *_status(card), *_facts(card)]
    for section in card.get("sections", ()):
        body.extend(_section(section))
    content = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "speak": card["title"],
        "body": body,
        "actions": [_action(button) for button in buttons],
    }
    return {"contentType": TYPE, "content": content}


def _title(card: Mapping[str, Any]) -> dict[str, Any]:
    return _text(card["title"], weight="bolder", size="medium", style="heading")


def _status(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    status = card.get("status")
    if not status:
        return []
    return [_text(status["text"], weight="bolder", color=_COLOURS[status["tone"]], spacing="none")]


def _facts(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    facts = [{"title": fact["label"], "value": fact["value"]} for fact in card.get("facts", ())]
    return [{"type": "FactSet", "facts": facts}] if facts else []


def _section(section: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = [_row(row) for row in section.get("rows", ())]
    return [_text(section["title"], weight="bolder", separator=True), *rows] if section.get("title") else rows


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    label = [_text(row["label"])]
    if row.get("note"):
        label.append(_text(row["note"], isSubtle=True, size="small", spacing="none"))
    value = _text(row["value"], horizontalAlignment="right", weight="bolder")
    columns = [
        {"type": "Column", "width": "stretch", "items": label},
        {"type": "Column", "width": "auto", "items": [value]},
    ]
    return {"type": "ColumnSet", "columns": columns}


def _text(text: str, **style: Any) -> dict[str, Any]:
    return {"type": "TextBlock", "text": text, "wrap": True, **style}


def _action(button: Button) -> dict[str, Any]:
    if button.url is not None:
        return {"type": "Action.OpenUrl", "title": button.title, "url": button.url}
    return {"type": "Action.Submit", "title": button.title, "data": {"button": button.id}}
