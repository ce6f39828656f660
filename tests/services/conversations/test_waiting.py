"""Nobody waits for ever: not in the queue, not on an agent who left, and not behind a snooze."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import OwnerKind
from bot.domain.conversations.messages import Reply
from bot.domain.kernel.errors import StaleVersion
from bot.domain.staff.agents import Agent
from bot.services.conversations.sentences.announcements import Announcements
from bot.services.conversations.waiting import Waiting
from bot.services.records.conversations import Begun
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NIGHT, NOW, database_of
from tests.services.conversations.conversing import (
    ANSWER,
    QUEUED,
    heard,
    in_state,
    opened,
    record_of,
    said,
    state_of,
    writes,
)

LIMIT = timedelta(minutes=10)
SILENCE = timedelta(minutes=15)
SECOND = timedelta(seconds=1)


@pytest.fixture
def agent(desk: Desk) -> Agent:
    return agent_in(desk, "billing")


def held_and_asked(desk: Desk, agent: Agent) -> str:
    """An agent holds it, and the customer asked something at NOW."""
    conversation = in_state(desk, "held", agent, agent)
    desk.conversations.turns.keep(writes(desk, conversation, "are you there?"), {}, (), NOW)
    return conversation


class Interrupted:
    """The database, in which something happens between a verb's reading and its writing."""

    def __init__(self, desk: Desk, meanwhile: Callable[[], object]) -> None:
        self._database = database_of(desk)
        self._meanwhile = meanwhile
        self.reading = database_of(desk).reading

    @contextmanager
    def writing(self, *, durable: bool = True) -> Any:
        self._meanwhile()
        with self._database.writing(durable=durable) as work:
            yield work


def interrupted(desk: Desk, meanwhile: Callable[[], object]) -> Waiting:
    database: Any = Interrupted(desk, meanwhile)
    return Waiting(database, desk.partner, Announcements(desk.words, desk.partner))


def test_the_partners_limits_are_those_the_tests_mean(desk: Desk) -> None:
    assert timedelta(minutes=desk.partner.handoff.waiting_limit_minutes) == LIMIT
    assert timedelta(minutes=desk.partner.handoff.agent_silence_minutes) == SILENCE


def test_a_wait_is_overdue_at_the_limit_and_not_before(desk: Desk, agent: Agent) -> None:
    conversation = in_state(desk, "queued", agent, agent)
    assert desk.conversations.waiting.overdue(NOW + LIMIT - SECOND) == ()
    assert desk.conversations.waiting.overdue(NOW + LIMIT) == (conversation,)


def test_closing_time_ends_every_wait(desk: Desk, agent: Agent) -> None:
    conversation = in_state(desk, "queued", agent, agent)
    assert desk.conversations.waiting.overdue(NIGHT) == (conversation,)


def test_who_is_no_longer_queued_is_not_overdue(desk: Desk, agent: Agent) -> None:
    conversation = in_state(desk, "queued", agent, agent)
    desk.staff.handling.take_over(conversation, asked_by=agent, now=NOW)
    assert desk.conversations.waiting.overdue(NIGHT) == ()


def test_a_customer_left_by_an_agent_waits_for_the_same_team_again_and_is_told(desk: Desk, agent: Agent) -> None:
    conversation = held_and_asked(desk, agent)
    assert desk.conversations.waiting.take_from_silent(NOW + SILENCE - SECOND) == ()
    later = NOW + SILENCE
    assert desk.conversations.waiting.take_from_silent(later) == (conversation,)
    now = state_of(desk, conversation)
    assert (now.owner.kind, now.queue, now.waiting_since) == (OwnerKind.QUEUE, agent.team, later)
    assert heard(desk, conversation)[-1] == ("desk", said(desk, "agent_silent"))
    assert desk.conversations.waiting.take_from_silent(later) == ()


def test_who_answered_is_not_silent(desk: Desk, agent: Agent) -> None:
    conversation = held_and_asked(desk, agent)
    desk.staff.writing.reply(conversation, "Yes.", event_id="f", asked_by=agent, now=NOW)
    assert desk.conversations.waiting.take_from_silent(NOW + 10 * SILENCE) == ()


def test_a_colleague_who_takes_over_a_silent_conversation_gets_the_whole_time(desk: Desk, agent: Agent) -> None:
    conversation = held_and_asked(desk, agent)
    handed_over = NOW + timedelta(minutes=14)
    desk.staff.handling.assign(conversation, agent_in(desk, "helpdesk").id, asked_by=agent, now=handed_over)
    assert desk.conversations.waiting.take_from_silent(handed_over + SILENCE - SECOND) == ()
    assert desk.conversations.waiting.take_from_silent(handed_over + SILENCE) == (conversation,)


def test_what_is_put_aside_is_not_silent_and_comes_back_when_the_time_has_come(desk: Desk, agent: Agent) -> None:
    conversation = held_and_asked(desk, agent)
    until = NOW + timedelta(hours=2)
    desk.staff.handling.snooze(conversation, until, asked_by=agent, now=NOW)
    assert desk.conversations.waiting.take_from_silent(until) == ()
    assert desk.conversations.waiting.wake_snoozed(until - SECOND) == ()
    told = heard(desk, conversation)
    assert desk.conversations.waiting.wake_snoozed(until) == (conversation,)
    assert state_of(desk, conversation).snoozed_until is None
    assert heard(desk, conversation) == told
    assert desk.conversations.waiting.wake_snoozed(until) == ()
    assert desk.conversations.waiting.take_from_silent(until + SILENCE) == (conversation,)


