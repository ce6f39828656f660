"""Mails are fetched from a real IMAP server, each once, though the desk is killed at the worst moments."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from bot.app import build_app
from bot.bootstrap import Desk, build
from bot.cli.examining.mail import mail as examined
from bot.domain.kernel.errors import StorageBusy
from bot.domain.notices.incoming import LARGEST
from bot.domain.support.meant import NOTHING
from bot.mail.reading.mailbox import MailboxTrouble, imap_session
from bot.mail.reading.receiver import MailReceiver
from bot.services.notices.mailboxes import Mailboxes
from bot.services.support.mail_in import MailIn
from bot.settings import ROOT, wall_clock
from bot.smtp import ImapSettings
from bot.storage.schema import received_mails, tickets
from tests.fixtures.desk import database_of, desk_in
from tests.fixtures.patience import PATIENCE
from tests.mail.arriving import SERVER, letter, post_of, verified
from tests.mail.imap_server import DOVECOT, WHY_NOT, deliver, dovecot, signed_in

pytestmark = pytest.mark.skipif(DOVECOT is None, reason=WHY_NOT)


@pytest.fixture(scope="module")
def server() -> Iterator[ImapSettings]:
    with dovecot() as settings:
        yield settings


@pytest.fixture
def mailbox(server: ImapSettings) -> ImapSettings:
    """An empty one."""
    with signed_in(server) as client:
        client.delete_messages(client.search())
        client.expunge()
    return server


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_in(tmp_path, f"sqlite:///{tmp_path / 'desk.db'}", mail_verified_by=SERVER)
    yield made
    made.close()


def receiver(desk: Desk, mailbox: ImapSettings, mail_in: MailIn | None = None) -> MailReceiver:
    source = partial(imap_session, mailbox)
    post, mailboxes = post_of(desk), desk.notices.mailboxes
    return MailReceiver(
        mailbox.name, source, post, mailboxes, mail_in or desk.support.mail_in, desk.clock, lambda *_: NOTHING
    )


def counted(desk: Desk) -> tuple[int, int]:
    """Mails that were taken, and tickets."""
    with database_of(desk).connection() as connection:
        mails = len(connection.execute(received_mails.select()).all())
        return mails, len(connection.execute(tickets.select()).all())


def mail(number: int) -> bytes:
    return verified(letter(text=f"Mail {number}", Message_ID=f"<{number}@there>"))


def test_new_mails_are_taken_once_and_marked(desk: Desk, mailbox: ImapSettings) -> None:
    _, before = counted(desk)
    deliver(mailbox, mail(1), mail(2))
    assert receiver(desk, mailbox).take_new() == 2
    assert receiver(desk, mailbox).take_new() == 0
    deliver(mailbox, mail(3), mail(1))
    assert receiver(desk, mailbox).take_new() == 2
    assert counted(desk) == (3, before + 3)
    with signed_in(mailbox) as client:
        assert client.search(["UNSEEN"]) == []


def test_at_the_first_look_mails_that_people_have_read_are_left_alone(desk: Desk, mailbox: ImapSettings) -> None:
    deliver(mailbox, mail(1), mail(2))
    with signed_in(mailbox) as client:
        client.add_flags(client.search()[:1], [b"\\Seen"])
    assert receiver(desk, mailbox).take_new() == 1
    assert receiver(desk, mailbox).take_new() == 0


def test_later_a_mail_is_taken_though_somebody_read_it_first(desk: Desk, mailbox: ImapSettings) -> None:
    receiver(desk, mailbox).take_new()
    deliver(mailbox, mail(1))
    with signed_in(mailbox) as client:
        client.add_flags(client.search(), [b"\\Seen"])
    assert receiver(desk, mailbox).take_new() == 1


def test_a_mailbox_numbered_anew_brings_nothing_twice(desk: Desk, mailbox: ImapSettings) -> None:
    deliver(mailbox, mail(1))
    receiver(desk, mailbox).take_new()
    mailboxes = desk.notices.mailboxes
    held = mailboxes.hold(mailbox.name)
    assert held is not None
    mailboxes.read_up_to(mailbox.name, replace(held, validity=1))
    mailboxes.leave(mailbox.name)
    deliver(mailbox, mail(2))
    receiver(desk, mailbox).take_new()
    assert counted(desk)[0] == 2


def test_a_mail_of_thirty_megabytes_is_not_fetched(desk: Desk, mailbox: ImapSettings) -> None:
    deliver(mailbox, mail(1).replace(b"Mail 1", b"x" * 76 + b"\r\n" + (b"y" * 76 + b"\r\n") * (LARGEST // 78 + 10)))
    with imap_session(mailbox) as session:
        held = desk.notices.mailboxes.hold(mailbox.name)
        assert held is not None
        content, is_whole = session.fetch(session.new(held)[0])
    assert (is_whole, len(content) < 2_000) == (False, True)
    receiver(desk, mailbox).take_new()
    with database_of(desk).connection() as connection:
        assert connection.execute(received_mails.select()).one().doubt == "too_large"


def test_while_one_desk_reads_the_other_waits(desk: Desk, mailbox: ImapSettings) -> None:
    deliver(mailbox, mail(1))
    other = Mailboxes(database_of(desk), "another desk", wall_clock)
    assert other.hold(mailbox.name) is not None
    assert receiver(desk, mailbox).take_new() == 0
    other.leave(mailbox.name)
    assert receiver(desk, mailbox).take_new() == 1


def test_a_wrong_password_is_told_and_no_other_server_is_waited_for(desk: Desk, mailbox: ImapSettings) -> None:
    with pytest.raises(MailboxTrouble, match="refuses user name or password") as refused:
        receiver(desk, replace(mailbox, password="wrong")).take_new()
    assert refused.value.is_lasting
    with pytest.raises(MailboxTrouble):
        receiver(desk, replace(mailbox, port=9)).take_new()


class Failing:
    """Takes no mail, in one way or another."""

    def __init__(self, error: Exception, real: MailIn) -> None:
        self._error = error
        self._real = real

    def to_understand(self, *_: object) -> None:
        """Nothing is asked."""

    def take(self, mail: object, *more: object) -> object:
        if not getattr(mail, "unreadable", False):
            raise self._error
        return self._real.take(mail, *more)  # type: ignore[arg-type]


def test_a_busy_database_leaves_the_mail_for_later(desk: Desk, mailbox: ImapSettings) -> None:
    deliver(mailbox, mail(1))
    with pytest.raises(StorageBusy):
        receiver(desk, mailbox, Failing(StorageBusy(), desk.support.mail_in)).take_new()  # type: ignore[arg-type]
    assert receiver(desk, mailbox).take_new() == 1


def test_a_mail_that_makes_the_desk_fail_is_listed_and_the_next_one_taken(desk: Desk, mailbox: ImapSettings) -> None:
    deliver(mailbox, mail(1))
    receiver(desk, mailbox, Failing(RuntimeError(), desk.support.mail_in)).take_new()  # type: ignore[arg-type]
    deliver(mailbox, mail(2))
    receiver(desk, mailbox).take_new()
    assert counted(desk)[0] == 2


async def test_a_running_desk_takes_what_arrives_and_ends_at_once(desk: Desk, mailbox: ImapSettings) -> None:
    deliver(mailbox, mail(1))
    running = build(replace(desk.settings, imap=mailbox))
    async with TestServer(build_app(running)):
        async with asyncio.timeout(PATIENCE):
            while not counted(desk)[0]:
                await asyncio.sleep(0.05)
    assert counted(desk)[0] == 1


def test_the_doctor_tells_whether_the_mailbox_can_be_read(
    mailbox: ImapSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_IMAP_URL", f"imap://127.0.0.1:{mailbox.port}?tls=none")
    monkeypatch.setenv("DESK_IMAP_USER", mailbox.user)
    monkeypatch.setenv("DESK_IMAP_PASSWORD", mailbox.password)
    told = [(finding.detail, finding.remedy) for finding in examined() if finding.name == "mailbox"]
    assert "can be read" in told[0][0]
    assert "DESK_MAIL_VERIFIED_BY" in (told[1][1])
    monkeypatch.setenv("DESK_IMAP_PASSWORD", "wrong")
    (refused,) = [finding for finding in examined() if finding.name == "mailbox" and "refuses" in finding.detail]
    assert "DESK_IMAP_PASSWORD" in (refused.remedy)


DIES: dict[str, str] = {
    "between fetch and commit": "bot.services.support.mail_in.MailIn._decided",
    "between commit and memory": "bot.services.notices.mailboxes.Mailboxes.read_up_to",
    "between memory and mark": "bot.mail.reading.mailbox.ImapSession.mark",
}


@pytest.mark.parametrize("moment", sorted(DIES))
def test_a_desk_killed_in_between_leaves_each_mail_once(desk: Desk, mailbox: ImapSettings, moment: str) -> None:
    _, before = counted(desk)
    receiver(desk, mailbox).take_new()
    deliver(mailbox, mail(1), mail(2))
    environ = dict(os.environ) | {
        "DESK_DATABASE_URL": desk.settings.database_url,
        "DESK_MAIL_VERIFIED_BY": SERVER,
        "DESK_SITE_KEY": str(desk.settings.site_key_file),
    }
    command = [sys.executable, "-m", "tests.mail.test_mailbox", str(mailbox.port), DIES[moment]]
    done = subprocess.run(command, cwd=ROOT, env=environ, timeout=PATIENCE, check=False)
    assert done.returncode == -signal.SIGKILL
    later = Mailboxes(database_of(desk), "next", lambda: wall_clock().replace(year=wall_clock().year + 1))
    assert later.hold(mailbox.name) is not None
    later.leave(mailbox.name)
    receiver(desk, mailbox).take_new()
    assert counted(desk) == (2, before + 2)


def _die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(port: str, place: str) -> None:
    """A desk that is killed when it comes to `place`."""
    from importlib import import_module

    from bot.settings import load
    from bot.smtp import SmtpTls
    from tests.mail.imap_server import PASSWORD, USER

    module, name, verb = place.rsplit(".", 2)
    setattr(getattr(import_module(module), name), verb, _die)
    settings = ImapSettings("127.0.0.1", int(port), SmtpTls.NONE, user=USER, password=PASSWORD)
    receiver(build(load()), settings).take_new()


if __name__ == "__main__":
    main(*sys.argv[1:])
