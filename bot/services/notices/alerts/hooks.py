"""Alerts for the partner's own servers: what is posted, queued with the alert, shown to who reads the audit log."""

import json
from datetime import datetime
from typing import Final

from bot.domain.notices.posting import PostWay
from bot.domain.partner import Partner
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.services.notices.alerts.pages import page_of
from bot.services.ports import Database, Work
from bot.services.records.alerts import AlertFacts
from bot.services.records.posts import HookRow, PostDraft

SHOWN: Final = 50


class AlertHooks:
    """`public_url` is where browsers find the desk."""

    def __init__(self, database: Database, partner: Partner, public_url: str) -> None:
        self._database = database
        self._partner = partner
        self._public_url = public_url

    def queue(self, work: Work, facts: AlertFacts, now: datetime) -> None:
        """One post for each server that is told of this kind, in the transaction that passes the alert on."""
        for hook in self._partner.alert_hooks:
            if facts.kind in hook.kinds:
                key = f"hook:{hook.key}:{facts.id}"
                draft = PostDraft(key, PostWay.HOOK, facts.id, self._body(facts), hook=hook.key)
                work.notices.posts.queue(draft, now)

    def latest(self, *, asked_by: Agent) -> tuple[HookRow, ...]:
        """What was posted to servers of late, the latest first. Raises AgentMayNot without READ_AUDIT_LOG."""
        with self._database.reading() as work:
            return work.notices.posts.of_hooks(asked_by=asked_by, limit=SHOWN)

    def post_again(self, post_id: int, *, asked_by: Agent, now: datetime) -> bool:
        """Has one posted again, with the same id and body. False where there is none, or it is under way.

        Raises AgentMayNot without READ_AUDIT_LOG.
        """
        asked_by.require(Permission.READ_AUDIT_LOG)
        with self._database.writing() as work:
            key = work.notices.posts.again(post_id, now, asked_by=asked_by)
            if key is not None:
                work.staff.audit.note(asked_by, Action.WEBHOOK_POSTED_AGAIN, now, subject=key)
            return key is not None

    def _body(self, facts: AlertFacts) -> str:
        """As standardwebhooks.com has it: type, timestamp, data; without a customer's name, words or figures."""
        data = {
            "alert": facts.id,
            "queue": facts.queue,
            "ticket": facts.number,
            "matter": facts.matter,
            "severity": facts.severity,
            "target": facts.target,
            "due_at": facts.due_at.isoformat() if facts.due_at else None,
            "url": f"{self._public_url}{page_of([facts])}",
        }
        return json.dumps({"type": f"alert.{facts.kind}", "timestamp": facts.made_at.isoformat(), "data": data})
