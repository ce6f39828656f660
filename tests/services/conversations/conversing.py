"""Short ways to bring a conversation into a state, and to read what became of it."""

from datetime import datetime
from uuid import uuid4

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import Conversation, HandoffReason
from bot.domain.conversations.messages import Incoming, Reply
from bot.domain.staff.agents import Agent
from bot.services.conversations.turns import Answer, HandOff
from bot.services.records.conversations import Begun, ConversationRecord
from bot.services.records.staff import AuditQuery
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of

ANSWER = Answer((Reply("The answer."),), "en", {"turns": 1}, {"intent": "greet", "confidence": 0.9})
QUEUED = Answer((Reply("A colleague comes."),), "en", {}, {}, HandOff("commercial", HandoffReason.ASKED))
STATES = ("led by the bot", "queued", "held", "held by another", "snoozed", "closed")


def opened(desk: Desk) -> str:
    """A visitor's new conversation."""
    return desk.conversations.sign_in.enter(None, channel="directline", language="en", now=NOW).conversation_id


def writes(desk: Desk, conversation: str, text: str, now: datetime = NOW) -> Begun:
    """The customer writes; the turn that this process then holds."""
    incoming = Incoming("directline", conversation, uuid4().hex, text)
    begun = desk.conversations.inbox.receive(incoming, now).begun
    assert begun is not None
    return begun


def in_state(desk: Desk, state: str, agent: Agent, other: Agent) -> str:
    """A conversation in which the customer has been answered once, in one of STATES; `agent` holds or held it."""
    conversation = opened(desk)
    answer = QUEUED if state == "queued" else ANSWER
    desk.conversations.turns.finish(writes(desk, conversation, "hello"), answer, NOW)
    holder = other if state == "held by another" else agent
    if state not in ("led by the bot", "queued"):
        desk.staff.handling.take_over(conversation, asked_by=holder, now=NOW)
    if state == "snoozed":
        desk.staff.handling.snooze(conversation, NOW.replace(hour=15), asked_by=holder, now=NOW)
    if state == "closed":
        desk.staff.handling.resolve(conversation, asked_by=holder, now=NOW)
    return conversation


def record_of(desk: Desk, conversation: str) -> ConversationRecord:
    with database_of(desk).reading() as work:
        record = work.conversations.rows.get(conversation)
    assert record is not None
    return record


def state_of(desk: Desk, conversation: str) -> Conversation:
    return record_of(desk, conversation).conversation


def heard(desk: Desk, conversation: str) -> list[tuple[str, str]]:
    """What the customer can read, and whose words they are."""
    with database_of(desk).reading() as work:
        rows = work.conversations.log.after(conversation, 0)
    return [(row.author.value, row.text) for row in rows if row.text]


def audited(desk: Desk, agent: Agent) -> list[str]:
    """What the audit log says an agent did, oldest first."""
    entries = desk.staff.audit.entries(
        AuditQuery(agent_id=agent.id), asked_by=agent_in(desk, "globaladmin"), limit=1_000
    )
    return [entry.action.value for entry in reversed(entries)]


def said(desk: Desk, key: str, **blanks: object) -> str:
    return desk.words.say(f"utter_desk_{key}", "en", **blanks)
