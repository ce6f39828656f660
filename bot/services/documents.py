"""Copies of invoices: a link that opens one for a short while, and the file behind it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.identity import Identity
from bot.domain.partner import Partner
from bot.services.ports import Database

LINK_LIVES = timedelta(minutes=15)
"""How long a download link works."""


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A link just made: `secret` is its unguessable last path segment, known to nobody else (a digest is stored)."""

    secret: str
    invoice_number: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A file to send: its name, media type and content."""

    name: str
    media_type: str
    content: bytes


class Documents:
    """Makes links and files of the speaker's own invoices."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner

    def link(
        self, number: str, *, asked_by: Identity, conversation_id: str, language: str, now: datetime
    ) -> DocumentLink:
        """A link to a copy in a language ("en", "fr"), bound to the conversation, for LINK_LIVES.

        Raises what `Identity.require_money` raises, and InvoiceNotFound (blank: number).
        """
        raise NotImplementedError

    def download(self, secret: str, *, now: datetime) -> DocumentFile:
        """The copy behind a link, as PDF.

        Whoever speaks in the link's conversation now must still be allowed to see the invoice. Raises
        DocumentNotFound for anything else, whatever the reason.
        """
        raise NotImplementedError
