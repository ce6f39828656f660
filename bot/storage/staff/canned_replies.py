"""Canned replies: named once, changed only if still as read, and kept when deleted so that this can be undone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.kernel.locales import LANGUAGES
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.canned_replies import CannedChanged, CannedNameTaken, CannedNotFound, CannedReply, name_field
from bot.domain.staff.console_errors import AgentMayNot
from bot.domain.support.ticket_handling import next_version
from bot.services.records.staff import CannedDraft
from bot.storage.schema import agents
from bot.storage.schema import canned_replies as t

_REPLIES: Select[Any] = select(t, agents.c.name.label("agent")).select_from(
    t.outerjoin(agents, agents.c.id == t.c.changed_by)
)
_LIVING = t.c.deleted_at.is_(None)


class SqlCannedReplies:
    """`services.ports.CannedReplies`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, *, asked_by: Agent) -> tuple[CannedReply, ...]:
        """By name in the agent's language, without deleted ones. Raises AgentMayNot."""
        _require_reading(asked_by)
        rows = self._connection.execute(_REPLIES.where(_LIVING)).all()
        return tuple(sorted(map(_reply, rows), key=lambda one: (one.names[asked_by.language].casefold(), one.id)))

    def one(self, reply_id: int, *, asked_by: Agent) -> CannedReply | None:
        """The reply, or None when missing or deleted. Raises AgentMayNot."""
        _require_reading(asked_by)
        return self._living(reply_id)

    def add(self, draft: CannedDraft, *, asked_by: Agent, now: datetime) -> CannedReply:
        """A new reply. Raises AgentMayNot and CannedNameTaken; a deleted reply's name is free again."""
        asked_by.require(Permission.EDIT_CANNED_REPLIES)
        self._require_free(draft.names)
        values = {**_values(draft), "changed_at": now, "changed_by": asked_by.id}
        try:
            with self._connection.begin_nested():
                reply_id = self._connection.execute(insert(t).values(values).returning(t.c.id)).scalar_one()
        except IntegrityError as error:
            raise _taken(draft.names, LANGUAGES[0]) from error
        return self._found(reply_id)

    def change(
        self, reply_id: int, draft: CannedDraft, *, asked_by: Agent, seen: datetime, now: datetime
    ) -> CannedReply:
        """Raises AgentMayNot, CannedNotFound, CannedNameTaken, and CannedChanged when changed since `seen`."""
        asked_by.require(Permission.EDIT_CANNED_REPLIES)
        before = self._found(reply_id)
        self._require_free(draft.names, but=reply_id)
        values = {**_values(draft), "changed_at": next_version(seen, now), "changed_by": asked_by.id}
        as_seen = update(t).where(t.c.id == reply_id, t.c.changed_at == seen, _LIVING)
        try:
            with self._connection.begin_nested():
                changed = self._connection.execute(as_seen.values(values)).rowcount
        except IntegrityError as error:
            raise _taken(draft.names, LANGUAGES[0]) from error
        if changed != 1:
            raise CannedChanged(name=before.name)
        return self._found(reply_id)

    def delete(self, reply_id: int, *, asked_by: Agent, now: datetime) -> CannedReply:
        """Takes it out of every list; `restore` brings it back. Raises AgentMayNot and CannedNotFound."""
        asked_by.require(Permission.EDIT_CANNED_REPLIES)
        deleted = self._found(reply_id)
        self._mark(reply_id, now, asked_by, now)
        return deleted

    def restore(self, reply_id: int, *, asked_by: Agent, now: datetime) -> CannedReply:
        """Brings a deleted reply back. Raises AgentMayNot, and CannedNotFound when there is none."""
        asked_by.require(Permission.EDIT_CANNED_REPLIES)
        self._mark(reply_id, None, asked_by, now)
        return self._found(reply_id)

    def _living(self, reply_id: int) -> CannedReply | None:
        row = self._connection.execute(_REPLIES.where(t.c.id == reply_id, _LIVING)).one_or_none()
        return _reply(row) if row is not None else None

    def _found(self, reply_id: int) -> CannedReply:
        if (found := self._living(reply_id)) is None:
            raise CannedNotFound()
        return found

    def _mark(self, reply_id: int, deleted_at: datetime | None, agent: Agent, now: datetime) -> None:
        seen = self._connection.execute(select(t.c.changed_at).where(t.c.id == reply_id)).scalar_one_or_none()
        if seen is None:
            raise CannedNotFound()
        values = {"deleted_at": deleted_at, "changed_at": next_version(seen, now), "changed_by": agent.id}
        self._connection.execute(update(t).where(t.c.id == reply_id).values(values))

    def _require_free(self, names: Mapping[str, str], but: int | None = None) -> None:
        """A name belongs to one reply in each language; a deleted one gives its names up. Raises CannedNameTaken."""
        for row in self._connection.execute(
            select(t.c.id, t.c.names, t.c.deleted_at).where(t.c.id != (but or 0))
        ).all():
            same = next((one for one in LANGUAGES if row.names.get(one) == names[one]), None)
            if same is None:
                continue
            if row.deleted_at is None:
                raise _taken(names, same)
            self._number(row.id, row.names)

    def _number(self, reply_id: int, names: Mapping[str, str]) -> None:
        """It can still be brought back, under its number."""
        numbered = {language: f"{name} ({reply_id})" for language, name in names.items()}
        values = {"name": numbered[LANGUAGES[0]], "names": numbered}
        self._connection.execute(update(t).where(t.c.id == reply_id).values(values))


def _require_reading(agent: Agent) -> None:
    if not (agent.may(Permission.ANSWER_CONVERSATIONS) or agent.may(Permission.EDIT_CANNED_REPLIES)):
        raise AgentMayNot(permission=Permission.ANSWER_CONVERSATIONS.value)


def _taken(names: Mapping[str, str], language: str) -> CannedNameTaken:
    return CannedNameTaken(name=names[language], field=name_field(language))


def _values(draft: CannedDraft) -> dict[str, Any]:
    return {
        "name": draft.names[LANGUAGES[0]],
        "names": dict(draft.names),
        "team": draft.team,
        "intents": list(draft.intents),
        "texts": dict(draft.texts),
    }


def _reply(row: Row[Any]) -> CannedReply:
    return CannedReply(
        id=row.id,
        names=row.names,
        team=row.team,
        intents=tuple(row.intents),
        texts=row.texts,
        changed_at=row.changed_at,
        changed_by=row.agent or "",
    )
