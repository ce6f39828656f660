"""The lists agents see: who is in which, in what order, found by what, and one conversation row by row."""

from datetime import datetime, timedelta

import pytest

from bot.domain.conversations.conversation import Conversation, Event, HandoffReason
from bot.domain.conversations.messages import Author, Visibility
from bot.domain.staff.agents import Agent, AgentRole
from bot.domain.staff.console_errors import AgentMayNot
from bot.services.records.conversations import ConversationQuery, Draft, View
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW, THREAD, begin, identity

MINUTE = timedelta(minutes=1)
UNTIL = NOW + timedelta(hours=1)


def account(database: SqlDatabase, name: str) -> Agent:
    with database.reading() as work:
        found = work.staff.agents.account_by_email(f"{name}@northstar.example")
    assert found is not None
    return found.agent


@pytest.fixture
def agent(seeded: SqlDatabase) -> Agent:
    return account(seeded, "billing")


def put(
    database: SqlDatabase, name: str, *steps: tuple[Event, Conversation], said: str = "hello", at: datetime = NOW
) -> None:
    """A conversation in which the customer wrote, and which then changed hands in these steps."""
    begin(database, name)
    with database.writing() as work:
        work.conversations.log.append(name, [Draft(Author.CUSTOMER, said)], at)
        for event, changed in steps:
            work.conversations.rows.save(changed, seen=changed.version - 1, event=event, now=at)


def queued(name: str, team: str = "commercial", since: datetime = NOW) -> tuple[Event, Conversation]:
    return Event.HANDED_OFF, Conversation(name).hand_off(team, HandoffReason.ASKED, since)


def held(name: str, by: Agent) -> tuple[Event, Conversation]:
    return Event.TAKEN_OVER, Conversation(name).take_over(by.id, by.team)


def everything(database: SqlDatabase, agent: Agent) -> None:
    """One conversation of each kind, the later ones spoken in later."""
    other = account(database, "helpdesk")
    put(database, "bot", at=NOW)
    put(database, "new", queued("new", since=NOW + MINUTE), at=NOW + MINUTE)
    put(database, "old", queued("old", "technical"), at=NOW + 2 * MINUTE)
    put(database, "mine", held("mine", agent), at=NOW + 3 * MINUTE)
    put(database, "theirs", held("theirs", other), at=NOW + 4 * MINUTE)
    mine = held("aside", agent)
    put(database, "aside", mine, (Event.SNOOZED, mine[1].snooze(agent.id, UNTIL)), at=NOW + 5 * MINUTE)
    done = held("closed", agent)
    put(database, "closed", done, (Event.RESOLVED, done[1].resolve(agent.id)), at=NOW + 6 * MINUTE)
    begin(database, "silent")


def ids(database: SqlDatabase, asked: ConversationQuery, agent: Agent) -> list[str]:
    with database.reading() as work:
        return [row.conversation.id for row in work.conversations.overview.rows(asked, asked_by=agent, now=NOW)]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (View.WAITING, ["old", "new"]),
        (View.MINE, ["mine"]),
        (View.SNOOZED, ["aside"]),
        (View.TEAM, ["new", "mine", "aside"]),
        (View.CLOSED, ["closed"]),
        (View.ALL, ["closed", "aside", "theirs", "mine", "old", "new", "bot"]),
    ],
)
def test_every_list_holds_its_conversations_in_its_order(
    seeded: SqlDatabase, agent: Agent, view: View, expected: list[str]
) -> None:
    everything(seeded, agent)
    assert ids(seeded, ConversationQuery(view, own=("commercial",)), agent) == expected


def test_the_counts_are_those_of_the_lists(seeded: SqlDatabase, agent: Agent) -> None:
    everything(seeded, agent)
    with seeded.reading() as work:
        counts = work.conversations.overview.counts(("commercial",), asked_by=agent)
    lists = {
        view: len(ids(seeded, ConversationQuery(view, own=("commercial",)), agent))
        for view in (View.WAITING, View.MINE, View.TEAM)
    }
    assert counts == {view.value: count for view, count in lists.items()}


def test_a_long_list_goes_on_where_it_stopped_without_gap_or_repetition(seeded: SqlDatabase, agent: Agent) -> None:
    everything(seeded, agent)
    pages: list[str] = []
    before = ""
    for _ in range(4):
        with seeded.reading() as work:
            asked = ConversationQuery(View.ALL, before=before, limit=2)
            rows = work.conversations.overview.rows(asked, asked_by=agent, now=NOW)
        pages += [row.conversation.id for row in rows]
        before = rows[-1].cursor
    assert pages == ids(seeded, ConversationQuery(View.ALL), agent)


