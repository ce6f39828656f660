"""What agents write: who may say what where, once, and what only colleagues read."""

from datetime import timedelta

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import OwnerKind
from bot.domain.conversations.messages import Visibility
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import AlreadyAccepted, ConversationNotFound, EmptyMessage, MessageTooLong
from bot.domain.staff.agents import PERMISSIONS, Agent, Permission
from bot.domain.staff.canned_replies import ReplyUnfilled
from bot.domain.staff.console_errors import AgentMayNot, NotHolding, TagUnusable
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import (
    STATES,
    audited,
    heard,
    in_state,
    opened,
    record_of,
    state_of,
    writes,
)

LATER = NOW + timedelta(minutes=3)


@pytest.fixture
def agent(desk: Desk) -> Agent:
    return agent_in(desk, "billing")


@pytest.fixture
def colleague(desk: Desk) -> Agent:
    return agent_in(desk, "helpdesk")


def say(desk: Desk, conversation: str, by: Agent, text: str = "I see.", form: str = "form") -> str:
    return desk.staff.writing.reply(conversation, text, event_id=form, asked_by=by, now=LATER).id


def tags_of(desk: Desk, conversation: str, agent: Agent) -> tuple[str, ...]:
    return desk.staff.watch.look(conversation, asked_by=agent, now=NOW).listed.tags


def notes_in(desk: Desk, conversation: str, agent: Agent) -> list[str]:
    with database_of(desk).reading() as work:
        rows = work.conversations.overview.transcript(conversation, asked_by=agent)
    return [row.text for row in rows if row.visibility is Visibility.NOTE]


def test_a_reply_is_said_with_the_agents_name_and_ends_the_waiting_for_it(
    desk: Desk, agent: Agent, colleague: Agent
) -> None:
    conversation = in_state(desk, "held", agent, colleague)
    writes(desk, conversation, "are you there?")
    assert record_of(desk, conversation).unanswered_since == NOW
    say(desk, conversation, agent)
    assert heard(desk, conversation)[-1] == ("agent", "I see.")
    assert record_of(desk, conversation).unanswered_since is None
    with database_of(desk).reading() as work:
        stretch = work.conversations.stretches.open_in(conversation)
        (last,) = work.conversations.log.after(conversation, record_of(desk, conversation).last_seq - 1)
    assert stretch is not None
    assert (stretch.answered_at, last.author_name) == (LATER, agent.name)
    assert audited(desk, agent) == ["took_over", "replied"]


def test_answering_a_queued_customer_takes_the_conversation_without_another_word(
    desk: Desk, agent: Agent, colleague: Agent
) -> None:
    conversation = in_state(desk, "queued", agent, colleague)
    before = heard(desk, conversation)
    say(desk, conversation, agent)
    assert heard(desk, conversation) == [*before, ("agent", "I see.")]
    assert state_of(desk, conversation).owner.agent == agent.id
    assert audited(desk, agent) == ["took_over", "replied"]


def test_who_answers_what_was_put_aside_has_it_awake_again(desk: Desk, agent: Agent, colleague: Agent) -> None:
    conversation = in_state(desk, "snoozed", agent, colleague)
    say(desk, conversation, agent)
    assert state_of(desk, conversation).snoozed_until is None
    assert state_of(desk, conversation).owner.agent == agent.id


@pytest.mark.parametrize("state", ["led by the bot", "closed"])
def test_nobody_writes_to_a_customer_without_holding_the_conversation(
    desk: Desk, agent: Agent, colleague: Agent, state: str
) -> None:
    conversation = in_state(desk, state, agent, colleague)
    before = record_of(desk, conversation)
    with pytest.raises(NotHolding):
        say(desk, conversation, agent)
    assert record_of(desk, conversation) == before


def test_a_reply_into_a_colleagues_conversation_is_refused_with_the_name(
    desk: Desk, agent: Agent, colleague: Agent
) -> None:
    conversation = in_state(desk, "held by another", agent, colleague)
    before = record_of(desk, conversation)
    with pytest.raises(AlreadyAccepted) as refused:
        say(desk, conversation, agent)
    assert refused.value.blanks == {"by": colleague.name}
    assert record_of(desk, conversation) == before


def test_a_form_sent_twice_is_said_once(desk: Desk, agent: Agent, colleague: Agent) -> None:
    conversation = in_state(desk, "held", agent, colleague)
    assert say(desk, conversation, agent) == say(desk, conversation, agent, "Changed meanwhile.")
    assert [text for author, text in heard(desk, conversation) if author == "agent"] == ["I see."]
    assert audited(desk, agent) == ["took_over", "replied"]


@pytest.mark.parametrize("since", ["hand back", "transfer", "assign", "resolve"])
def test_a_form_sent_again_after_passing_the_conversation_on_is_no_refusal_and_takes_nothing(
    desk: Desk, agent: Agent, colleague: Agent, since: str
) -> None:
    conversation = in_state(desk, "held", agent, colleague)
    first = say(desk, conversation, agent)
    match since:
        case "hand back":
            desk.staff.handling.hand_back(conversation, asked_by=agent, now=NOW)
        case "transfer":
            desk.staff.handling.transfer(conversation, "technical", asked_by=agent, now=NOW)
        case "assign":
            desk.staff.handling.assign(conversation, colleague.id, asked_by=agent, now=NOW)
        case _:
            desk.staff.handling.resolve(conversation, asked_by=agent, now=NOW)
    before = record_of(desk, conversation)
    assert say(desk, conversation, agent) == first
    assert record_of(desk, conversation) == before


