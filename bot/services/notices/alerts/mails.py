"""Alerts as mails to agents: what came together goes together, in the agent's language, without a customer's words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.domain.kernel.hours import zone_of
from bot.domain.kernel.locales import locale_for
from bot.domain.staff.agents import Agent
from bot.domain.staff.alerting import AlertWishes
from bot.domain.support.alerts import AlertKind
from bot.domain.support.targets import Target
from bot.services.notices.alerts.pages import page_of
from bot.services.notices.alerts.passing_on import PassingOn
from bot.services.notices.mailroom import Mailroom
from bot.services.ports import Database, Work
from bot.services.records.alerts import AlertFacts, TellingState, WaitingTelling
from bot.services.records.notices import Reader
from bot.writing.dates import city, moment

WISHES_PATH: Final = "/console/me/alerts"
MOST: Final = 40
"""Lines of one mail; what is beyond them is counted, and stands in the console."""
_URGENT: Final = (
    AlertKind.CRITICAL_TICKET,
    AlertKind.TARGET_MISSED,
    AlertKind.CUSTOMER_WAITS,
    AlertKind.TARGET_NEAR,
    AlertKind.TICKET_OPENED,
)


class AlertMails:
    """Swept after alerts are passed on. A mail is queued in the transaction that settles what it tells."""

    def __init__(self, database: Database, mailroom: Mailroom, passing_on: PassingOn) -> None:
        self._database = database
        self._mailroom = mailroom
        self._passing_on = passing_on

    def queue_due(self, now: datetime) -> int:
        """Queues one mail for each agent for whom something is due, with all that waits; how many. StorageBusy."""
        if not self._mailroom.is_open:
            return 0
        with self._database.reading() as work:
            due = work.notices.tellings.agents_due(now)
        return sum(self._queue(agent_id, now) for agent_id in due)

    def _queue(self, agent_id: int, now: datetime) -> bool:
        """False where nothing of it is true any more: then no mail is written."""
        with self._database.writing() as work:
            waiting = work.notices.tellings.to_mail(agent_id)
            account = work.staff.agents.account(agent_id)
            gone = account is None or not account.active
            over = [one.id for one in waiting if gone or one.facts.is_over]
            work.notices.tellings.settle(over, TellingState.OVER, now)
            left = [one for one in waiting if one.id not in over]
            if account is None or not left:
                return False
            key = self._write(work, account.agent, left, now)
            work.notices.tellings.settle([one.id for one in left], TellingState.TOLD, now, key)
        return True

    def _write(self, work: Work, agent: Agent, told: Sequence[WaitingTelling], now: datetime) -> str:
        wishes = self._passing_on.wishes_of(work, agent.id)
        locale = locale_for(agent.language)
        reader = Reader(agent.email, agent.name, agent.language, locale, confirmed=True, conversation_id=None)
        facts = sorted((one.facts for one in told), key=lambda one: (_URGENT.index(one.kind), one.id))
        lines = [self._line(one, reader, wishes) for one in facts[:MOST]]
        if len(facts) > MOST:
            lines.append(self._mailroom.say("alert_more", reader, count=len(facts) - MOST))
        key = f"alerts:{agent.id}:{told[0].id}-{told[-1].id}"
        subject = self._subject(facts, reader)
        draft = self._mailroom.alert(key, subject, lines, page_of(facts), WISHES_PATH, reader)
        work.notices.mails.queue(draft, now)
        return key

    def _subject(self, facts: Sequence[AlertFacts], reader: Reader) -> str:
        if len(facts) > 1 and facts[0].kind is not AlertKind.CRITICAL_TICKET:  # who is on call sees it at once
            return self._mailroom.say("alert_subject_many", reader, count=len(facts))
        return self._mailroom.say(f"alert_subject_{facts[0].kind}", reader, number=facts[0].number or "")

    def _line(self, facts: AlertFacts, reader: Reader, wishes: AlertWishes) -> str:
        zone = zone_of(wishes.zone)
        told_by = facts.since if facts.kind is AlertKind.CUSTOMER_WAITS else facts.due_at or facts.since
        at = told_by.astimezone(zone)
        blanks = {
            "number": facts.number or "",
            "queue": self._mailroom.partner.routing.queue_called(facts.queue or "", reader.language),
            "target": self._mailroom.say(f"alert_target_{facts.target or Target.FIRST_RESPONSE}", reader),
            "when": moment(at, reader.locale),
            "city": city(zone, reader.locale),
        }
        return self._mailroom.say(f"alert_{facts.kind}", reader, **blanks)
