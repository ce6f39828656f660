"""What contacts have seen of their tickets is kept for each of them, and only where they may read."""

import pytest

from bot.domain.customers.identity import VISITOR, Identity
from bot.domain.staff.agents import Agent
from bot.domain.support.tickets import Matter, TicketEvent
from bot.services.records.support import TicketChange
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW, THREAD, begin, identity, say
from tests.storage.support.test_tickets import open_ticket


@pytest.fixture
def agent(seeded: SqlDatabase) -> Agent:
    with seeded.reading() as work:
        account = work.staff.agents.account_by_email("globaladmin@northstar.example")
    assert account is not None
    return account.agent


def does(database: SqlDatabase, number: str, agent: Agent, *changes: TicketChange) -> None:
    with database.writing() as work:
        row = work.support.handling.one(number, asked_by=agent)
        assert row is not None
        work.support.handling.change(number, changes, asked_by=agent, seen=row.ticket.changed_at, now=NOW)


def unread(database: SqlDatabase, who: Identity) -> list[tuple[str, int]]:
    with database.reading() as work:
        return [(own.ticket.number, own.unread) for own in work.support.reading.unread(asked_by=who, limit=9)]


def saw(database: SqlDatabase, number: str, up_to: int, who: Identity) -> None:
    with database.writing() as work:
        work.support.reading.saw(number, up_to, asked_by=who)


def test_answers_are_unread_for_who_opened_until_seen_and_never_go_back(
    seeded: SqlDatabase, billing: Identity, agent: Agent
) -> None:
    does(
        seeded, "T-1002", agent, TicketChange(TicketEvent.ANSWER, text="one"), TicketChange(TicketEvent.NOTE, text="x")
    )
    does(seeded, "T-1002", agent, TicketChange(TicketEvent.ANSWER, text="two"))
    assert unread(seeded, billing) == [("T-1002", 2)]
    with seeded.reading() as work:
        one, two = work.support.reading.entries("T-1002", asked_by=billing, conversation_id="", limit=9)
        assert work.support.reading.unread_beside(asked_by=billing) == 2
    assert (one.text, two.text, two.unread) == ("one", "two", True)
    saw(seeded, "T-1002", one.id, billing)
    assert unread(seeded, billing) == [("T-1002", 1)]
    saw(seeded, "T-1002", two.id, billing)
    saw(seeded, "T-1002", one.id, billing)
    assert unread(seeded, billing) == []


def test_what_a_colleague_saw_and_what_a_stranger_claims_changes_nothing(
    seeded: SqlDatabase, billing: Identity, agent: Agent
) -> None:
    does(seeded, "T-1002", agent, TicketChange(TicketEvent.ANSWER, text="one"))
    for who in (VISITOR, identity(seeded, "it@contoso.example"), identity(seeded, "compta@fabrikam.example")):
        saw(seeded, "T-1002", 999, who)
        assert unread(seeded, who) == []
        with seeded.reading() as work:
            assert work.support.reading.entries("T-1002", asked_by=who, conversation_id="x", limit=9) == ()
            rows, total = work.support.reading.page(asked_by=who, limit=9, offset=0)
            assert "T-1002" not in [own.ticket.number for own in rows]
            assert total == len(rows)
    assert unread(seeded, billing) == [("T-1002", 1)]


def test_an_answer_said_in_the_conversation_is_read_once_it_was_seen_there(
    seeded: SqlDatabase, billing: Identity, agent: Agent
) -> None:
    begin(seeded, contact_id=billing.contact_id)
    for word in ("one", "two", "three"):
        say(seeded, word)
    ticket = open_ticket(seeded, billing, matter=Matter.COMMERCIAL)
    does(seeded, ticket.number, agent, TicketChange(TicketEvent.ANSWER, text="said there", seq=3))
    for seen, left in ((2, [(ticket.number, 1)]), (3, [])):
        with seeded.writing() as work:
            work.conversations.own.saw(THREAD, seen)
        assert unread(seeded, billing) == left
    with seeded.reading() as work:
        assert work.support.reading.unread_beside(asked_by=billing) == 0


def test_tickets_with_unread_answers_are_listed_first_then_open_ones(
    seeded: SqlDatabase, billing: Identity, agent: Agent
) -> None:
    begin(seeded, contact_id=billing.contact_id)
    newer = open_ticket(seeded, billing, matter=Matter.COMMERCIAL)
    does(seeded, "T-1002", agent, TicketChange(TicketEvent.ANSWER, text="one"))
    with seeded.reading() as work:
        rows, total = work.support.reading.page(asked_by=billing, limit=1, offset=0)
        rest, _ = work.support.reading.page(asked_by=billing, limit=9, offset=1)
    assert [(own.ticket.number, own.unread) for own in rows] == [("T-1002", 1)]
    assert rest[0].ticket.number == newer.number
    assert total == len(rest) + 1
