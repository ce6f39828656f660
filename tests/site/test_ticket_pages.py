"""A contact reads tickets as conversations on the site, answers, closes and reopens them there; nobody else does."""

import re
from uuid import uuid4

import pytest
from aiohttp import ClientResponse

from bot.bootstrap import Desk
from bot.domain.kernel import lengths
from bot.domain.support.ticket_handling import MOST_ADDED
from bot.domain.support.tickets import Matter, Ticket, TicketState
from bot.services.support.tickets import TicketRequest
from tests.actions.talk import Talk
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW
from tests.site.conftest import Client
from tests.site.test_own_tickets import identity
from tests.site.test_pages import SAME, read, sign_in, words_of

BILLING, TECHNICAL, STRANGER = "billing@contoso.example", "it@contoso.example", "compta@fabrikam.example"


@pytest.fixture
def ticket(desk: Desk) -> Ticket:
    """A commercial ticket that Contoso's billing contact opened, never told of anywhere."""
    talk = Talk.of(desk, BILLING)
    request = TicketRequest(Matter.COMMERCIAL, "The VAT number is missing\n<b>on all</b> of them", uuid4().hex)
    opened = desk.support.tickets.open(
        request, asked_by=identity(desk, BILLING), conversation_id=talk.conversation_id, now=NOW
    )
    return opened.ticket


def answer(desk: Desk, ticket: Ticket, text: str, state: TicketState | None = None) -> None:
    agent = agent_in(desk, "billing")
    seen = desk.support.ticket_lists.one(ticket.number, asked_by=agent, now=NOW).listed.row.ticket.changed_at
    desk.support.ticket_handling.answer(ticket.number, text, state, asked_by=agent, seen=seen, now=NOW)


def state_of(desk: Desk, ticket: Ticket) -> str:
    (found,) = desk.support.tickets.status(ticket.number, asked_by=identity(desk, BILLING), conversation_id="")
    return found.state


async def send(site: Client, path: str, text: str = "", form: str = "", **headers: str) -> ClientResponse:
    fields = {"form": form or uuid4().hex, "text": text}
    return await site.post(path, data=fields, headers=headers or SAME, allow_redirects=False)


async def test_an_answer_is_new_until_it_was_shown(desk: Desk, site: Client, ticket: Ticket) -> None:
    answer(desk, ticket, "We add it this week.")
    await sign_in(site, BILLING)
    assert f"{ticket.number} · The VAT number is missing 1 new answer" in await read(site, "/support?lang=en")
    page = await read(site, f"/support/tickets/{ticket.number}")
    assert "We add it this week." in page
    asked, _, answered = page.partition("You · ")[2].partition("We add it this week.")
    assert "The VAT number is missing" in asked
    assert "Northstar Cloud · today at 11:00 new" in asked
    assert "new" not in answered
    assert "1 new answer" not in await read(site, "/support/tickets")


async def test_what_was_seen_in_the_chat_is_not_new_on_the_site(desk: Desk, site: Client, ticket: Ticket) -> None:
    answer(desk, ticket, "We add it this week.")
    assert ticket.conversation_id is not None
    desk.conversations.own.saw(ticket.conversation_id, 1)
    await sign_in(site, BILLING)
    row = (await read(site, "/support/tickets?lang=en")).partition(ticket.number)[2].partition("T-")[0]
    assert "opened today" in row
    assert "new answer" not in row


async def test_a_reply_becomes_an_entry_and_the_same_form_sent_twice_one(
    desk: Desk, site: Client, ticket: Ticket
) -> None:
    answer(desk, ticket, "Which number is it?", TicketState.WAITING)
    await sign_in(site, BILLING)
    here, form = f"/support/tickets/{ticket.number}", uuid4().hex
    for _ in range(2):
        sent = await send(site, here, "It is FR12345678901", form)
        assert (sent.status, sent.headers["Location"]) == (303, f"{here}#last")
    assert (await read(site, here)).count("It is FR12345678901") == 1
    assert state_of(desk, ticket) == "open"


@pytest.mark.parametrize(
    ("language", "closed", "hint", "again"),
    [("en", "Closed", "opens it again", "Opened again"), ("fr", "Clos", "votre message le rouvre", "Rouvert")],
)
async def test_a_ticket_is_closed_and_opened_again(
    desk: Desk, site: Client, ticket: Ticket, language: str, closed: str, hint: str, again: str
) -> None:
    await sign_in(site, BILLING)
    here = f"/support/tickets/{ticket.number}"
    assert (await send(site, f"{here}/close")).status == 303
    assert state_of(desk, ticket) == "closed"
    page = await read(site, f"{here}?lang={language}")
    assert closed in page
    assert hint in page
    assert (await send(site, f"{here}/reopen")).status == 303
    assert again in await read(site, here)
    await send(site, f"{here}/close")
    await send(site, here, "it happened again")
    assert state_of(desk, ticket) == "open"


