"""The demo's cast as data: Northstar Cloud's customers, their contacts and money, all dated from the day of seeding.

Everything is fictional. Demos, tests and screenshots rely on these amounts.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from bot.domain.billing.subscriptions import NON_PAYMENT, BillingFrequency, SubscriptionState
from bot.domain.customers.identity import Relationship, Role
from bot.domain.kernel.locales import LANGUAGES
from bot.domain.kernel.money import Money
from bot.domain.support.tickets import Matter, TicketState

PREMIUM = "Microsoft 365 Business Premium"
AZURE = "Azure plan"
STANDARD = "Microsoft 365 Business Standard"
E3 = "Microsoft 365 E3"
G3 = "Microsoft 365 G3"

CONTOSO, FABRIKAM, NORTHWIND, TAILSPIN, ADATUM = "C-1001", "C-1002", "C-1003", "C-1004", "C-1005"


@dataclass(frozen=True, slots=True)
class CastContact:
    """A contact and what it does at its customer."""

    email: str
    name: str
    language: str
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class CastCustomer:
    """A customer by its number at the partner."""

    number: str
    name: str
    locale: str
    contacts: tuple[CastContact, ...]
    support_plan: str | None
    cloud: str = "commercial"
    relationship: Relationship = Relationship.CSP


@dataclass(frozen=True, slots=True)
class CastSubscription:
    """A subscription; `started` and `state_since` are days from the day of seeding."""

    reference: str
    customer: str
    product: str
    started: int
    seats: int | None = None
    price: Money | None = None
    frequency: BillingFrequency = BillingFrequency.MONTHLY
    state: SubscriptionState = SubscriptionState.ACTIVE
    state_since: int | None = None
    state_reason: str | None = None


@dataclass(frozen=True, slots=True)
class CastTicket:
    """A ticket; `opened` and `changed` are days from the day of seeding."""

    number: str
    matter: Matter
    state: TicketState
    contact: str
    subject: str
    text: str
    assigned_to: str
    opened: int
    changed: int
    product: str | None = None


@dataclass(frozen=True, slots=True)
class CastAgent:
    """One of the partner's people."""

    email: str
    name: str
    role: str
    team: str
    languages: tuple[str, ...] = LANGUAGES


AGENTS = (
    CastAgent("globaladmin@northstar.example", "Inès Laurent", "global_admin", "technical"),
    CastAgent("useradmin@northstar.example", "Tom Becker", "user_admin", "technical"),
    CastAgent("helpdesk@northstar.example", "Sofia Keller", "helpdesk_agent", "technical"),
    CastAgent("billing@northstar.example", "Julien Petit", "billing_admin", "commercial"),
    CastAgent("sales@northstar.example", "Maya Lindqvist", "sales_agent", "commercial"),
)

CUSTOMERS = (
    CastCustomer(
        CONTOSO,
        "Contoso Ltd",
        "en_GB",
        (
            CastContact("billing@contoso.example", "Amelia Hart", "en", (Role.BILLING,)),
            CastContact("it@contoso.example", "Oliver Finch", "en", (Role.TECHNICAL,)),
        ),
        "plus",
    ),
    CastCustomer(
        FABRIKAM,
        "Fabrikam SARL",
        "fr_FR",
        (CastContact("compta@fabrikam.example", "Claire Moreau", "fr", (Role.BILLING, Role.ADMIN)),),
        "basic",
    ),
    CastCustomer(
        NORTHWIND,
        "Northwind Traders",
        "en_US",
        (CastContact("accounts@northwind.example", "Grace Miller", "en", (Role.BILLING,)),),
        "basic",
    ),
    CastCustomer(
        TAILSPIN,
        "Tailspin Toys",
        "en_US",
        (CastContact("admin@tailspin.example", "Henry Brooks", "en", (Role.ADMIN,)),),
        "premium",
        cloud="us_government",
    ),
    CastCustomer(
        ADATUM,
        "Adatum Corp",
        "en_GB",
        (CastContact("office@adatum.example", "Nora Ellis", "en"),),
        None,
        relationship=Relationship.DIRECT,
    ),
)


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def dollars(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


SUBSCRIPTIONS = (
    CastSubscription("5f1e1c52-0001", CONTOSO, PREMIUM, -202, 60, euros("20.60")),
    CastSubscription("5f1e1c52-0002", CONTOSO, AZURE, -202, frequency=BillingFrequency.USAGE),
    CastSubscription("5f1e1c52-0003", FABRIKAM, STANDARD, -133, 40, euros("12.25")),
    CastSubscription(
        "5f1e1c52-0004",
        NORTHWIND,
        E3,
        -256,
        20,
        dollars("105.00"),
        BillingFrequency.QUARTERLY,
        SubscriptionState.SUSPENDED,
        -14,
        NON_PAYMENT,
    ),
    CastSubscription("5f1e1c52-0005", TAILSPIN, G3, -71, 25, dollars("36.00")),
)

TICKETS = (
    CastTicket(
        "T-1001",
        Matter.TECHNICAL,
        TicketState.CLOSED,
        "it@contoso.example",
        "Outlook asks for the password again and again",
        "Since this morning Outlook asks for the password every few minutes on three laptops. Webmail works.",
        "technical",
        opened=-33,
        changed=-31,
        product="Outlook",
    ),
    CastTicket(
        "T-1002",
        Matter.COMMERCIAL,
        TicketState.OPEN,
        "billing@contoso.example",
        "VAT number on our invoices",
        "Our VAT number is missing on the invoices. Please add it from the next one on.",
        "commercial",
        opened=-4,
        changed=-3,
    ),
)


def instant(today: date, days: int) -> datetime:
    """A morning hour, in UTC, of a day counted from the day of seeding."""
    return datetime.combine(today + timedelta(days=days), time(8, 30), UTC)
