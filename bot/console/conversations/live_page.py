"""One open page of the console as its stream sees it: what it shows already, and what is new for it."""

import re
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from bot.console.conversations.beside import MEANINGS
from bot.console.conversations.facts import PARTS, Leaving, facts_beside, leaving_of, told_of
from bot.console.conversations.marks import LOOKED_BACK, UNKNOWN, Marks, Reached
from bot.console.conversations.queues import asked_of, list_facts
from bot.console.conversations.snoozing import choices
from bot.console.conversations.transcript import day_of, lines
from bot.console.kernel.frame import Frame, agent_of
from bot.console.kernel.looks import note_look_at, note_search
from bot.domain.conversations.conversation import OwnerKind
from bot.domain.kernel import written
from bot.domain.staff.agents import Agent, Permission
from bot.services.ports import Signal
from bot.services.records.conversations import ConversationQuery, Listed, View

if TYPE_CHECKING:
    from bot.bootstrap import Desk

TYPING_SECONDS: Final = 4.0
"""How long a customer counts as typing: clients tell it every three seconds while it lasts."""

CALLS_LATE: Final = timedelta(seconds=5)
"""How long before a page was opened somebody may have begun to wait who is not on it yet."""

_RUNNING: Final = re.compile(r"<time [^>]*data-since=[^>]*>[^<]*</time>")


def offered(desk: "Desk", colleagues: tuple[Agent, ...]) -> dict[str, Any]:
    """What an agent may choose from when a conversation changes hands: colleagues, instants."""
    return {
        "colleagues": colleagues,
        "snoozes": choices(desk.clock(), desk.partner),
    }


