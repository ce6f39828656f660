"""A person's words to a customer who has gone go by mail: each once, together with those of the same minutes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Author
from bot.domain.notices.unread import GONE_AFTER
from bot.services.records.conversations import Draft
from tests.fixtures.desk import NOW, database_of
from tests.services.notices.mailing import THREAD, VISITOR, answer, conversation, mailing, open_ticket, queued, sofia

LATER = NOW + GONE_AFTER


@pytest.fixture
def posting(desk: Desk) -> Iterator[Desk]:
    made = mailing(desk)
    yield made
    made.close()


def reply(desk: Desk, text: str, now: datetime = NOW, event: str = "") -> int:
    """What an agent writes in a conversation they hold."""
    agent = sofia(desk)
    with database_of(desk).reading() as work:
        record = work.conversations.rows.get(THREAD)
    assert record is not None
    if not record.conversation.is_held:
        desk.staff.handling.take_over(THREAD, asked_by=agent, now=now)
    return desk.staff.writing.reply(THREAD, text, event_id=event or text[:20], asked_by=agent, now=now).seq


def swept(desk: Desk, now: datetime) -> list[Row[Any]]:
    """Mails about words that were missed, after a sweep."""
    desk.notices.unread.queue_due(now)
    return [mail for mail in queued(desk) if mail.kind == "reply"]


def fetched(desk: Desk, seq: int) -> None:
    with database_of(desk).writing() as work:
        work.conversations.rows.delivered_to_customer(THREAD, seq)


def test_words_nobody_fetched_for_two_minutes_are_mailed_together(posting: Desk) -> None:
    conversation(posting, "it@contoso.example")
    reply(posting, "Please restart Outlook.")
    reply(posting, "And tell me what it says.", NOW + timedelta(seconds=30))
    assert swept(posting, LATER) == [], "the second words are not two minutes old"
    (mail,) = swept(posting, LATER + timedelta(seconds=30))
    assert mail.recipient == "it@contoso.example"
    assert mail.subject == "Sofia Keller of Northstar Cloud wrote to you"
    assert "Sofia Keller\n> Please restart Outlook." in mail.text
    assert "> And tell me what it says." in mail.text
    assert len(swept(posting, LATER + timedelta(hours=1))) == 1


def test_who_reads_along_gets_no_mail(posting: Desk) -> None:
    conversation(posting, "it@contoso.example")
    fetched(posting, reply(posting, "Please restart Outlook."))
    assert swept(posting, LATER) == []


def test_what_is_written_hours_later_is_mailed_too_each_word_once(posting: Desk) -> None:
    conversation(posting, "it@contoso.example")
    reply(posting, "First.")
    assert len(swept(posting, LATER)) == 1
    hours = LATER + timedelta(hours=3)
    reply(posting, "Second.", hours)
    reply(posting, "Third.", hours + timedelta(minutes=1))
    assert len(swept(posting, hours + GONE_AFTER)) == 1, "the third words are not two minutes old"
    first, second = swept(posting, hours + GONE_AFTER + timedelta(minutes=1))
    assert "First." in first.text
    assert [word in second.text for word in ("First.", "Second.", "Third.")] == [False, True, True]
    assert first.thread == second.thread
    assert len(swept(posting, hours + timedelta(hours=1))) == 2


def test_who_came_back_is_mailed_only_what_was_written_after_that(posting: Desk) -> None:
    conversation(posting, "it@contoso.example")
    reply(posting, "First.")
    assert len(swept(posting, LATER)) == 1
    fetched(posting, reply(posting, "Second.", LATER))
    reply(posting, "Third.", LATER + GONE_AFTER)
    _, mail = swept(posting, LATER + 2 * GONE_AFTER)
    assert "Third." in mail.text
    assert "Second." not in mail.text


def test_who_answered_by_another_way_was_back(posting: Desk) -> None:
    conversation(posting, "it@contoso.example")
    reply(posting, "First.")
    assert len(swept(posting, LATER)) == 1
    with database_of(posting).writing() as work:
        work.conversations.log.append(THREAD, [Draft(Author.CUSTOMER, "By mail: done.")], LATER)
    reply(posting, "Thank you.", LATER + timedelta(minutes=1))
    (_, second) = swept(posting, LATER + timedelta(minutes=1) + GONE_AFTER)
    assert "Thank you." in second.text


def test_a_note_and_the_desks_own_words_are_not_mailed(posting: Desk) -> None:
    conversation(posting, "it@contoso.example")
    posting.staff.handling.take_over(THREAD, asked_by=sofia(posting), now=NOW)
    posting.staff.writing.note(THREAD, "For colleagues.", event_id="n", asked_by=sofia(posting), now=NOW)
    assert swept(posting, LATER) == []


def test_an_answer_to_a_ticket_is_mailed_once_though_it_stands_in_the_chat_as_well(posting: Desk) -> None:
    open_ticket(posting, "it@contoso.example")
    answer(posting, "T-1003", "Please restart it.")
    assert swept(posting, LATER) == []
    assert [mail.kind for mail in queued(posting)] == ["opened", "answered"]


def test_a_visitor_without_an_address_cannot_be_written_to_and_keeps_nobody_else(posting: Desk) -> None:
    conversation(posting, None)
    reply(posting, "Hello?")
    assert swept(posting, LATER) == []


def test_a_visitors_figures_are_left_out_here_too(posting: Desk) -> None:
    open_ticket(posting, None)
    reply(posting, "NS-104231 is 1,476.60 EUR.")
    (mail,) = swept(posting, LATER)
    assert mail.recipient == VISITOR
    assert "104231" not in mail.text + mail.html
    assert "476" not in mail.text + mail.html


def test_the_mail_belongs_to_the_matter_of_the_queue(posting: Desk) -> None:
    conversation(posting, "it@contoso.example")
    agent = sofia(posting)
    posting.staff.handling.take_over(THREAD, asked_by=agent, now=NOW)
    reply(posting, "Hello")
    assert swept(posting, LATER)[0].matter == "technical"


def test_an_old_reply_is_left_alone(posting: Desk) -> None:
    conversation(posting, "it@contoso.example")
    reply(posting, "Hello")
    assert swept(posting, NOW + timedelta(days=2)) == []
