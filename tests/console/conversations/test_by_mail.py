"""Before agents write to somebody who has left they read whether it goes by mail, afterwards what became of it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from sqlalchemy import update

from bot.bootstrap import Desk
from bot.domain.notices.outbox import MailState
from bot.domain.notices.unread import GONE_AFTER
from bot.domain.staff.console_errors import AgentMayNot
from bot.services.notices.unread import about_conversation
from bot.storage.schema import mails
from tests.console.kernel.test_looks import heard, stream
from tests.fixtures.console import signed_in
from tests.fixtures.desk import NOW, database_of
from tests.services.notices.mailing import THREAD, answer, conversation, mailing, open_ticket, sofia

Serve = Callable[..., Any]
IT = "it@contoso.example"
HERE = f"/c/{THREAD}"
MAILED = "A reply also goes by mail, unless the customer is back within 2 minutes"


@pytest.fixture
def posting(desk: Desk) -> Iterator[Desk]:
    made = mailing(desk)
    yield made
    made.close()


def left(desk: Desk, email: str | None = IT) -> Desk:
    """A conversation whose customer was there ten minutes ago, and the desk as it is now."""
    conversation(desk, email)
    return gone(desk)


def gone(desk: Desk) -> Desk:
    desk.conversations.own.was_here(THREAD, NOW)
    return later(desk, NOW + timedelta(minutes=10))


def later(desk: Desk, now: datetime) -> Desk:
    return replace(desk, clock=lambda: now)


def reply(desk: Desk, text: str) -> int:
    agent, now = sofia(desk), desk.clock()
    with database_of(desk).reading() as work:
        record = work.conversations.rows.get(THREAD)
    if record is not None and not record.conversation.is_held:
        desk.staff.handling.take_over(THREAD, asked_by=agent, now=now)
    return desk.staff.writing.reply(THREAD, text, event_id=text, asked_by=agent, now=now).seq


def fetched(desk: Desk, seq: int) -> None:
    with database_of(desk).writing() as work:
        work.conversations.rows.delivered_to_customer(THREAD, seq)


def becomes(desk: Desk, state: MailState) -> None:
    """Something becomes of the mails about missed words."""
    values = {"state": state.value, "lease_worker": None, "lease_until": None}
    with database_of(desk).connection() as connection:
        connection.execute(update(mails).where(mails.c.kind == "reply").values(values))
        connection.commit()


async def seen_by_sofia(desk: Desk, serve: Serve) -> str:
    return unescape(await (await signed_in(await serve(desk), "helpdesk")).page(HERE))


def mark(page: str, seq: int) -> tuple[str, str]:
    """How the mark of a message is drawn, and what it says."""
    found = re.search(
        rf'<span class="delivery (\w+)" id="delivery-{seq}"[^>]*>.*?</svg>([^<]*)</span>', page, re.DOTALL
    )
    assert found, page
    return found[1], found[2]


async def test_before_writing_it_is_told_that_a_reply_goes_by_mail_as_well(posting: Desk, serve: Serve) -> None:
    page = await seen_by_sofia(left(posting), serve)
    assert "The customer has left, last seen today at 11:00." in page
    assert f"{MAILED}." in page


async def test_a_customer_who_is_there_needs_no_mail(posting: Desk, serve: Serve) -> None:
    conversation(posting, IT)
    posting.conversations.own.was_here(THREAD, NOW)
    page = await seen_by_sofia(posting, serve)
    assert "by mail" not in page
    assert "has left" not in page


async def test_an_address_somebody_typed_gets_no_figures(posting: Desk, serve: Serve) -> None:
    open_ticket(posting, None)
    page = await seen_by_sofia(gone(posting), serve)
    assert f"{MAILED}: to the address typed in, which nobody confirmed" in page


async def test_nothing_is_promised_where_no_mail_can_or_may_be_sent(posting: Desk, serve: Serve) -> None:
    assert "no mail address is known" in await seen_by_sofia(left(posting, None), serve)
    with database_of(posting).writing() as work:
        work.conversations.rows.open(conversation_id="c-2", channel="directline", contact_id=1, language="en", now=NOW)
        reader = work.notices.readers.of_conversation("c-2")
        assert reader is not None
        work.notices.readers.stop(about_conversation("c-2"), reader.address, NOW)
    posting.conversations.own.was_here("c-2", NOW)
    console = await signed_in(await serve(later(posting, NOW + timedelta(hours=1))), "helpdesk")
    assert "wants no mails about this conversation" in await console.page("/c/c-2")


async def test_a_desk_without_mail_says_only_that_the_reply_waits(desk: Desk, serve: Serve) -> None:
    page = await seen_by_sofia(left(desk), serve)
    assert "A reply waits in the chat." in page
    assert "by mail" not in page


async def test_each_message_tells_what_became_of_it(posting: Desk, serve: Serve) -> None:
    desk = left(posting)
    read = reply(desk, "Read at once.")
    fetched(desk, read)
    first, second = reply(desk, "First."), reply(desk, "Second.")
    page = await seen_by_sofia(desk, serve)
    assert mark(page, read) == ("delivered", "Delivered")
    assert mark(page, second) == ("sent", "Sent · goes by mail unless it is read before")
    desk.notices.unread.queue_due(desk.clock() + GONE_AFTER)
    states = {
        MailState.PENDING: ("sent", "Sent · mail waits to be sent"),
        MailState.SENT: ("sent", "Sent · sent by mail"),
        MailState.UNCERTAIN: ("failed", "Sent · the mail may not have arrived"),
        MailState.FAILED: ("failed", "Sent · the mail could not be sent"),
        MailState.BOUNCED: ("failed", "Sent · the mail came back"),
    }
    for state, told in states.items():
        becomes(desk, state)
        page = await seen_by_sofia(desk, serve)
        assert (mark(page, first), mark(page, second)) == (told, told)
        assert mark(page, read) == ("delivered", "Delivered"), "that one was in no mail"
    fetched(desk, second)
    assert mark(await seen_by_sofia(desk, serve), first) == ("delivered", "Delivered · the mail came back")


async def test_an_answer_to_a_ticket_is_marked_in_the_chat_too(posting: Desk, serve: Serve) -> None:
    open_ticket(posting, IT)
    answer(posting, "T-1003", "Please restart it.")
    with database_of(posting).reading() as work:
        seq = work.conversations.rows.last_seq(THREAD)
    assert mark(await seen_by_sofia(gone(posting), serve), seq) == ("sent", "Sent · mail waits to be sent")


async def test_an_open_page_follows_the_mail_and_who_was_told(posting: Desk, serve: Serve) -> None:
    desk = left(posting)
    seq = reply(desk, "Please restart Outlook.")
    desk.notices.unread.queue_due(desk.clock() + GONE_AFTER)
    becomes(desk, MailState.UNCERTAIN)
    console = await signed_in(await serve(desk), "helpdesk")
    async with stream(console, f"conversation={THREAD}&page=p&after={seq}&delivered=0&view=mine") as answer:
        said = unescape((await heard(answer, f'id="delivery-{seq}"'.encode())).decode())
        assert "the mail may not have arrived" in said
        becomes(desk, MailState.SENT)
        await heard(answer, b"sent by mail")
        open_wait(desk)
        told = (await heard(answer, b"facts-told")).decode()
        assert "Sofia Keller" in told


def open_wait(desk: Desk) -> None:
    """The conversation waits for somebody again, and its team is told."""
    agent, now = sofia(desk), desk.clock()
    desk.staff.handling.transfer(THREAD, "technical", asked_by=agent, now=now)
    desk.notices.alerts.passing_on.sweep(now)


async def test_without_the_permission_to_read_conversations_nothing_of_it_is_read(posting: Desk) -> None:
    left(posting)
    nobody = replace(sofia(posting), roles=frozenset())
    with pytest.raises(AgentMayNot):
        posting.notices.by_mail.of(THREAD, asked_by=nobody)
