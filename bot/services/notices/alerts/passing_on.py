"""Alerts meet the people who are there: each is passed on once, in one transaction, to whom the rule names."""

from datetime import datetime
from typing import Final

from bot.domain.partner import Partner
from bot.domain.staff.alerting import AlertEvent, AlertWishes, Person, Telling, Way, is_called_now, recipients
from bot.domain.support.alerts import AlertKind
from bot.domain.support.targets import Severity
from bot.services.notices.alerts.hooks import AlertHooks
from bot.services.ports import Database, Work
from bot.services.records.alerts import AlertFacts, TellingDraft

PORTION: Final = 50
"""Alerts passed on in one sweep; the next follows within seconds."""


class PassingOn:
    """`has_mail`: whether mails can be sent at all. Nobody is told of what is over by the time it is passed on."""

    def __init__(self, database: Database, partner: Partner, hooks: AlertHooks, *, has_mail: bool) -> None:
        self._database = database
        self._partner = partner
        self._hooks = hooks
        self._has_mail = has_mail

    def sweep(self, now: datetime) -> int:
        """Decides for each new alert who is told of it; how many alerts. Raises StorageBusy."""
        with self._database.reading() as work:
            new = work.notices.tellings.to_pass_on(PORTION)
        for facts in new:
            with self._database.writing() as work:
                tellings = () if facts.is_over else self._recipients(work, facts, now)
                drafts = [TellingDraft(facts.id, telling) for telling in tellings]
                if work.notices.tellings.pass_on(facts.id, drafts, now) and not facts.is_over:
                    self._hooks.queue(work, facts, now)
        return len(new)

    def calls_somebody(self, work: Work, queue: str, now: datetime) -> bool:
        """Whether somebody is told at once when a customer begins to wait in a queue now."""
        event = AlertEvent(AlertKind.CUSTOMER_WAITS, self._partner.routing.team_on(queue))
        return is_called_now(recipients(event, self._people(work, now), now), now)

    def wishes_of(self, work: Work, agent_id: int) -> AlertWishes:
        """What an agent wishes; what everybody wishes who has said nothing."""
        return work.notices.wishes.all().get(agent_id) or self._usual

    @property
    def _usual(self) -> AlertWishes:
        return AlertWishes(self._partner.zone.key)

    def _people(self, work: Work, now: datetime) -> tuple[Person, ...]:
        wishes, there = work.notices.wishes.all(), work.staff.presence.open_to(now)
        always = frozenset({Way.MAIL} if self._has_mail else ())
        pushed = work.notices.subscriptions.agents()
        return tuple(
            Person(
                one,
                wishes.get(one.id) or self._usual,
                always | {way for way, led in ((Way.CONSOLE, there), (Way.PUSH, pushed)) if one.id in led},
            )
            for one in work.staff.agents.active()
        )

    def _recipients(self, work: Work, facts: AlertFacts, now: datetime) -> tuple[Telling, ...]:
        team, people = self._partner.routing.team_on(facts.queue) if facts.queue else None, self._people(work, now)
        called = self._partner.support.on_call.at(now, self._partner.today(now))
        on_call = {one.agent.id for one in people if one.agent.email in called}
        critical = facts.severity is Severity.CRITICAL and facts.named in on_call
        late = facts.kind is AlertKind.CUSTOMER_WAITS and facts.target is not None
        event = AlertEvent(facts.kind, team, facts.matter, facts.named, on_call=critical, still_waits=late)
        return recipients(event, people, now)
