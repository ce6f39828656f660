"""What a mail server says, and what becomes of the mail."""

import asyncio
import logging
import ssl
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.domain.notices.outbox import MailState
from bot.domain.notices.policy import MailPolicy
from bot.mail.catching import KEPT, CatchingTransport
from bot.mail.sender import MailSender
from bot.mail.smtp import SmtpTransport
from bot.mail.transport import MailTrouble
from bot.services.notices.outbox import Outbox
from bot.signals import ProcessBell
from bot.smtp import SmtpSettings, SmtpTls
from bot.storage.database import SqlDatabase
from tests.fixtures.patience import PATIENCE
from tests.mail.certificates import client_context, server_context
from tests.mail.killed_sender import outbox
from tests.mail.queued import NOW, draft, queue, states
from tests.mail.server import PASSWORD, USER, MailServer

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
"""Of the test's own server."""


def sender(
    database: SqlDatabase, policy: MailPolicy, settings: SmtpSettings, context: ssl.SSLContext | None = None
) -> MailSender:
    return MailSender(outbox(database, "one"), SmtpTransport(settings, context), policy, ProcessBell())


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


async def test_a_mail_arrives_as_it_was_written(database: SqlDatabase, server: MailServer, policy: MailPolicy) -> None:
    queue(database, draft(thread="first"))
    await sender(database, policy, server.settings()).send_some()
    (message,) = server.messages
    (envelope,) = server.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("support@northstar.example", ["billing@contoso.example"])
    assert message["From"] == "Northstar Cloud Support <support@northstar.example>"
    assert message["To"] == "billing@contoso.example"
    assert message["Subject"] == "[T-1002] VAT number é"
    assert message["Message-ID"] == "<one@northstar.example>"
    assert message["In-Reply-To"] == message["References"] == "<first@northstar.example>"
    assert message["Reply-To"] == "reply+t.t-1002.x@northstar.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<https://desk.example/mail/stop/x>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Date"].datetime == NOW
    assert part(message, "plain") == "Hello,\n\n.a line with a point\n"
    assert part(message, "html") == "<p>Hello</p>\n"
    assert states(database) == {"one": (MailState.SENT, None)}


async def test_a_long_address_in_a_header_is_left_as_programs_read_it(
    database: SqlDatabase, server: MailServer, policy: MailPolicy
) -> None:
    long = f"https://desk.example/mail/stop/{'0123456789abcdef' * 8}?lang=en"
    queue(database, draft(stop_url=long, subject="word " * 60))
    await sender(database, policy, server.settings()).send_some()
    assert f"List-Unsubscribe: <{long}>\r\n".encode() in server.taken[0].content


async def test_the_first_mail_about_something_answers_none(
    database: SqlDatabase, server: MailServer, policy: MailPolicy
) -> None:
    queue(database, draft())
    await sender(database, policy, server.settings()).send_some()
    assert server.messages[0]["In-Reply-To"] is None


async def test_the_same_thing_is_queued_once(database: SqlDatabase) -> None:
    queue(database, draft(), draft(text="again"))
    queue(database, draft(text="and again"))
    assert len(states(database)) == 1


@pytest.mark.parametrize(
    ("refusal", "state", "trouble"),
    [
        ("451 try later", MailState.PENDING, "busy"),
        ("421 closing", MailState.PENDING, "busy"),
        ("550 no such user", MailState.FAILED, "refused"),
    ],
)
@pytest.mark.parametrize("where", ["refusals", "ends"])
async def test_4xx_is_tried_again_and_5xx_never(
    database: SqlDatabase,
    server: MailServer,
    policy: MailPolicy,
    where: str,
    refusal: str,
    state: MailState,
    trouble: str,
) -> None:
    getattr(server, where).append(refusal)
    queue(database, draft())
    one = sender(database, policy, server.settings())
    assert await one.send_some() == 1
    assert states(database) == {"one": (state, trouble)}
    assert await one.send_some() == 0, "its pause is not over"
    later = MailSender(outbox(database, "one", 1), SmtpTransport(server.settings()), policy, ProcessBell())
    assert await later.send_some() == (1 if state is MailState.PENDING else 0)


async def test_one_refused_mail_keeps_no_other(database: SqlDatabase, server: MailServer, policy: MailPolicy) -> None:
    server.refusals.append("550 no")
    queue(database, draft("one"))
    one = sender(database, policy, server.settings())
    await one.send_some()
    queue(database, draft("two"))
    await one.send_some()
    assert states(database)["two"] == (MailState.SENT, None)


async def test_a_connection_cut_at_the_end_is_uncertain_and_not_repeated(
    database: SqlDatabase, server: MailServer, policy: MailPolicy
) -> None:
    server.ends.append("cut")
    queue(database, draft())
    await sender(database, policy, server.settings()).send_some()
    assert states(database) == {"one": (MailState.UNCERTAIN, "unconfirmed")}
    days_later = MailSender(outbox(database, "x", 100), SmtpTransport(server.settings()), policy, ProcessBell())
    assert await days_later.send_some() == 0
    assert len(server.taken) == 1


async def test_a_server_that_is_gone_is_tried_again(database: SqlDatabase, policy: MailPolicy) -> None:
    with MailServer() as gone:
        settings = gone.settings()
    queue(database, draft())
    await sender(database, policy, settings).send_some()
    assert states(database) == {"one": (MailState.PENDING, "unreachable")}


