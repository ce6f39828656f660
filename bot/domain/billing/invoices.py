"""An invoice as the customer received it: lines, tax, and what has happened to it since."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.kernel.money import Money, total


class ChargeType(StrEnum):
    """Why a line was charged: new-commerce charge types of Microsoft's reconciliation files, and usage."""

    NEW = "new"
    RENEW = "renew"
    CYCLE = "cycleCharge"
    ADD_QUANTITY = "addQuantity"
    REMOVE_QUANTITY = "removeQuantity"
    MOVE_QUANTITY = "moveQuantity"
    CANCEL = "cancelImmediate"
    CONVERT = "convert"
    CHANGE_PLAN = "changeBillingPlan"
    CUSTOMER_CREDIT = "customerCredit"
    EXTEND_TERM = "extendTerm"
    USAGE = "usage"


class InvoiceStatus(StrEnum):
    """Where an invoice stands on a day."""

    PAID = "paid"
    OPEN = "open"
    OVERDUE = "overdue"


class PaymentMethod(StrEnum):
    """How money came or was to come."""

    CARD = "card"
    SEPA = "sepa"
    WIRE = "wire"
    LINK = "link"


class PaymentState(StrEnum):
    """Whether a payment arrived."""

    RECEIVED = "received"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One charge. `amount` is net of tax; both dates are the first and last day served, inclusive.

    The two lines of one seat change share `reference`.
    """

    position: int
    product: str
    charge_type: ChargeType
    quantity: Decimal
    unit_price: Money
    amount: Money
    service_from: date
    service_to: date
    reference: str | None = None
    meter: str | None = None
    unit: str | None = None

    @property
    def days(self) -> int:
        """Days served, both ends included."""
        return (self.service_to - self.service_from).days + 1


@dataclass(frozen=True, slots=True)
class Payment:
    """Money received for an invoice, or an attempt that failed."""

    made_on: date
    amount: Money
    method: PaymentMethod
    state: PaymentState


TAX_EXEMPTION = "tax_exemption"
"""`CreditNote.reason` of one that takes back tax."""


@dataclass(frozen=True, slots=True)
class CreditNote:
    """A correction of an issued invoice. `amount` is negative, with tax; `reason` is a code."""

    number: str
    issued_on: date
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True)
class Invoice:
    """The partner's document for one customer and one period. Never changes; credit notes correct it.

    `tax_rate` is a fraction: 0.20 for 20 %.
    """

    number: str
    customer_id: int
    issued_on: date
    due_on: date
    period_from: date
    period_to: date
    tax_rate: Decimal
    tax: Money
    lines: tuple[InvoiceLine, ...]
    payments: tuple[Payment, ...] = ()
    credit_notes: tuple[CreditNote, ...] = ()

    @property
    def currency(self) -> str:
        return self.tax.currency

    @property
    def net(self) -> Money:
        return total((line.amount for line in self.lines), self.currency)

    @property
    def total(self) -> Money:
        """Net and tax, as printed; credit notes do not change it."""
        return self.net + self.tax

    @property
    def credited(self) -> Money:
        """What credit notes took off, as a negative amount."""
        return total((note.amount for note in self.credit_notes), self.currency)

    @property
    def paid(self) -> Money:
        received = (p.amount for p in self.payments if p.state is PaymentState.RECEIVED)
        return total(received, self.currency)

    @property
    def balance(self) -> Money:
        """What remains to be paid; negative when the customer paid too much."""
        return self.total + self.credited - self.paid

    @property
    def net_balance(self) -> Money | None:
        """What remains to be paid without tax; None where a payment or credit note cannot be split into net and tax.

        A credit note for a tax exemption takes back tax only.
        """
        tax_left = self.tax + total((n.amount for n in self.credit_notes if n.reason == TAX_EXEMPTION), self.currency)
        if not tax_left or self.balance.amount <= 0:
            return self.balance
        only_tax_credited = all(note.reason == TAX_EXEMPTION for note in self.credit_notes)
        return self.net if only_tax_credited and not self.paid else None

    @property
    def amounts(self) -> frozenset[Decimal]:
        """The sums printed on it: its total, the total without tax, and each line."""
        return frozenset({self.total.amount, self.net.amount, *(line.amount.amount for line in self.lines)})

    def bills(self, product: str) -> bool:
        """Whether a line is for a product whose name contains `product`, in any case."""
        return any(product.casefold() in line.product.casefold() for line in self.lines)

    def status(self, today: date) -> InvoiceStatus:
        """Paid when nothing remains; overdue from the day after the due date."""
        if self.balance.amount <= 0:
            return InvoiceStatus.PAID
        return InvoiceStatus.OVERDUE if today > self.due_on else InvoiceStatus.OPEN

    def days_overdue(self, today: date) -> int:
        """Whole days since the due date while something remains to be paid, else 0."""
        return max((today - self.due_on).days, 0) if self.status(today) is InvoiceStatus.OVERDUE else 0

    @property
    def paid_on(self) -> date | None:
        """The day the last payment came in, or None when nothing was received."""
        days = [p.made_on for p in self.payments if p.state is PaymentState.RECEIVED]
        return max(days, default=None)

    @property
    def paid_after(self) -> int | None:
        """Days from the due date to the last payment; none or negative is in time. None when nothing was received."""
        return None if self.paid_on is None else (self.paid_on - self.due_on).days
