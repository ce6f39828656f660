"""Copies of invoices: a link that opens one for a short while, and the file behind it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from bot.domain.billing.invoices import Invoice
from bot.domain.customers.identity import Identity
from bot.domain.kernel.errors import (
    ConversationNotFound,
    DocumentNotFound,
    NotACspCustomer,
    NotSignedIn,
    RoleMayNotSeeMoney,
)
from bot.domain.kernel.locales import locale_for
from bot.domain.partner import Partner
from bot.services.billing.invoice_search import invoice_numbered
from bot.services.ports import Database, InvoicePrinter, Work
from bot.services.records.billing import DocumentGrant

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

    def __init__(self, database: Database, partner: Partner, printer: InvoicePrinter) -> None:
        self._database = database
        self._partner = partner
        self._printer = printer

    def link(
        self, number: str, *, asked_by: Identity, conversation_id: str, language: str, now: datetime
    ) -> DocumentLink:
        """A link to a copy in one of our languages, bound to the conversation, for LINK_LIVES.

        Raises what `Identity.require_money` raises, and InvoiceNotFound (blank: number).
        """
        secret, expires_at = token_urlsafe(32), now + LINK_LIVES
        with self._database.writing() as work:
            invoice = invoice_numbered(work, number, self._partner.number_prefix, asked_by)
            grant = DocumentGrant(conversation_id, invoice.number, language, now, expires_at)
            work.billing.documents.issue(digest_of(secret), grant)
        return DocumentLink(secret, invoice.number, expires_at)

    def download(self, secret: str, *, now: datetime) -> DocumentFile:
        """The copy behind a link, as PDF.

        Whoever speaks in the link's conversation now must still be allowed to see the invoice. Raises
        DocumentNotFound for anything else, whatever the reason.
        """
        with self._database.reading() as work:
            grant = work.billing.documents.granted(digest_of(secret), now)
            if grant is None:
                raise DocumentNotFound()
            invoice, speaker = _still_readable(work, grant)
        locale = locale_for(grant.language, speaker.locale)
        content = self._printer(invoice, speaker.customer_name, self._partner, locale)
        return DocumentFile(f"{invoice.number}.pdf", "application/pdf", content)


def digest_of(secret: str) -> str:
    """What is stored of a link's secret: SHA-256, in hexadecimal."""
    return sha256(secret.encode()).hexdigest()


def _still_readable(work: Work, grant: DocumentGrant) -> tuple[Invoice, Identity]:
    try:
        speaker = work.customers.people.speaking_in(grant.conversation_id)
        invoice = work.billing.invoices.by_number(grant.invoice_number, asked_by=speaker)
    except (ConversationNotFound, NotSignedIn, NotACspCustomer, RoleMayNotSeeMoney) as refusal:
        raise DocumentNotFound() from refusal
    if invoice is None:
        raise DocumentNotFound()
    return invoice, speaker