class LivePage:
    """Draws events. Remembers what it has sent, so that nothing is sent twice and nothing is sent for nothing."""

    def __init__(self, frame: Frame, request: web.Request, page: str, *, seen: int) -> None:
        self._frame = frame
        self._request = request
        self._agent = agent_of(request)
        self._name = page
        self._seen = seen
        delivered = written.whole_number(request.query.get("delivered", ""))
        self._delivered = seen if delivered is None else delivered
        self._marks: Marks | None = None
        self._sent: dict[str, str] = {}
        self._called: frozenset[tuple[View, str, datetime]] | None = None
        self._opened_at: datetime | None = None
        self._typing_until = 0.0
        self._last_day = written.day_of(request.query.get("day", ""))
        self._listed: Listed | None = None
        self._known: tuple[object, ...] = ()
        self._shown: int | None = None
        self.outdated = False
        self.conversation_id = request.query.get("conversation", "")
        raw = request.query.get("view", "")
        self._asked = asked_of(request, View(raw)) if raw in set(View) else None

    def open(self) -> None:
        """What a stream shows was looked at and searched for as on a page. Raises ConversationNotFound."""
        if self._reads and self.conversation_id:
            note_look_at(self._frame.desk, self._agent, self.conversation_id)
        if self._reads and self._asked is not None:
            note_search(self._frame.desk, self._agent, self._asked.query)

    def appear(self) -> None:
        """The page is open."""
        desk = self._frame.desk
        conversation_id = self.conversation_id if self._reads else ""
        desk.staff.watch.appear(self._name, conversation_id or None, asked_by=self._agent, now=desk.clock())

    def leave(self) -> None:
        """The page is closed."""
        self._frame.desk.staff.watch.leave(self._name)

    def lists(self) -> str:
        """The counts of the navigation and the page's list, where they have changed."""
        if not self._reads:
            return ""
        now = self._frame.desk.clock()
        if self._opened_at is None:
            self._opened_at = now
        around = self._frame.desk.staff.watch.around(
            self._asked, self._opened_at - CALLS_LATE, asked_by=self._agent, now=now
        )
        parts = [self._part("counts", counts=around.counts)]
        if self._asked is not None and around.page is not None:
            facts = list_facts(self._frame, self._asked, around.page)
            drawn = self._frame.fragment(self._request, "live_queue.html", **facts, chosen=self.conversation_id)
            parts.append(self._changed("queue", drawn))
        return event("counts", "".join(parts)) + self._calls(around.calling)

    def news(self, heard: frozenset[Signal]) -> str:
        """What is new in the page's conversation. Notes whether what stands beside it may be `outdated`."""
        if not self.conversation_id or not self._reads:
            return ""
        listed, messages = self._frame.desk.staff.watch.news(self.conversation_id, self._seen, asked_by=self._agent)
        if listed is None:
            return ""
        changed = self._has_changed(listed, heard)
        leaving = leaving_of(self._frame.desk, listed, asked_by=self._agent)
        said, marks = "", self._marks_of_page()
        if messages:
            self._typing_until = 0.0
            self._seen = messages[-1].seq
            new = lines(messages, listed, leaving.reached, self._frame.desk, last_day=self._last_day)
            marks.add(messages, leaving.reached)
            self._last_day = day_of(messages[-1].sent_at, self._frame.desk.partner.zone)
            drawn = self._frame.fragment(
                self._request, "live_lines.html", lines=new, listed=listed, meanings=MEANINGS, asked=self._asked
            )
            said = event("message", drawn, number=self._seen)
        return said + event("counts", "".join(self._around(listed, leaving, heard, changed)))

    def facts(self) -> str:
        """What stands beside the conversation, where it has changed. Heavier than messages, so drawn after them."""
        if self._listed is None:
            return ""
        desk, listed = self._frame.desk, self._listed
        beside = facts_beside(desk, self.conversation_id, asked_by=self._agent, now=desk.clock(), shown=self._shown)
        customer = beside["file"].customer
        self._shown = customer.id if customer is not None else None
        self.outdated = False
        return event("counts", "".join(self._part(name, listed=listed, **beside) for name in PARTS))

    def _calls(self, rows: tuple[Listed, ...]) -> str:
        """Who began to wait or wrote to this agent since the last look: what sounds and notifications are for."""
        calling = {(_list_of(row), row.conversation.id, at): row for row in rows if (at := row.waits_since) is not None}
        new = [] if self._called is None else [key for key in calling if key not in self._called]
        self._called = (self._called or frozenset()) | calling.keys()
        if not new:
            return ""
        return event(
            "attention", self._frame.fragment(self._request, "live_attention.html", key=new[0], row=calling[new[0]])
        )

    @property
    def _reads(self) -> bool:
        return self._agent.may(Permission.READ_CONVERSATIONS)

    def _has_changed(self, listed: Listed, heard: frozenset[Signal]) -> bool:
        """Whether something of the conversation itself changed, here or at another desk: not who looks or types."""
        known = (listed.conversation, listed.last_seq, listed.tags, listed.contact_id)
        changed = Signal.CHANGED in heard or known != self._known
        self._known, self._listed, self.outdated = known, listed, self.outdated or changed
        return changed

    def _around(self, listed: Listed, leaving: Leaving, heard: frozenset[Signal], changed: bool) -> Iterable[str]:
        """Whose it is, how far it is delivered, who else is here, who was told, whether the customer writes."""
        desk, now = self._frame.desk, self._frame.desk.clock()
        asked = self._asked or ConversationQuery(View.WAITING)
        if changed:
            colleagues = desk.staff.watch.able_to_answer(asked_by=self._agent)
            yield self._part("state", listed=listed, asked=asked, **offered(desk, colleagues))
            yield self._part("standing", listed=listed)
        yield self._part("seen", seen=self._seen)
        yield self._marked(leaving.reached)
        others = desk.staff.watch.colleagues(self.conversation_id, asked_by=self._agent, now=now)
        yield self._part("presence", others=others)
        yield self._part("hint", listed=listed, **leaving.facts)
        yield self._part("told", told=told_of(desk, self.conversation_id, asked_by=self._agent))
        if Signal.CUSTOMER_TYPING in heard:
            self._typing_until = time.monotonic() + TYPING_SECONDS
        yield self._part("typing", typing_now=time.monotonic() < self._typing_until)
        if changed and self._agent.may(Permission.ANSWER_CONVERSATIONS):
            suggestions = desk.staff.canned_replies.suggest(self.conversation_id, asked_by=self._agent, now=now)
            yield self._part("suggestions", suggestions=suggestions, box="reply")

    def _marks_of_page(self) -> Marks:
        """The marks of what people wrote before the stream began, as the page showed them when it was opened."""
        if self._marks is None:
            self._marks, before = Marks(), max(0, self._seen - LOOKED_BACK)
            _, rows = self._frame.desk.staff.watch.news(self.conversation_id, before, asked_by=self._agent)
            old = [message for message in rows if message.seq <= self._seen]
            self._marks.add(old, Reached(self._delivered, UNKNOWN, gone=False))
        return self._marks

    def _marked(self, reached: Reached) -> str:
        """Marks of what people wrote that differ from those shown: delivered by now, or gone by mail."""
        marks = tuple(self._marks_of_page().changed(reached))
        return self._frame.fragment(self._request, "live_delivery.html", marks=marks)

    def _part(self, name: str, **facts: Any) -> str:
        """The part of that name if it is not what the page shows already."""
        return self._changed(name, self._frame.fragment(self._request, f"live_{name}.html", **facts))

    def _changed(self, what: str, drawn: str) -> str:
        """The drawing if it differs in more than a running clock."""
        mark = _RUNNING.sub("", drawn)
        if self._sent.get(what) == mark:
            return ""
        self._sent[what] = mark
        return drawn


def _list_of(row: Listed) -> View:
    return View.WAITING if row.conversation.owner.kind is OwnerKind.QUEUE else View.MINE


def event(name: str, html: str, number: int | None = None) -> str:
    """A server-sent event; none without content. `number` is what a page that comes back names as its last."""
    text = html.strip()
    if not text:
        return ""
    marked = f"id: {number}\n" if number is not None else ""
    data = "".join(f"data: {line}\n" for line in text.splitlines() if line.strip())
    return f"event: {name}\n{marked}{data}\n"
