"""Agents work on tickets: take, answer, move, close, each only if nobody else was faster."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from bot.domain.kernel import lengths
from bot.domain.kernel.errors import EmptyMessage, MessageTooLong
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.domain.staff.canned_replies import require_filled
from bot.domain.support.support_clock import SEVERITIES
from bot.domain.support.targets import Severity
from bot.domain.support.ticket_handling import ColleagueMayNot, Delivery, next_version
from bot.domain.support.tickets import Matter, Ticket, TicketEvent, TicketState
from bot.services.notices.tickets import TicketNotices
from bot.services.ports import Bell, Database, Work
from bot.services.records.support import TicketChange, TicketForAgents
from bot.services.support.ticket_answers import Answered, Tell
from bot.services.support.ticket_clock import TicketClock
from bot.services.support.ticket_lists import delivery_to, found
from bot.services.support.tickets import CustomerTickets, TicketOpened, TicketRequest


class TicketHandling:
    """What agents do with tickets. Another matter's ticket and a missing one raise the same TicketNotFound."""

    def __init__(
        self,
        database: Database,
        desk: CustomerTickets,
        tell: Tell,
        clock: TicketClock,
        notices: TicketNotices,
        bell: Bell,
    ) -> None:
        self._database = database
        self._desk = desk
        self._tell = tell
        self._clock = clock
        self._notices = notices
        self._bell = bell

    def assign(self, number: str, to: int | None, *, asked_by: Agent, seen: datetime, now: datetime) -> None:
        """Gives it to an agent of its matter (None: to nobody). Raises ColleagueMayNot, TicketChanged."""
        with self._database.writing() as work:
            row = found(work, number, asked_by)
            able = {one.id: one.name for one in work.support.handling.colleagues(row.ticket.matter, asked_by=asked_by)}
            if to is not None and to not in able:
                raise ColleagueMayNot()
            name = able[to] if to is not None else ""
            change = TicketChange(TicketEvent.ASSIGNED, code=name, agent_id=to, released=to is None)
            self._change(work, row, (change,), Action.TICKET_ASSIGNED, asked_by, seen, now, {"to": name})

    def note(
        self, number: str, text: str, into: TicketState | None = None, *, asked_by: Agent, seen: datetime, now: datetime
    ) -> None:
        """Writes something down for colleagues, and leaves the ticket `into` a state (None: as it is).

        Raises EmptyMessage, MessageTooLong, TicketChanged.
        """
        noted = TicketChange(TicketEvent.NOTE, text=_said(text))
        with self._database.writing() as work:
            row = found(work, number, asked_by)
            changes = (noted, *_into(into, row))
            self._change(work, row, changes, Action.TICKET_NOTED, asked_by, seen, now)
            if into is TicketState.CLOSED and row.ticket.state is not TicketState.CLOSED:
                self._notices.closed(work, row.ticket, next_version(seen, now), now)
        self._bell.ring()

    def answer(
        self,
        number: str,
        text: str,
        state: TicketState | None,
        note: str = "",
        *,
        asked_by: Agent,
        seen: datetime,
        now: datetime,
    ) -> Answered:
        """Answers the customer and leaves the ticket in `state` (None: as it is), with a `note` for colleagues, if any.

        A contact reads it in the conversation the ticket came from, and by mail as a visitor does; where no mail is set
        up, a visitor's is only written down, and the agent sends it. Raises EmptyMessage, MessageTooLong,
        ReplyUnfilled, TicketChanged.
        """
        said = _said(text)
        require_filled(said)
        noted = (TicketChange(TicketEvent.NOTE, text=_said(note)),) if note.strip() else ()
        with self._database.writing() as work:
            row = found(work, number, asked_by)
            delivery, mail_to = delivery_to(row)
            conversation_id = row.ticket.conversation_id if delivery is Delivery.CONVERSATION else None
            seq = None
            if conversation_id is not None:
                seq = self._tell(work, conversation_id, asked_by, f"{number} · {row.ticket.subject}\n\n{said}", now)
            changes = (*noted, TicketChange(TicketEvent.ANSWER, text=said, seq=seq), *_into(state, row))
            self._change(work, row, changes, Action.TICKET_ANSWERED, asked_by, seen, now, {"by": delivery.value})
            mailed_to = self._mail_answer(work, row.ticket, said, state, asked_by, seen, now, seq)
        self._bell.ring()
        return Answered(delivery, mail_to, conversation_id, mailed_to)

    def _mail_answer(
        self,
        work: Work,
        ticket: Ticket,
        said: str,
        state: TicketState | None,
        agent: Agent,
        seen: datetime,
        now: datetime,
        seq: int | None,
    ) -> str | None:
        version = next_version(seen, now)
        return self._notices.answered(work, ticket, said, agent.name, state or ticket.state, version, now, seq=seq)

    def set_state(
        self, number: str, state: TicketState, reason: str, *, asked_by: Agent, seen: datetime, now: datetime
    ) -> None:
        """Opens, parks or closes it, with a reason. Raises EmptyMessage without one, MessageTooLong, TicketChanged."""
        change = TicketChange(TicketEvent.STATE, code=state.value, text=_said(reason, lengths.REASON), state=state)
        with self._database.writing() as work:
            row = found(work, number, asked_by)
            self._change(work, row, (change,), Action.TICKET_CHANGED, asked_by, seen, now, {"state": state.value})
            if state is TicketState.CLOSED and row.ticket.state is not TicketState.CLOSED:
                self._notices.closed(work, row.ticket, next_version(seen, now), now)
        self._bell.ring()

    def set_severity(
        self, number: str, severity: Severity, reason: str, *, asked_by: Agent, seen: datetime, now: datetime
    ) -> None:
        """Says anew how much it stops, with a reason; what is due follows.

        Raises EmptyMessage without a reason, MessageTooLong, TicketChanged. The severity it has already is no change.
        """
        said = _said(reason, lengths.REASON)
        with self._database.writing() as work:
            row = found(work, number, asked_by)
            before = row.ticket.severity
            if severity is before:
                return
            code = f"{before.value}{SEVERITIES}{severity.value}"
            change = TicketChange(TicketEvent.SEVERITY, code=code, text=said, severity=severity)
            details = {"from": before.value, "to": severity.value}
            self._change(work, row, (change,), Action.TICKET_RATED, asked_by, seen, now, details)

    def move(self, number: str, to: str, reason: str, *, asked_by: Agent, seen: datetime, now: datetime) -> Matter:
        """Into another queue, to the team that works on it; the matter is the queue's then, and returned.

        Raises QueueUnknown, EmptyMessage without a reason, TicketChanged.
        """
        said, queue = _said(reason, lengths.REASON), self._desk.queue_named(to)
        with self._database.writing() as work:
            row = found(work, number, asked_by)
            assignee = self._desk.assignee(queue, row.ticket.product)
            change = TicketChange(
                TicketEvent.MOVED,
                code=to,
                text=said,
                matter=queue.matter,
                queue=to,
                assigned_to=assignee,
                released=True,
            )
            self._change(work, row, (change,), Action.TICKET_MOVED, asked_by, seen, now, {"to": to})
        return queue.matter

    def open_for_customer(
        self,
        conversation_id: str,
        matter: Matter,
        subject: str,
        text: str,
        *,
        asked_by: Agent,
        now: datetime,
        contact_address: str | None = None,
        origin: str | None = None,
        queue: str | None = None,
        severity: Severity | None = None,
    ) -> TicketOpened:
        """A ticket from a conversation, in the name of who speaks there; agents may open one in either matter.

        `origin` makes a form sent twice one ticket. Raises AgentMayNot without ANSWER_CONVERSATIONS,
        TicketTextMissing, ConversationNotFound, and ContactAddressMissing for a visitor without an address.
        """
        asked_by.require(Permission.ANSWER_CONVERSATIONS)
        cause = f"agent:{origin or uuid4().hex}"
        request = TicketRequest(matter, text, cause, subject, None, contact_address, queue, severity)
        with self._database.writing() as work:
            speaker = work.customers.people.speaking_in(conversation_id)
            opened = self._desk.open_in(work, request, asked_by=speaker, conversation_id=conversation_id, now=now)
            if work.support.handling.note_opening(opened.ticket.number, asked_by=asked_by, now=now):
                work.staff.audit.note(
                    asked_by,
                    Action.TICKET_OPENED,
                    now,
                    conversation_id=conversation_id,
                    customer_id=opened.ticket.customer_id,
                    subject=opened.ticket.number,
                )
        return opened

    def _change(
        self,
        work: Work,
        row: TicketForAgents,
        changes: tuple[TicketChange, ...],
        action: Action,
        agent: Agent,
        seen: datetime,
        now: datetime,
        details: Mapping[str, str] | None = None,
    ) -> None:
        """The change, what the clock makes of it, and its entry in the audit log are written together."""
        ticket = row.ticket
        work.support.handling.change(ticket.number, changes, asked_by=agent, seen=seen, now=now)
        self._clock.wind(work, ticket.number, now)
        work.staff.audit.note(
            agent,
            action,
            now,
            conversation_id=ticket.conversation_id,
            customer_id=ticket.customer_id,
            subject=ticket.number,
            details=details,
        )


def _into(state: TicketState | None, row: TicketForAgents) -> tuple[TicketChange, ...]:
    """The change into a state, unless it is in it already."""
    if state is None or state is row.ticket.state:
        return ()
    return (TicketChange(TicketEvent.STATE, code=state.value, state=state),)


def _said(text: str, limit: int = lengths.MESSAGE) -> str:
    """The text without the space around it. Raises EmptyMessage, MessageTooLong."""
    if not (said := text.strip()):
        raise EmptyMessage()
    if len(said) > limit:
        raise MessageTooLong(limit=str(limit))
    return said
