"""Alerts passed on to people: each to one person in one way once."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select, update

from bot.domain.conversations.conversation import OwnerKind
from bot.domain.notices.outbox import MailState
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.alerting import Way
from bot.domain.support.alerts import AlertKind
from bot.domain.support.targets import Severity, Target
from bot.domain.support.tickets import Matter, TicketState
from bot.services.records.alerts import AlertFacts, TellingDraft, TellingState, ToldRow, WaitingTelling
from bot.storage.kernel.columns import unless_there
from bot.storage.schema import agents, alerts, conversations, mails, tickets
from bot.storage.schema.alerts import WAITING_ROWS
from bot.storage.schema.alerts import alert_tellings as t
from bot.storage.schema.support import TO_PASS_ON

_ABOUT = alerts.outerjoin(tickets, tickets.c.id == alerts.c.ticket_id).outerjoin(
    conversations, conversations.c.id == alerts.c.conversation_id
)
_FACTS = (
    alerts.c.id.label("alert_id"),
    alerts.c.kind,
    alerts.c.target,
    alerts.c.due_at.label("by"),
    alerts.c.made_at,
    alerts.c.agent_id.label("named"),
    alerts.c.conversation_id,
    tickets.c.number,
    tickets.c.matter,
    tickets.c.severity,
    tickets.c.state.label("ticket_state"),
    func.coalesce(tickets.c.queue, conversations.c.queue).label("about_queue"),
    conversations.c.owner_kind,
    conversations.c.waiting_since,
)
_SHOWN = 50


class SqlTellings:
    """`services.ports.alerts.Tellings`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def to_pass_on(self, limit: int) -> tuple[AlertFacts, ...]:
        """Alerts nobody was looked for yet, the oldest first."""
        found = select(*_FACTS).select_from(_ABOUT).where(TO_PASS_ON).order_by(alerts.c.id).limit(limit)
        return tuple(map(_facts, self._connection.execute(found)))

    def pass_on(self, alert_id: int, drafts: Sequence[TellingDraft], now: datetime) -> bool:
        """Keeps who is told of it; False, and nothing is kept, where that was done before."""
        taken = update(alerts).where(alerts.c.id == alert_id, TO_PASS_ON).values(passed_on_at=now)
        if self._connection.execute(taken).rowcount == 0:
            return False
        for draft in drafts:
            self._connection.execute(unless_there(self._connection, t), _row(draft, now))
        return True

    def agents_due(self, now: datetime) -> tuple[int, ...]:
        """Agents for whom a mail is due."""
        due = select(t.c.agent_id).distinct().where(WAITING_ROWS, t.c.due_at <= now, t.c.way == Way.MAIL.value)
        return tuple(self._connection.execute(due.order_by(t.c.agent_id)).scalars())

    def to_mail(self, agent_id: int) -> tuple[WaitingTelling, ...]:
        """Everything that waits to be mailed to an agent, in order, locked until the transaction ends."""
        return self._locked(t.c.agent_id == agent_id, t.c.way == Way.MAIL.value)

    def to_push(self, telling_id: int) -> WaitingTelling | None:
        """A telling by push, locked; None where it waits no more or another desk has it."""
        return next(iter(self._locked(t.c.id == telling_id, t.c.way == Way.PUSH.value)), None)

    def _locked(self, *mine: ColumnElement[bool]) -> tuple[WaitingTelling, ...]:
        waits = select(t.c.id, t.c.agent_id, t.c.alert_id).where(WAITING_ROWS, *mine).order_by(t.c.id)
        rows = self._connection.execute(waits.with_for_update(skip_locked=True))
        waiting = {row.alert_id: (row.id, row.agent_id) for row in rows}
        found = select(*_FACTS).select_from(_ABOUT).where(alerts.c.id.in_(list(waiting))).order_by(alerts.c.id)
        facts = map(_facts, self._connection.execute(found))
        return tuple(WaitingTelling(*waiting[one.id], one) for one in facts)

    def settle(self, ids: Sequence[int], state: TellingState, now: datetime, mail_key: str | None = None) -> None:
        """What became of tellings that waited."""
        values = {"state": state.value, "changed_at": now, "mail_key": mail_key}
        self._connection.execute(update(t).where(t.c.id.in_(ids)).values(values))

    def of_conversation(self, conversation_id: str, *, asked_by: Agent) -> tuple[ToldRow, ...]:
        """Who was told of this conversation or its tickets, in order. Raises AgentMayNot without READ_CONVERSATIONS."""
        asked_by.require(Permission.READ_CONVERSATIONS)
        mine = or_(tickets.c.id.is_(None), tickets.c.matter.in_(sorted(asked_by.matters)))
        return self._told(alerts.c.conversation_id == conversation_id, mine)

    def of_ticket(self, number: str, *, asked_by: Agent) -> tuple[ToldRow, ...]:
        """Who was told of a ticket of the agent's matters, in order."""
        return self._told(tickets.c.number == number, tickets.c.matter.in_(sorted(asked_by.matters)))

    def of_agent(self, *, asked_by: Agent, limit: int) -> tuple[ToldRow, ...]:
        """What the asking agent was told, the latest first."""
        rows = self._connection.execute(_told_to(t.c.agent_id == asked_by.id).order_by(t.c.id.desc()).limit(limit))
        return tuple(_told(rows))

    def _told(self, *about: ColumnElement[bool]) -> tuple[ToldRow, ...]:
        """The latest of them."""
        rows = self._connection.execute(_told_to(*about).order_by(t.c.id.desc()).limit(_SHOWN)).all()
        return tuple(_told(reversed(rows)))


