"""Mails that arrived, in the console: unclear ones are attached or discarded, files are saved and never shown."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Table, select

from bot.bootstrap import Desk
from bot.storage.schema import received_files, received_mails
from tests.fixtures.console import signed_in
from tests.fixtures.desk import database_of
from tests.mail.arriving import PDF, SERVER, bring, letter, verified
from tests.services.notices.mailing import mailing, open_ticket

Serve = Callable[..., Any]
FORGED = "It is <b>urgent</b>."


@pytest.fixture
def receiving(desk: Desk) -> Iterator[Desk]:
    """A desk with one mail of somebody nobody has verified, with a file."""
    made = mailing(desk, mail_verified_by=SERVER)
    mail = letter("it@contoso.example", FORGED, Subject="Change the account")
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename='a"\u00e9.pdf')
    bring(made, mail.as_bytes())
    yield made
    made.close()


def only(desk: Desk, table: Table) -> int:
    """The id of the table's one row, which PostgreSQL goes on counting from test to test."""
    with database_of(desk).connection() as connection:
        return int(connection.execute(select(table.c.id)).scalar_one())


async def test_an_unclear_mail_is_shown_with_why_and_attached_as_a_note(receiving: Desk, serve: Serve) -> None:
    number = open_ticket(receiving, "it@contoso.example").ticket.number
    console = await signed_in(await serve(receiving), "helpdesk")
    text = await console.page("/mail/received")
    assert "Change the account" in text
    assert "It is &lt;b&gt;urgent&lt;/b&gt;." in text
    assert "has not verified the sender" in text
    await console.post(
        f"/mail/received/{only(receiving, received_mails)}/attach", {"ticket": number.removeprefix("T-")}
    )
    assert "No mail here" in await console.page("/mail/received")
    ticket = await console.page(f"/tickets/{number}")
    assert "It is &lt;b&gt;urgent&lt;/b&gt;." in ticket
    assert f"/console/tickets/{number}/files/{only(receiving, received_files)}" in ticket


async def test_a_file_is_saved_and_never_shown(receiving: Desk, serve: Serve) -> None:
    number = open_ticket(receiving, "it@contoso.example").ticket.number
    console = await signed_in(await serve(receiving), "helpdesk")
    assert (await console.get(f"/tickets/{number}/files/{only(receiving, received_files)}")).status == 404
    await console.post(f"/mail/received/{only(receiving, received_mails)}/attach", {"ticket": number})
    answer = await console.get(f"/tickets/{number}/files/{only(receiving, received_files)}")
    assert await answer.read() == PDF
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a%22%C3%A9.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    other = await signed_in(await serve(receiving), "billing")
    assert (await other.get(f"/tickets/{number}/files/{only(receiving, received_files)}")).status == 404


async def test_a_mail_is_decided_once_and_only_into_ones_own_tickets(receiving: Desk, serve: Serve) -> None:
    number = open_ticket(receiving, "it@contoso.example").ticket.number
    billing = await signed_in(await serve(receiving), "billing")
    await billing.post(f"/mail/received/{only(receiving, received_mails)}/attach", {"ticket": number})
    await billing.post(f"/mail/received/{only(receiving, received_mails)}/attach", {"ticket": "nonsense"})
    assert "Change the account" in await billing.page("/mail/received")
    await billing.post(f"/mail/received/{only(receiving, received_mails)}/discard")
    await billing.post(f"/mail/received/{only(receiving, received_mails)}/attach", {"ticket": number})
    assert "Change the account" in await billing.page("/mail/received?show=discarded&page=77")
    assert (await billing.post("/mail/received/99/discard")).status == 404


async def test_who_sees_no_tickets_sees_no_mails(receiving: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(receiving), "useradmin")
    assert (await console.get("/mail/received")).status == 403


async def test_a_desk_that_believes_nobody_says_so(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    assert "DESK_MAIL_VERIFIED_BY" in await console.page("/mail/received")


async def test_a_believed_mail_brings_its_files_to_the_ticket_page(receiving: Desk, serve: Serve) -> None:
    mail = letter(text="See the file.", Message_ID="<2@there>")
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="b.pdf")
    mail.add_attachment(b"MZ\x00", maintype="application", subtype="pdf", filename="c.exe")
    bring(receiving, verified(mail))
    console = await signed_in(await serve(receiving), "billing")
    assert "Ticket opened" in await console.page("/mail/received?show=taken")
    ticket = await console.page("/tickets/T-1003")
    assert "b.pdf" in ticket
    assert "Not kept: c.exe" in ticket
