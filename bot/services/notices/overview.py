"""Mails as agents see them: what waits, what failed, what may not have arrived; sent again, or given up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.kernel.clock import Clock
from bot.domain.notices.outbox import MAY_BE_GIVEN_UP, MAY_BE_SENT_AGAIN, MailState, Trouble
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.services.ports import Bell, Database, Work
from bot.services.records.notices import MailQuery, MailRow, Settled
from bot.services.records.paging import part_of

PAGE: Final = 25
COUNTED_DAYS: Final = 7
"""Days back the figures go."""


@dataclass(frozen=True, slots=True)
class MailPage:
    """A part of the list: `number` counts pages from 1 to `pages`, `total` the mails on all of them."""

    mails: tuple[MailRow, ...]
    total: int
    number: int
    pages: int

    @property
    def first(self) -> int:
        """The place of the page's first mail in the whole list, from 1."""
        return (self.number - 1) * PAGE + 1


class MailOverview:
    """For agents of a mail's matter; another's and a missing one are the same None. `beat` is the sender's clock."""

    def __init__(self, database: Database, bell: Bell, beat: Clock) -> None:
        self._database = database
        self._bell = bell
        self._beat = beat

    def page(self, asked: MailQuery, *, asked_by: Agent, number: int = 1) -> MailPage:
        """A page of the list, newest first; a number beyond the last gives the last."""
        with self._database.reading() as work:
            lists, narrowed = work.notices.lists, replace(asked, limit=PAGE)
            part = part_of(number, PAGE, lambda offset: lists.page(replace(narrowed, offset=offset), asked_by=asked_by))
        return MailPage(tuple(part.rows), part.total, part.number, part.pages)

    def counts(self, *, asked_by: Agent, now: datetime) -> Mapping[MailState, int]:
        """Mails of the last COUNTED_DAYS by state. Raises AgentMayNot without READ_AUDIT_LOG."""
        asked_by.require(Permission.READ_AUDIT_LOG)
        with self._database.reading() as work:
            return work.notices.lists.counts(asked_by=asked_by, since=now - timedelta(days=COUNTED_DAYS))

    def send_again(self, row_id: int, *, asked_by: Agent, now: datetime) -> bool | None:
        """Has a mail sent that failed, came back, waits, or may not have arrived. False where it is under way or sent.

        The mail's id stays, so that a mail program takes one that arrives twice for one.
        """
        anew = Settled(MailState.PENDING, self._beat())
        with self._database.writing() as work:
            done = self._change(work, row_id, tuple(MAY_BE_SENT_AGAIN), anew, Action.MAIL_SENT_AGAIN, asked_by, now)
        self._bell.ring()
        return done

    def give_up(self, row_id: int, *, asked_by: Agent, now: datetime) -> bool | None:
        """Ends the attempts of a mail that waits or may not have arrived. False in any other state."""
        ended = Settled(MailState.FAILED, self._beat(), Trouble.GIVEN_UP)
        with self._database.writing() as work:
            return self._change(work, row_id, tuple(MAY_BE_GIVEN_UP), ended, Action.MAIL_GIVEN_UP, asked_by, now)

    def _change(
        self,
        work: Work,
        row_id: int,
        states: tuple[MailState, ...],
        settled: Settled,
        action: Action,
        agent: Agent,
        now: datetime,
    ) -> bool | None:
        if (mail := work.notices.lists.one(row_id, asked_by=agent)) is None:
            return None
        anew = settled.state is MailState.PENDING
        if not work.notices.lists.change(row_id, states, settled, asked_by=agent, anew=anew):
            return False
        details = {"to": mail.recipient, "before": mail.state.value}
        about = mail.ticket or ""
        work.staff.audit.note(
            agent, action, now, conversation_id=mail.conversation, subject=about or None, details=details
        )
        return True
