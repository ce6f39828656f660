"""The support page tells a signed-in customer the same of a ticket as the chat and the console do."""

from datetime import datetime, timedelta

import pytest

from bot.bootstrap import Desk
from bot.domain.customers.identity import Identity
from bot.domain.support.targets import Severity
from bot.domain.support.tickets import Matter, Ticket
from bot.services.support.tickets import TicketRequest
from tests.actions.talk import Talk
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.site.conftest import Serving
from tests.site.test_pages import read, sign_in

TAILSPIN = "admin@tailspin.example"


def identity(desk: Desk, email: str) -> Identity:
    with database_of(desk).reading() as work:
        person = work.customers.people.by_email(email)
    assert person is not None
    return person.identity


@pytest.fixture
def ticket(desk: Desk) -> Ticket:
    """A critical ticket of a Premium customer, opened at NOW."""
    request = TicketRequest(Matter.TECHNICAL, "Teams does not start", "site-m-1", severity=Severity.CRITICAL)
    talk = Talk.of(desk, TAILSPIN)
    asked_by = identity(desk, TAILSPIN)
    return desk.support.tickets.open(request, asked_by=asked_by, conversation_id=talk.conversation_id, now=NOW).ticket


@pytest.mark.parametrize(
    ("language", "due"),
    [("en", "First answer today at 12:00 at the latest"), ("fr", "à 12:00 au plus tard")],
)
async def test_the_own_open_tickets_are_listed_with_what_is_due(
    serving: Serving, ticket: Ticket, language: str, due: str
) -> None:
    async with serving() as site:
        assert ticket.number not in await read(site, f"/support?lang={language}")
        await sign_in(site, TAILSPIN)
        page = await read(site, f"/support?lang={language}")
    assert ticket.number in page
    assert due in page


async def test_nobody_sees_the_tickets_of_others(serving: Serving, ticket: Ticket) -> None:
    async with serving() as site:
        await sign_in(site, "billing@contoso.example")
        page = await read(site, "/support?lang=en")
    assert ticket.number not in page
    assert "T-1002" in page


@pytest.mark.parametrize("after", [timedelta(0), timedelta(minutes=50), timedelta(hours=2)])
async def test_chat_console_and_site_name_one_instant(
    desk: Desk, serving: Serving, ticket: Ticket, after: timedelta
) -> None:
    now = NOW + after
    agent = agent_in(desk, "globaladmin")
    (console,) = desk.support.ticket_lists.one(ticket.number, asked_by=agent, now=now).listed.standings
    asked_by = identity(desk, TAILSPIN)
    (stored,) = desk.support.tickets.status(ticket.number, asked_by=asked_by, conversation_id="")
    (chat,) = desk.support.clock.deadlines(stored, now)
    assert console == chat
    assert chat.by == ticket.first_response_due == NOW + timedelta(hours=1)
    async with serving(now=now) as site:
        await sign_in(site, TAILSPIN)
        page = await read(site, "/support?lang=en")
    assert "today at 12:00" in page
    assert ("we are late" in page) is chat.overdue


@pytest.mark.parametrize(
    ("email", "now", "said"),
    [
        ("billing@contoso.example", "2026-11-21T10:00+01:00", "Your plan Plus covers you until 20:00"),
        ("billing@contoso.example", "2026-11-22T10:00+01:00", "Your plan Plus covers you again tomorrow at 08:00."),
        ("compta@fabrikam.example", "2026-11-21T10:00+01:00", ""),
    ],
)
async def test_the_plan_of_who_is_signed_in_is_told_beside_the_office(
    serving: Serving, email: str, now: str, said: str
) -> None:
    async with serving(now=datetime.fromisoformat(now)) as site:
        await sign_in(site, email)
        page = await read(site, "/support?lang=en")
    assert "We are closed" in page
    assert said in page if said else "covers you" not in page