def _told_to(*about: ColumnElement[bool]) -> Select[Any]:
    joined = (
        t.join(alerts, alerts.c.id == t.c.alert_id)
        .join(agents, agents.c.id == t.c.agent_id)
        .outerjoin(tickets, tickets.c.id == alerts.c.ticket_id)
        .outerjoin(mails, mails.c.key == t.c.mail_key)
    )
    columns = (agents.c.name, alerts.c.kind, t.c.way, t.c.state, t.c.due_at, t.c.changed_at)
    sent = (mails.c.state.label("mail_state"), mails.c.changed_at.label("mailed_at"))
    return select(*columns, *sent).select_from(joined).where(*about)


def _told(rows: Any) -> Iterator[ToldRow]:
    for row in rows:
        state, mail = TellingState(row.state), MailState(row.mail_state) if row.mail_state else None
        at = row.mailed_at or (row.due_at if state is TellingState.WAITING else row.changed_at)
        yield ToldRow(row.name, AlertKind(row.kind), Way(row.way), state, at, mail)


def _row(draft: TellingDraft, now: datetime) -> dict[str, Any]:
    """The console shows it already; what is mailed waits for its time."""
    telling = draft.telling
    state = TellingState.TOLD if telling.way is Way.CONSOLE else TellingState.WAITING
    return {
        "key": f"{draft.alert_id}:{telling.agent_id}:{telling.way}",
        "alert_id": draft.alert_id,
        "agent_id": telling.agent_id,
        "way": telling.way.value,
        "state": state.value,
        "due_at": telling.at,
        "changed_at": now,
    }


def _facts(row: Row[Any]) -> AlertFacts:
    since = row.made_at
    if row.kind == AlertKind.CUSTOMER_WAITS:
        since = row.waiting_since or row.made_at
        is_over = row.owner_kind != OwnerKind.QUEUE or (row.waiting_since or row.made_at) > row.made_at
    else:
        is_over = row.ticket_state == TicketState.CLOSED
    return AlertFacts(
        id=row.alert_id,
        kind=AlertKind(row.kind),
        target=Target(row.target) if row.target else None,
        due_at=row.by,
        made_at=row.made_at,
        since=since,
        named=row.named,
        queue=row.about_queue,
        conversation_id=row.conversation_id,
        number=row.number,
        matter=Matter(row.matter) if row.matter else None,
        severity=Severity(row.severity) if row.severity else None,
        is_over=is_over,
    )
