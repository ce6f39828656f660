"""Reviews on what was understood, and the messages that wait for one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.customers.identity import Identity
from bot.domain.staff.agents import Agent, Permission
from bot.services.records.learning import Review, ReviewCounts, ReviewItem, ReviewQuery
from bot.storage.kernel.columns import Instant
from bot.storage.learning.to_review import REASONS, cursor_of, pages_of
from bot.storage.learning.to_review_counts import counts
from bot.storage.schema import agents, contacts, conversations, customers, messages, misses, turns
from bot.storage.schema import reviews as t

_KEY = (t.c.conversation_id == bindparam("conversation"), t.c.seq == bindparam("number"))
_FACTS: Select[Any] = (
    select(
        turns.c.conversation_id,
        turns.c.seq,
        messages.c.text,
        turns.c.language,
        turns.c.intent,
        turns.c.confidence,
        turns.c.parse,
        turns.c.finished_at,
        contacts.c.name.label("contact"),
        customers.c.name.label("customer"),
        t.c.at.label("judged_at"),
        t.c.intent.label("review"),
        t.c.exported_at,
        agents.c.name.label("agent"),
        *(holds.label(reason.value) for reason, holds in REASONS.items()),
    )
    .select_from(
        turns.join(messages, and_(messages.c.conversation_id == turns.c.conversation_id, messages.c.seq == turns.c.seq))
        .join(conversations, conversations.c.id == turns.c.conversation_id)
        .outerjoin(contacts, contacts.c.id == conversations.c.contact_id)
        .outerjoin(customers, customers.c.id == contacts.c.customer_id)
        .outerjoin(t, and_(t.c.conversation_id == turns.c.conversation_id, t.c.seq == turns.c.seq))
        .outerjoin(agents, agents.c.id == t.c.agent_id)
    )
    .where(turns.c.intent.is_not(None), messages.c.choice.is_(None))
)
_UNEXPORTED = (
    _FACTS.where(t.c.exported_at.is_(None), t.c.intent.is_not(None))
    .order_by(t.c.at, t.c.conversation_id, t.c.seq)
    .limit(bindparam("most"))
)
_WITHDRAW = delete(t).where(*_KEY, t.c.exported_at.is_(None))
_EXPORTED = update(t).where(*_KEY, t.c.exported_at.is_(None)).values(exported_at=bindparam("now", type_=Instant))


class SqlReviews:
    """`services.ports.Reviews`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def doubtful(self, asked: ReviewQuery, *, asked_by: Agent) -> tuple[ReviewItem, ...]:
        """Newest first, at most `asked.limit`, with their texts as written. Raises AgentMayNot."""
        asked_by.require(Permission.REVIEW_UNDERSTANDING)
        found = [row for query in pages_of(asked) for row in self._connection.execute(query)]
        ordered = sorted({(row.at, row.conversation_id, row.seq) for row in found}, reverse=True)[: asked.limit]
        facts = self._facts({(conversation_id, seq) for _, conversation_id, seq in ordered})
        return tuple(_doubt(facts[place[1:]], place[0]) for place in ordered if place[1:] in facts)

    def counts(self, asked: ReviewQuery, *, asked_by: Agent) -> ReviewCounts:
        """All of them, narrowed by language and intent only. Raises AgentMayNot."""
        asked_by.require(Permission.REVIEW_UNDERSTANDING)
        return counts(self._connection, asked)

    def one(self, conversation_id: str, seq: int, *, asked_by: Agent) -> ReviewItem | None:
        """A customer's typed message that was understood somehow, doubtful or not; else None. Raises AgentMayNot."""
        asked_by.require(Permission.REVIEW_UNDERSTANDING)
        row = self._facts({(conversation_id, seq)}).get((conversation_id, seq))
        return None if row is None else _doubt(row, row.finished_at)

    def judge(self, conversation_id: str, seq: int, intent: str | None, *, asked_by: Agent, now: datetime) -> bool:
        """Writes or changes a review; False when it was exported already. Raises AgentMayNot."""
        asked_by.require(Permission.REVIEW_UNDERSTANDING)
        said = {"intent": intent, "agent_id": asked_by.id, "at": now}
        insert = (postgresql if self._connection.dialect.name == "postgresql" else sqlite).insert(t)
        statement = insert.values(conversation_id=conversation_id, seq=seq, **said).on_conflict_do_update(
            index_elements=[t.c.conversation_id, t.c.seq], set_=said, where=t.c.exported_at.is_(None)
        )
        return self._connection.execute(statement.returning(t.c.seq)).one_or_none() is not None

    def withdraw(self, conversation_id: str, seq: int, *, asked_by: Agent) -> bool:
        """Takes a review back; False when there is none or it was exported already. Raises AgentMayNot."""
        asked_by.require(Permission.REVIEW_UNDERSTANDING)
        key = {"conversation": conversation_id, "number": seq}
        return self._connection.execute(_WITHDRAW, key).rowcount == 1

    def missed(
        self, conversation_id: str, topic: str, aspect: str | None, *, asked_by: Identity, now: datetime
    ) -> bool:
        """Notes it at the latest typed question of that topic; said twice it stands once. False where there is none.

        `asked_by` is who speaks in that very conversation.
        """
        typed = and_(messages.c.conversation_id == turns.c.conversation_id, messages.c.seq == turns.c.seq)
        latest = select(func.max(turns.c.seq)).select_from(turns.join(messages, typed))
        found = latest.where(
            turns.c.conversation_id == conversation_id, turns.c.intent == topic, messages.c.choice.is_(None)
        )
        seq = self._connection.execute(found).scalar_one()
        if seq is None:
            return False
        insert = (postgresql if self._connection.dialect.name == "postgresql" else sqlite).insert(misses)
        row = {"conversation_id": conversation_id, "seq": seq, "topic": topic, "aspect": aspect, "at": now}
        self._connection.execute(insert.values(row).on_conflict_do_nothing())
        return True

    def unexported(self, limit: int = 5000) -> tuple[ReviewItem, ...]:
        """Judged and not exported, discarded ones left out, oldest review first. For the export alone."""
        return tuple(_doubt(row, row.finished_at) for row in self._connection.execute(_UNEXPORTED, {"most": limit}))

    def exported(self, keys: Sequence[tuple[str, int]], now: datetime) -> int:
        """Notes that these reviews were exported; how many were not before."""
        changed = [{"conversation": conversation, "number": seq, "now": now} for conversation, seq in keys]
        return sum(self._connection.execute(_EXPORTED, values).rowcount for values in changed)

    def _facts(self, keys: set[tuple[str, int]]) -> dict[tuple[str, int], Any]:
        these = tuple_(turns.c.conversation_id, turns.c.seq).in_(sorted(keys))
        conversations_of = {conversation_id for conversation_id, _ in keys}  # SQLite has no index for pairs
        wanted = _FACTS.where(turns.c.conversation_id.in_(sorted(conversations_of)), these)
        return {(row.conversation_id, row.seq): row for row in self._connection.execute(wanted)} if keys else {}


def _doubt(row: Any, at: datetime) -> ReviewItem:
    ranking = (row.parse or {}).get("ranking") or ()
    review = None
    if row.judged_at is not None:
        review = Review(row.review, row.agent, row.judged_at, row.exported_at)
    return ReviewItem(
        conversation_id=row.conversation_id,
        seq=row.seq,
        text=row.text,
        language=row.language,
        intent=row.intent,
        confidence=row.confidence,
        ranking=tuple((entry["intent"], float(entry["confidence"])) for entry in ranking),
        at=row.finished_at,
        reasons=frozenset(reason for reason in REASONS if getattr(row, reason.value)),
        people=(row.contact,) if row.contact else (),
        companies=(row.customer,) if row.customer else (),
        cursor=cursor_of(at, row.conversation_id, row.seq),
        review=review,
    )
