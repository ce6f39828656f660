"""What repositories hand over about documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class DocumentGrant:
    """What a download link opens, for whoever speaks in one conversation, until `expires_at` (UTC).

    It is the invoice of a number, or else the table `wanted` (see `services.billing.tables`), with no number.
    """

    conversation_id: str
    invoice_number: str
    language: str
    issued_at: datetime
    expires_at: datetime
    wanted: Mapping[str, Any] | None = None
