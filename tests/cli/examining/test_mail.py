"""What the doctor says of mail: set up as a whole or not at all, and whether the server lets the desk in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.examining.findings import Finding
from bot.cli.examining.mail import mail
from bot.settings import ROOT
from tests.mail.server import PASSWORD, USER, MailServer

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
NAMED = ROOT / "partner.yml"


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URL", "USER", "PASSWORD", "PASSWORD_FILE"):
        monkeypatch.delenv(f"DESK_SMTP_{name}", raising=False)
    monkeypatch.delenv("DESK_DEMO_SIGN_IN", raising=False)
    monkeypatch.setenv("DESK_PARTNER_FILE", str(NAMED))


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer(with_sign_in=True) as running:
        yield running


def use(monkeypatch: pytest.MonkeyPatch, server: MailServer, password: str = PASSWORD) -> None:
    monkeypatch.setenv("DESK_SMTP_URL", f"smtp://127.0.0.1:{server.port}?tls=none")
    monkeypatch.setenv("DESK_SMTP_USER", USER)
    monkeypatch.setenv("DESK_SMTP_PASSWORD", password)


def nameless(folder: Path) -> Path:
    text = NAMED.read_text(encoding="utf-8")
    path = folder / "partner.yml"
    path.write_text(text[: text.index("\nmail:")] + text[text.index("\nwidget:") :], encoding="utf-8")
    return path


def test_no_mail_at_all_is_well_and_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESK_PARTNER_FILE", str(nameless(tmp_path)))
    assert list(mail()) == [Finding("mail", "not set up: no mail is sent, and none is promised")]


def test_a_server_without_a_name_to_write_in_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, server: MailServer
) -> None:
    use(monkeypatch, server)
    monkeypatch.setenv("DESK_PARTNER_FILE", str(nameless(tmp_path)))
    (finding,) = mail()
    assert not finding.well
    assert "section mail" in finding.remedy


def test_a_name_without_a_server_sends_nothing_and_says_so() -> None:
    (finding,) = mail()
    assert "no mail is sent" in finding.detail


def test_the_server_is_tried_without_a_mail(monkeypatch: pytest.MonkeyPatch, server: MailServer) -> None:
    use(monkeypatch, server)
    assert [finding.well for finding in mail()] == [True, True]
    assert (server.taken, server.tried) == ([], 0)


def test_a_wrong_password_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch, server: MailServer) -> None:
    use(monkeypatch, server, "wrong")
    _, finding = mail()
    assert finding.detail.startswith("535")
    assert "DESK_SMTP_PASSWORD" in finding.remedy
    assert "wrong" not in finding.detail + finding.remedy


def test_a_server_that_is_gone_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    with MailServer() as gone:
        use(monkeypatch, gone)
    _, finding = mail()
    assert "DESK_SMTP_URL" in finding.remedy


def test_a_demonstration_writes_to_nobody_whatever_else_is_set(
    monkeypatch: pytest.MonkeyPatch, server: MailServer
) -> None:
    use(monkeypatch, server)
    monkeypatch.setenv("DESK_DEMO_SIGN_IN", "1")
    (finding,) = mail()
    assert "to nobody" in finding.detail
