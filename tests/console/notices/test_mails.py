"""Mails in the console: seen by matter, sent again, given up, and each decision in the audit log."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.notices.outbox import MailState, Trouble
from tests.fixtures.console import signed_in
from tests.services.notices.mailing import VISITOR, mailing, open_ticket, queued

Serve = Callable[..., Any]


@pytest.fixture
def posting(desk: Desk) -> Iterator[Desk]:
    """A desk with a mail in the outbox, about a technical ticket; no sender runs."""
    made = mailing(desk)
    open_ticket(made, None)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def unsent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mails stay in the state that a test gives them."""

    async def none(_: object) -> int:
        return 0

    monkeypatch.setattr("bot.mail.sender.MailSender.send_some", none)


def ended(desk: Desk, trouble: Trouble) -> int:
    """The mail after an attempt that met a trouble; its row."""
    (mail,) = desk.notices.outbox.claim(1)
    desk.notices.outbox.failed(mail, trouble, "550 <no> such user")
    return mail.id


async def test_the_list_shows_what_needs_eyes_with_its_reason(posting: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(posting), "helpdesk")
    text = await console.page("/mail")
    assert VISITOR in text
    assert "Waiting" in text
    ended(posting, Trouble.REFUSED)
    text = await console.page("/mail?show=failed")
    assert "550 &lt;no&gt; such user" in text
    assert "attempts: 1" in text
    assert 'href="/console/tickets/T-1003"' in text
    assert "No mail here" in await console.page("/mail?show=sent")
    assert VISITOR in await console.page("/mail?show=nonsense&page=99")


async def test_another_matters_mail_is_not_there(posting: Desk, serve: Serve) -> None:
    row = ended(posting, Trouble.REFUSED)
    console = await signed_in(await serve(posting), "billing")
    assert VISITOR not in await console.page("/mail")
    for verb in ("again", "give-up"):
        told = [(await console.post(f"/mail/{one}/{verb}")).status for one in (row, 999)]
        assert told == [404, 404]
    assert queued(posting)[0].state == "failed"


@pytest.mark.parametrize("trouble", [Trouble.REFUSED, Trouble.UNCONFIRMED, Trouble.BUSY])
async def test_what_failed_or_is_uncertain_is_sent_again_by_hand(posting: Desk, serve: Serve, trouble: Trouble) -> None:
    row = ended(posting, trouble)
    before = queued(posting)[0].mail_id
    console = await signed_in(await serve(posting), "helpdesk")
    where = await console.done(f"/mail/{row}/again", {"show": "failed"})
    assert where == "/console/mail?show=failed&done=again"
    assert "The mail is sent again." in await console.page(where)
    (mail,) = queued(posting)
    assert (mail.state, mail.attempts, mail.next_at, mail.mail_id) == ("pending", 0, None, before)
    audit = await (await signed_in(console.client, "globaladmin")).page("/audit")
    assert "Had a mail sent again" in audit


async def test_a_mail_is_given_up_once(posting: Desk, serve: Serve) -> None:
    row = ended(posting, Trouble.BUSY)
    console = await signed_in(await serve(posting), "helpdesk")
    assert (await console.done(f"/mail/{row}/give-up")).endswith("done=given_up")
    assert (queued(posting)[0].state, queued(posting)[0].trouble) == ("failed", "given_up")
    assert (await console.done(f"/mail/{row}/give-up")).endswith("done=too_late")
    assert "given up" in await console.page("/mail")


async def test_a_mail_that_was_sent_or_is_under_way_is_left_alone(posting: Desk, serve: Serve) -> None:
    (mail,) = posting.notices.outbox.claim(1)
    console = await signed_in(await serve(posting), "helpdesk")
    for state in (MailState.SENDING, MailState.SENT):
        assert (await console.done(f"/mail/{mail.id}/again")).endswith("done=too_late")
        assert queued(posting)[0].state == state
        posting.notices.outbox.sent(mail)


async def test_figures_are_for_admins(posting: Desk, serve: Serve) -> None:
    client = await serve(posting)
    assert "The last seven days" in await (await signed_in(client, "globaladmin")).page("/mail")
    assert "The last seven days" not in await (await signed_in(client, "helpdesk")).page("/mail")


async def test_without_mail_the_page_says_so(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    await console.done("/language", {"language": "fr"})
    text = await console.page("/mail")
    assert "L’envoi d’e-mails n’est pas configuré" in text
