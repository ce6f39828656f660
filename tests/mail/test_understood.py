"""What a new mail is about is asked of the engine while the mailbox is read, and a mail is a ticket without it too."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from bot.app import build_app
from bot.bootstrap import Desk, build
from bot.services.notices.mailboxes import Mailboxes
from bot.settings import ROOT, wall_clock
from bot.smtp import ImapSettings
from bot.storage.schema import received_mails, tickets
from tests.fixtures.desk import database_of, desk_in
from tests.fixtures.fake_engine import FakeEngine
from tests.fixtures.patience import PATIENCE
from tests.fixtures.web import fake_engine
from tests.mail.arriving import SERVER, letter, verified
from tests.mail.imap_server import DOVECOT, WHY_NOT, deliver, dovecot

__all__ = ["fake_engine"]

pytestmark = pytest.mark.skipif(DOVECOT is None, reason=WHY_NOT)

TEAMS = verified(letter(text="Teams does not start.", Subject="Question", Message_ID="<teams@there>"))
INVOICE = verified(letter(text="The invoice is missing.", Subject="Re:", Message_ID="<invoice@there>"))


@pytest.fixture
def mailbox() -> Iterator[ImapSettings]:
    """A mailbox of its own."""
    with dovecot() as settings:
        yield settings


@pytest.fixture
def desk(tmp_path: Path, mailbox: ImapSettings, fake_engine: FakeEngine) -> Iterator[Desk]:
    more: dict[str, Any] = {"mail_verified_by": SERVER, "imap": mailbox, "engine_url": fake_engine.url}
    made = desk_in(tmp_path, f"sqlite:///{tmp_path / 'desk.db'}", **more)
    yield made
    made.close()


def understands(body: dict[str, Any]) -> dict[str, Any]:
    intent = "technical_issue" if "Teams" in body["text"] else "find_invoice"
    return {"parse": {"intent": intent, "confidence": 0.9, "entities": [], "ranking": []}, "language": "en"}


def opened(desk: Desk) -> list[tuple[str, str]]:
    """Titles and matters of tickets by mail."""
    with database_of(desk).connection() as connection:
        rows = connection.execute(tickets.select().where(tickets.c.origin.like("mail:%")).order_by(tickets.c.id)).all()
    return [(row.subject, row.matter) for row in rows]


def arrived(desk: Desk) -> int:
    with database_of(desk).connection() as connection:
        return len(connection.execute(received_mails.select()).all())


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await asyncio.to_thread(condition):
            await asyncio.sleep(0.05)


async def test_new_mails_go_to_the_queues_of_what_they_are_about(
    desk: Desk, mailbox: ImapSettings, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fake_engine, "_parsed", understands)
    await asyncio.to_thread(deliver, mailbox, TEAMS, INVOICE, letter(text="Spam", Message_ID="<s@there>").as_bytes())
    running = build(desk.settings)
    async with TestServer(build_app(running)):
        await until(lambda: arrived(desk) == 3)
    assert opened(desk) == [("Teams does not start", "technical"), ("The invoice is missing", "commercial")]
    assert fake_engine.heard == ["Question\nTeams does not start.", "Re:\nThe invoice is missing."], "never spam"


async def test_without_the_engine_each_mail_is_a_ticket_of_the_usual_queue(
    desk: Desk, mailbox: ImapSettings, fake_engine: FakeEngine
) -> None:
    fake_engine.failures = 1_000
    await asyncio.to_thread(deliver, mailbox, TEAMS, INVOICE)
    running = build(desk.settings)
    async with TestServer(build_app(running)):
        await until(lambda: arrived(desk) == 2)
    assert opened(desk) == [("Teams does not start", "commercial"), ("The invoice is missing", "commercial")]
    assert len(fake_engine.heard) == 1, "it is left alone for a while"


async def test_a_desk_that_ends_while_the_engine_hangs_leaves_the_mail_for_the_next(
    desk: Desk, mailbox: ImapSettings, fake_engine: FakeEngine
) -> None:
    fake_engine.hold = asyncio.Event()
    await asyncio.to_thread(deliver, mailbox, TEAMS)
    environ = dict(os.environ) | {
        "DESK_DATABASE_URL": desk.settings.database_url,
        "DESK_MAIL_VERIFIED_BY": SERVER,
        "DESK_SITE_KEY": str(desk.settings.site_key_file),
    }
    command = [sys.executable, "-m", "tests.mail.test_understood", str(mailbox.port), fake_engine.url]
    reading = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environ)
    await fake_engine.until_heard(1)
    reading.send_signal(signal.SIGKILL)
    assert await asyncio.wait_for(reading.wait(), PATIENCE) == -signal.SIGKILL
    assert (arrived(desk), opened(desk)) == (0, [])
    fake_engine.hold.set()
    fake_engine.parse = {"intent": "technical_issue", "confidence": 0.9, "ranking": []}
    later = Mailboxes(database_of(desk), "next", lambda: wall_clock().replace(year=wall_clock().year + 1))
    assert later.hold(mailbox.name) is not None
    later.leave(mailbox.name)
    running = build(replace(desk.settings, imap=mailbox))
    async with TestServer(build_app(running)):
        await until(lambda: arrived(desk))
    assert opened(desk) == [("Teams does not start", "technical")]


def main(port: str, engine_url: str) -> None:
    """A desk that reads the mailbox and asks an engine."""
    from functools import partial

    from bot.answering.mail_meaning import asked_once
    from bot.mail.reading.mailbox import imap_session
    from bot.mail.reading.receiver import MailReceiver
    from bot.settings import load
    from bot.smtp import SmtpTls
    from tests.mail.arriving import post_of
    from tests.mail.imap_server import PASSWORD, USER

    settings = ImapSettings("127.0.0.1", int(port), SmtpTls.NONE, user=USER, password=PASSWORD)
    desk = build(load())
    understand = partial(asked_once, engine_url, "secret")
    source, mailboxes, taker = partial(imap_session, settings), desk.notices.mailboxes, desk.support.mail_in
    MailReceiver(settings.name, source, post_of(desk), mailboxes, taker, desk.clock, understand).take_new()


if __name__ == "__main__":
    main(*sys.argv[1:])
