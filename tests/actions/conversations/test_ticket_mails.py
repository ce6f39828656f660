"""The chat promises a mail where one is queued, and nowhere else."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from bot.bootstrap import Desk
from bot.domain.notices.neutral import MOST_TO_ONE
from tests.actions.talk import Talk
from tests.fixtures.desk import NOW
from tests.services.notices.mailing import mailing, queued


@pytest.fixture
def posting(desk_at: Callable[[datetime], Desk]) -> Iterator[Desk]:
    made = mailing(desk_at(NOW))
    yield made
    made.close()


def opened(desk: Desk, email: str | None, language: str = "en") -> str:
    """What is said when a ticket is open."""
    talk = Talk.of(desk, email, language)
    talk.press("open_ticket", ticket_matter="technical")
    talk.ask("technical_issue", "Teams does not start")
    said = talk.press("open_ticket", severity="moderate")
    return said.text if email else talk.doubt("ann@company.example", ("greet", 0.1)).text


def test_a_contact_is_told_where_the_mails_go(posting: Desk) -> None:
    assert "A confirmation goes to it@contoso.example, and so does our answer." in opened(posting, "it@contoso.example")
    assert [mail.recipient for mail in queued(posting)] == ["it@contoso.example"]


def test_a_visitor_is_told_in_french(posting: Desk) -> None:
    assert "Une confirmation part à ann@company.example" in opened(posting, None, "fr")


def test_a_mail_that_is_not_sent_is_not_promised(posting: Desk) -> None:
    said = [opened(posting, None) for _ in range(MOST_TO_ONE + 1)]
    assert all("A confirmation goes to" in text for text in said[:-1])
    assert "confirmation" not in said[-1]
    assert "We will answer to ann@company.example." in said[-1]
    assert len(queued(posting)) == MOST_TO_ONE


def test_without_mail_none_is_promised(desk_at: Callable[[datetime], Desk]) -> None:
    assert "confirmation" not in opened(desk_at(NOW), "it@contoso.example")
