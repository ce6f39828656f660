"""The partner's own people: what each role may see and do in the console."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.kernel.locales import FALLBACK, LANGUAGES
from bot.domain.staff.console_errors import AgentMayNot
from bot.domain.support.tickets import Matter


class AgentRole(StrEnum):
    """Partner Center's roles of a partner's own people (Microsoft, "Provide billing support")."""

    GLOBAL_ADMIN = "global_admin"
    USER_ADMIN = "user_admin"
    HELPDESK_AGENT = "helpdesk_agent"
    BILLING_ADMIN = "billing_admin"
    SALES_AGENT = "sales_agent"


class Permission(StrEnum):
    """Something one may see or do in the console."""

    READ_CONVERSATIONS = "read_conversations"
    ANSWER_CONVERSATIONS = "answer_conversations"
    ASSIGN_CONVERSATIONS = "assign_conversations"
    SEE_CUSTOMERS = "see_customers"
    LINK_ADDRESSES = "link_addresses"
    SEE_PRICES = "see_prices"
    SEE_INVOICES = "see_invoices"
    WORK_COMMERCIAL_TICKETS = "work_commercial_tickets"
    WORK_TECHNICAL_TICKETS = "work_technical_tickets"
    EDIT_CANNED_REPLIES = "edit_canned_replies"
    SEE_REPORTS = "see_reports"
    REVIEW_UNDERSTANDING = "review_understanding"
    MANAGE_AGENTS = "manage_agents"
    READ_AUDIT_LOG = "read_audit_log"


_P = Permission
_SERVING: Final = frozenset({
    _P.READ_CONVERSATIONS, _P.ANSWER_CONVERSATIONS, _P.SEE_CUSTOMERS, _P.SEE_REPORTS,
})  # fmt: skip

PERMISSIONS: Final[Mapping[AgentRole, frozenset[Permission]]] = {
    AgentRole.GLOBAL_ADMIN: frozenset(Permission),
    AgentRole.USER_ADMIN: frozenset({_P.MANAGE_AGENTS}),
    AgentRole.HELPDESK_AGENT: _SERVING
    | {
        _P.ASSIGN_CONVERSATIONS, _P.LINK_ADDRESSES, _P.WORK_TECHNICAL_TICKETS, _P.EDIT_CANNED_REPLIES,
        _P.REVIEW_UNDERSTANDING,
    },
    AgentRole.BILLING_ADMIN: _SERVING
    | {
        _P.ASSIGN_CONVERSATIONS, _P.LINK_ADDRESSES, _P.WORK_COMMERCIAL_TICKETS, _P.EDIT_CANNED_REPLIES,
        _P.REVIEW_UNDERSTANDING,
        _P.SEE_PRICES, _P.SEE_INVOICES,
    },
    AgentRole.SALES_AGENT: _SERVING | {_P.SEE_PRICES, _P.WORK_COMMERCIAL_TICKETS},
}  # fmt: skip
"""The one table of who may what. Nobody has a permission that no role of theirs has."""


@dataclass(frozen=True, slots=True)
class Agent:
    """One of the partner's people, as signed in. `language` is the console's for this agent ("en" or "fr").

    `team` is the key of the team in partner.yml; `languages` are those the agent answers customers in. `away_since`
    (UTC) is set while the agent has said to be away: nobody offers them work then.
    """

    id: int
    email: str
    name: str
    team: str
    roles: frozenset[AgentRole] = field(default_factory=frozenset)
    languages: tuple[str, ...] = LANGUAGES
    language: str = FALLBACK
    away_since: datetime | None = None

    @property
    def is_away(self) -> bool:
        """Whether the agent has said to be away."""
        return self.away_since is not None

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything some role of the agent allows."""
        return frozenset().union(*(PERMISSIONS[role] for role in self.roles))

    def may(self, permission: Permission) -> bool:
        """Whether some role of the agent allows it."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Raises AgentMayNot (blank: permission) unless some role allows it."""
        if not self.may(permission):
            raise AgentMayNot(permission=permission.value)

    @property
    def matters(self) -> frozenset[Matter]:
        """The matters whose tickets this agent reads and works on."""
        by_matter = {
            Matter.COMMERCIAL: Permission.WORK_COMMERCIAL_TICKETS,
            Matter.TECHNICAL: Permission.WORK_TECHNICAL_TICKETS,
        }
        return frozenset(matter for matter, permission in by_matter.items() if self.may(permission))


def may_manage(manager: Agent, roles: frozenset[AgentRole]) -> bool:
    """Whether `manager` may create, change or disable an account with these roles (those before and after a change).

    Only a global admin touches global admins, so that a user admin cannot make itself one.
    """
    if not manager.may(Permission.MANAGE_AGENTS):
        return False
    return AgentRole.GLOBAL_ADMIN not in roles or AgentRole.GLOBAL_ADMIN in manager.roles
