"""Lists of open conversations stand in the order of the rule, and page by page nobody is left out or shown twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest

from bot.domain.conversations.conversation import Conversation, Event, HandoffReason
from bot.domain.conversations.messages import Author
from bot.domain.conversations.queue_order import Place
from bot.domain.staff.agents import Agent
from bot.services.records.conversations import ConversationQuery, Draft, Listed, View
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW, begin, identity

MINUTE = timedelta(minutes=1)
QUEUE = "commercial"
BY_PLACE = (View.WAITING, View.MINE, View.TEAM)


@pytest.fixture
def agent(seeded: SqlDatabase) -> Agent:
    with seeded.reading() as work:
        return min(work.staff.agents.active(), key=lambda agent: agent.id)


@pytest.fixture
def customer(seeded: SqlDatabase) -> int:
    contact_id = identity(seeded, "billing@contoso.example").contact_id
    assert contact_id is not None
    return contact_id


def put(database: SqlDatabase, name: str, contact: int | None, agent: Agent, at: datetime, state: str) -> None:
    """A conversation that is queued, unanswered with the agent, or answered by the agent, since an instant."""
    begin(database, name, contact)
    queued = Conversation(name).hand_off(QUEUE, HandoffReason.ASKED, at)
    with database.writing() as work:
        work.conversations.log.append(name, [Draft(Author.CUSTOMER, "hello")], at)
        work.conversations.rows.save(queued, seen=1, event=Event.HANDED_OFF, now=at)
        if state != "queued":
            work.conversations.rows.save(queued.accept(agent.id), seen=2, event=Event.ACCEPTED, now=at)
        if state == "answered":
            work.conversations.log.append(name, [Draft(Author.AGENT, "Here.")], at)


def everything(database: SqlDatabase, agent: Agent, customer: int) -> None:
    """Every kind of open conversation, each kind with two that began at once."""
    kinds = product((None, customer), ("queued", "unanswered", "answered"), (3, 1, 2, 1))
    for number, (contact, state, minutes) in enumerate(kinds):
        put(database, f"{number * 7 % 24:02d}", contact, agent, NOW + minutes * MINUTE, state)


def rows(database: SqlDatabase, asked: ConversationQuery, agent: Agent) -> tuple[Listed, ...]:
    with database.reading() as work:
        return work.conversations.overview.rows(replace(asked, own=(QUEUE,)), asked_by=agent, now=NOW)


def pages(database: SqlDatabase, view: View, agent: Agent, limit: int) -> Iterator[tuple[Listed, ...]]:
    """One page after the other, each read when it is asked for."""
    before = ""
    while page := rows(database, ConversationQuery(view, before=before, limit=limit), agent):
        yield page
        before = page[-1].cursor


def place(row: Listed) -> Place:
    return Place.of(row.conversation, row.contact_id, row.unanswered_since, row.last_at)


@pytest.mark.parametrize(("view", "count"), [(View.WAITING, 8), (View.MINE, 16), (View.TEAM, 24)])
def test_a_list_stands_in_the_order_in_which_people_serve(
    seeded: SqlDatabase, agent: Agent, customer: int, view: View, count: int
) -> None:
    everything(seeded, agent, customer)
    found = rows(seeded, ConversationQuery(view), agent)
    assert len(found) == count
    assert list(found) == sorted(found, key=place)


@pytest.mark.parametrize("limit", [1, 3, 5])
@pytest.mark.parametrize("view", BY_PLACE)
def test_page_by_page_every_conversation_is_shown_once(
    seeded: SqlDatabase, agent: Agent, customer: int, view: View, limit: int
) -> None:
    everything(seeded, agent, customer)
    whole = rows(seeded, ConversationQuery(view), agent)
    assert [row for page in pages(seeded, view, agent, limit) for row in page] == [*whole]


def test_who_comes_and_goes_meanwhile_moves_nobody_else_between_pages(
    seeded: SqlDatabase, agent: Agent, customer: int
) -> None:
    for number in range(9):
        put(seeded, f"v{number}", None, agent, NOW + number * MINUTE, "queued")
    shown: list[str] = []
    for number, page in enumerate(pages(seeded, View.WAITING, agent, limit=3)):
        shown += [row.conversation.id for row in page]
        put(seeded, f"customer{number}", customer, agent, NOW + timedelta(hours=1), "queued")
        taken = page[0].conversation.accept(agent.id)
        with seeded.writing() as work:
            work.conversations.rows.save(taken, seen=taken.version - 1, event=Event.ACCEPTED, now=NOW)
    assert shown == [f"v{number}" for number in range(9)]
    assert [row.conversation.id for row in rows(seeded, ConversationQuery(View.WAITING, limit=3), agent)] == [
        "customer0",
        "customer1",
        "customer2",
    ]


@pytest.mark.parametrize("view", BY_PLACE)
@pytest.mark.parametrize(
    "cursor",
    [
        "rubbish",
        "0|2026-11-23|x",
        "3|2026-11-23T09:30:00+00:00|x",
        "2026-11-23T09:30:00+00:00|x",
        "0|0001-01-01T00:00:00+14:00|x",
        "||",
    ],
)
def test_a_cursor_somebody_made_up_finds_nothing(
    seeded: SqlDatabase, agent: Agent, customer: int, view: View, cursor: str
) -> None:
    everything(seeded, agent, customer)
    assert rows(seeded, ConversationQuery(view, before=cursor), agent) == ()


def test_the_total_counts_the_whole_list_narrowed_as_it_is(seeded: SqlDatabase, agent: Agent, customer: int) -> None:
    everything(seeded, agent, customer)
    with seeded.reading() as work:
        totals = {
            (view, query): work.conversations.overview.total(
                ConversationQuery(view, query, limit=1, own=(QUEUE,)), asked_by=agent
            )
            for view, query in product(View, ("", "contoso"))
        }
    assert [totals[view, ""] for view in BY_PLACE] == [8, 16, 24]
    assert [totals[view, "contoso"] for view in BY_PLACE] == [4, 8, 12]
    assert totals[View.SNOOZED, ""] == 0
    assert totals[View.ALL, ""] is totals[View.CLOSED, ""] is None


def test_the_place_told_to_customers_is_that_of_the_list(seeded: SqlDatabase, agent: Agent, customer: int) -> None:
    everything(seeded, agent, customer)
    listed = [row.conversation.id for row in rows(seeded, ConversationQuery(View.WAITING), agent)]
    begin(seeded, "new-visitor")
    begin(seeded, "new-customer", customer)
    with seeded.reading() as work:
        told = [work.conversations.rows.queue_position(name) for name in listed]
        ahead = {
            (name, queue): work.conversations.rows.would_be_before(name, queue)
            for name, queue in product(("new-visitor", "new-customer", "nowhere"), (QUEUE, "another"))
        }
    assert told == [*range(1, 9)]
    assert ahead == {
        ("new-visitor", QUEUE): 8,
        ("new-customer", QUEUE): 4,
        ("nowhere", QUEUE): 0,
        ("new-visitor", "another"): 0,
        ("new-customer", "another"): 0,
        ("nowhere", "another"): 0,
    }


def test_whoever_began_to_wait_since_an_instant_calls_the_newest_first(
    seeded: SqlDatabase, agent: Agent, customer: int
) -> None:
    everything(seeded, agent, customer)
    with seeded.reading() as work:
        calling = work.conversations.overview.calling(NOW + 2 * MINUTE, asked_by=agent)
    since = [row.waits_since for row in calling]
    assert since == [NOW + 3 * MINUTE] * 4 + [NOW + 2 * MINUTE] * 4
    assert {row.conversation.owner.kind.value for row in calling} == {"queue", "agent"}
