"""What belongs to customers: invoices, subscriptions, documents.

Every read of a customer's data names who asks (`asked_by`), and a repository answers only for that
speaker's customer and role: it calls `Identity.require_money` or `require_subscriptions` itself.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from bot.domain.billing.invoices import Invoice
from bot.domain.billing.selection import Order, Selection, Sums
from bot.domain.billing.statement import Statement
from bot.domain.billing.subscriptions import Subscription
from bot.domain.customers.identity import Identity
from bot.domain.partner import Partner
from bot.services.records.billing import DocumentGrant


class Invoices(Protocol):
    """Invoices of the speaker's own customer. Every method raises what `Identity.require_money` raises."""

    def by_number(self, number: str, *, asked_by: Identity) -> Invoice | None:
        """The invoice of that exact number, or None when missing or someone else's (the same query for both)."""

    def latest(self, *, asked_by: Identity, limit: int = 1) -> tuple[Invoice, ...]:
        """The most recently issued, newest first."""

    def before(self, invoice: Invoice, *, asked_by: Identity) -> Invoice | None:
        """The one issued just before `invoice`."""

    def following(self, invoice: Invoice, *, asked_by: Identity) -> Invoice | None:
        """The one issued just after `invoice`."""

    def earliest(self, *, asked_by: Identity) -> Invoice | None:
        """The first ever issued to this customer."""

    def with_product(self, product: str, *, asked_by: Identity, limit: int = 5) -> tuple[Invoice, ...]:
        """Those with a line whose product contains `product` (case-insensitive, literally), newest first."""

    def with_amount(
        self, amount: Decimal, currency: str | None, *, asked_by: Identity, limit: int = 5
    ) -> tuple[Invoice, ...]:
        """Those whose total, net or one line is `amount` (in `currency` unless None), newest first."""

    def corrected(self, *, asked_by: Identity, limit: int = 5) -> tuple[Invoice, ...]:
        """Those with a credit note, a declined payment or more paid than owed, newest first."""

    def unpaid(self, *, asked_by: Identity) -> tuple[Invoice, ...]:
        """Those with something left to pay, earliest due date first."""

    def touching(self, first: date, last: date, *, asked_by: Identity) -> tuple[Invoice, ...]:
        """Those issued within the days or billing a period that overlaps them, newest first (inclusive)."""


class InvoiceLists(Protocol):
    """Lists of the speaker's own invoices. Every method raises what `Identity.require_money` raises."""

    def page(
        self, selection: Selection, order: Order, *, asked_by: Identity, limit: int, offset: int = 0
    ) -> tuple[Invoice, ...]:
        """So many of the invoices selected, in order, after the first `offset`."""

    def numbers(self, selection: Selection, order: Order, *, asked_by: Identity, limit: int) -> tuple[str, ...]:
        """The numbers of so many of the invoices selected, in order."""

    def sums(self, selection: Selection, *, asked_by: Identity) -> tuple[Sums, ...]:
        """What all the invoices selected come to, by currency in alphabetical order."""


class Subscriptions(Protocol):
    """Subscriptions of the speaker's own customer."""

    def all(self, *, asked_by: Identity) -> tuple[Subscription, ...]:
        """By product name; without prices when the role may not see money. Raises as `require_subscriptions`."""


class InvoicePrinter(Protocol):
    """Makes the copy of an invoice that a customer downloads."""

    def __call__(self, invoice: Invoice, customer: str, partner: Partner, locale: str) -> bytes:
        """A PDF with the invoice made out to `customer`, amounts and dates as the locale ("fr_FR") writes them."""


class TablePrinter(Protocol):
    """Makes the file of a table that a customer downloads."""

    def __call__(self, table: Sequence[Invoice] | Sequence[Statement], today: date, language: str) -> bytes:
        """CSV with a line for each invoice, or for each entry of the statements, headed in the language."""


class Documents(Protocol):
    """Download links of documents, kept as digests of their secret."""

    def issue(self, digest: str, grant: DocumentGrant) -> None:
        """Remembers a link until it expires; forgets those that have."""

    def granted(self, digest: str, now: datetime) -> DocumentGrant | None:
        """What a living link opens, or None when unknown or expired."""
