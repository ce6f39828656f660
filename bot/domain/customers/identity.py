"""Who is speaking, how sure the desk is, and what that person may see."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from bot.domain.kernel.errors import CompanyUnknown, NotACspCustomer, NotSignedIn, RoleMayNot, RoleMayNotSeeMoney


class Level(IntEnum):
    """What is proven of the speaker: L0 nothing, L1 an address that nobody on file has, L2 which contact it is (by a
    signed statement), L3 the same by a one-time code for one change.
    """

    ANONYMOUS = 0
    ADDRESS = 1
    SIGNED = 2
    CONFIRMED = 3


class Role(StrEnum):
    """What a contact does at the customer."""

    ADMIN = "admin"
    BILLING = "billing"
    TECHNICAL = "technical"


class Relationship(StrEnum):
    """How the contact's company buys: through the partner (CSP) or from Microsoft directly."""

    CSP = "csp"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Identity:
    """The verified speaker of a conversation, from channel and database, never from text.

    `support_plan` is the key of the customer's plan in partner.yml; None for visitors and direct buyers.
    """

    level: Level = Level.ANONYMOUS
    contact_id: int | None = None
    customer_id: int | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    name: str = ""
    email: str = ""
    customer_name: str = ""
    relationship: Relationship = Relationship.CSP
    cloud: str = "commercial"
    locale: str = "en_GB"
    support_plan: str | None = None

    @property
    def confirmed_address(self) -> str | None:
        """The proven address of somebody whose company is not known; None for contacts and for visitors."""
        return self.email if self.level is Level.ADDRESS else None

    @property
    def can_be_answered(self) -> bool:
        """Whether an address is proven to which answers go."""
        return self.level >= Level.ADDRESS

    @property
    def may_see_money(self) -> bool:
        """Whether invoices, payments and prices of the own customer may be shown."""
        return self._verified and bool(self.roles & {Role.ADMIN, Role.BILLING})

    @property
    def may_see_subscriptions(self) -> bool:
        """Whether the own customer's subscriptions may be shown (prices need `may_see_money`)."""
        return self._verified and bool(self.roles)

    @property
    def _verified(self) -> bool:
        return self.level >= Level.SIGNED and self.customer_id is not None

    def require_customer(self) -> int:
        """The customer this speaker belongs to.

        Raises NotSignedIn for a visitor, CompanyUnknown where only an address is proven, NotACspCustomer for who buys
        from Microsoft directly.
        """
        if self.confirmed_address is not None:
            raise CompanyUnknown(address=self.confirmed_address)
        if not self._verified or self.customer_id is None:
            raise NotSignedIn()
        if self.relationship is Relationship.DIRECT:
            raise NotACspCustomer()
        return self.customer_id

    def require_money(self) -> int:
        """The customer whose money this speaker may see. Raises as `require_customer`, and RoleMayNotSeeMoney."""
        customer = self.require_customer()
        if not self.may_see_money:
            raise RoleMayNotSeeMoney()
        return customer

    def require_subscriptions(self) -> int:
        """The customer whose subscriptions this speaker may see. Raises as `require_customer`, and RoleMayNot."""
        customer = self.require_customer()
        if not self.may_see_subscriptions:
            raise RoleMayNot()
        return customer


VISITOR = Identity()
"""Somebody nobody has verified."""


def at_address(address: str) -> Identity:
    """Somebody of whom an address is proven and nothing else."""
    return Identity(level=Level.ADDRESS, email=address)
