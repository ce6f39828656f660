"""Nobody closes or hands back over what the customer wrote meanwhile; who writes to something put aside is told so."""

from datetime import timedelta

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import BOT
from bot.domain.staff.agents import Agent
from bot.domain.staff.console_errors import CustomerWrote
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import ANSWER, heard, in_state, record_of, said, state_of, writes

SOON = NOW + timedelta(seconds=1)


@pytest.mark.parametrize("verb", ["resolve", "hand_back"])
@pytest.mark.parametrize("kept", [False, True])
def test_who_has_not_read_the_latest_message_neither_closes_nor_hands_back(
    desk: Desk, agent: Agent, colleague: Agent, verb: str, kept: bool
) -> None:
    """Also where the message's turn is over, so that the bot would never answer it."""
    here = in_state(desk, "held", agent, colleague)
    seen = record_of(desk, here).last_seq
    begun = writes(desk, here, "One more thing: NS-104231?", SOON)
    if kept:
        desk.conversations.turns.keep(begun, {}, (), SOON)
    before = heard(desk, here)
    with pytest.raises(CustomerWrote):
        getattr(desk.staff.handling, verb)(here, asked_by=agent, now=SOON, seen=seen)
    assert (heard(desk, here), state_of(desk, here).owner.agent) == (before, agent.id)
    getattr(desk.staff.handling, verb)(here, asked_by=agent, now=SOON, seen=record_of(desk, here).last_seq)
    assert state_of(desk, here).owner == BOT


def test_what_is_written_just_after_a_hand_back_is_the_bots_to_answer(
    desk: Desk, agent: Agent, colleague: Agent
) -> None:
    here = in_state(desk, "held", agent, colleague)
    desk.staff.handling.hand_back(here, asked_by=agent, now=SOON, seen=record_of(desk, here).last_seq)
    begun = writes(desk, here, "One more thing: NS-104231?", SOON)
    assert begun.record.conversation.bot_may_speak
    desk.conversations.turns.finish(begun, ANSWER, SOON)
    assert heard(desk, here)[-1] == ("bot", "The answer.")
    assert desk.conversations.turns.waiting() == ()


def test_a_message_whose_turn_is_open_at_a_hand_back_is_answered_by_the_bot(
    desk: Desk, agent: Agent, colleague: Agent
) -> None:
    """The agent has read it and gives it back; the worker held its turn for the agent."""
    here = in_state(desk, "held", agent, colleague)
    begun = writes(desk, here, "One more thing: NS-104231?", SOON)
    desk.staff.handling.hand_back(here, asked_by=agent, now=SOON, seen=record_of(desk, here).last_seq)
    again = desk.conversations.turns.keep(begun, {}, (), SOON)
    assert again is not None
    assert again.record.conversation.bot_may_speak
    desk.conversations.turns.finish(again, ANSWER, SOON)
    assert heard(desk, here)[-1] == ("bot", "The answer.")


@pytest.mark.parametrize("verb", ["resolve", "hand_back"])
def test_what_others_wrote_meanwhile_keeps_nobody_from_it(
    desk: Desk, agent: Agent, colleague: Agent, verb: str
) -> None:
    here = in_state(desk, "held", agent, colleague)
    seen = record_of(desk, here).last_seq
    desk.staff.writing.note(here, "Pays late", event_id="n", asked_by=colleague, now=SOON)
    getattr(desk.staff.handling, verb)(here, asked_by=agent, now=SOON, seen=seen)
    assert state_of(desk, here).owner == BOT


def test_who_writes_to_what_was_put_aside_is_told_once_that_it_is_there(
    desk: Desk, agent: Agent, colleague: Agent
) -> None:
    here = in_state(desk, "snoozed", agent, colleague)
    writes(desk, here, "Hello again", SOON)
    told = ("desk", said(desk, "agent_woken", agent=agent.name))
    assert heard(desk, here)[-2:] == [("customer", "Hello again"), told]
    with database_of(desk).reading() as work:
        listed = work.conversations.overview.one(here, asked_by=agent)
    assert listed is not None
    assert (listed.unanswered_since, listed.last_text) == (SOON, "Hello again")
    writes(desk, here, "And another", SOON)
    assert heard(desk, here).count(told) == 1
