"""Copies of invoices, lists and statements: a link that opens one for a short while, and the file behind it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from bot.domain.billing.selection import Order
from bot.domain.customers.identity import Identity
from bot.domain.kernel.errors import (
    ConversationNotFound,
    DocumentNotFound,
    NotACspCustomer,
    NotSignedIn,
    RoleMayNotSeeMoney,
)
from bot.domain.kernel.locales import locale_for
from bot.domain.kernel.periods import Period
from bot.domain.partner import Partner
from bot.services.billing.invoice_lists import EVERY, InvoiceWish, listed_in, statements_in
from bot.services.billing.invoice_search import invoice_numbered
from bot.services.ports import Database, InvoicePrinter, TablePrinter, Work
from bot.services.records.billing import DocumentGrant

LINK_LIVES = timedelta(minutes=15)
"""How long a download link works."""


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A link just made: `secret` is its unguessable last path segment, known to nobody else (a digest is stored)."""

    secret: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A file to send: its name, media type and content."""

    name: str
    media_type: str
    content: bytes


class Documents:
    """Makes links and files of the speaker's own invoices."""

    def __init__(self, database: Database, partner: Partner, printer: InvoicePrinter, tabulate: TablePrinter) -> None:
        self._database = database
        self._partner = partner
        self._printer = printer
        self._tabulate = tabulate

    def link(
        self, number: str, *, asked_by: Identity, conversation_id: str, language: str, now: datetime
    ) -> DocumentLink:
        """A link to a copy in one of our languages, bound to the conversation, for LINK_LIVES.

        Raises what `Identity.require_money` raises, and InvoiceNotFound (blank: number).
        """
        with self._database.writing() as work:
            invoice = invoice_numbered(work, number, self._partner.number_prefix, asked_by)
            return _issue(work, conversation_id, language, now, invoice.number)

    def table_link(
        self, wanted: InvoiceWish | Period, *, asked_by: Identity, conversation_id: str, language: str, now: datetime
    ) -> DocumentLink:
        """A link to a list of invoices, or to the statement of some days, as CSV; bound and living like `link`.

        Raises what `Identity.require_money` raises.
        """
        asked_by.require_money()
        with self._database.writing() as work:
            return _issue(work, conversation_id, language, now, wanted=encoded(wanted))

    def download(self, secret: str, *, now: datetime) -> DocumentFile:
        """What is behind a link: an invoice as PDF, a table as CSV.

        Whoever speaks in the link's conversation now must still be allowed to see it. Raises DocumentNotFound for
        anything else, whatever the reason.
        """
        with self._database.reading() as work:
            grant = work.billing.documents.granted(digest_of(secret), now)
            if grant is None:
                raise DocumentNotFound()
            try:
                return self._file(work, grant, now)
            except (ConversationNotFound, NotSignedIn, NotACspCustomer, RoleMayNotSeeMoney) as refusal:
                raise DocumentNotFound() from refusal

    def _file(self, work: Work, grant: DocumentGrant, now: datetime) -> DocumentFile:
        speaker = work.customers.people.speaking_in(grant.conversation_id)
        if grant.wanted is not None:
            return self._table(work, decoded(grant.wanted), speaker, self._partner.today(now), grant.language)
        invoice = work.billing.invoices.by_number(grant.invoice_number, asked_by=speaker)
        if invoice is None:
            raise DocumentNotFound()
        locale = locale_for(grant.language, speaker.locale)
        content = self._printer(invoice, speaker.customer_name, self._partner, locale)
        return DocumentFile(f"{invoice.number}.pdf", "application/pdf", content)

    def _table(
        self, work: Work, wanted: InvoiceWish | Period, speaker: Identity, today: date, language: str
    ) -> DocumentFile:
        if isinstance(wanted, Period):
            statements = statements_in(work, wanted, asked_by=speaker)
            name = f"statement-{wanted.first.isoformat()}-{wanted.last.isoformat()}.csv"
            return DocumentFile(name, "text/csv", self._tabulate(statements, today, language))
        found = listed_in(work, wanted, self._partner, asked_by=speaker, today=today, most=EVERY)
        invoices = [facts.invoice for facts in found.invoices]
        return DocumentFile(f"invoices-{today.isoformat()}.csv", "text/csv", self._tabulate(invoices, today, language))


def encoded(wanted: InvoiceWish | Period) -> dict[str, Any]:
    """A wish for a table as JSON keeps it."""
    if isinstance(wanted, Period):
        return {"statement": [wanted.first.isoformat(), wanted.last.isoformat()]}
    return {"invoices": asdict(replace(wanted, page=0))}


def decoded(kept: Mapping[str, Any]) -> InvoiceWish | Period:
    """What `encoded` kept."""
    if "statement" in kept:
        first, last = kept["statement"]
        return Period(date.fromisoformat(first), date.fromisoformat(last))
    said = dict(kept["invoices"])
    numbers = said["numbers"]
    return InvoiceWish(**said | {"numbers": None if numbers is None else tuple(numbers), "order": Order(said["order"])})


def digest_of(secret: str) -> str:
    """What is stored of a link's secret: SHA-256, in hexadecimal."""
    return sha256(secret.encode()).hexdigest()


def _issue(
    work: Work,
    conversation_id: str,
    language: str,
    now: datetime,
    number: str = "",
    wanted: Mapping[str, Any] | None = None,
) -> DocumentLink:
    secret, expires_at = token_urlsafe(32), now + LINK_LIVES
    grant = DocumentGrant(conversation_id, number, language, now, expires_at, wanted)
    work.billing.documents.issue(digest_of(secret), grant)
    return DocumentLink(secret, expires_at)
