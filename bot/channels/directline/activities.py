"""Between the desk's log and Bot Framework activities."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from bot.channels.directline.cards import adaptive_card
from bot.domain.conversations.messages import Author, Button, File, Incoming, Message
from bot.domain.kernel.errors import MalformedRequest

CHANNEL = "directline"
MAX_EVENT_ID = 200
MAX_WATERMARK = 2**31 - 1
"""A number of the log is a 32-bit integer in the database."""
CUSTOMER = {"id": "customer", "role": "user"}
_PEOPLE = frozenset({Author.CUSTOMER, Author.AGENT})
"""They write what they mean: a star is a star. The desk's own sentences are markdown."""


def activity_of(message: Message) -> dict[str, Any]:
    """One row of the log, as customers may see it, in the client's terms."""
    activity: dict[str, Any] = {
        "type": "message",
        "id": message.id,
        "timestamp": message.sent_at.isoformat(),
        "channelId": CHANNEL,
        "conversation": {"id": message.conversation_id},
        "from": _speaker(message),
        "text": message.text,
        "textFormat": "plain" if message.author in _PEOPLE else "markdown",
        "channelData": _channel_data(message),
    }
    if message.in_reply_to is not None:
        activity["replyToId"] = message.in_reply_to
    if message.card is not None and message.card.get("kind") == "turn_over":
        return {**activity, "type": "event", "name": "turn.over"}
    if message.card is not None:
        activity["attachments"] = [adaptive_card(message.card, message.buttons)]
    elif message.buttons:
        activity["suggestedActions"] = {"to": [CUSTOMER["id"]], "actions": [_card_action(b) for b in message.buttons]}
    if message.turn is not None:
        activity["locale"] = message.turn.language
    return activity


def activity_set(messages: Sequence[Message], watermark: int) -> dict[str, Any]:
    """What was read, and the watermark to read on from."""
    return {"activities": [activity_of(message) for message in messages], "watermark": str(watermark)}


def typing(conversation_id: str, now: datetime) -> dict[str, Any]:
    """An activity that stands in no log: the bot is about to answer.

    Clients order by time stamps: without one, a client whose clock is ahead would show it after the reply.
    """
    return {
        "type": "typing",
        "id": uuid4().hex,
        "timestamp": now.isoformat(),
        "from": _BOT,
        "conversation": {"id": conversation_id},
    }


def incoming_of(activity: Mapping[str, Any], conversation_id: str) -> Incoming | None:
    """A customer's message; None for activities that say nothing (typing, events). Raises MalformedRequest."""
    kind = activity.get("type")
    if not isinstance(kind, str):
        raise MalformedRequest(problem="an activity needs a type")
    if kind != "message":
        return None
    text = activity.get("text") or ""
    if not isinstance(text, str):
        raise MalformedRequest(problem="text must be a string")
    return Incoming(
        channel=CHANNEL,
        conversation_id=conversation_id,
        event_id=f"{conversation_id}:{_client_id(activity)}",
        text=text,
        button_id=_button_id(activity.get("value")),
        files=_files(activity.get("attachments")),
        has_more=activity.get("value") is not None,
    )


def watermark_of(raw: str) -> int:
    """The sequence number after which a client wants to read; 0 for the beginning. Raises MalformedRequest.

    A number of another service, however long, lies beyond every end (`Delivery.page`).
    """
    if raw in {"", "-", "null", "undefined"}:
        return 0
    if not (raw.isascii() and raw.isdigit()):
        raise MalformedRequest(problem="watermark must be a whole number")
    number = raw.lstrip("0") or "0"
    return MAX_WATERMARK if len(number) > len(str(MAX_WATERMARK)) else min(int(number), MAX_WATERMARK)


def _client_id(activity: Mapping[str, Any]) -> str:
    data = activity.get("channelData")
    given = data.get("clientActivityID") if isinstance(data, Mapping) else None
    if given is None:
        return uuid4().hex
    if not isinstance(given, str) or not 0 < len(given) <= MAX_EVENT_ID:
        raise MalformedRequest(problem=f"clientActivityID must be a string of at most {MAX_EVENT_ID} characters")
    return given


def _button_id(value: Any) -> str | None:
    button = value.get("button") if isinstance(value, Mapping) else None
    if button is not None and not isinstance(button, str):
        raise MalformedRequest(problem="value.button must be a string")
    return button


def _files(attachments: Any) -> tuple[File, ...]:
    """What the client says came with the message; the content is neither read nor kept."""
    if attachments is None:
        return ()
    if not isinstance(attachments, list) or not all(isinstance(each, Mapping) for each in attachments):
        raise MalformedRequest(problem="attachments must be a list of objects")
    return tuple(File(str(each.get("name") or ""), str(each.get("contentType") or "")) for each in attachments)


_BOT = {"id": "partner-desk", "name": "Partner Desk", "role": "bot"}


def _speaker(message: Message) -> dict[str, str]:
    if message.author is Author.CUSTOMER:
        return CUSTOMER
    return {**_BOT, "name": message.author_name} if message.author_name else _BOT


def _channel_data(message: Message) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if message.event_id is not None:
        data["clientActivityID"] = message.event_id.removeprefix(f"{message.conversation_id}:")
    if message.buttons:
        data["buttons"] = [_public(button) for button in message.buttons]
    if message.card is not None:
        data["card"] = dict(message.card)
    if message.turn is not None:
        turn = message.turn
        data["turn"] = {
            "intent": turn.intent,
            "confidence": turn.confidence,
            "language": turn.language,
            "owner": turn.owner,
        }
    return data


def _public(button: Button) -> dict[str, str]:
    if button.url is not None:
        return {"title": button.title, "url": button.url}
    return {"id": button.id, "title": button.title}


def _card_action(button: Button) -> dict[str, Any]:
    if button.url is not None:
        return {"type": "openUrl", "title": button.title, "value": button.url}
    return {
        "type": "messageBack",
        "title": button.title,
        "text": button.title,
        "displayText": button.title,
        "value": {"button": button.id},
    }
