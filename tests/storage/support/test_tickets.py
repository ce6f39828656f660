"""Tickets: one for each cause, numbered without doubles, seen by whom the rule allows and by nobody else."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.customers.identity import VISITOR, Identity, Level, Role, at_address
from bot.domain.support.tickets import Matter, Ticket, TicketState
from bot.storage.database import SqlDatabase
from tests.storage.billing.test_invoices import statements
from tests.storage.conversations.talking import NOW, THREAD, begin, identity


def open_ticket(database: SqlDatabase, asked_by: Identity = VISITOR, origin: str = "m-1", **given: Any) -> Ticket:
    values = {
        "conversation_id": THREAD,
        "matter": Matter.TECHNICAL,
        "queue": "technical",
        "subject": "Outlook",
        "text": "It does not start.",
        "assigned_to": "technical",
        "now": NOW,
    }
    with database.writing() as work:
        return work.support.tickets.open(asked_by=asked_by, origin=origin, **(values | given))


def numbers(database: SqlDatabase, asked_by: Identity, conversation_id: str = "elsewhere", limit: int = 5) -> list[str]:
    with database.reading() as work:
        found = work.support.tickets.readable(asked_by=asked_by, conversation_id=conversation_id, limit=limit)
    return [ticket.number for ticket in found]


def test_the_first_ticket_people_open_is_1003_and_comes_back_as_written(seeded: SqlDatabase) -> None:
    begin(seeded)
    opened = open_ticket(seeded, contact_address="me@home.example", product="Outlook")
    assert (opened.number, opened.state, opened.opened_at) == ("T-1003", TicketState.OPEN, NOW)
    with seeded.reading() as work:
        assert work.support.tickets.by_number("T-1003", asked_by=VISITOR, conversation_id=THREAD) == opened


def test_the_same_cause_gives_the_same_ticket_and_wastes_no_number(seeded: SqlDatabase) -> None:
    begin(seeded)
    first = open_ticket(seeded)
    again = open_ticket(seeded, subject="something else", now=NOW + timedelta(hours=1))
    assert again == first
    assert open_ticket(seeded, origin="m-2").number == "T-1004"


def test_simultaneous_tickets_get_different_numbers_and_one_cause_one_ticket(seeded: SqlDatabase) -> None:
    begin(seeded)
    made: list[tuple[str, str]] = []

    def make(origin: str) -> None:
        made.append((origin, open_ticket(seeded, origin=origin).number))

    threads = [threading.Thread(target=make, args=(f"m-{n % 4}",)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 12
    assert sorted({number for _, number in made}) == ["T-1003", "T-1004", "T-1005", "T-1006"]
    assert len(set(made)) == 4


def test_text_a_database_cannot_keep_is_mended_and_not_lost(seeded: SqlDatabase) -> None:
    begin(seeded)
    opened = open_ticket(seeded, text="a\x00b", subject="\ud800")
    with seeded.reading() as work:
        assert work.support.tickets.by_number(opened.number, asked_by=VISITOR, conversation_id=THREAD) == opened


def test_open_tickets_come_first_then_the_newest(seeded: SqlDatabase, billing: Identity) -> None:
    begin(seeded)
    everything = replace(billing, roles=frozenset({Role.ADMIN}))
    open_ticket(seeded, billing, origin="m-1", now=NOW + timedelta(hours=1))
    open_ticket(seeded, billing, origin="m-2", now=NOW + timedelta(hours=2))
    assert numbers(seeded, everything) == ["T-1004", "T-1003", "T-1002", "T-1001"]
    assert numbers(seeded, everything, limit=2) == ["T-1004", "T-1003"]


SPEAKERS = [
    ("billing@contoso.example", {}),
    ("billing@contoso.example", {"roles": frozenset({Role.ADMIN})}),
    ("billing@contoso.example", {"roles": frozenset()}),
    ("billing@contoso.example", {"level": Level.ADDRESS, "email": "billing@contoso.example"}),
    ("billing@contoso.example", {"level": Level.ADDRESS, "email": "ann@company.example"}),
    ("billing@contoso.example", {"level": Level.ANONYMOUS}),
    ("it@contoso.example", {}),
    ("compta@fabrikam.example", {}),
    ("office@adatum.example", {}),
    ("accounts@northwind.example", {}),
]


@pytest.mark.parametrize(("email", "changes"), SPEAKERS)
@pytest.mark.parametrize("conversation_id", [THREAD, "elsewhere"])
def test_exactly_those_tickets_are_read_that_the_domains_rule_allows(
    seeded: SqlDatabase, email: str, changes: dict[str, Any], conversation_id: str
) -> None:
    begin(seeded)
    everyone = [
        identity(seeded, e) for e in ("billing@contoso.example", "it@contoso.example", "compta@fabrikam.example")
    ]
    for n, opener in enumerate([VISITOR, at_address("ann@company.example"), *everyone]):
        for matter in Matter:
            open_ticket(seeded, opener, origin=f"{n}-{matter}", matter=matter, conversation_id=THREAD)
    speaker = replace(identity(seeded, email), **changes)
    all_tickets = [f"T-{n}" for n in range(1001, 1013)]
    with seeded.reading() as work:
        every = [work.support.tickets.by_number(n, asked_by=VISITOR, conversation_id=THREAD) for n in all_tickets]
        allowed = {t.number for t in every if t is not None and t.may_be_read_by(speaker, conversation_id)}
        cast = {
            n for n in ("T-1001", "T-1002") if work.support.tickets.by_number(n, asked_by=speaker, conversation_id="x")
        }
        read = {
            n
            for n in all_tickets
            if work.support.tickets.by_number(n, asked_by=speaker, conversation_id=conversation_id)
        }
    assert read - cast == allowed
    assert set(numbers(seeded, speaker, conversation_id, limit=99)) == read


def test_a_missing_ticket_and_someone_elses_are_the_same_query(seeded: SqlDatabase) -> None:
    stranger = identity(seeded, "compta@fabrikam.example")
    traces = []
    for number in ("T-9999", "T-1002"):
        with statements() as seen, seeded.reading() as work:
            assert work.support.tickets.by_number(number, asked_by=stranger, conversation_id="elsewhere") is None
        traces.append([statement for statement, _ in seen])
    assert traces[0] == traces[1]
