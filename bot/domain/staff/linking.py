"""Linking a proven address to a customer: what an agent may give with it, and what is refused."""

from collections.abc import Set
from typing import Final

from bot.domain.customers.identity import Role
from bot.domain.kernel.errors import DeskError
from bot.domain.staff.agents import Agent, Permission

_NEEDS: Final = {
    Role.BILLING: frozenset({Permission.SEE_INVOICES}),
    Role.TECHNICAL: frozenset({Permission.WORK_TECHNICAL_TICKETS}),
    Role.ADMIN: frozenset({Permission.SEE_INVOICES, Permission.WORK_TECHNICAL_TICKETS}),
}


class AddressNotFound(DeskError):
    """No such proven address for who asks."""

    code = "address_not_found"


class AddressSettled(DeskError):
    """A colleague linked it, dismissed it or took that back meanwhile. Blank: address."""

    code = "address_settled"


class AddressHasContact(DeskError):
    """A contact has the address by now: one address is one contact of one company. Blanks: address, customer."""

    code = "address_has_contact"


class NameMissing(DeskError):
    """A contact without a name could not be spoken to."""

    code = "name_missing"


class RoleNotGiven(DeskError):
    """The agent may not see what the role opens, and cannot give it. Blank: role (its code)."""

    code = "role_not_given"


def roles_given_by(agent: Agent) -> tuple[Role, ...]:
    """The roles an agent may give to a contact: nobody gives more than they may see themselves."""
    return tuple(role for role in Role if _NEEDS[role] <= agent.permissions)


def require_gives(agent: Agent, roles: Set[Role]) -> None:
    """Raises AgentMayNot for who links nothing, RoleNotGiven for a role the agent may not give. No role is allowed:
    such a contact reads the tickets it opened.
    """
    agent.require(Permission.LINK_ADDRESSES)
    for role in sorted(roles - set(roles_given_by(agent))):
        raise RoleNotGiven(role=role.value)
