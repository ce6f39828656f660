"""What the database keeps of who waits is what the domain says, in every case there is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product

import pytest

from bot.domain.conversations.conversation import Conversation, Event, HandoffReason, OwnerKind
from bot.domain.conversations.messages import Author, Visibility
from bot.domain.conversations.unanswered import (
    Effect,
    agent_was_silent,
    effect_of_change,
    effect_of_words,
    is_heard,
    waits_since,
)
from bot.domain.staff.agents import Agent
from bot.services.records.conversations import ConversationQuery, ConversationRecord, Draft, View
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW, begin

EARLIER = NOW - timedelta(minutes=5)
TICK = timedelta(milliseconds=1)
AFTER = NOW + TICK
PRESS = '/rate{"id": "7", "score": "good"}'
WORDS = [
    *(Draft(Author.CUSTOMER, text, choice=choice) for text, choice in product(("words", ""), (None, PRESS))),
    *(
        Draft(author, text, visibility)
        for author, text, visibility in product((Author.BOT, Author.DESK, Author.AGENT), ("words", ""), Visibility)
    ),
]
"""Every kind of row there may be: customers write in public, and only they press buttons."""


@pytest.fixture
def agent(seeded: SqlDatabase) -> Agent:
    with seeded.reading() as work:
        return min(work.staff.agents.active(), key=lambda agent: agent.id)


def walk(name: str, agent: Agent, at: datetime) -> dict[str, list[tuple[Event, Conversation]]]:
    """The steps that bring a new conversation into each state, from `at` on."""
    queued = Conversation(name).hand_off(agent.team, HandoffReason.ASKED, at)
    held = queued.accept(agent.id)
    to_queue = (Event.HANDED_OFF, queued)
    to_agent = (Event.ACCEPTED, held)
    return {
        "led": [],
        "queued": [to_queue],
        "held": [to_queue, to_agent],
        "transferred": [to_queue, to_agent, (Event.TRANSFERRED, held.transfer(agent.id, agent.team, at))],
        "snoozed": [to_queue, to_agent, (Event.SNOOZED, held.snooze(agent.id, at + timedelta(days=1)))],
        "handed back": [to_queue, to_agent, (Event.HANDED_BACK, held.hand_back(agent.id))],
        "closed": [to_queue, to_agent, (Event.RESOLVED, held.resolve(agent.id))],
    }


STATES = ("led", "queued", "held", "transferred", "snoozed", "handed back", "closed")


def put(database: SqlDatabase, name: str, agent: Agent, state: str, at: datetime) -> None:
    begin(database, name)
    with database.writing() as work:
        for event, changed in walk(name, agent, at)[state]:
            work.conversations.rows.save(changed, seen=changed.version - 1, event=event, now=at)


def wait_since(database: SqlDatabase, name: str, since: datetime | None) -> None:
    """The customer's wait, as if it had come about in some other way."""
    with database.writing() as work:
        agent_answered = Draft(Author.AGENT, "Here.")
        work.conversations.log.append(name, [agent_answered], EARLIER)
        if since is not None:
            work.conversations.rows.note_unanswered(name, since)


def stored(database: SqlDatabase, name: str) -> ConversationRecord:
    with database.reading() as work:
        record = work.conversations.rows.get(name)
    assert record is not None
    return record


def names() -> Iterator[str]:
    return (f"c{number}" for number in range(10_000))


@pytest.mark.parametrize("state", ["led", "queued", "held"])
def test_words_begin_and_end_a_wait_as_the_rule_says(seeded: SqlDatabase, agent: Agent, state: str) -> None:
    owner = {"led": OwnerKind.BOT, "queued": OwnerKind.QUEUE, "held": OwnerKind.AGENT}[state]
    for name, (draft, before) in zip(names(), product(WORDS, (None, EARLIER)), strict=False):
        put(seeded, name, agent, state, EARLIER)
        wait_since(seeded, name, before)
        with seeded.writing() as work:
            work.conversations.log.append(name, [draft], NOW)
        heard = is_heard(draft.visibility, draft.text)
        effect = effect_of_words(draft.author, draft.choice, owner) if heard else Effect.NONE
        assert stored(seeded, name).unanswered_since == effect.applied(before, NOW), (draft, before)


def test_the_last_of_several_rows_the_customer_reads_decides(seeded: SqlDatabase, agent: Agent) -> None:
    put(seeded, "c", agent, "held", EARLIER)
    wait_since(seeded, "c", EARLIER)
    rows = [
        Draft(Author.AGENT, "Here."),
        Draft(Author.CUSTOMER, "and this?"),
        Draft(Author.AGENT, "x", Visibility.NOTE),
    ]
    with seeded.writing() as work:
        work.conversations.log.append("c", rows, NOW)
    assert stored(seeded, "c").unanswered_since == Effect.BEGINS.applied(EARLIER, NOW)


def test_changes_of_hands_begin_a_wait_as_the_rule_says(seeded: SqlDatabase, agent: Agent) -> None:
    for name, (state, before) in zip(names(), product(STATES, (None, EARLIER)), strict=False):
        begin(seeded, name)
        for event, changed in walk(name, agent, NOW)[state]:
            wait_since(seeded, name, before)
            with seeded.writing() as work:
                work.conversations.rows.save(changed, seen=changed.version - 1, event=event, now=NOW)
            expected = effect_of_change(changed).applied(before, NOW)
            assert stored(seeded, name).unanswered_since == expected, (event, before)


def test_agents_are_silent_as_the_rule_says(seeded: SqlDatabase, agent: Agent) -> None:
    expected = []
    cases = product(STATES, (EARLIER, NOW, AFTER), (EARLIER, NOW, AFTER, None))
    for name, (state, since, unanswered) in zip(names(), cases, strict=False):
        put(seeded, name, agent, state, since)
        wait_since(seeded, name, unanswered)
        if agent_was_silent(stored(seeded, name).conversation, unanswered, since, limit=NOW):
            expected.append(name)
    with seeded.reading() as work:
        found = [record.conversation.id for record in work.conversations.rows.left_unanswered(NOW)]
    assert sorted(found) == sorted(expected)
    assert len(expected) == 4


def test_lists_of_people_are_in_the_order_of_the_waits_they_tell(seeded: SqlDatabase, agent: Agent) -> None:
    cases = product(("queued", "held", "transferred"), (EARLIER, NOW, AFTER), (EARLIER - TICK, NOW + 2 * TICK, None))
    for name, (state, since, unanswered) in zip(names(), cases, strict=False):
        put(seeded, name, agent, state, since)
        wait_since(seeded, name, unanswered)
    with seeded.reading() as work:
        rows = work.conversations.overview.rows(
            ConversationQuery(View.TEAM, own=(agent.team,)), asked_by=agent, now=NOW
        )
    told = [row.waits_since for row in rows]
    assert told == [waits_since(row.conversation, row.unanswered_since) for row in rows]
    waiting = [since for since in told if since is not None]
    assert told == sorted(waiting) + [None] * 3
    assert len(rows) == 27
