"""A client that never says what was seen: who writes has read what stands above, but for words not fetched yet."""

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Author, Incoming
from bot.services.records.conversations import Draft
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.services.notices.mailing import THREAD, conversation


@pytest.fixture
def talk(desk: Desk) -> Desk:
    """A conversation a colleague holds, with one word of the assistant and one of the colleague, not fetched yet."""
    conversation(desk, "it@contoso.example")
    with database_of(desk).writing() as work:
        work.conversations.log.append(THREAD, [Draft(Author.BOT, "Hello.")], NOW)
    sofia = agent_in(desk, "helpdesk")
    desk.staff.handling.take_over(THREAD, asked_by=sofia, now=NOW)
    desk.staff.writing.reply(THREAD, "Please restart it.", event_id="r", asked_by=sofia, now=NOW)
    return desk


def writes(desk: Desk, event: str = "e", *, reads_along: bool = True) -> None:
    incoming = Incoming("directline", THREAD, f"{THREAD}:{event}", "Thank you.", reads_along=reads_along)
    desk.conversations.reception.receive(incoming, NOW)


def unread(desk: Desk) -> int:
    return desk.conversations.own.unread(THREAD)


def fetch(desk: Desk) -> None:
    desk.conversations.delivery.note(desk.conversations.delivery.page(THREAD, 0).messages)


def test_what_was_fetched_counts_as_read_by_who_writes_below(talk: Desk) -> None:
    assert unread(talk) == 3, "the assistant, that a colleague is there, and the colleague's words"
    fetch(talk)
    assert unread(talk) == 3, "fetched is not read: it may lie in a hidden tab"
    writes(talk)
    assert unread(talk) == 0


def test_a_colleagues_words_that_were_not_fetched_stay_unread(talk: Desk) -> None:
    writes(talk)
    assert unread(talk) == 1
    fetch(talk)
    writes(talk, "again")
    assert unread(talk) == 0


def test_who_answers_by_mail_has_not_looked_into_the_chat(talk: Desk) -> None:
    fetch(talk)
    writes(talk, reads_along=False)
    assert unread(talk) == 3


def test_a_repeated_delivery_and_an_older_row_take_nothing_back(talk: Desk) -> None:
    fetch(talk)
    writes(talk)
    sofia = agent_in(talk, "helpdesk")
    talk.staff.writing.reply(THREAD, "And now?", event_id="s", asked_by=sofia, now=NOW)
    writes(talk)
    assert unread(talk) == 1
    talk.conversations.own.saw(THREAD, talk_length(talk))
    writes(talk, "third")
    assert unread(talk) == 0


def talk_length(desk: Desk) -> int:
    with database_of(desk).reading() as work:
        return work.conversations.rows.last_seq(THREAD)
