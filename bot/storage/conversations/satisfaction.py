"""Questions about satisfaction and their answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, exists, func, insert, select, update

from bot.domain.conversations.conversation import Event
from bot.domain.conversations.messages import Author
from bot.domain.conversations.satisfaction import LedByBot, Rating, RatingSubject, Score
from bot.domain.staff.agents import Agent, Permission
from bot.services.records.conversations import TurnState
from bot.storage.kernel.columns import storable
from bot.storage.schema import conversation_events, conversations, messages, stretches, turns
from bot.storage.schema import satisfaction as t

_ASK = insert(t).returning(t.c.id)
_ONE: Select[Any] = select(t).where(t.c.id == bindparam("rating"), t.c.conversation_id == bindparam("conversation"))
_ALL: Select[Any] = select(t).where(t.c.conversation_id == bindparam("conversation")).order_by(t.c.asked_at, t.c.id)
_SEGMENT_BEGAN = func.coalesce(
    select(func.max(conversation_events.c.at))
    .where(
        conversation_events.c.conversation_id == bindparam("conversation"),
        conversation_events.c.event == Event.REOPENED.value,
    )
    .scalar_subquery(),
    select(conversations.c.started_at).where(conversations.c.id == bindparam("conversation")).scalar_subquery(),
)
_ANSWERED = (
    select(turns.c.intent)
    .distinct()
    .where(
        turns.c.conversation_id == bindparam("conversation"),
        turns.c.state == TurnState.ANSWERED.value,
        turns.c.intent.is_not(None),
        turns.c.finished_at >= _SEGMENT_BEGAN,
    )
)
_FACTS = select(
    exists().where(stretches.c.conversation_id == bindparam("conversation"), stretches.c.segment == bindparam("part")),
    exists().where(
        t.c.conversation_id == bindparam("conversation"),
        t.c.segment == bindparam("part"),
        t.c.about == RatingSubject.BOT.value,
    ),
)
_LATEST_CHOICE = (
    select(messages.c.choice)
    .where(messages.c.conversation_id == bindparam("conversation"), messages.c.author == Author.CUSTOMER.value)
    .order_by(messages.c.seq.desc())
    .limit(1)
)

_ASKED_AT = (
    select(t.c.asked_at).where(t.c.conversation_id == bindparam("conversation")).order_by(t.c.asked_at.desc()).limit(1)
)


class SqlSatisfaction:
    """`services.ports.Satisfaction`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(
        self, conversation_id: str, segment: int, about: RatingSubject, stretch_id: int | None, now: datetime
    ) -> int:
        """Notes that the question is asked now; its id. A segment or stretch is asked about once only."""
        row = {
            "conversation_id": conversation_id,
            "segment": segment,
            "about": about.value,
            "stretch_id": stretch_id,
            "asked_at": now,
        }
        return int(self._connection.execute(_ASK, row).scalar_one())

    def asked_at(self, conversation_id: str) -> datetime | None:
        """When the question was asked last in this conversation, about whomever."""
        return self._connection.execute(_ASKED_AT, {"conversation": conversation_id}).scalar()

    def led_by_bot(self, conversation_id: str, segment: int) -> LedByBot:
        """What happened so far in this segment, the conversation's present one."""
        place = {"conversation": conversation_id, "part": segment}
        with_people, asked = self._connection.execute(_FACTS, place).one()
        answered = self._connection.execute(_ANSWERED, {"conversation": conversation_id}).scalars()
        return LedByBot(frozenset(answered), bool(with_people), bool(asked))

    def get(self, rating_id: int, conversation_id: str) -> Rating | None:
        """The question asked in this very conversation, or None."""
        row = self._connection.execute(_ONE, {"rating": rating_id, "conversation": conversation_id}).one_or_none()
        return _rating(row) if row is not None else None

    def keep_score(self, rating: Rating) -> None:
        """Writes score and instant."""
        values = {"score": rating.score, "scored_at": rating.scored_at}
        self._connection.execute(update(t).where(t.c.id == rating.id).values(values))

    def keep_comment(self, rating_id: int, comment: str) -> None:
        """Writes the comment of a scored rating; a later one replaces it."""
        self._connection.execute(update(t).where(t.c.id == rating_id).values(comment=storable(comment)))

    def latest_choice(self, conversation_id: str) -> str | None:
        """The payload of the button in the customer's latest message, or None."""
        found: str | None = self._connection.execute(_LATEST_CHOICE, {"conversation": conversation_id}).scalar()
        return found

    def of_conversation(self, conversation_id: str, *, asked_by: Agent) -> tuple[Rating, ...]:
        """All questions of a conversation, oldest first. Raises AgentMayNot without READ_CONVERSATIONS."""
        asked_by.require(Permission.READ_CONVERSATIONS)
        return tuple(map(_rating, self._connection.execute(_ALL, {"conversation": conversation_id})))


def _rating(row: Row[Any]) -> Rating:
    values = dict(row._mapping)
    score = values["score"]
    return Rating(
        **values | {"about": RatingSubject(values["about"]), "score": Score(score) if score is not None else None}
    )
