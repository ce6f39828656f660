"""The cast's invoices: the amounts of the worked examples, dated from the day of seeding."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

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
from bot.domain.kernel.money import Money, total
from bot.storage.demo.cast import (
    AZURE,
    CONTOSO,
    E3,
    FABRIKAM,
    G3,
    NORTHWIND,
    PREMIUM,
    STANDARD,
    TAILSPIN,
    dollars,
    euros,
)

SEAT_CHANGE = "seat-change-5f1e1c52-0001"


class Calendar:
    """Days counted from the day of seeding."""

    def __init__(self, today: date) -> None:
        self._today = today

    def __call__(self, days: int) -> date:
        return self._today + timedelta(days=days)


def invoices_of_cast(today: date, customers: Mapping[str, int]) -> tuple[Invoice, ...]:
    """All of them, oldest first. `customers` gives the id of each customer's number."""
    day = Calendar(today)
    return (
        _northwind("NS-104052", day, customers, issued=-164, period=(-256, -167), payments=(_wire(day),)),
        _northwind(
            "NS-104120",
            day,
            customers,
            issued=-74,
            period=(-166, -77),
            payments=(Payment(day(-42), dollars("2310.00"), PaymentMethod.CARD, PaymentState.DECLINED),),
            credit_notes=(CreditNote("NS-C-10031", day(-5), dollars("-210.00"), "tax_exemption"),),
        ),
        _contoso_before(day, customers),
        _fabrikam("NS-104199", day, customers, issued=-42, period=(-73, -44)),
        _contoso_after(day, customers),
        _tailspin(day, customers),
        _fabrikam("NS-104240", day, customers, issued=-10, period=(-43, -14)),
    )


def _contoso_before(day: Calendar, customers: Mapping[str, int]) -> Invoice:
    served = (day(-82), day(-53))
    lines = (_seats(1, PREMIUM, 50, euros("20.60"), served), _usage(2, "400", served))
    paid = Payment(day(-25), euros("1284.00"), PaymentMethod.SEPA, PaymentState.RECEIVED)
    return _invoice("NS-104188", customers[CONTOSO], day(-51), served, "0.20", lines, payments=(paid,))


def _contoso_after(day: Calendar, customers: Mapping[str, int]) -> Invoice:
    """Ten seats were added for the last 12 of 30 days: 50 taken back, 60 charged, both under one reference."""
    served, changed = (day(-52), day(-23)), (day(-34), day(-23))
    price = euros("20.60")
    lines = (
        _seats(1, PREMIUM, 50, price, served),
        _change(2, ChargeType.REMOVE_QUANTITY, -50, price, changed),
        _change(3, ChargeType.ADD_QUANTITY, 60, price, changed),
        _usage(4, "1181", served),
    )
    return _invoice("NS-104231", customers[CONTOSO], day(-20), served, "0.20", lines)


def _fabrikam(
    number: str, day: Calendar, customers: Mapping[str, int], *, issued: int, period: tuple[int, int]
) -> Invoice:
    served = (day(period[0]), day(period[1]))
    lines = (_seats(1, STANDARD, 40, euros("12.25"), served),)
    return _invoice(number, customers[FABRIKAM], day(issued), served, "0.20", lines)


def _northwind(
    number: str,
    day: Calendar,
    customers: Mapping[str, int],
    *,
    issued: int,
    period: tuple[int, int],
    payments: tuple[Payment, ...],
    credit_notes: tuple[CreditNote, ...] = (),
) -> Invoice:
    served = (day(period[0]), day(period[1]))
    lines = (_seats(1, E3, 20, dollars("105.00"), served),)
    return _invoice(number, customers[NORTHWIND], day(issued), served, "0.10", lines, payments, credit_notes)


def _wire(day: Calendar) -> Payment:
    return Payment(day(-136), dollars("2310.00"), PaymentMethod.WIRE, PaymentState.RECEIVED)


def _tailspin(day: Calendar, customers: Mapping[str, int]) -> Invoice:
    served = (day(-41), day(-12))
    lines = (_seats(1, G3, 25, dollars("36.00"), served),)
    return _invoice("NS-104236", customers[TAILSPIN], day(-8), served, "0", lines)


def _invoice(
    number: str,
    customer_id: int,
    issued_on: date,
    served: tuple[date, date],
    tax_rate: str,
    lines: Sequence[InvoiceLine],
    payments: tuple[Payment, ...] = (),
    credit_notes: tuple[CreditNote, ...] = (),
) -> Invoice:
    """Due 30 days after issue; tax on the net, to the cent (the cast's are exact)."""
    net = total((line.amount for line in lines), lines[0].amount.currency)
    rate = Decimal(tax_rate)
    return Invoice(
        number=number,
        customer_id=customer_id,
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=30),
        period_from=served[0],
        period_to=served[1],
        tax_rate=rate,
        tax=Money((net.amount * rate).quantize(Decimal("0.01")), net.currency),
        lines=tuple(lines),
        payments=payments,
        credit_notes=credit_notes,
    )


def _seats(position: int, product: str, seats: int, price: Money, served: tuple[date, date]) -> InvoiceLine:
    amount = Money(price.amount * seats, price.currency)
    return InvoiceLine(position, product, ChargeType.CYCLE, Decimal(seats), price, amount, *served)


def _change(position: int, kind: ChargeType, seats: int, price: Money, served: tuple[date, date]) -> InvoiceLine:
    amount = prorated(price, 12, 30, Decimal(seats))
    return InvoiceLine(position, PREMIUM, kind, Decimal(seats), price, amount, *served, reference=SEAT_CHANGE)


def _usage(position: int, hours: str, served: tuple[date, date]) -> InvoiceLine:
    quantity, price = Decimal(hours), euros("0.10")
    amount = Money((quantity * price.amount).quantize(Decimal("0.01")), price.currency)
    return InvoiceLine(
        position,
        AZURE,
        ChargeType.USAGE,
        quantity,
        price,
        amount,
        *served,
        meter="Virtual Machines D2s v5",
        unit="hour",
    )
