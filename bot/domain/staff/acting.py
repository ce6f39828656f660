"""As whom the desk reads a customer's data on behalf of an agent: only what the agent's own role allows."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.customers.identity import Identity, Level, Relationship, Role
from bot.domain.kernel.errors import DeskError
from bot.domain.staff.agents import Agent, Permission


class CustomerNotFound(DeskError):
    """No such customer for who asks."""

    code = "customer_not_found"


class Matter(StrEnum):
    """What is read about a customer."""

    SUBSCRIPTIONS = "subscriptions"
    INVOICES = "invoices"


@dataclass(frozen=True, slots=True)
class CustomerOnFile:
    """A customer as the partner knows it. `number` is the partner's; `support_plan` None for direct buyers."""

    id: int
    number: str
    name: str
    relationship: Relationship
    cloud: str
    locale: str
    support_plan: str | None

    @property
    def buys_here(self) -> bool:
        """Whether there is anything of the customer's to look up: who buys from Microsoft directly has nothing here."""
        return self.relationship is Relationship.CSP


def acting_for(agent: Agent, customer: CustomerOnFile, matter: Matter) -> Identity:
    """The identity whose rights the agent borrows for one matter of one customer; the only place where one is made.

    Invoices need SEE_INVOICES; subscriptions come with prices only with SEE_PRICES. Raises AgentMayNot.
    """
    agent.require(Permission.SEE_CUSTOMERS)
    if matter is Matter.INVOICES:
        agent.require(Permission.SEE_INVOICES)
    sees_money = matter is Matter.INVOICES or agent.may(Permission.SEE_PRICES)
    return Identity(
        level=Level.SIGNED,
        customer_id=customer.id,
        roles=frozenset({Role.BILLING if sees_money else Role.TECHNICAL}),
        name=agent.name,
        email=agent.email,
        customer_name=customer.name,
        relationship=customer.relationship,
        cloud=customer.cloud,
        locale=customer.locale,
        support_plan=customer.support_plan,
    )


class Disclosure(StrEnum):
    """What an agent may tell whoever writes, by what is proven about them."""

    GENERAL = "general"
    OWN_TICKETS = "own_tickets"
    TECHNICAL = "technical"
    BILLING = "billing"
    BILLING_AND_TECHNICAL = "billing_and_technical"
    EVERYTHING = "everything"
    MICROSOFT = "microsoft"


def disclosure_to(speaker: Identity) -> Disclosure:
    """Follows the contact's roles once a site or a code has vouched for them; a proven address has its tickets."""
    if speaker.confirmed_address is not None:
        return Disclosure.OWN_TICKETS
    if speaker.level < Level.SIGNED or speaker.customer_id is None:
        return Disclosure.GENERAL
    if speaker.relationship is Relationship.DIRECT:
        return Disclosure.MICROSOFT
    if Role.ADMIN in speaker.roles:
        return Disclosure.EVERYTHING
    billing, technical = Role.BILLING in speaker.roles, Role.TECHNICAL in speaker.roles
    if billing and technical:
        return Disclosure.BILLING_AND_TECHNICAL
    return Disclosure.BILLING if billing else Disclosure.TECHNICAL if technical else Disclosure.OWN_TICKETS
