"""A ticket's page says where an answer goes, and what became of the mails."""

from collections.abc import Callable
from typing import Any

from bot.bootstrap import Desk
from tests.console.support.test_tickets import opened, send
from tests.fixtures.console import signed_in
from tests.fixtures.desk import NOW, database_of
from tests.services.notices.mailing import mailing

Serve = Callable[..., Any]


async def test_the_page_says_truthfully_where_an_answer_goes(desk: Desk, serve: Serve) -> None:
    posting = mailing(desk)
    console = await signed_in(await serve(posting), "helpdesk")
    opened(posting, None, contact_address="ann@company.example")
    text = await console.page("/tickets/T-1003")
    assert "The answer goes by mail to ann@company.example." in text
    assert "Nobody has confirmed this address" in text
    assert "mail it yourself" not in text
    assert (await send(console, "T-1003", "answer", answer="Please restart it.")).status == 303
    text = await console.page("/tickets/T-1003")
    assert "mailto:" not in text
    assert text.count('<span class="sub">Answer · ann@company.example') == 1
    with database_of(posting).writing() as work:
        work.notices.readers.stop("t:T-1003", "ann@company.example", NOW)
    text = await console.page("/tickets/T-1003")
    assert "ann@company.example wants no more mails about this ticket" in text
    assert "mail it yourself to ann@company.example" in text
    posting.close()


async def test_a_contact_is_told_in_the_conversation_and_by_mail(desk: Desk, serve: Serve) -> None:
    posting = mailing(desk)
    console = await signed_in(await serve(posting), "helpdesk")
    opened(posting)
    assert "It goes by mail to it@contoso.example as well." in await console.page("/tickets/T-1003")
    posting.close()
