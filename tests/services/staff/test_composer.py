"""A note and a reply written in one composer: both are kept, once, or neither."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Visibility
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import AlreadyAccepted, EmptyMessage, MessageTooLong
from bot.domain.staff.agents import Agent
from bot.domain.staff.canned_replies import ReplyUnfilled
from bot.domain.staff.console_errors import NotHolding
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import audited, heard, in_state, record_of

LATER = NOW + timedelta(minutes=3)


@pytest.fixture
def agent(desk: Desk) -> Agent:
    return agent_in(desk, "billing")


@pytest.fixture
def colleague(desk: Desk) -> Agent:
    return agent_in(desk, "helpdesk")


def notes_in(desk: Desk, conversation: str, agent: Agent) -> list[str]:
    with database_of(desk).reading() as work:
        rows = work.conversations.overview.transcript(conversation, asked_by=agent)
    return [row.text for row in rows if row.visibility is Visibility.NOTE]


def say_and_note(desk: Desk, conversation: str, by: Agent, text: str = "I see.", form: str = "form") -> None:
    desk.staff.writing.reply_with_note(conversation, text, "Odd.", event_id=form, asked_by=by, now=LATER)


def test_a_note_and_a_reply_out_of_one_form_are_written_together(desk: Desk, agent: Agent, colleague: Agent) -> None:
    conversation = in_state(desk, "held", agent, colleague)
    for _ in range(2):
        say_and_note(desk, conversation, agent)
    assert notes_in(desk, conversation, colleague) == ["Odd."]
    assert [text for author, text in heard(desk, conversation) if author == "agent"] == ["I see."]
    assert audited(desk, agent) == ["took_over", "noted", "replied"]


@pytest.mark.parametrize(
    ("state", "text", "refusal"),
    [
        ("held by another", "I see.", AlreadyAccepted),
        ("led by the bot", "I see.", NotHolding),
        ("closed", "I see.", NotHolding),
        ("held", "Dear ⟦customer⟧,", ReplyUnfilled),
        ("held", " ", EmptyMessage),
        ("held", "x" * (lengths.MESSAGE + 1), MessageTooLong),
    ],
)
def test_a_refused_reply_leaves_no_note_behind(
    desk: Desk, agent: Agent, colleague: Agent, state: str, text: str, refusal: type[Exception]
) -> None:
    conversation = in_state(desk, state, agent, colleague)
    before, told, done = record_of(desk, conversation), notes_in(desk, conversation, agent), audited(desk, agent)
    with pytest.raises(refusal):
        say_and_note(desk, conversation, agent, text)
    assert record_of(desk, conversation) == before
    assert notes_in(desk, conversation, agent) == told
    assert audited(desk, agent) == done


def test_a_form_refused_once_is_written_whole_when_it_is_sent_again(desk: Desk, agent: Agent, colleague: Agent) -> None:
    conversation = in_state(desk, "held by another", agent, colleague)
    with pytest.raises(AlreadyAccepted):
        say_and_note(desk, conversation, agent)
    desk.staff.handling.transfer(conversation, agent.team, asked_by=colleague, now=NOW)
    say_and_note(desk, conversation, agent)
    assert notes_in(desk, conversation, colleague) == ["Odd."]
    assert heard(desk, conversation)[-1] == ("agent", "I see.")


def test_a_form_that_arrives_twice_at_once_is_written_once(desk: Desk, agent: Agent, colleague: Agent) -> None:
    conversation = in_state(desk, "held", agent, colleague)
    together = Barrier(2)

    def sends() -> None:
        together.wait(timeout=30)
        say_and_note(desk, conversation, agent)

    with ThreadPoolExecutor() as pool:
        for sent in [pool.submit(sends) for _ in range(2)]:
            sent.result()
    assert notes_in(desk, conversation, colleague) == ["Odd."]
    assert [text for author, text in heard(desk, conversation) if author == "agent"] == ["I see."]
