"""The clock of tickets at work: wound with every change, asked by everybody, and looked at so that people are told."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Final

from bot.domain.partner import Partner
from bot.domain.support.alerts import AlertKind
from bot.domain.support.plans import SupportPlan
from bot.domain.support.support_clock import Happened, Standing, dues_of, is_near, next_look, standing_of
from bot.domain.support.targets import Severity, Target
from bot.domain.support.tickets import Ticket
from bot.services.ports import Database, Work
from bot.services.records.support import UNPROMISED, AlertDraft, Clocked, TicketTimes

PORTION: Final = 50
"""Tickets looked at in one sweep."""
RULES_EVERY: Final = timedelta(minutes=1)
"""How often it is looked for tickets whose plan, or its rules in partner.yml, changed."""


class TicketClock:
    """By when what is due. The rules are `bot.domain.support.support_clock`'s; here they meet the database."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner
        self._rules_read: datetime | None = None

    @cached_property
    def _rules(self) -> Mapping[str, str]:
        """The rules of each plan by its key; reckoned when first asked for."""
        return {plan.key: rules_of(plan) for plan in self._partner.support.plans}

    def deadlines(self, ticket: Ticket, now: datetime) -> tuple[Standing, ...]:
        """How each target of a ticket stands, the next due first; none where nothing is promised, done, or paused.

        Everybody who tells a customer or an agent of a deadline asks here. Instants are UTC.
        """
        plan = self._plan(ticket.plan)
        if plan is None:
            return ()
        due = ticket.dues.each()
        return tuple(standing_of(plan, ticket.severity, target, by, now) for target, by in due)

    def at_opening(self, plan: str | None, severity: Severity, now: datetime) -> Clocked:
        """What the clock says of a ticket opened now by a customer on a plan, given by its key."""
        return self._clocked(plan, severity, now, ())

    def wind(self, work: Work, number: str, now: datetime) -> None:
        """Reckons a ticket anew after a change, within its transaction."""
        times = work.support.times.of(number)
        if times is None:
            return
        clocked = self._clocked(times.plan, times.severity, times.opened_at, times.done)
        work.support.times.set(number, clocked)
        self.call_for_critical(work, number, times.severity, clocked.dues.first_response, clocked.plan, now)

    def call_for_critical(
        self, work: Work, number: str, severity: Severity, by: datetime | None, plan: str | None, now: datetime
    ) -> None:
        """Tells who is on call of a critical ticket that may come at any hour; of the same ticket once."""
        found = self._plan(plan)
        if found is None or by is None or not found.is_day_and_night(severity):
            return
        first = next(iter(self._on_call(work, now)), None)
        about = (AlertKind.CRITICAL_TICKET, Target.FIRST_RESPONSE, first, number, by)
        work.support.alerts.tell(AlertDraft(f"ticket:{number}:critical", *about), now)

    def sweep(self, now: datetime) -> int:
        """Tells of targets that come near or are missed; reckons anew what the rules changed for. How many tickets."""
        with self._database.reading() as work:
            changed = self._changed(work, now)
            due = work.support.times.to_look_at(now, PORTION)
        for number in changed:
            with self._database.writing() as work:
                self.wind(work, number, now)
        for number in due:
            with self._database.writing() as work:
                self._look(work, number, now)
        return len({*changed, *due})

    def _changed(self, work: Work, now: datetime) -> tuple[str, ...]:
        if self._rules_read is not None and now - self._rules_read < RULES_EVERY:
            return ()
        changed = work.support.times.reckoned_otherwise(self._rules, PORTION)
        if len(changed) < PORTION:
            self._rules_read = now
        return changed

    def _look(self, work: Work, number: str, now: datetime) -> None:
        """Reckoned from the events, so that what another desk changed meanwhile counts."""
        times = work.support.times.of(number)
        plan = self._plan(times.plan) if times else None
        if times is None or plan is None:
            work.support.times.set(number, UNPROMISED)
            return
        clocked = self._clocked(times.plan, times.severity, times.opened_at, times.done, after=now)
        work.support.times.set(number, clocked)
        for target, by in clocked.dues.each():
            if by <= now:
                self._tell(work, times, plan, AlertKind.TARGET_MISSED, target, by, now)
            elif is_near(plan, times.severity, target, by, now):
                self._tell(work, times, plan, AlertKind.TARGET_NEAR, target, by, now)

    def _tell(
        self,
        work: Work,
        times: TicketTimes,
        plan: SupportPlan,
        kind: AlertKind,
        target: Target,
        by: datetime,
        now: datetime,
    ) -> None:
        """To who works on it and, day and night, the first on call; a missed target to all on call."""
        called = self._on_call(work, now) if plan.is_day_and_night(times.severity) else ()
        called = called if kind is AlertKind.TARGET_MISSED else called[:1]
        working = (times.agent_id,) if times.agent_id is not None else ()
        for agent in dict.fromkeys((*working, *called)) or (None,):
            key = f"ticket:{times.number}:{kind}:{target}:{by.isoformat()}:{agent or 'team'}"
            work.support.alerts.tell(AlertDraft(key, kind, target, agent, times.number, by), now)

    def _on_call(self, work: Work, now: datetime) -> tuple[int, ...]:
        """Ids of who is on call and can sign in, in order."""
        listed = self._partner.support.on_call.at(now, self._partner.today(now))
        accounts = (work.staff.agents.account_by_email(address) for address in listed)
        return tuple(account.agent.id for account in accounts if account is not None and account.active)

    def _clocked(
        self,
        key: str | None,
        severity: Severity,
        opened_at: datetime,
        done: tuple[Happened, ...],
        *,
        after: datetime | None = None,
    ) -> Clocked:
        plan = self._plan(key)
        if plan is None:
            return replace(UNPROMISED, severity=severity)
        dues = dues_of(plan, severity, opened_at, done)
        return Clocked(severity, plan.key, dues, next_look(plan, severity, dues, after), self._rules[plan.key])

    def _plan(self, key: str | None) -> SupportPlan | None:
        return self._partner.support.plan(key) if key else None


def rules_of(plan: SupportPlan) -> str:
    """A short name for everything of a plan that decides what is due when: another one means other rules."""
    schedule = plan.schedule
    hours: Mapping[str, object] = {
        f"{severity}.{target}": plan.promised_hours(severity, target) for severity in Severity for target in Target
    }
    holidays = () if schedule.open_on_holidays else sorted(schedule.holidays)
    said = (hours, plan.critical_24x7, schedule.zone.key, sorted(schedule.week.items()), holidays)
    return sha256(repr((said, sorted(schedule.half_days.items()))).encode()).hexdigest()[:16]