def test_an_answer_between_looking_and_writing_is_not_followed_by_an_apology_for_silence(
    desk: Desk, agent: Agent
) -> None:
    conversation = held_and_asked(desk, agent)
    later = NOW + SILENCE

    def answers() -> None:
        desk.staff.writing.reply(conversation, "Yes.", event_id="f", asked_by=agent, now=later)

    assert interrupted(desk, answers).take_from_silent(later) == ()
    assert state_of(desk, conversation).owner.agent == agent.id
    assert heard(desk, conversation)[-1] == ("agent", "Yes.")


def test_a_hand_back_between_looking_and_writing_stands(desk: Desk, agent: Agent) -> None:
    conversation = held_and_asked(desk, agent)
    later = NOW + SILENCE
    waiting = interrupted(desk, lambda: desk.staff.handling.hand_back(conversation, asked_by=agent, now=later))
    assert waiting.take_from_silent(later) == ()
    assert state_of(desk, conversation).owner.kind is OwnerKind.BOT


def test_a_snooze_the_customer_ends_between_looking_and_writing_ends_once(desk: Desk, agent: Agent) -> None:
    conversation = in_state(desk, "snoozed", agent, agent)
    until = state_of(desk, conversation).snoozed_until
    assert until is not None
    waiting = interrupted(desk, lambda: writes(desk, conversation, "me again", until))
    assert waiting.wake_snoozed(until) == ()
    assert state_of(desk, conversation).snoozed_until is None


def test_what_people_gave_back_unanswered_is_answered_by_the_bot_anew(desk: Desk, agent: Agent) -> None:
    conversation = opened(desk)
    begun = writes(desk, conversation, "my invoice?")
    desk.staff.handling.take_over(conversation, asked_by=agent, now=NOW)
    desk.staff.handling.hand_back(conversation, asked_by=agent, now=NOW)
    again = desk.conversations.turns.finish(begun, ANSWER, NOW)
    assert again is not None
    assert again.turn == begun.turn
    assert again.record.conversation.begin_again
    assert "The answer." not in [text for _, text in heard(desk, conversation)]
    assert desk.conversations.turns.finish(again, ANSWER, NOW) is None
    assert heard(desk, conversation)[-1] == ("bot", "The answer.")


def test_what_a_person_answered_before_giving_it_back_is_not_answered_again(desk: Desk, agent: Agent) -> None:
    conversation = opened(desk)
    begun = writes(desk, conversation, "my invoice?")
    desk.staff.handling.take_over(conversation, asked_by=agent, now=NOW)
    desk.staff.writing.reply(conversation, "It is on its way.", event_id="f", asked_by=agent, now=NOW)
    desk.staff.handling.hand_back(conversation, asked_by=agent, now=NOW)
    assert desk.conversations.turns.finish(begun, ANSWER, NOW) is None
    assert "The answer." not in [text for _, text in heard(desk, conversation)]


def test_an_answer_from_before_the_end_is_not_given_in_the_next_segment(desk: Desk, agent: Agent) -> None:
    conversation = opened(desk)
    begun = writes(desk, conversation, "my invoice?")
    desk.staff.handling.take_over(conversation, asked_by=agent, now=NOW)
    desk.staff.handling.resolve(conversation, asked_by=agent, now=NOW)
    writes(desk, conversation, "something else")
    following = desk.conversations.turns.finish(begun, ANSWER, NOW)
    assert isinstance(following, Begun)
    assert following.turn.text == "something else"
    assert "The answer." not in [text for _, text in heard(desk, conversation)]


def test_a_stale_answer_does_not_take_up_a_turn_that_another_worker_has_finished(desk: Desk, agent: Agent) -> None:
    conversation = opened(desk)
    begun = writes(desk, conversation, "my invoice?")
    desk.conversations.turns.finish(begun, ANSWER, NOW)
    desk.staff.handling.take_over(conversation, asked_by=agent, now=NOW)
    desk.staff.handling.hand_back(conversation, asked_by=agent, now=NOW)
    with pytest.raises(StaleVersion):
        desk.conversations.turns.finish(begun, replace(ANSWER, replies=(Reply("Twice."),)), NOW)
    assert "Twice." not in [text for _, text in heard(desk, conversation)]


def test_an_agent_who_takes_a_waiting_customer_and_never_writes_is_silent(desk: Desk, agent: Agent) -> None:
    conversation = opened(desk)
    desk.conversations.turns.finish(writes(desk, conversation, "a person please"), QUEUED, NOW)
    desk.staff.handling.take_over(conversation, asked_by=agent, now=NOW)
    assert desk.conversations.waiting.take_from_silent(NOW + 4 * SILENCE) == (conversation,)


def test_a_second_message_stays_unanswered_when_the_first_is_answered(desk: Desk, agent: Agent) -> None:
    conversation = opened(desk)
    begun = writes(desk, conversation, "one")
    writes(desk, conversation, "two", NOW + SECOND)
    desk.conversations.turns.finish(begun, ANSWER, NOW + 2 * SECOND)
    assert record_of(desk, conversation).unanswered_since == NOW + SECOND
