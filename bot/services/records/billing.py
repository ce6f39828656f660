"""What repositories hand over about documents."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DocumentGrant:
    """What a download link opens: one invoice, for whoever speaks in one conversation, until `expires_at` (UTC)."""

    conversation_id: str
    invoice_number: str
    language: str
    issued_at: datetime
    expires_at: datetime
