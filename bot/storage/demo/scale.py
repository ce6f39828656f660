"""Any number of plausible invoices for measuring, computed from their position alone: every run makes the same."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from bot.domain.billing.invoices import (
    ChargeType,
    CreditNote,
    Invoice,
    InvoiceLine,
    Payment,
    PaymentMethod,
    PaymentState,
)
from bot.domain.billing.proration import prorated
from bot.domain.customers.identity import Role
from bot.domain.kernel.money import Money, total
from bot.storage.demo.cast import AZURE, E3, PREMIUM, STANDARD, CastContact, CastCustomer

MOST = 10_000_000
"""The series has seven digits."""

PORTION = 2_000
"""Invoices written in one transaction."""

PER_CUSTOMER = 25
"""Invoices of an ordinary customer: two years of months. 100,000 invoices make nearly 4,000 customers."""

LARGE = 50
"""Every fiftieth invoice is the large customer's, which so gets thousands."""

CYCLE = 30
PRODUCTS = ((PREMIUM, "20.60"), (STANDARD, "11.70"), (E3, "35.00"))
CURRENCIES = (("EUR", "0.20", "en_GB"), ("EUR", "0.20", "fr_FR"), ("USD", "0.00", "en_US"))


def number(position: int) -> str:
    """The invoice's number, in a series beside the partner's own. Raises ValueError beyond its last."""
    if not 0 <= position < MOST:
        raise ValueError(f"the series for measurements ends at {MOST}")
    return f"NM-{position + 1:07d}"


def position(invoice_number: str) -> int:
    """The other way round."""
    return int(invoice_number.removeprefix("NM-")) - 1


def customer_of(place: int) -> int:
    """0 is the large customer; the others follow one another every PER_CUSTOMER ordinary invoices."""
    if place % LARGE == 0:
        return 0
    return 1 + (place - place // LARGE - 1) // PER_CUSTOMER


def customers_of(start: int, stop: int) -> set[int]:
    """The customers of a portion."""
    return {customer_of(place) for place in range(start, stop)}


def new_customers(start: int, stop: int) -> list[int]:
    """Those of a portion that no earlier one had; they come in ascending order, but for the large one."""
    last = max(customers_of(max(start - 2, 0), start), default=-1)
    return sorted(n for n in customers_of(start, stop) if n > last)


def customer(n: int) -> CastCustomer:
    """The n-th customer with its one billing contact."""
    locale = CURRENCIES[n % len(CURRENCIES)][2]
    contact = CastContact(f"accounts@m{n:06d}.example", f"Accounts {n}", locale[:2], (Role.BILLING,))
    return CastCustomer(f"M-{n:06d}", f"Measured Company {n}", locale, (contact,), "basic")


def invoice(place: int, customer_id: int, today: date) -> Invoice:
    """The invoice at a place: issued within the last two years, most of them paid."""
    chance = Random(place)  # noqa: S311 - repeatable on purpose
    currency, rate, _ = CURRENCIES[customer_of(place) % len(CURRENCIES)]
    issued_on = today - timedelta(days=(place * 7) % 730)
    served = (issued_on - timedelta(days=CYCLE + 1), issued_on - timedelta(days=2))
    lines = _lines(chance, currency, served)
    net = total((line.amount for line in lines), currency)
    tax = Money((net.amount * Decimal(rate)).quantize(Decimal("0.01")), currency)
    paid, notes = _settlement(chance, place, net + tax, issued_on, today)
    return Invoice(
        number(place),
        customer_id,
        issued_on,
        issued_on + timedelta(days=30),
        *served,
        Decimal(rate),
        tax,
        lines,
        paid,
        notes,
    )


def _lines(chance: Random, currency: str, served: tuple[date, date]) -> tuple[InvoiceLine, ...]:
    product, price = chance.choice(PRODUCTS)
    unit_price, seats = Money(Decimal(price), currency), chance.randint(5, 250)
    amount = Money(unit_price.amount * seats, currency)
    lines = [InvoiceLine(1, product, ChargeType.CYCLE, Decimal(seats), unit_price, amount, *served)]
    if chance.random() < 0.25:
        lines += _change(chance, lines[0])
    if chance.random() < 0.6:
        lines.append(_usage(chance, len(lines) + 1, currency, served))
    return tuple(lines)


def _change(chance: Random, cycle: InvoiceLine) -> list[InvoiceLine]:
    days = chance.randint(1, CYCLE - 1)
    changed = (cycle.service_to - timedelta(days=days - 1), cycle.service_to)
    pair = ((ChargeType.REMOVE_QUANTITY, -cycle.quantity), (ChargeType.ADD_QUANTITY, cycle.quantity + 5))
    return [
        InvoiceLine(
            place,
            cycle.product,
            kind,
            quantity,
            cycle.unit_price,
            prorated(cycle.unit_price, days, CYCLE, quantity),
            *changed,
            reference="change",
        )
        for place, (kind, quantity) in enumerate(pair, start=2)
    ]


def _usage(chance: Random, place: int, currency: str, served: tuple[date, date]) -> InvoiceLine:
    hours, price = Decimal(chance.randint(100, 20_000)), Decimal("0.096")
    amount = Money((hours * price).quantize(Decimal("0.01")), currency)
    return InvoiceLine(
        place,
        AZURE,
        ChargeType.USAGE,
        hours,
        Money(price, currency),
        amount,
        *served,
        meter="Virtual Machines D2s v5",
        unit="hour",
    )


def _settlement(
    chance: Random, place: int, owed: Money, issued_on: date, today: date
) -> tuple[tuple[Payment, ...], tuple[CreditNote, ...]]:
    """Paid within 30 days in 95 of 100 cases, once that time is over; one in a hundred is corrected."""
    notes: tuple[CreditNote, ...] = ()
    if chance.random() < 0.01:
        notes = (CreditNote(f"NM-C-{place + 1:07d}", issued_on, -Money(Decimal("1.00"), owed.currency), "goodwill"),)
        owed += notes[0].amount
    paid_on = issued_on + timedelta(days=chance.randint(1, 30))
    if paid_on > today or chance.random() < 0.05:
        return (), notes
    method = chance.choice((PaymentMethod.CARD, PaymentMethod.LINK, PaymentMethod.WIRE))
    return (Payment(paid_on, owed, method, PaymentState.RECEIVED),), notes
