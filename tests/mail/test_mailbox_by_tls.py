"""A mailbox behind TLS is read, and one whose certificate is wrong is told nothing: no name, no password."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.examining.findings import Finding
from bot.cli.examining.mail import mail as examined
from bot.mail.reading.mailbox import MailboxTrouble, imap_session
from bot.smtp import ImapSettings, SmtpTls
from tests.mail.certificates import client_context, server_context
from tests.mail.imap_server import DOVECOT, WHY_NOT, dovecot

pytestmark = pytest.mark.skipif(DOVECOT is None, reason=WHY_NOT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the certificate lies."""
    made = tmp_path_factory.mktemp("certificate")
    server_context(made)
    return made


@pytest.fixture(scope="module")
def starttls(folder: Path) -> Iterator[ImapSettings]:
    with dovecot(folder / "both.pem") as settings:
        yield settings


@pytest.fixture(params=["imap", "imaps"])
def mailbox(starttls: ImapSettings, request: pytest.FixtureRequest) -> ImapSettings:
    """The server by STARTTLS, and by TLS from the first byte."""
    if request.param == "imap":
        return starttls
    return replace(starttls, port=starttls.port + 1, tls=SmtpTls.TLS)


def found(monkeypatch: pytest.MonkeyPatch, mailbox: ImapSettings, host: str = "127.0.0.1") -> Finding:
    """What the doctor says of it."""
    scheme = "imaps" if mailbox.tls is SmtpTls.TLS else "imap"
    monkeypatch.setenv("DESK_IMAP_URL", f"{scheme}://{host}:{mailbox.port}")
    monkeypatch.setenv("DESK_IMAP_USER", mailbox.user)
    monkeypatch.setenv("DESK_IMAP_PASSWORD", mailbox.password)
    monkeypatch.setenv("DESK_MAIL_VERIFIED_BY", "mx.company.example")
    (finding,) = [finding for finding in examined() if finding.name == "mailbox"]
    return finding


def test_a_trusted_certificate_lets_the_mailbox_be_read(mailbox: ImapSettings, folder: Path) -> None:
    with imap_session(mailbox, client_context(folder)) as session:
        assert session.following == 1


def test_an_unknown_certificate_ends_it_before_anything_is_said(mailbox: ImapSettings) -> None:
    with pytest.raises(MailboxTrouble, match="certificate is not trusted: self-signed") as met, imap_session(mailbox):
        pass
    assert (met.value.is_lasting, met.value.is_insecure) == (True, True)


def test_the_doctor_reads_a_mailbox_whose_authority_the_machine_is_told_of(
    mailbox: ImapSettings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "certificate.pem"))
    finding = found(monkeypatch, mailbox)
    assert finding.well
    assert "can be read" in finding.detail


def test_the_doctor_names_a_wrong_certificate_in_one_line_with_its_remedy(
    mailbox: ImapSettings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = found(monkeypatch, mailbox)
    assert unknown.detail == "the mailbox's certificate is not trusted: self-signed certificate"
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "certificate.pem"))
    other = found(monkeypatch, mailbox, host="localhost")
    assert "certificate is not valid for 'localhost'" in other.detail
    for finding in (unknown, other):
        assert not finding.well
        assert "\n" not in finding.detail
        assert "DESK_IMAP_URL" in finding.remedy
        assert "SSL_CERT_FILE" in finding.remedy
        assert "PASSWORD" not in finding.remedy


def test_where_tls_is_wished_and_not_offered_no_password_is_sent() -> None:
    with dovecot() as plain, pytest.raises(MailboxTrouble), imap_session(replace(plain, tls=SmtpTls.STARTTLS)):
        pass
