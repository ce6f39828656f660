"""Somebody else commits between the first reading and the first writing of a transaction, as PostgreSQL allows.

On SQLite one transaction writes at a time, so that there is no such middle.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import HandoffReason, Lifecycle, OwnerKind
from bot.domain.conversations.messages import Incoming, Reply
from bot.domain.kernel.errors import AlreadyAccepted, TransitionRefused
from bot.domain.staff.agents import Agent
from bot.domain.staff.console_errors import CustomerWrote
from bot.services.conversations.turns import HandOff
from bot.services.records.conversations import Begun
from bot.storage.conversations.conversations import SqlConversations
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import ANSWER, heard, in_state, opened, record_of, state_of, writes
from tests.services.support.waits import HOW, THREAD, end, ends, tickets, waits

Meanwhile = Callable[[Callable[[], Any]], None]
SUMMARY = {"hand_back": {"summary": "For colleagues."}}


@pytest.fixture
def agent(desk: Desk) -> Agent:
    return agent_in(desk, "billing")


@pytest.fixture
def meanwhile(backend: str, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Lets something happen right after the next transaction has read the conversation."""
    if backend == "sqlite":
        pytest.skip("one transaction writes at a time")
    read = SqlConversations.get

    def arranged(happens: Callable[[], Any]) -> None:
        left = [happens]

        def reading(self: SqlConversations, conversation_id: str) -> Any:
            record = read(self, conversation_id)
            if left:
                left.pop()()
            return record

        monkeypatch.setattr(SqlConversations, "get", reading)

    return arranged


def test_an_answer_overtaken_by_a_take_over_is_not_said(desk: Desk, agent: Agent, meanwhile: Meanwhile) -> None:
    conversation = opened(desk)
    begun = writes(desk, conversation, "my invoice?")
    meanwhile(lambda: desk.staff.handling.take_over(conversation, asked_by=agent, now=NOW))
    desk.conversations.turns.finish(begun, ANSWER, NOW)
    assert "bot" not in [author for author, _ in heard(desk, conversation)]
    assert state_of(desk, conversation).owner.agent == agent.id
    assert desk.conversations.turns.waiting() == ()


@pytest.mark.parametrize("what", ["keep", "give up"])
def test_the_desk_itself_is_silent_when_an_agent_was_faster(
    desk: Desk, agent: Agent, meanwhile: Meanwhile, what: str
) -> None:
    conversation = in_state(desk, "queued", agent, agent) if what == "keep" else opened(desk)
    begun = writes(desk, conversation, "still there?")
    meanwhile(lambda: desk.staff.handling.take_over(conversation, asked_by=agent, now=NOW))
    if what == "keep":
        again = desk.conversations.turns.keep(begun, {}, (Reply("Noted."),), NOW)
    else:
        wish = HandOff("commercial", HandoffReason.ENGINE_DOWN)
        again = desk.conversations.turns.give_up(begun, lambda _, __: ((Reply("A fault."),), wish), NOW)
    assert again is not None
    assert again.turn.message_id == begun.turn.message_id
    assert again.record.conversation.owner.agent == agent.id
    assert heard(desk, conversation)[-1][1].startswith(agent.name)


def test_an_agent_does_not_speak_after_having_given_the_conversation_back(
    desk: Desk, agent: Agent, meanwhile: Meanwhile
) -> None:
    conversation = in_state(desk, "held", agent, agent)
    meanwhile(lambda: desk.staff.handling.hand_back(conversation, asked_by=agent, now=NOW))
    with pytest.raises(TransitionRefused):
        desk.staff.writing.reply(conversation, "One more thing.", event_id="f", asked_by=agent, now=NOW)
    assert "agent" not in [author for author, _ in heard(desk, conversation)]


def test_a_reply_refused_because_a_colleague_was_faster_leaves_no_note_behind(
    desk: Desk, agent: Agent, meanwhile: Meanwhile
) -> None:
    conversation = in_state(desk, "queued", agent, agent)
    slower = agent_in(desk, "helpdesk")
    meanwhile(lambda: desk.staff.handling.take_over(conversation, asked_by=agent, now=NOW))
    with pytest.raises(AlreadyAccepted):
        desk.staff.writing.reply_with_note(conversation, "Hello.", "Odd.", event_id="f", asked_by=slower, now=NOW)
    with database_of(desk).reading() as work:
        rows = work.conversations.overview.transcript(conversation, asked_by=agent)
    assert {"Hello.", "Odd."}.isdisjoint(row.text for row in rows)