async def test_a_wrong_password_holds_all_mails_with_one_line_in_the_log(
    database: SqlDatabase, policy: MailPolicy, caplog: pytest.LogCaptureFixture
) -> None:
    queue(database, *(draft(f"mail-{n}") for n in range(6)))
    with MailServer(with_sign_in=True) as server, caplog.at_level(logging.WARNING, "bot.mail.sender"):
        one = sender(database, policy, server.settings(user=USER, password="wrong"))
        await one._look()
        await one._look()
        (told,) = [record for record in caplog.records if record.name == "bot.mail.sender"]
        assert "desk doctor" in told.getMessage()
        assert {state for state, _ in states(database).values()} == {MailState.PENDING}
        assert server.tried == 0
        right = SmtpTransport(server.settings(user=USER, password=PASSWORD))
        following = MailSender(outbox(database, "two", 1), right, policy, ProcessBell())
        while await following.send_some():
            pass
        assert len(server.taken) == 6
    assert set(states(database).values()) == {(MailState.SENT, None)}


async def test_a_certificate_nobody_knows_gets_no_mail(
    database: SqlDatabase, policy: MailPolicy, tmp_path: Path
) -> None:
    queue(database, draft())
    with MailServer(context=server_context(tmp_path)) as server:
        await sender(database, policy, server.settings(SmtpTls.STARTTLS)).send_some()
        assert states(database) == {"one": (MailState.PENDING, "insecure")}
        assert server.taken == []
        trusting = SmtpTransport(server.settings(SmtpTls.STARTTLS), client_context(tmp_path))
        later = MailSender(outbox(database, "two", 1), trusting, policy, ProcessBell())
        await later.send_some()
        assert len(server.taken) == 1


async def test_a_server_without_starttls_gets_no_mail_and_no_password(
    database: SqlDatabase, policy: MailPolicy
) -> None:
    queue(database, draft())
    with MailServer(with_sign_in=True) as server:
        await sender(database, policy, server.settings(SmtpTls.STARTTLS, USER, PASSWORD)).send_some()
        assert states(database) == {"one": (MailState.PENDING, "insecure")}
        with pytest.raises(MailTrouble, match="STARTTLS"):
            await SmtpTransport(server.settings(SmtpTls.STARTTLS, USER, PASSWORD)).probe()


async def test_trying_the_server_sends_no_mail(server: MailServer) -> None:
    await SmtpTransport(server.settings()).probe()
    assert (server.taken, server.tried) == ([], 0)


@pytest.mark.parametrize("recipient", ["o'brien@company.example", "a,b@company.example", "x@company.example>"])
async def test_an_address_is_one_address_or_the_mail_fails(
    database: SqlDatabase, server: MailServer, policy: MailPolicy, recipient: str
) -> None:
    queue(database, draft(recipient=recipient))
    await sender(database, policy, server.settings()).send_some()
    ((state, trouble),) = states(database).values()
    assert (state, trouble) in {(MailState.SENT, None), (MailState.FAILED, "refused")}
    assert [envelope.rcpt_tos for envelope in server.taken] in ([], [[recipient]])
    assert (state is MailState.SENT) == (recipient == "o'brien@company.example")


async def test_what_rings_the_bell_leaves_at_once(
    database: SqlDatabase, server: MailServer, policy: MailPolicy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.mail.sender.LOOK_SECONDS", 10 * PATIENCE)
    bell = ProcessBell()
    one = MailSender(outbox(database, "one"), SmtpTransport(server.settings()), policy, bell)
    running = asyncio.create_task(one.send_forever())
    await asyncio.sleep(0.2)
    queue(database, draft())
    bell.ring()
    async with asyncio.timeout(PATIENCE):
        while states(database)["one"][0] is not MailState.SENT:
            await asyncio.sleep(0.02)
    await one.finish(PATIENCE)
    running.cancel()


async def test_what_came_back_is_noted_once(database: SqlDatabase, server: MailServer, policy: MailPolicy) -> None:
    queue(database, draft())
    box: Outbox = outbox(database, "one")
    assert not box.bounced("one", "no such user", NOW), "it was never sent"
    await sender(database, policy, server.settings()).send_some()
    assert box.bounced("<one@northstar.example>", "550 no such user", NOW)
    assert not box.bounced("one", "550 no such user", NOW + timedelta(1))
    assert not box.bounced("somebody else's", "550", NOW)
    assert states(database) == {"one": (MailState.BOUNCED, "refused")}


async def test_a_demonstrations_mails_stay_on_this_machine(tmp_path: Path) -> None:
    caught = CatchingTransport(tmp_path / "mail")
    for n in range(KEPT + 2):
        async with caught.delivery("a@x.example", "b@x.example") as handover:
            await handover.hand_over(b"mail %d" % n)
    found = list(caught.caught())
    assert (len(found), found[0][1]) == (KEPT, b"mail %d" % (KEPT + 1))
    assert caught.one(found[0][0]) == found[0][1]
    assert caught.one("../secret") is None
    assert {path.stat().st_mode & 0o077 for path in [tmp_path / "mail", *(tmp_path / "mail").iterdir()]} == {0}
