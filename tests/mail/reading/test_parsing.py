"""Mails as servers hand them over: character sets, HTML alone, notices of return, and senders written oddly."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap import Desk
from bot.domain.notices.incoming import Fate
from bot.domain.notices.outbox import MailState
from bot.mail.reading.parsing import MOST_PARTS, read_mail
from bot.storage.schema import mails
from tests.fixtures.desk import database_of, desk_in
from tests.mail.arriving import ANN, SERVER, bring, letter, post_of, verified
from tests.services.notices.mailing import mailing, open_ticket, queued

REPORT = """From: MAILER-DAEMON@mx.northstar.example
To: support@northstar.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <report@mx.northstar.example>
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.northstar.example

Final-Recipient: rfc822; ann@contoso.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <ann@contoso.example>: no such
 user

--b
Content-Type: message/rfc822

From: support@northstar.example
Message-ID: <{id}@northstar.example>
Subject: x

text
--b--
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk that gets mails."""
    made = mailing(desk_in(tmp_path, f"sqlite:///{tmp_path / 'desk.db'}"), mail_verified_by=SERVER)
    yield made
    made.close()


def sent(desk: Desk) -> str:
    """A mail that left; its id."""
    open_ticket(desk, ANN)
    with database_of(desk).connection() as connection:
        connection.execute(mails.update().values(state=MailState.SENT.value))
    return str(queued(desk)[0].mail_id)


def test_a_mail_that_came_back_is_shown_with_the_servers_words(desk: Desk) -> None:
    report = REPORT.format(action="failed", id=sent(desk)).encode()
    assert bring(desk, report).fate is Fate.RETURNED
    mail = queued(desk)[0]
    assert (mail.state, mail.detail) == ("bounced", "smtp; 550 5.1.1 <ann@contoso.example>: no such user")
    assert len(queued(desk)) == 1


@pytest.mark.parametrize(("action", "known"), [("delayed", True), ("failed", False)])
def test_a_delay_and_somebody_elses_mail_change_nothing(desk: Desk, action: str, known: bool) -> None:
    own = sent(desk)
    bring(desk, REPORT.format(action=action, id=own if known else "0" * 40).encode())
    assert [mail.state for mail in queued(desk)] == ["sent"]


def body(desk: Desk, headers: str, content: bytes) -> str:
    return read_mail(f"From: {ANN}\r\nMessage-ID: <1@x>\r\n{headers}\r\n\r\n".encode() + content, post_of(desk)).text


def test_words_are_read_in_every_character_set(desk: Desk) -> None:
    assert body(desk, "Content-Type: text/plain; charset=iso-8859-1", "Réglé".encode("latin-1")) == "Réglé"
    assert body(desk, "Content-Type: text/plain; charset=utf-8", "Réglé".encode()) == "Réglé"
    assert body(desk, "Content-Type: text/plain; charset=klingon", b"Yes") == "Yes"
    assert body(desk, "Content-Type: text/html; charset=utf-8", b"<p>Yes,<br>it works</p>") == "Yes,\nit works"


@pytest.mark.parametrize(
    ("lines", "sender"),
    [
        (f'From: "{ANN}" <eve@evil.example>', "eve@evil.example"),
        (f"From: {ANN}\r\nFrom: eve@evil.example", ""),
        (f"From: {ANN}, eve@evil.example", ""),
        ("From: Ann", ""),
        (f"From: Ann <{ANN.upper()}>", ANN),
        ("Subject: x", ""),
    ],
)
def test_a_sender_is_the_one_address_of_the_one_line(desk: Desk, lines: str, sender: str) -> None:
    assert read_mail(f"{lines}\r\nMessage-ID: <1@x>\r\n\r\nHello".encode(), post_of(desk)).sender == sender


def test_a_mail_of_mails_without_end_is_read_within_limits(desk: Desk) -> None:
    deep = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(2_000))
    read = read_mail(f"From: {ANN}\r\nMessage-ID: <1@x>\r\n{deep}".encode(), post_of(desk))
    assert read.sender in {ANN, ""}
    mail = letter()
    for number in range(MOST_PARTS + 50):
        mail.add_attachment(b"x", maintype="text", subtype="plain", filename=f"{number}.txt")
    read = read_mail(verified(mail), post_of(desk))
    assert (len(read.files), read.believed) == (10, True)


def test_a_line_within_a_subject_stays_one_line(desk: Desk) -> None:
    mail = f"From: {ANN}\r\nSubject: =?utf-8?q?a=0D=0ABcc=3A_eve=40evil.example?=\r\n\r\nHello".encode()
    assert read_mail(mail, post_of(desk)).subject == "a Bcc: eve@evil.example"


def test_what_is_too_long_for_a_message_is_kept_whole_as_a_file(desk: Desk) -> None:
    read = read_mail(verified(letter(text="\n".join(f"Line {n}." for n in range(2_000)))), post_of(desk))
    assert len(read.text) <= 8_000
    assert read.text.endswith("…")
    (file,) = read.files
    assert (file.name, file.content.splitlines()[-1]) == ("message.txt", b"Line 1999.")
