"""Every verb of the console from every state of a conversation, by every role, with what the customer is told."""

from datetime import timedelta

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import Event, OwnerKind
from bot.domain.kernel.errors import AlreadyAccepted, ConversationNotFound, DeskError, TransitionRefused
from bot.domain.staff.agents import PERMISSIONS, Agent, AgentRole, Permission
from bot.domain.staff.console_errors import AgentMayNot, AgentNotFound, QueueUnknown, SnoozePast
from bot.services.staff.accounts import OPERATOR
from bot.services.staff.conversation_handling import LONGEST_SNOOZE
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import (
    STATES,
    audited,
    heard,
    in_state,
    opened,
    record_of,
    said,
    state_of,
    writes,
)
from tests.services.staff.verbs import LATER, VERBS

ALLOWED = {
    "led by the bot": {"take over"},
    "queued": {"take over", "assign"},
    "held": {"take over", "hand back", "resolve", "transfer", "assign", "snooze"},
    "held by another": set(),
    "snoozed": {"take over", "hand back", "resolve", "transfer", "assign", "snooze", "wake"},
    "closed": {"reopen"},
}
OWNERS = {
    "take over": OwnerKind.AGENT,
    "hand back": OwnerKind.BOT,
    "resolve": OwnerKind.BOT,
    "transfer": OwnerKind.QUEUE,
    "assign": OwnerKind.AGENT,
    "snooze": OwnerKind.AGENT,
    "wake": OwnerKind.AGENT,
    "reopen": OwnerKind.AGENT,
}
ENTRIES = {"take over": "took_over", "hand back": "handed_back", "resolve": "resolved", "transfer": "transferred"} | {
    "assign": "assigned", "snooze": "snoozed", "wake": "woken", "reopen": "reopened"
}  # fmt: skip


def test_every_verb_works_from_the_states_that_allow_it_and_changes_nothing_elsewhere(
    desk: Desk, agent: Agent, colleague: Agent
) -> None:
    for state in STATES:
        for name, verb in VERBS.items():
            conversation = in_state(desk, state, agent, colleague)
            before, entries = record_of(desk, conversation), audited(desk, agent)
            try:
                verb(desk, conversation, agent)
            except (TransitionRefused, AgentMayNot):
                assert name not in ALLOWED[state], f"{name} was refused while {state}"
                assert record_of(desk, conversation) == before, f"{name} changed something while {state}"
                assert audited(desk, agent) == entries
                continue
            assert name in ALLOWED[state], f"{name} was allowed while {state}"
            assert state_of(desk, conversation).owner.kind is OWNERS[name], f"{name} while {state}"
            changed = state_of(desk, conversation).version > before.conversation.version
            assert audited(desk, agent)[len(entries) :] == ([ENTRIES[name]] if changed else [])


def test_only_roles_that_answer_may_decide_anything(desk: Desk) -> None:
    conversation = opened(desk)
    for role, permissions in PERMISSIONS.items():
        someone = Agent(4, "x@northstar.example", "X", "commercial", frozenset({role}))
        for name, verb in VERBS.items():
            needed = {Permission.ANSWER_CONVERSATIONS}
            needed |= {Permission.ASSIGN_CONVERSATIONS} if name == "assign" else set()
            before = record_of(desk, conversation)
            if needed <= permissions:
                with pytest.raises(ConversationNotFound):
                    verb(desk, "there is none", someone)
            else:
                with pytest.raises(AgentMayNot):
                    verb(desk, conversation, someone)
                assert record_of(desk, conversation) == before


def test_who_comes_second_hears_who_was_first(desk: Desk, agent: Agent, colleague: Agent) -> None:
    for state in ("held by another", "snoozed"):
        first, second = (colleague, agent) if state == "held by another" else (agent, colleague)
        conversation = in_state(desk, state, agent, colleague)
        with pytest.raises(AlreadyAccepted) as refused:
            desk.staff.handling.take_over(conversation, asked_by=second, now=NOW)
        assert refused.value.blanks == {"by": first.name}


def test_taking_over_twice_is_announced_once(desk: Desk, agent: Agent, colleague: Agent) -> None:
    conversation = in_state(desk, "queued", agent, colleague)
    for _ in range(2):
        desk.staff.handling.take_over(conversation, asked_by=agent, now=NOW)
    announced = said(desk, "agent_joined", agent=agent.name, team="Billing team")
    assert [text for _, text in heard(desk, conversation)].count(announced) == 1
    assert audited(desk, agent) == ["took_over"]


def test_a_take_over_nobody_asked_for_brings_it_to_the_agents_team(desk: Desk, colleague: Agent) -> None:
    conversation = in_state(desk, "led by the bot", colleague, colleague)
    desk.staff.handling.take_over(conversation, asked_by=colleague, now=NOW)
    assert state_of(desk, conversation).queue == colleague.team == "technical"
    with database_of(desk).reading() as work:
        stretch = work.conversations.stretches.open_in(conversation)
    assert stretch is not None
    assert (stretch.agent_id, stretch.accepted_at, stretch.reason) == (colleague.id, NOW, None)


