"""What lists show of a conversation, and since when its customer waits for an answer."""

from datetime import timedelta

import pytest

from bot.domain.conversations.conversation import Event, HandoffReason
from bot.domain.conversations.messages import Author, Visibility
from bot.services.records.conversations import ConversationRecord, Draft
from bot.storage.conversations.last_words import SHOWN
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW, THREAD, begin

LATER = NOW + timedelta(minutes=5)
QUESTION = Draft(Author.CUSTOMER, "where is it?")


@pytest.fixture
def thread(seeded: SqlDatabase) -> SqlDatabase:
    begin(seeded)
    return seeded


def add(database: SqlDatabase, *drafts: Draft, now: object = NOW) -> ConversationRecord:
    with database.writing() as work:
        work.conversations.log.append(THREAD, list(drafts), now)  # type: ignore[arg-type]
        record = work.conversations.rows.get(THREAD)
    assert record is not None
    return record


def shown(database: SqlDatabase) -> tuple[str, str] | None:
    with database.connection() as connection:
        row = connection.exec_driver_sql("SELECT last_author, last_text FROM conversations").one()
    return None if row.last_text is None else (row.last_author, row.last_text)


def to_people(database: SqlDatabase, *, held: bool) -> None:
    with database.writing() as work:
        record = work.conversations.rows.get(THREAD)
        assert record is not None
        before = record.conversation
        queued = before.hand_off("commercial", HandoffReason.ASKED, NOW)
        work.conversations.rows.save(queued, seen=before.version, event=Event.HANDED_OFF, now=NOW)
        if held:
            agent = min(agent.id for agent in work.staff.agents.active())
            work.conversations.rows.save(queued.accept(agent), seen=queued.version, event=Event.ACCEPTED, now=NOW)


def test_the_first_unanswered_message_counts_and_not_the_latest(thread: SqlDatabase) -> None:
    add(thread, QUESTION)
    record = add(thread, Draft(Author.CUSTOMER, "hello??"), now=LATER)
    assert record.unanswered_since == NOW
    assert shown(thread) == ("customer", "hello??")


@pytest.mark.parametrize("author", [Author.BOT, Author.AGENT, Author.DESK])
def test_while_the_bot_leads_whoever_speaks_answers(thread: SqlDatabase, author: Author) -> None:
    add(thread, QUESTION)
    assert add(thread, Draft(author, "Here.")).unanswered_since is None


@pytest.mark.parametrize("held", [True, False])
def test_while_people_are_expected_only_they_answer(thread: SqlDatabase, held: bool) -> None:
    to_people(thread, held=held)
    add(thread, QUESTION)
    assert add(thread, Draft(Author.DESK, "Noted."), now=LATER).unanswered_since == NOW
    assert add(thread, Draft(Author.AGENT, "Here."), now=LATER).unanswered_since is None


def test_who_is_queued_waits_for_an_answer_from_then_on(thread: SqlDatabase) -> None:
    to_people(thread, held=True)
    assert add(thread, Draft(Author.BOT, "A colleague comes.")).unanswered_since == NOW
    assert add(thread, Draft(Author.AGENT, "Here."), now=LATER).unanswered_since is None


def test_lists_go_on_showing_what_people_wrote_while_a_person_is_expected(thread: SqlDatabase) -> None:
    add(thread, QUESTION)
    to_people(thread, held=False)
    for author in (Author.BOT, Author.DESK):
        add(thread, Draft(author, "Noted."), now=LATER)
        assert shown(thread) == ("customer", QUESTION.text)


@pytest.mark.parametrize(
    "unheard",
    [
        Draft(Author.AGENT, "odd", visibility=Visibility.NOTE),
        Draft(Author.BOT, "too late", visibility=Visibility.SUPPRESSED),
        Draft(Author.DESK, "", card={"kind": "turn_over"}),
    ],
)
def test_what_the_customer_cannot_read_is_neither_shown_nor_an_answer(thread: SqlDatabase, unheard: Draft) -> None:
    add(thread, unheard)
    assert shown(thread) is None
    add(thread, QUESTION)
    assert add(thread, unheard, now=LATER).unanswered_since == NOW
    assert shown(thread) == ("customer", QUESTION.text)


def test_a_rating_asks_for_no_answer(thread: SqlDatabase) -> None:
    press = Draft(Author.CUSTOMER, "Good", choice='/rate{"id": "7", "score": "good"}')
    assert add(thread, press).unanswered_since is None
    add(thread, QUESTION)
    assert add(thread, press, now=LATER).unanswered_since == NOW


def test_lists_show_the_beginning_of_the_last_of_several_lines(thread: SqlDatabase) -> None:
    add(thread, Draft(Author.BOT, "first"), Draft(Author.BOT, "x" * (SHOWN + 1)))
    assert shown(thread) == ("bot", "x" * SHOWN)