def test_two_agents_forms_of_the_same_name_are_two_messages(desk: Desk, agent: Agent, colleague: Agent) -> None:
    conversation = in_state(desk, "held", agent, colleague)
    first = desk.staff.writing.note(conversation, "one", event_id="f", asked_by=agent, now=NOW)
    second = desk.staff.writing.note(conversation, "two", event_id="f", asked_by=colleague, now=NOW)
    third = say(desk, conversation, agent, form="f")
    assert len({first.id, second.id, third}) == 3


def test_a_note_may_be_left_in_every_state_and_never_reaches_the_customer(
    desk: Desk, agent: Agent, colleague: Agent
) -> None:
    for state in STATES:
        conversation = in_state(desk, state, agent, colleague)
        before, told = state_of(desk, conversation), heard(desk, conversation)
        unanswered = record_of(desk, conversation).unanswered_since
        for _ in range(2):
            desk.staff.writing.note(conversation, "Odd.", event_id=f"in {conversation}", asked_by=agent, now=NOW)
        assert notes_in(desk, conversation, colleague) == ["Odd."]
        assert (state_of(desk, conversation), heard(desk, conversation)) == (before, told)
        assert record_of(desk, conversation).unanswered_since == unanswered
        assert audited(desk, agent)[-1] == "noted"


@pytest.mark.parametrize(
    ("text", "error"), [("", EmptyMessage), (" \n", EmptyMessage), ("x" * (lengths.MESSAGE + 1), MessageTooLong)]
)
def test_nothing_and_too_much_are_refused(
    desk: Desk, agent: Agent, colleague: Agent, text: str, error: type[Exception]
) -> None:
    conversation = in_state(desk, "held", agent, colleague)
    for write in (desk.staff.writing.reply, desk.staff.writing.note):
        with pytest.raises(error):
            write(conversation, text, event_id="f", asked_by=agent, now=NOW)
    say(desk, conversation, agent, "x" * lengths.MESSAGE)


def test_a_canned_text_with_gaps_is_not_sent_but_may_be_noted(desk: Desk, agent: Agent, colleague: Agent) -> None:
    conversation = in_state(desk, "queued", agent, colleague)
    with pytest.raises(ReplyUnfilled):
        say(desk, conversation, agent, "Dear ⟦customer⟧, …")
    assert state_of(desk, conversation).owner.kind is OwnerKind.QUEUE
    desk.staff.writing.note(conversation, "Dear ⟦customer⟧, …", event_id="n", asked_by=agent, now=NOW)


def test_only_roles_that_answer_write_and_tag(desk: Desk) -> None:
    conversation = opened(desk)
    for role, permissions in PERMISSIONS.items():
        by = Agent(4, "x@northstar.example", "X", "commercial", frozenset({role}))
        may = Permission.ANSWER_CONVERSATIONS in permissions
        here = "there is none" if may else conversation
        with pytest.raises(ConversationNotFound if may else AgentMayNot):
            say(desk, here, by)
        with pytest.raises(ConversationNotFound if may else AgentMayNot):
            desk.staff.writing.note(here, "x", event_id="f", asked_by=by, now=NOW)
        with pytest.raises(ConversationNotFound if may else AgentMayNot):
            desk.staff.writing.tag(here, "vat", asked_by=by, now=NOW)
        with pytest.raises(ConversationNotFound if may else AgentMayNot):
            desk.staff.writing.untag(here, "vat", asked_by=by, now=NOW)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("VAT", "vat"), ("  credit   note ", "credit note"), ("crédit-2.0+", "crédit-2.0+"), ("x" * 40, "x" * 40)],
)
def test_a_tag_is_kept_in_small_letters_once(desk: Desk, agent: Agent, typed: str, kept: str) -> None:
    conversation = opened(desk)
    for _ in range(2):
        desk.staff.writing.tag(conversation, typed, asked_by=agent, now=NOW)
    assert tags_of(desk, conversation, agent) == (kept,)
    desk.staff.writing.untag(conversation, kept, asked_by=agent, now=NOW)
    assert tags_of(desk, conversation, agent) == ()
    assert audited(desk, agent) == ["tagged", "tagged", "untagged"]


@pytest.mark.parametrize("typed", ["", "  ", "-vat", "_x", "x" * 41, "a/b", "<b>", "vat!"])
def test_what_is_no_tag_is_refused(desk: Desk, agent: Agent, typed: str) -> None:
    conversation = opened(desk)
    with pytest.raises(TagUnusable):
        desk.staff.writing.tag(conversation, typed, asked_by=agent, now=NOW)
    with pytest.raises(TagUnusable):
        desk.staff.writing.untag(conversation, typed, asked_by=agent, now=NOW)
    assert tags_of(desk, conversation, agent) == ()
    assert audited(desk, agent) == []
