"""The partner's own people: accounts, sessions, attempts to sign in, presence, canned replies, and the audit log."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, Unpack

from bot.domain.staff.agents import Agent
from bot.domain.staff.audit import Action
from bot.domain.staff.canned_replies import CannedReply
from bot.services.records.conversations import Present
from bot.services.records.staff import About, Account, AuditEntry, AuditQuery, CannedDraft, Session


class Agents(Protocol):
    """Accounts of the partner's people."""

    def by_id(self, agent_id: int) -> Agent | None:
        """The agent, disabled or not: names stay known."""

    def account(self, agent_id: int) -> Account | None: ...

    def account_by_email(self, email: str) -> Account | None:
        """The account with that address (case-insensitive)."""

    def account_by_subject(self, subject: str) -> Account | None:
        """The account bound to a person of the partner's directory."""

    def accounts(self) -> tuple[Account, ...]:
        """All of them, by name."""

    def active(self) -> tuple[Agent, ...]:
        """Those who can sign in, by name."""

    def lock(self) -> None:
        """Until this transaction ends no other one changes accounts."""

    def add(self, agent: Agent) -> Agent:
        """A new active account; `agent.id` is ignored. Raises AddressTaken."""

    def change(self, agent: Agent) -> None:
        """Writes name, team, roles, languages and language; the address stays."""

    def set_active(self, agent_id: int, active: bool) -> None: ...

    def set_password(self, agent_id: int, password_hash: str | None, *, must_change: bool) -> None: ...

    def set_away(self, agent_id: int, since: datetime | None) -> None:
        """The agent is away since then, or (None) here."""

    def bind(self, agent_id: int, subject: str | None) -> None:
        """Ties the account to a person of the directory, or unties it."""


class Sessions(Protocol):
    """Browsers in which agents are signed in, by digest of their cookie."""

    def begin(self, session: Session) -> None:
        """Remembers a session; forgets those long over."""

    def resolve(self, digest: str, now: datetime) -> Session | None:
        """The living session of an active agent, or None."""

    def seen(self, digest: str, now: datetime) -> None: ...

    def of(self, agent_id: int, now: datetime) -> tuple[Session, ...]:
        """The agent's living sessions, the latest seen first."""

    def revoke(self, digest: str, now: datetime) -> bool:
        """Ends one; False when it had ended."""

    def revoke_all(self, agent_id: int, now: datetime, *, but: str | None = None) -> int:
        """Ends all of an agent's, but one; how many."""


class Attempts(Protocol):
    """Attempts to sign in, counted by digests of the address and of the network."""

    def held(self, keys: Sequence[str], now: datetime) -> Mapping[str, tuple[int, datetime | None]]:
        """Locks the counters until the transaction ends: failures of late, and until when each key is held."""

    def write(self, key: str, failures: int, held_until: datetime | None, now: datetime) -> None: ...

    def clear(self, key: str) -> None:
        """Forgets the failures of a key."""

    def forget(self, now: datetime) -> None:
        """Drops counters that count no more."""


class AuditLog(Protocol):
    """The log of looks and decisions. It can be added to and read, nothing else."""

    def note(
        self,
        agent: Agent | None,
        action: Action,
        now: datetime,
        *,
        details: Mapping[str, Any] | None = None,
        **about: Unpack[About],
    ) -> None:
        """Adds an entry; a look that was written a moment ago (LOOK_AGAIN_AFTER) is not written again."""

    def last_look(self, agent: Agent, action: Action, **about: Unpack[About]) -> datetime | None:
        """When this very look was written last."""

    def entries(
        self, asked: AuditQuery, *, asked_by: Agent, below: int | None = None, limit: int = 50
    ) -> tuple[AuditEntry, ...]:
        """Newest first, those with ids below a number. Raises AgentMayNot without READ_AUDIT_LOG."""


class PasswordHasher(Protocol):
    """Turns passwords into what may be stored, slowly on purpose."""

    def hashed(self, password: str) -> str: ...

    def fits(self, stored: str | None, password: str) -> bool:
        """Whether the password is the one stored; None takes as long and fits nothing."""

    def outdated(self, stored: str) -> bool:
        """Whether it was stored with other parameters than today's."""


class Presence(Protocol):
    """Open pages of the console, so that colleagues see each other and customers get honest answers."""

    def appear(self, page: str, agent_id: int, conversation_id: str | None, now: datetime) -> None:
        """The page is open now, on a conversation or elsewhere; forgets pages unseen for long."""

    def typing(self, page: str, at: datetime | None) -> None:
        """The agent at this page writes a reply (an instant), or has stopped (None)."""

    def leave(self, page: str) -> None: ...

    def on(self, conversation_id: str, *, asked_by: Agent, now: datetime) -> tuple[Present, ...]:
        """Colleagues with this conversation open, without who asks."""

    def agents_present(self, now: datetime) -> int:
        """How many agents who may answer have the console open and have not said to be away."""

    def on_duty(self, team: str | None, now: datetime) -> tuple[int, ...]:
        """Ids of the agents `agents_present` counts, of one team (its key) or of all (None)."""

    def open_to(self, now: datetime) -> frozenset[int]:
        """Ids of everybody who has the console open, away or not, whatever they may do."""


class CannedReplies(Protocol):
    """Replies written in advance. Reading needs ANSWER_CONVERSATIONS or EDIT_CANNED_REPLIES, writing the latter."""

    def all(self, *, asked_by: Agent) -> tuple[CannedReply, ...]:
        """By name in the agent's language, without deleted ones."""

    def one(self, reply_id: int, *, asked_by: Agent) -> CannedReply | None:
        """The reply, or None when missing or deleted."""

    def add(self, draft: CannedDraft, *, asked_by: Agent, now: datetime) -> CannedReply:
        """A new reply. Raises CannedNameTaken; a deleted reply's name is free again."""

    def change(
        self, reply_id: int, draft: CannedDraft, *, asked_by: Agent, seen: datetime, now: datetime
    ) -> CannedReply:
        """Raises CannedNotFound, CannedNameTaken, and CannedChanged when a colleague changed it since `seen`."""

    def delete(self, reply_id: int, *, asked_by: Agent, now: datetime) -> CannedReply:
        """Takes it out of every list; `restore` brings it back. Raises CannedNotFound."""

    def restore(self, reply_id: int, *, asked_by: Agent, now: datetime) -> CannedReply:
        """Brings a deleted reply back. Raises CannedNotFound when there is none."""
