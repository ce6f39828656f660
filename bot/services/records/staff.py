"""What repositories hand over about the partner's people: accounts, sessions, the audit log, drafts of replies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypedDict

from bot.domain.staff.agents import Agent
from bot.domain.staff.audit import Action


@dataclass(frozen=True, slots=True)
class Account:
    """An agent with what is kept about signing in. `password_hash` is None where only the directory lets in.

    `must_change_password`: the password was set by somebody else and is good for one sign-in.
    """

    agent: Agent
    active: bool
    password_hash: str | None
    must_change_password: bool
    oidc_subject: str | None


@dataclass(frozen=True, slots=True)
class Session:
    """A browser in which an agent is signed in. `digest` is the SHA-256 of the cookie; `expires_at` comes in any case.

    `browser` is what it called itself.
    """

    digest: str
    agent: Agent
    began_at: datetime
    seen_at: datetime
    expires_at: datetime
    browser: str
    must_change_password: bool

    @property
    def name(self) -> str:
        """What names the session on a page: too short to be turned into anything that signs in."""
        return self.digest[:16]


class About(TypedDict, total=False):
    """What an entry of the audit log is about; what is left out is nothing in particular."""

    conversation_id: str | None
    customer_id: int | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit log, with the names people know. `agent_name` is None for a failed sign-in."""

    id: int
    at: datetime
    action: Action
    agent_id: int | None
    agent_name: str | None
    conversation_id: str | None
    customer_id: int | None
    customer_name: str | None
    subject: str | None
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """Which entries of the audit log are wanted; None means any. `since` inclusive, `before` exclusive (UTC).

    `customer` is a customer's number or part of its name.
    """

    agent_id: int | None = None
    action: Action | None = None
    customer: str | None = None
    conversation_id: str | None = None
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """An agent to whom something can be given."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class CannedDraft:
    """A reply to be kept, with its name and its text in each language."""

    names: Mapping[str, str]
    team: str | None
    intents: tuple[str, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
