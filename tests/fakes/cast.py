"""The demo's customers, invoices and subscriptions as the rules see them, dated from any day D."""

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
from bot.domain.billing.subscriptions import NON_PAYMENT, BillingFrequency, Subscription, SubscriptionState
from bot.domain.customers.identity import Identity, Level, Relationship, Role
from bot.domain.kernel.money import Money

CONTOSO, FABRIKAM, NORTHWIND, TAILSPIN, ADATUM = 1, 2, 3, 4, 5

D = date(2026, 11, 18)
"""A Wednesday on which support is open."""


def _contact(number: int, customer: int, role: Role, email: str, plan: str | None, **more: str) -> Identity:
    return Identity(
        Level.SIGNED,
        number,
        customer,
        frozenset({role}),
        email=email,
        support_plan=plan,
        **more,  # type: ignore[arg-type]
    )


CONTOSO_BILLING = _contact(1, CONTOSO, Role.BILLING, "billing@contoso.example", "plus", customer_name="Contoso Ltd")
CONTOSO_TECHNICAL = _contact(2, CONTOSO, Role.TECHNICAL, "it@contoso.example", "plus", customer_name="Contoso Ltd")
FABRIKAM_ADMIN = _contact(
    3, FABRIKAM, Role.ADMIN, "compta@fabrikam.example", "basic", customer_name="Fabrikam SARL", locale="fr_FR"
)
NORTHWIND_BILLING = _contact(
    4, NORTHWIND, Role.BILLING, "accounts@northwind.example", "basic", customer_name="Northwind Traders", locale="en_US"
)
TAILSPIN_ADMIN = _contact(
    5, TAILSPIN, Role.ADMIN, "admin@tailspin.example", "premium", cloud="us_government", customer_name="Tailspin Toys"
)
ADATUM_OFFICE = Identity(
    Level.SIGNED, 6, ADATUM, frozenset({Role.ADMIN}), email="office@adatum.example", relationship=Relationship.DIRECT
)


def money(amount: str, currency: str = "EUR") -> Money:
    """An amount from its digits."""
    return Money(Decimal(amount), currency)


def line(
    position: int,
    product: str,
    kind: ChargeType,
    quantity: str,
    price: str,
    amount: str,
    served: tuple[date, date],
    *,
    currency: str = "EUR",
    reference: str | None = None,
    meter: str | None = None,
) -> InvoiceLine:
    """A line from its digits."""
    return InvoiceLine(
        position,
        product,
        kind,
        Decimal(quantity),
        money(price, currency),
        money(amount, currency),
        *served,
        reference=reference,
        meter=meter,
    )


BUSINESS_PREMIUM = "Microsoft 365 Business Premium"
AZURE = "Azure plan"


def invoices(today: date = D) -> tuple[Invoice, ...]:
    """The cast's invoices on the day of seeding."""

    def ago(days: int) -> date:
        return today - timedelta(days=days)

    return (
        *_contoso(ago),
        *_fabrikam(ago),
        *_northwind(ago),
        _tailspin(ago),
    )


def _contoso(ago) -> tuple[Invoice, Invoice]:  # type: ignore[no-untyped-def]
    first, second, rest = (ago(82), ago(53)), (ago(52), ago(23)), (ago(34), ago(23))
    return (
        Invoice(
            "NS-104188",
            CONTOSO,
            ago(51),
            ago(21),
            *first,
            Decimal("0.20"),
            money("214.00"),
            (
                line(1, BUSINESS_PREMIUM, ChargeType.CYCLE, "50", "20.60", "1030.00", first),
                line(2, AZURE, ChargeType.USAGE, "40", "1.00", "40.00", first, meter="Compute"),
            ),
            (Payment(ago(25), money("1284.00"), PaymentMethod.SEPA, PaymentState.RECEIVED),),
        ),
        Invoice(
            "NS-104231",
            CONTOSO,
            ago(20),
            today_plus(ago, 10),
            *second,
            Decimal("0.20"),
            money("246.10"),
            (
                line(1, BUSINESS_PREMIUM, ChargeType.CYCLE, "50", "20.60", "1030.00", second),
                line(2, BUSINESS_PREMIUM, ChargeType.REMOVE_QUANTITY, "-50", "20.60", "-412.00", rest, reference="r1"),
                line(3, BUSINESS_PREMIUM, ChargeType.ADD_QUANTITY, "60", "20.60", "494.40", rest, reference="r1"),
                line(4, AZURE, ChargeType.USAGE, "118.10", "1.00", "118.10", second, meter="Compute"),
            ),
        ),
    )