@pytest.mark.parametrize(
    "cursor", ["rubbish", "2026-11-23|x", "|", "2026-11-23T09:30:00|x", "0001-01-01T00:00:00+14:00|x"]
)
def test_a_cursor_somebody_made_up_finds_nothing(seeded: SqlDatabase, agent: Agent, cursor: str) -> None:
    everything(seeded, agent)
    assert ids(seeded, ConversationQuery(View.ALL, before=cursor), agent) == []


def test_conversations_are_found_by_words_said_or_noted_names_and_tags_and_by_no_suppressed_word(
    seeded: SqlDatabase, agent: Agent
) -> None:
    contact = identity(seeded, "billing@contoso.example").contact_id
    begin(seeded, THREAD, contact)
    put(seeded, "other", said="100% discount_code")
    with seeded.writing() as work:
        rows = [
            Draft(Author.CUSTOMER, "Where is NS-104231?"),
            Draft(Author.AGENT, "a difficult one", visibility=Visibility.NOTE),
            Draft(Author.BOT, "never heard", visibility=Visibility.SUPPRESSED),
        ]
        work.conversations.log.append(THREAD, rows, NOW)
        work.conversations.tags.add(THREAD, "vat", asked_by=agent, now=NOW)
    for query in ("ns-104231", "difficult", "CONTOSO", "amelia", "amelia ns-104231", THREAD):
        assert ids(seeded, ConversationQuery(View.ALL, query=query), agent) == [THREAD], query
    for query in ("heard", "amelia discount", "10_%"):
        assert ids(seeded, ConversationQuery(View.ALL, query=query), agent) == [], query
    assert ids(seeded, ConversationQuery(View.ALL, query="100%"), agent) == ["other"]
    assert ids(seeded, ConversationQuery(View.ALL, tag="vat"), agent) == [THREAD]
    assert ids(seeded, ConversationQuery(View.ALL, tag="va"), agent) == []


def test_a_list_can_be_narrowed_to_a_queue(seeded: SqlDatabase, agent: Agent) -> None:
    everything(seeded, agent)
    assert ids(seeded, ConversationQuery(View.WAITING, queue="technical"), agent) == ["old"]


def test_a_row_names_customer_agent_and_last_words(seeded: SqlDatabase, agent: Agent) -> None:
    contact = identity(seeded, "billing@contoso.example").contact_id
    begin(seeded, THREAD, contact)
    with seeded.writing() as work:
        work.conversations.log.append(THREAD, [Draft(Author.CUSTOMER, "hello")], NOW)
        event, taken = held(THREAD, agent)
        work.conversations.rows.save(taken, seen=1, event=event, now=NOW)
        row = work.conversations.overview.one(THREAD, asked_by=agent)
        assert work.conversations.overview.one("none", asked_by=agent) is None
    assert row is not None
    assert (row.contact, row.customer, row.agent) == ("Amelia Hart", "Contoso Ltd", agent.name)
    assert (row.last_author, row.last_text, row.last_at, row.unanswered_since) == ("customer", "hello", NOW, NOW)


def test_a_transcript_shows_agents_everything_and_goes_both_ways(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    with seeded.writing() as work:
        rows = [
            Draft(Author.CUSTOMER, "1"),
            Draft(Author.AGENT, "2", visibility=Visibility.NOTE),
            Draft(Author.BOT, "3", visibility=Visibility.SUPPRESSED),
            Draft(Author.BOT, "4"),
        ]
        work.conversations.log.append(THREAD, rows, NOW)

    def texts(**where: int) -> str:
        with seeded.reading() as work:
            return "".join(row.text for row in work.conversations.overview.transcript(THREAD, asked_by=agent, **where))

    assert texts() == "1234"
    assert texts(after=2) == "34"
    assert texts(before=4, limit=2) == "23"
    assert texts(after=1, limit=2) == "23"


def test_who_may_not_read_conversations_sees_no_list(seeded: SqlDatabase) -> None:
    nobody = Agent(2, "x@northstar.example", "X", "technical", frozenset({AgentRole.USER_ADMIN}))
    with seeded.reading() as work:
        for read in (
            lambda: work.conversations.overview.rows(ConversationQuery(View.ALL), asked_by=nobody, now=NOW),
            lambda: work.conversations.overview.one(THREAD, asked_by=nobody),
            lambda: work.conversations.overview.counts((), asked_by=nobody),
            lambda: work.conversations.overview.transcript(THREAD, asked_by=nobody),
        ):
            with pytest.raises(AgentMayNot):
                read()
