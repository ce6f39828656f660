"""Who is believed, which mails no person wrote, and which files are kept."""

import io
import zipfile

import pytest

from bot.domain.notices.automatic import is_automatic
from bot.domain.notices.believing import Checked, Verdict, is_believed
from bot.domain.notices.kept_files import kind_of

ANN = "ann@contoso.example"
OURS = "mx.northstar.example"


def verdict(*results: tuple[str, str, str], server: str = OURS) -> Verdict:
    return Verdict(server, tuple(Checked(*one) for one in results))


@pytest.mark.parametrize(
    ("results", "believed"),
    [
        ([("dmarc", "pass", "contoso.example")], True),
        ([("dmarc", "pass", "CONTOSO.example")], True),
        ([("dmarc", "pass", "evil.example")], False),
        ([("dmarc", "pass", "")], False),
        ([("dmarc", "fail", "contoso.example"), ("spf", "pass", "contoso.example")], False),
        ([("dmarc", "temperror", "contoso.example"), ("dkim", "pass", "contoso.example")], False),
        ([("dmarc", "fail", "contoso.example"), ("dmarc", "pass", "contoso.example")], False),
        ([("dmarc", "none", "contoso.example"), ("dkim", "pass", "contoso.example")], True),
        ([("dkim", "pass", "contoso.example")], True),
        ([("dkim", "pass", "example")], False),
        ([("dkim", "fail", "contoso.example"), ("spf", "softfail", "contoso.example")], False),
        ([("spf", "pass", "contoso.example")], True),
        ([("spf", "pass", "mailer.example"), ("dkim", "pass", "mailer.example")], False),
        ([("compauth", "pass", "contoso.example")], False),
        ([], False),
    ],
)
def test_a_sender_is_believed_whose_very_domain_was_verified(
    results: list[tuple[str, str, str]], believed: bool
) -> None:
    assert is_believed(ANN, verdict(*results), OURS) is believed


@pytest.mark.parametrize(
    ("sender", "server", "configured"),
    [(ANN, "mx.evil.example", OURS), (ANN, OURS, ""), ("", OURS, OURS), (ANN, "", "")],
)
def test_nobody_but_the_partners_own_server_is_asked(sender: str, server: str, configured: str) -> None:
    assert not is_believed(sender, verdict(("dmarc", "pass", "contoso.example"), server=server), configured)


def test_a_mail_that_nobody_verified_is_not_believed() -> None:
    assert not is_believed(ANN, None, OURS)


@pytest.mark.parametrize(
    ("name", "value", "automatic"),
    [
        ("Auto-Submitted", "auto-replied (vacation)", True),
        ("auto-submitted", "auto-generated", True),
        ("Auto-Submitted", "no", False),
        ("Precedence", "bulk", True),
        ("Precedence", "first-class", False),
        ("Return-Path", "<>", True),
        ("Return-Path", "<ann@contoso.example>", False),
        ("X-Auto-Response-Suppress", "DR, OOF, AutoReply", True),
        ("X-Auto-Response-Suppress", "RN", False),
        ("List-Id", "<news.contoso.example>", True),
        ("X-Partner-Desk", "1", True),
        ("Message-ID", f"<{'a1' * 20}@northstar.example>", True),
        ("Message-ID", "<CAF-x.y@northstar.example>", False),
        ("References", "<a@northstar.example> " * 21, True),
        ("References", "<a@northstar.example> " * 5, False),
        ("Subject", "Automatic reply", False),
    ],
)
def test_a_program_is_told_by_its_headers(name: str, value: str, automatic: bool) -> None:
    assert is_automatic(ANN, [(name, value)], "northstar.example") is automatic


@pytest.mark.parametrize("sender", ["mailer-daemon@contoso.example", "no-reply@contoso.example", ""])
def test_some_senders_read_no_answer(sender: str) -> None:
    assert is_automatic(sender, [], "northstar.example")


def office(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", b"%PDF-1.7", "application/pdf"),
        ("a.exe", b"%PDF-1.7", None),
        ("a.pdf", b"MZ\x90\x00", None),
        ("A.PNG", b"\x89PNG\r\n\x1a\nx", "image/png"),
        ("a.svg", b"<svg onload='x'/>", None),
        ("a.html", b"<html>", None),
        ("a.csv", "é;1\r\n".encode(), "text/plain"),
        ("a.txt", b"\xff\xfe\x00", None),
        ("a.txt", b"MZ\x00\x01", None),
        ("a.docx", office("[Content_Types].xml", "word/document.xml"), "application/vnd.openxmlformats-officedocument"),
        ("a.xlsx", office("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), None),
        ("a.xlsm", office("[Content_Types].xml", "xl/workbook.xml"), None),
        ("a.zip", office("a.exe"), None),
        ("a.docx", b"PK\x03\x04 cut short", None),
        ("a.txt", b"", "text/plain"),
    ],
)
def test_files_are_kept_by_what_they_are(name: str, content: bytes, kind: str | None) -> None:
    found = kind_of(name, content)
    assert (found is None) if kind is None else (found is not None and found.startswith(kind))
