"""Mistakes in the section mail, told with line and remedy."""

from pathlib import Path

import pytest

from bot.domain.notices.policy import MailPolicy
from bot.partner import load_partner
from tests.partner.mistaken import FILE, assert_told

REPLIES = "  replies_to: reply@northstar.example"


@pytest.mark.parametrize(
    ("change", "path", "problem", "remedy"),
    [
        (
            (REPLIES, f"{REPLIES}\n  reply_domain: replies.northstar.example #"),
            "mail.reply_domain",
            "cannot go to replies_to and to a domain",
            "Keep one",
        ),
        (
            (REPLIES, "  replies_to: helpdesk-mail@northstar.example"),
            "mail.replies_to",
            "no room",
            "at most 8 letters",
        ),
        ((REPLIES, "  replies_to: re+ply@northstar.example"), "mail.replies_to", "no room", "without a plus"),
        (
            ("  address: support@northstar.example\n  name", "  address: hélène@northstar.example\n  name"),
            "mail.address",
            "ASCII",
            "without accents",
        ),
        (
            ("  address: support@northstar.example\n  name", "  address: support\n  name"),
            "mail.address",
            "no e-mail address",
            "name@company.example",
        ),
        (
            ("    fr: [Support Northstar Cloud", "    de: [Support Northstar Cloud"),
            "mail.signature.fr",
            "missing",
            "en",
        ),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, change: tuple[str, str], path: str, problem: str, remedy: str) -> None:
    assert_told(tmp_path, change, path, problem, remedy)


def test_answers_go_to_an_address_behind_a_plus_to_a_domain_or_to_the_sender(tmp_path: Path) -> None:
    def policy(line: str) -> MailPolicy:
        path = tmp_path / "partner.yml"
        text = FILE.read_text(encoding="utf-8")
        path.write_text(text.replace(text[text.index(REPLIES) :].splitlines()[0], line), encoding="utf-8")
        found = load_partner(path).mail
        assert found is not None
        return found

    assert policy(REPLIES).reply_base == "reply@northstar.example"
    assert policy("  reply_domain: replies.northstar.example").reply_base == "@replies.northstar.example"
    assert policy("").reply_base is None


def test_without_the_section_there_is_no_mail(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    path = tmp_path / "partner.yml"
    path.write_text(text[: text.index("\nmail:")] + text[text.index("\nwidget:") :], encoding="utf-8")
    assert load_partner(path).mail is None