def test_a_transfer_brings_the_customer_into_the_teams_queue_and_says_so(desk: Desk, agent: Agent) -> None:
    conversation = in_state(desk, "held", agent, agent)
    desk.staff.handling.transfer(conversation, "technical", asked_by=agent, now=LATER)
    now = state_of(desk, conversation)
    assert (now.owner.kind, now.queue, now.waiting_since) == (OwnerKind.QUEUE, "technical", LATER)
    expected = said(desk, "agent_transferred", agent=agent.name, team="Technical team")
    assert heard(desk, conversation)[-1] == ("desk", expected)


def test_a_team_the_partner_has_not_is_refused(desk: Desk, agent: Agent) -> None:
    conversation = in_state(desk, "held", agent, agent)
    before = record_of(desk, conversation)
    with pytest.raises(QueueUnknown):
        desk.staff.handling.transfer(conversation, "sales", asked_by=agent, now=NOW)
    assert record_of(desk, conversation) == before


def test_only_a_colleague_who_may_answer_is_assigned_to(desk: Desk, agent: Agent) -> None:
    conversation = in_state(desk, "held", agent, agent)
    before = record_of(desk, conversation)
    with pytest.raises(AgentMayNot):
        desk.staff.handling.assign(conversation, agent_in(desk, "useradmin").id, asked_by=agent, now=NOW)
    assert record_of(desk, conversation) == before


def test_an_account_that_is_not_there_or_is_disabled_is_not_assigned_to(desk: Desk, agent: Agent) -> None:
    conversation = in_state(desk, "held", agent, agent)
    gone = agent_in(desk, "helpdesk").id
    desk.staff.accounts.set_active(gone, False, NOW, asked_by=OPERATOR)
    before = record_of(desk, conversation)
    for nobody in (0, gone):
        with pytest.raises(AgentNotFound):
            desk.staff.handling.assign(conversation, nobody, asked_by=agent, now=NOW)
    assert record_of(desk, conversation) == before


def test_who_may_not_assign_cannot_pass_even_the_own_on_by_name(desk: Desk) -> None:
    sales = agent_in(desk, "sales")
    assert sales.roles == {AgentRole.SALES_AGENT}
    conversation = in_state(desk, "held", sales, sales)
    with pytest.raises(AgentMayNot):
        desk.staff.handling.assign(conversation, agent_in(desk, "billing").id, asked_by=sales, now=NOW)


def test_an_assigned_colleague_holds_it_in_the_own_team_and_the_customer_hears_the_name(
    desk: Desk, agent: Agent
) -> None:
    to = agent_in(desk, "helpdesk")
    for state in ("queued", "held"):
        conversation = in_state(desk, state, agent, agent)
        desk.staff.handling.assign(conversation, to.id, asked_by=agent, now=NOW)
        now = state_of(desk, conversation)
        assert (now.owner.agent, now.queue, now.waiting_since) == (to.id, "technical", None)
        expected = said(desk, "agent_assigned", agent=to.name, team="Technical team")
        assert heard(desk, conversation)[-1] == ("desk", expected)


@pytest.mark.parametrize("until", [NOW, NOW - timedelta(seconds=1), NOW + LONGEST_SNOOZE + timedelta(seconds=1)])
def test_a_snooze_ends_in_the_future_and_within_a_year(desk: Desk, agent: Agent, until: object) -> None:
    conversation = in_state(desk, "held", agent, agent)
    with pytest.raises(SnoozePast):
        desk.staff.handling.snooze(conversation, until, asked_by=agent, now=NOW)  # type: ignore[arg-type]
    assert state_of(desk, conversation).snoozed_until is None


def test_a_snooze_is_not_told_to_the_customer_and_ends_when_the_customer_writes(desk: Desk, agent: Agent) -> None:
    conversation = in_state(desk, "held", agent, agent)
    told = heard(desk, conversation)
    desk.staff.handling.snooze(conversation, NOW + LONGEST_SNOOZE, asked_by=agent, now=NOW)
    assert heard(desk, conversation) == told
    writes(desk, conversation, "one more thing")
    assert state_of(desk, conversation).snoozed_until is None
    assert state_of(desk, conversation).owner.agent == agent.id


def test_an_audit_entry_names_the_conversation_and_the_customer(desk: Desk, agent: Agent) -> None:
    with database_of(desk).reading() as work:
        person = work.customers.people.by_email("billing@contoso.example")
    assert person is not None
    with database_of(desk).writing() as work:
        work.conversations.rows.open(
            conversation_id="c", channel="web", contact_id=person.contact_id, language="en", now=NOW
        )
    desk.staff.handling.take_over("c", asked_by=agent, now=NOW)
    with database_of(desk).connection() as connection:
        (row,) = connection.exec_driver_sql("SELECT conversation_id, customer_id, agent_id FROM audit").all()
    assert tuple(row) == ("c", person.identity.customer_id, agent.id)


def test_what_a_refused_verb_would_have_changed_is_the_events_name(desk: Desk, agent: Agent) -> None:
    conversation = in_state(desk, "led by the bot", agent, agent)
    with pytest.raises(TransitionRefused) as refused:
        desk.staff.handling.hand_back(conversation, asked_by=agent, now=NOW)
    assert isinstance(refused.value, DeskError)
    assert refused.value.blanks["event"] == Event.HANDED_BACK
