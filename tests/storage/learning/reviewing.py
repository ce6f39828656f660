"""Short ways to have messages understood, handed off, listed and judged."""

from datetime import datetime
from typing import Any

from bot.domain.conversations.conversation import HandoffReason
from bot.domain.staff.agents import Agent
from bot.services.records.conversations import TurnResult, TurnState
from bot.services.records.learning import ReviewItem, ReviewQuery
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW, next_turn, say

KEY = "c-1"


def understood(
    database: SqlDatabase, text: str, intent: str, confidence: float, thread: str = KEY, at: datetime = NOW, **more: Any
) -> int:
    """A customer's message whose turn the bot took; its number."""
    message = say(database, text, thread)
    turn = next_turn(database, thread)
    assert turn is not None
    ranking = more.get("ranking", [{"intent": intent, "confidence": confidence}])
    parse = {"intent": intent, "confidence": confidence, "ranking": ranking}
    result = TurnResult(TurnState.ANSWERED, "bot", more.get("language", "en"), intent, confidence, parse)
    with database.writing() as work:
        work.conversations.turns.finish(turn, result, at)
    return message.seq


def hand_off(database: SqlDatabase, reason: HandoffReason, thread: str = KEY, at: datetime = NOW) -> None:
    with database.writing() as work:
        record = work.conversations.rows.get(thread)
        assert record is not None
        work.conversations.stretches.begin(record.conversation.hand_off("technical", reason, at), at)


def inbox(database: SqlDatabase, agent: Agent, **asked: Any) -> tuple[ReviewItem, ...]:
    with database.reading() as work:
        return work.learning.reviews.doubtful(ReviewQuery(**asked), asked_by=agent)


def texts(database: SqlDatabase, agent: Agent, **asked: Any) -> list[str]:
    return [item.text for item in inbox(database, agent, **asked)]


def judge(database: SqlDatabase, agent: Agent, seq: int, intent: str | None, at: datetime = NOW) -> bool:
    with database.writing() as work:
        return work.learning.reviews.judge(KEY, seq, intent, asked_by=agent, now=at)
