"""What a person's stretch leaves behind: a summary, a question for a rating, and who goes on."""

from datetime import timedelta

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Visibility
from bot.domain.conversations.satisfaction import ASKED_AGAIN_AFTER
from bot.domain.conversations.stretches import Ending
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import TransitionRefused
from bot.domain.staff.agents import Agent
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import (
    ANSWER,
    heard,
    in_state,
    opened,
    said,
    state_of,
    writes,
)
from tests.services.staff.verbs import VERBS


def test_a_summary_is_kept_with_the_stretch_and_as_a_note_the_customer_never_sees(desk: Desk, agent: Agent) -> None:
    conversation = in_state(desk, "held", agent, agent)
    summary = "  Wrong VAT rate; credit note promised.  " + "x" * lengths.SUMMARY
    desk.staff.handling.hand_back(conversation, asked_by=agent, now=NOW, summary=summary)
    kept = summary.strip()[: lengths.SUMMARY]
    with database_of(desk).connection() as connection:
        row = connection.exec_driver_sql("SELECT summary, ending FROM stretches").one()
    assert tuple(row) == (kept, Ending.HANDED_BACK.value)
    with database_of(desk).reading() as work:
        rows = work.conversations.overview.transcript(conversation, asked_by=agent)
    assert [(row.text, row.author_name) for row in rows if row.visibility is Visibility.NOTE] == [(kept, agent.name)]
    assert kept not in [text for _, text in heard(desk, conversation)]


@pytest.mark.parametrize("summary", ["", "  \n "])
def test_an_empty_summary_leaves_no_note(desk: Desk, agent: Agent, summary: str) -> None:
    conversation = in_state(desk, "held", agent, agent)
    desk.staff.handling.hand_back(conversation, asked_by=agent, now=NOW, summary=summary)
    with database_of(desk).reading() as work:
        rows = work.conversations.overview.transcript(conversation, asked_by=agent)
    assert Visibility.NOTE not in {row.visibility for row in rows}


@pytest.mark.parametrize("verb", ["hand back", "resolve"])
def test_the_end_of_a_stretch_in_which_a_person_wrote_asks_once(desk: Desk, agent: Agent, verb: str) -> None:
    conversation = in_state(desk, "held", agent, agent)
    desk.staff.writing.reply(conversation, "I see.", event_id="1", asked_by=agent, now=NOW)
    VERBS[verb](desk, conversation, agent)
    question = said(desk, "satisfaction_person")
    assert heard(desk, conversation)[-1] == ("desk", question)
    assert [text for _, text in heard(desk, conversation)].count(question) == 1
    with pytest.raises(TransitionRefused):
        VERBS[verb](desk, conversation, agent)
    assert len(desk.conversations.satisfaction.of_conversation(conversation, asked_by=agent)) == 1


@pytest.mark.parametrize(("between", "questions"), [(ASKED_AGAIN_AFTER, 2), (timedelta(minutes=2), 1)])
def test_a_later_stretch_is_asked_about_again_one_just_after_and_a_silent_one_are_not(
    desk: Desk, agent: Agent, between: timedelta, questions: int
) -> None:
    conversation = opened(desk)
    for number, writes_something in enumerate((True, False, True)):
        now = NOW + number * between
        desk.staff.handling.take_over(conversation, asked_by=agent, now=now)
        if writes_something:
            desk.staff.writing.reply(conversation, "I see.", event_id=f"form {number}", asked_by=agent, now=now)
        desk.staff.handling.hand_back(conversation, asked_by=agent, now=now)
    asked = desk.conversations.satisfaction.of_conversation(conversation, asked_by=agent)
    assert len({rating.stretch_id for rating in asked}) == len(asked) == questions


def test_after_a_hand_back_the_bot_begins_again_and_goes_on_only_once(desk: Desk, agent: Agent) -> None:
    conversation = in_state(desk, "held", agent, agent)
    desk.staff.handling.hand_back(conversation, asked_by=agent, now=NOW)
    begun = writes(desk, conversation, "back to my invoice")
    assert begun.record.conversation.begin_again
    assert begun.record.state == ANSWER.state
    desk.conversations.turns.finish(begun, ANSWER, NOW)
    assert not writes(desk, conversation, "and now?").record.conversation.begin_again


def test_a_reopened_conversation_is_the_agents_in_a_new_segment(desk: Desk, agent: Agent) -> None:
    conversation = in_state(desk, "closed", agent, agent)
    desk.staff.handling.reopen(conversation, asked_by=agent, now=NOW)
    now = state_of(desk, conversation)
    assert (now.owner.agent, now.segment) == (agent.id, 2)
    assert heard(desk, conversation)[-1][1] == said(desk, "agent_joined", agent=agent.name, team="Billing team")
