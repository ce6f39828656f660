"""Notices that one of our mails came back (RFC 3464): which mail, and what the other server said."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from typing import Final

_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Returned:
    """`message_id` is that of the mail that came back, "" where the notice does not tell. `reason` is one line."""

    message_id: str
    reason: str


def returned_of(message: Message, parts: Sequence[Message]) -> Returned | None:
    """What a delivery report says; None for any other mail, and "" as the id for a report of a mere delay."""
    if message.get_content_type() != "multipart/report" or "delivery-status" not in str(message.get("Content-Type")):
        return None
    blocks = [block for part in parts if part.get_content_type() == "message/delivery-status" for block in _under(part)]
    failed = [block for block in blocks if str(block.get("Action", "")).strip().lower() == "failed"]
    said = next((str(block.get("Diagnostic-Code") or block.get("Status") or "") for block in failed), "")
    return Returned(_original(parts) if failed else "", " ".join(said.split())[:_LONGEST])


def _original(parts: Sequence[Message]) -> str:
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            for inner in _under(part):
                return str(inner.get("Message-ID", "")).strip()
        if part.get_content_type() == "text/rfc822-headers":
            lines = str(part.get_payload()).splitlines()
            found = (line.partition(":")[2] for line in lines if line.lower().startswith("message-id:"))
            return next(found, "").strip()
    return ""


def _under(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
