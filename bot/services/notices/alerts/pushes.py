"""Alerts in agents' browsers: who takes them, and what is pushed: an alert's subject, never a customer's words."""

import binascii
import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.kernel import lengths
from bot.domain.kernel.locales import locale_for
from bot.domain.notices.posting import PostWay, may_post_to
from bot.domain.staff.agents import Agent
from bot.domain.staff.alerting import PushRefused
from bot.services.notices.alerts.pages import page_of
from bot.services.notices.mailroom import Mailroom
from bot.services.ports import Database
from bot.services.records.alerts import AlertFacts, TellingState
from bot.services.records.notices import Reader
from bot.services.records.posts import PostDraft, Subscription

MOST: Final = 10
"""Browsers of one agent; the oldest gives way to another one."""
PORTION: Final = 50


@dataclass(frozen=True, slots=True)
class Browser:
    """What a browser says of itself when it subscribes."""

    endpoint: str
    p256dh: str
    auth: str
    name: str


class Pushes:
    """`loopback` lets endpoints be on this very machine, which only tests allow."""

    def __init__(self, database: Database, mailroom: Mailroom, *, loopback: bool) -> None:
        self._database = database
        self._mailroom = mailroom
        self._loopback = loopback

    def subscribe(self, browser: Browser, *, asked_by: Agent, now: datetime) -> None:
        """This browser takes the agent's pushes from now on. Raises PushRefused for what no browser would say."""
        if not may_post_to(browser.endpoint, loopback=self._loopback):
            raise PushRefused()
        if len(_decoded(browser.p256dh)) != 65 or len(_decoded(browser.auth)) != 16:  # RFC 8291, 3.1 and 3.2
            raise PushRefused()
        name = browser.name[: lengths.NAME]
        kept = Subscription(0, asked_by.id, browser.endpoint, browser.p256dh, browser.auth, name, now)
        with self._database.writing() as work:
            work.notices.subscriptions.add(kept, MOST)

    def forget(self, endpoint: str, *, asked_by: Agent) -> bool:
        """No more pushes to this browser; False where it is none of the agent's."""
        with self._database.writing() as work:
            return work.notices.subscriptions.remove(endpoint, asked_by=asked_by)

    def of(self, *, asked_by: Agent) -> tuple[Subscription, ...]:
        """The agent's browsers, the oldest first."""
        with self._database.reading() as work:
            return work.notices.subscriptions.of(asked_by.id)

    def queue_due(self, now: datetime) -> int:
        """Queues a push for each browser of each agent for whom one is due; how many tellings. Raises StorageBusy."""
        with self._database.reading() as work:
            due = work.notices.posts.due_pushes(now, PORTION)
        for telling_id in due:
            self._queue(telling_id, now)
        return len(due)

    def _queue(self, telling_id: int, now: datetime) -> None:
        with self._database.writing() as work:
            waiting = work.notices.tellings.to_push(telling_id)
            if waiting is None:
                return
            account = work.staff.agents.account(waiting.agent_id)
            browsers = work.notices.subscriptions.of(waiting.agent_id)
            state = TellingState.HANDED if browsers else TellingState.FAILED
            if waiting.facts.is_over or account is None or not account.active:
                state = TellingState.OVER
            elif browsers:
                body = self._body(waiting.facts, account.agent)
                for one in browsers:
                    key = f"push:{telling_id}:{one.id}"
                    draft = PostDraft(key, PostWay.PUSH, waiting.facts.id, body, telling_id, one.id)
                    work.notices.posts.queue(draft, now)
            work.notices.tellings.settle([telling_id], state, now)

    def _body(self, facts: AlertFacts, agent: Agent) -> str:
        locale = locale_for(agent.language)
        reader = Reader(agent.email, agent.name, agent.language, locale, confirmed=True, conversation_id=None)
        said = self._mailroom.say(f"alert_subject_{facts.kind}", reader, number=facts.number or "")
        shown = {"title": self._mailroom.partner.organisation.name, "body": said, "page": page_of([facts])}
        return json.dumps({**shown, "tag": f"alert-{facts.id}", "lang": agent.language})


def _decoded(text: str) -> bytes:
    """Raises PushRefused for what is no base64url."""
    try:
        return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)) if len(text) < 200 else b""
    except (ValueError, binascii.Error) as error:
        raise PushRefused() from error