async def test_what_customers_write_is_text_and_no_markup(site: Client, ticket: Ticket) -> None:
    await sign_in(site, BILLING)
    page = await (await site.get(f"/support/tickets/{ticket.number}")).text()
    assert "&lt;b&gt;on all&lt;/b&gt;" in page


async def test_notes_and_reasons_of_agents_are_not_shown(desk: Desk, site: Client, ticket: Ticket) -> None:
    agent = agent_in(desk, "billing")
    handling = desk.support.ticket_handling
    handling.note(ticket.number, "a difficult customer", asked_by=agent, seen=ticket.changed_at, now=NOW)
    seen = desk.support.ticket_lists.one(ticket.number, asked_by=agent, now=NOW).listed.row.ticket.changed_at
    handling.set_state(ticket.number, TicketState.CLOSED, "gives up", asked_by=agent, seen=seen, now=NOW)
    await sign_in(site, BILLING)
    page = await read(site, f"/support/tickets/{ticket.number}")
    assert "Closed" in page
    assert "difficult" not in page
    assert "gives up" not in page


@pytest.mark.parametrize(("text", "status"), [("", 400), (" \n ", 400), ("x" * (lengths.MESSAGE + 1), 413)])
async def test_what_cannot_be_sent_is_refused_and_kept_in_the_box(
    site: Client, ticket: Ticket, text: str, status: int
) -> None:
    await sign_in(site, BILLING)
    sent = await send(site, f"/support/tickets/{ticket.number}", text)
    page = await sent.text()
    assert sent.status == status
    assert 'role="alert"' in page
    assert text.strip() in page


@pytest.mark.parametrize("form", ["x", "0" * 31, "0" * 33, "../" * 11])
async def test_a_form_without_its_name_changes_nothing(desk: Desk, site: Client, ticket: Ticket, form: str) -> None:
    await sign_in(site, BILLING)
    assert (await send(site, f"/support/tickets/{ticket.number}/close", form=form)).status == 400
    assert state_of(desk, ticket) == "open"


@pytest.mark.parametrize("verb", ["", "/close", "/reopen"])
@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"X": "1"}])
async def test_another_sites_form_changes_nothing(
    desk: Desk, site: Client, ticket: Ticket, verb: str, headers: dict[str, str]
) -> None:
    await sign_in(site, BILLING)
    sent = await send(site, f"/support/tickets/{ticket.number}{verb}", "hello", **headers)
    assert sent.status == 403
    assert state_of(desk, ticket) == "open"


@pytest.mark.parametrize("who", [TECHNICAL, STRANGER])
async def test_anothers_ticket_and_a_missing_one_are_the_same_page(
    desk: Desk, site: Client, ticket: Ticket, who: str
) -> None:
    await sign_in(site, who)
    pages = []
    for number in (ticket.number, "T-999999"):
        shown = await site.get(f"/support/tickets/{number}")
        pages.append((shown.status, words_of(re.sub(number, "", await shown.text()))))
        assert (await send(site, f"/support/tickets/{number}/close")).status == 404
        assert (await send(site, f"/support/tickets/{number}", "hello")).status == 404
    assert pages[0] == pages[1]
    assert pages[0][0] == 404
    assert ticket.number not in await read(site, "/support/tickets")
    assert state_of(desk, ticket) == "open"


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_who_is_not_signed_in_is_told_to_and_sees_nothing(site: Client, ticket: Ticket, language: str) -> None:
    for path in ("/support/tickets", f"/support/tickets/{ticket.number}"):
        shown = await site.get(path, params={"lang": language})
        assert shown.status == 403
        page = await shown.text()
        assert ("sign in" in page) or ("Connectez-vous" in page)
        assert "VAT" not in page
    assert (await send(site, f"/support/tickets/{ticket.number}/close")).status == 403


@pytest.mark.parametrize("page", ["", "0", "-1", "99", "x", "1" * 40, "٣"])
async def test_any_page_number_shows_a_page(site: Client, ticket: Ticket, page: str) -> None:
    await sign_in(site, BILLING)
    shown = await read(site, f"/support/tickets?page={page}")
    assert ticket.number in shown or re.search(r"Page (\d+) of \1\b", shown), "what is too far is the last page"


@pytest.mark.parametrize(
    ("language", "told"), [("en", "that is a lot at once: our team reads"), ("fr", "cela fait beaucoup à la fois")]
)
async def test_too_many_replies_are_refused_kindly_and_what_was_typed_is_kept(
    site: Client, ticket: Ticket, language: str, told: str
) -> None:
    await sign_in(site, BILLING)
    here = f"/support/tickets/{ticket.number}"
    for count in range(MOST_ADDED):
        assert (await send(site, here, f"Entry {count}")).status == 303
    refused = await send(site, f"{here}?lang={language}", "What I typed last")
    page = await refused.text()
    assert refused.status == 429
    assert told in page
    assert "+33" in page.partition(told)[2][:300], "the telephone"
    assert "What I typed last</textarea>" in page
    assert (await send(site, f"{here}/close")).status == 303