def today_plus(ago, days: int) -> date:  # type: ignore[no-untyped-def]
    """A day after the day of seeding."""
    return ago(-days)  # type: ignore[no-any-return]


def _fabrikam(ago) -> tuple[Invoice, Invoice]:  # type: ignore[no-untyped-def]
    def standard(number: str, issued: date, due: date, served: tuple[date, date]) -> Invoice:
        charge = line(1, "Microsoft 365 Business Standard", ChargeType.CYCLE, "40", "12.25", "490.00", served)
        return Invoice(number, FABRIKAM, issued, due, *served, Decimal("0.20"), money("98.00"), (charge,))

    return (
        standard("NS-104199", ago(42), ago(12), (ago(73), ago(43))),
        standard("NS-104240", ago(10), ago(-20), (ago(42), ago(12))),
    )


def _northwind(ago) -> tuple[Invoice, Invoice]:  # type: ignore[no-untyped-def]
    def quarter(number: str, issued: date, due: date, served: tuple[date, date], **more) -> Invoice:  # type: ignore[no-untyped-def]
        charge = line(1, "Microsoft 365 E3", ChargeType.CYCLE, "20", "105.00", "2100.00", served, currency="USD")
        return Invoice(
            number, NORTHWIND, issued, due, *served, Decimal("0.10"), money("210.00", "USD"), (charge,), **more
        )

    total = money("2310.00", "USD")
    return (
        quarter(
            "NS-104052",
            ago(164),
            ago(134),
            (ago(254), ago(165)),
            payments=(Payment(ago(136), total, PaymentMethod.WIRE, PaymentState.RECEIVED),),
        ),
        quarter(
            "NS-104120",
            ago(74),
            ago(44),
            (ago(164), ago(75)),
            payments=(Payment(ago(42), total, PaymentMethod.CARD, PaymentState.DECLINED),),
            credit_notes=(CreditNote("NS-C-10031", ago(5), money("-210.00", "USD"), "tax_exemption"),),
        ),
    )


def _tailspin(ago) -> Invoice:  # type: ignore[no-untyped-def]
    served = (ago(39), ago(9))
    charge = line(1, "Microsoft 365 G3", ChargeType.CYCLE, "25", "36.00", "900.00", served, currency="USD")
    return Invoice("NS-104236", TAILSPIN, ago(8), ago(-22), *served, Decimal(0), money("0.00", "USD"), (charge,))


def subscriptions(today: date = D) -> tuple[Subscription, ...]:
    """The cast's subscriptions on the day of seeding."""
    term = (today - timedelta(days=200), today + timedelta(days=165))
    active, monthly = SubscriptionState.ACTIVE, BillingFrequency.MONTHLY
    usage, quarterly = BillingFrequency.USAGE, BillingFrequency.QUARTERLY
    since = today - timedelta(days=14)
    return (
        Subscription(1, CONTOSO, BUSINESS_PREMIUM, 60, money("20.60"), monthly, active, *term, True, term[0]),
        Subscription(2, CONTOSO, AZURE, None, None, usage, active, *term, True, term[0]),
        Subscription(
            3, FABRIKAM, "Microsoft 365 Business Standard", 40, money("12.25"), monthly, active, *term, True, term[0]
        ),
        Subscription(
            4,
            NORTHWIND,
            "Microsoft 365 E3",
            20,
            money("105.00", "USD"),
            quarterly,
            SubscriptionState.SUSPENDED,
            *term,
            False,
            since,
            NON_PAYMENT,
        ),
        Subscription(5, TAILSPIN, "Microsoft 365 G3", 25, money("36.00", "USD"), monthly, active, *term, True, term[0]),
    )