@pytest.mark.parametrize("state", ["queued", "led by the bot"])
def test_the_slower_of_two_agents_is_told_who_was_first(
    desk: Desk, agent: Agent, meanwhile: Meanwhile, state: str
) -> None:
    conversation = in_state(desk, state, agent, agent)
    slower = agent_in(desk, "helpdesk")
    meanwhile(lambda: desk.staff.handling.take_over(conversation, asked_by=agent, now=NOW))
    with pytest.raises(AlreadyAccepted) as refusal:
        desk.staff.handling.take_over(conversation, asked_by=slower, now=NOW)
    assert refusal.value.blanks == {"by": agent.name}
    assert state_of(desk, conversation).owner.agent == agent.id


def test_a_decision_goes_through_when_the_other_one_left_it_possible(
    desk: Desk, agent: Agent, meanwhile: Meanwhile
) -> None:
    conversation = in_state(desk, "held", agent, agent)
    meanwhile(lambda: desk.staff.handling.snooze(conversation, NOW + timedelta(hours=1), asked_by=agent, now=NOW))
    desk.staff.handling.resolve(conversation, asked_by=agent, now=NOW)
    assert state_of(desk, conversation).lifecycle is Lifecycle.CLOSED


def test_what_is_written_while_an_agent_closes_opens_the_conversation_again(
    desk: Desk, agent: Agent, meanwhile: Meanwhile
) -> None:
    conversation = in_state(desk, "held", agent, agent)
    meanwhile(lambda: desk.staff.handling.resolve(conversation, asked_by=agent, now=NOW))
    begun = writes(desk, conversation, "and one more question")
    assert begun.record.conversation.owner.kind is OwnerKind.BOT
    assert begun.record.conversation.bot_may_speak
    assert begun.record.conversation.segment == 2
    assert record_of(desk, conversation).unanswered_since == NOW


@pytest.mark.parametrize("verb", ["hand_back", "resolve"])
def test_an_agent_who_ends_it_while_the_customer_writes_is_told(
    desk: Desk, agent: Agent, meanwhile: Meanwhile, verb: str
) -> None:
    conversation = in_state(desk, "held", agent, agent)
    seen = record_of(desk, conversation).last_seq
    meanwhile(lambda: writes(desk, conversation, "and one more question"))
    with pytest.raises(CustomerWrote):
        getattr(desk.staff.handling, verb)(conversation, asked_by=agent, now=NOW, seen=seen, **SUMMARY.get(verb, {}))
    assert state_of(desk, conversation).owner.agent == agent.id
    with database_of(desk).reading() as work:
        rows = work.conversations.overview.transcript(conversation, asked_by=agent)
    assert "For colleagues." not in {row.text for row in rows}


@pytest.mark.parametrize("how", HOW)
def test_an_agent_who_comes_while_a_wait_ends_finds_no_ticket_and_no_other_word(
    desk: Desk, agent: Agent, meanwhile: Meanwhile, how: str
) -> None:
    begun = waits(desk)
    meanwhile(lambda: desk.staff.handling.take_over(THREAD, asked_by=agent, now=NOW))
    ended = ends(desk, begun, how)
    assert ended is False or (isinstance(ended, Begun) and ended.turn == begun.turn)
    assert state_of(desk, THREAD).owner.agent == agent.id
    assert heard(desk, THREAD)[-1][1].startswith(agent.name)
    assert tickets(desk) == ()


def test_of_two_desks_that_end_a_wait_one_opens_the_ticket_and_tells(desk: Desk, meanwhile: Meanwhile) -> None:
    waits(desk)
    told = heard(desk, THREAD)
    meanwhile(lambda: end(desk))
    assert not end(desk)
    assert len(tickets(desk)) == 1
    assert len(heard(desk, THREAD)) == len(told) + 1


def test_what_is_written_while_a_wait_ends_is_in_its_ticket(desk: Desk, meanwhile: Meanwhile) -> None:
    waits(desk)
    meanwhile(lambda: desk.conversations.inbox.receive(Incoming("directline", THREAD, "late", "and the tax"), NOW))
    assert end(desk)
    (ticket,) = tickets(desk)
    assert ticket.text.endswith("and the tax")
