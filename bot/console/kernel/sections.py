"""The console's parts as its navigation lists them: one line a part."""

from dataclasses import dataclass
from typing import Final

from bot.console.kernel.addresses import HOME
from bot.domain.staff.agents import Agent, Permission

_P = Permission


@dataclass(frozen=True, slots=True)
class Section:
    """One part. Any of `permissions` opens it; `key` also names its icon and its live counter.

    `text` is its text's key; `shortcut` is pressed after `g`.
    """

    key: str
    path: str
    permissions: tuple[Permission, ...]
    text: str
    shortcut: str
    counted: bool = False

    def open_to(self, agent: Agent) -> bool:
        """Whether the agent may see it."""
        return any(agent.may(permission) for permission in self.permissions)


_TICKETS = (_P.WORK_COMMERCIAL_TICKETS, _P.WORK_TECHNICAL_TICKETS)
SECTIONS: Final = (
    Section("waiting", HOME, (_P.READ_CONVERSATIONS,), "frame.section.waiting", "w", counted=True),
    Section("mine", "/console/mine", (_P.READ_CONVERSATIONS,), "frame.section.mine", "m", counted=True),
    Section("team", "/console/team", (_P.READ_CONVERSATIONS,), "frame.section.team", "t", counted=True),
    Section("all", "/console/all", (_P.READ_CONVERSATIONS,), "frame.section.all", "a"),
    Section("tickets", "/console/tickets", _TICKETS, "frame.section.tickets", "k"),
    Section("mail", "/console/mail", _TICKETS, "frame.section.mail", "e"),
    Section("customers", "/console/customers", (_P.SEE_CUSTOMERS,), "frame.section.customers", "c"),
    Section("learning", "/console/learning", (_P.REVIEW_UNDERSTANDING,), "frame.section.learning", "u"),
    Section("reports", "/console/reports", (_P.SEE_REPORTS,), "frame.section.reports", "n"),
    Section("replies", "/console/replies", (_P.EDIT_CANNED_REPLIES,), "frame.section.replies", "r"),
    Section("accounts", "/console/accounts", (_P.MANAGE_AGENTS,), "frame.section.accounts", "p"),
    Section("audit", "/console/audit", (_P.READ_AUDIT_LOG,), "frame.section.audit", "l"),
)


def sections_for(agent: Agent) -> tuple[Section, ...]:
    """The parts an agent may see, in order."""
    return tuple(section for section in SECTIONS if section.open_to(agent))


def home_of(agent: Agent) -> str:
    """Where an agent begins: the first part open to them. Every role opens one."""
    return sections_for(agent)[0].path
