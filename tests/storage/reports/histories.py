"""Histories nobody thought of: conversations as they may go, and the rows they leave behind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from bot.storage import schema
from bot.storage.database import SqlDatabase

SPEAKERS = (None, "billing@contoso.example", "it@contoso.example", "office@adatum.example", "admin@tailspin.example")
INTENTS = (None, "find_invoice", "support_hours", "collections_policy", "ticket_status", "technical_issue",
           "nlu_fallback", "greet", "talk_to_human")  # fmt: skip
STATES = ("answered", "answered", "kept", "suppressed")
PLACES = (ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York"), ZoneInfo("UTC"))
NIGHTS = (date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1), date(2026, 7, 1))


@dataclass(frozen=True)
class Wrote:
    after: int
    intent: str | None
    state: str
    owner: str


@dataclass(frozen=True)
class Held:
    """A time with people; steps: minutes until it was taken, answered, ended."""

    after: int
    reason: str | None
    steps: tuple[int | None, int | None, int | None]
    ending: str


@dataclass(frozen=True)
class Talk:
    """A conversation that begins so many minutes after the first midnight."""

    at: int
    speaker: str | None
    language: str
    channel: str
    closed: bool
    wrote: tuple[Wrote, ...]
    held: tuple[Held, ...]
    ticket_after: int | None
    rated: tuple[int, str | None] | None
    queue: str


def talks() -> st.SearchStrategy[Talk]:
    later = st.integers(0, 1440)
    wrote = st.builds(
        Wrote, later, st.sampled_from(INTENTS), st.sampled_from(STATES), st.sampled_from(["bot", "bot", "agent"])
    )
    steps = st.tuples(*[st.none() | st.integers(0, 900)] * 3)
    reasons = st.sampled_from([None, "asked", "fallback", "dispute"])
    held = st.builds(Held, later, reasons, steps, st.sampled_from(["resolved", "wait_ended", "cancelled"]))
    rated = st.tuples(later, st.sampled_from([None, "good", "okay", "poor"]))
    return st.builds(
        Talk, st.integers(-1440, 1440), st.sampled_from(SPEAKERS), st.sampled_from(["en", "fr"]),
        st.sampled_from(["directline", "teams"]), st.booleans(), st.lists(wrote, max_size=4).map(tuple),
        st.lists(held, max_size=2).map(tuple), st.none() | later, st.none() | rated,
        st.sampled_from(["technical", "commercial"]),
    )  # fmt: skip


@dataclass
class Raw:
    turns: list[dict[str, Any]] = field(default_factory=list)
    stretches: list[dict[str, Any]] = field(default_factory=list)
    tickets: list[dict[str, Any]] = field(default_factory=list)
    ratings: list[dict[str, Any]] = field(default_factory=list)
    talks: dict[str, dict[str, Any]] = field(default_factory=dict)


def store(database: SqlDatabase, told: list[Talk], midnight: datetime) -> Raw:
    """Writes the history in place of the one before it."""
    raw = Raw()
    tables = (
        schema.satisfaction,
        schema.stretches,
        schema.tickets,
        schema.turns,
        schema.messages,
        schema.conversations,
    )
    with database.connection(durable=False) as connection:
        for table in tables:
            connection.execute(delete(table))
        people = dict(connection.execute(select(schema.contacts.c.email, schema.contacts.c.id)).tuples().all())
        someone = connection.execute(select(schema.agents.c.id).limit(1)).scalar()
        for number, talk in enumerate(told):
            for table, row in rows_of(f"talk-{number}", talk, midnight, people.get(talk.speaker or ""), someone, raw):
                connection.execute(insert(table), row)
    return raw


def rows_of(
    name: str, talk: Talk, midnight: datetime, contact: int | None, someone: int | None, raw: Raw
) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The rows of a conversation, each noted in `raw`."""
    began = midnight.astimezone(UTC) + timedelta(minutes=talk.at)
    at = lambda minutes: None if minutes is None else began + timedelta(minutes=minutes)  # noqa: E731
    row = {
        "id": name, "channel": talk.channel, "contact_id": contact, "language": talk.language, "owner_kind": "bot",
        "lifecycle": "closed" if talk.closed else "active", "version": 1, "segment": 1, "last_seq": 9,
        "started_at": began, "last_at": at(max((w.after for w in talk.wrote), default=0)), "last_author": "bot",
        "last_text": "x",
    }  # fmt: skip
    raw.talks[name] = {**row, "speaker": talk.speaker}
    yield schema.conversations, row
    for seq, wrote in enumerate(talk.wrote, 1):
        said = {"conversation_id": name, "seq": seq}
        yield schema.messages, {**said, "channel": talk.channel, "author": "customer", "author_name": "",
                                "visibility": "public", "text": "x", "sent_at": began}  # fmt: skip
        turn = {**said, "state": wrote.state, "expected_at": began, "finished_at": at(wrote.after),
                "owner": wrote.owner, "language": talk.language, "intent": wrote.intent,
                "confidence": wrote.intent and 0.9}  # fmt: skip
        raw.turns.append(turn)
        yield schema.turns, turn
    for held in talk.held:
        taken, answered, ended = held.steps
        accepted = at(None if taken is None or someone is None else held.after + taken)
        over = at(held.after + (ended or 0))
        stretch = {
            "id": len(raw.stretches) + 1, "conversation_id": name, "segment": 1, "queue": talk.queue,
            "reason": held.reason, "agent_id": someone, "began_at": at(held.after), "accepted_at": accepted,
            "answered_at": accepted and accepted + timedelta(minutes=answered or 0), "ended_at": over,
            "ending": held.ending, "first_seq": 1,
        }  # fmt: skip
        raw.stretches.append(stretch)
        yield schema.stretches, stretch
    yield from afterwards(name, talk, at, raw)


def afterwards(name: str, talk: Talk, at: Callable[[Any], Any], raw: Raw) -> Iterator[tuple[Any, dict[str, Any]]]:
    """A ticket and a question how the help was, where the talk has them."""
    if talk.ticket_after is not None:
        ticket = {
            "number": f"T-{name}", "origin": name, "matter": "technical", "queue": talk.queue,
            "subject": "x", "text": "x",
            "state": "open", "opened_at": at(talk.ticket_after), "changed_at": at(talk.ticket_after),
            "conversation_id": name, "assigned_to": "technical",
        }  # fmt: skip
        raw.tickets.append(ticket)
        yield schema.tickets, ticket
    if talk.rated is not None:
        after, score = talk.rated
        person = bool(talk.held)
        rating = {"conversation_id": name, "segment": 1, "about": "person" if person else "bot", "asked_at": at(after),
                  "score": score, "scored_at": score and at(after),
                  "stretch_id": len(raw.stretches) if person else None}  # fmt: skip
        raw.ratings.append(rating)
        yield schema.satisfaction, rating
