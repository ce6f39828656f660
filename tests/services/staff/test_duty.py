"""An agent who is away gets no customer; signing in ends it."""

from datetime import timedelta

import pytest

from bot.bootstrap import Desk
from bot.domain.staff.agents import Agent, AgentRole
from bot.domain.staff.audit import Action
from bot.domain.staff.console_errors import AgentMayNot, ColleagueAway
from bot.services.records.staff import AuditQuery
from bot.services.staff.password_sign_in import Attempt
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, PASSWORD, database_of
from tests.services.conversations.conversing import in_state

LATER = NOW + timedelta(hours=1)


def queued(desk: Desk) -> str:
    """A conversation that waits for a person."""
    return in_state(desk, "queued", agent_in(desk, "billing"), agent_in(desk, "globaladmin"))


def entries(desk: Desk) -> list[Action]:
    found = desk.staff.audit.entries(AuditQuery(), asked_by=agent_in(desk, "globaladmin"))
    return [entry.action for entry in found if entry.action in (Action.WENT_AWAY, Action.CAME_BACK)]


def test_away_counts_from_the_first_time_until_one_is_back_and_stands_in_the_audit_log(desk: Desk) -> None:
    sofia = agent_in(desk, "helpdesk")
    desk.staff.duty.come_back(asked_by=sofia, now=NOW)
    for moment in (NOW, LATER):
        desk.staff.duty.go_away(asked_by=sofia, now=moment)
    assert agent_in(desk, "helpdesk").away_since == NOW
    desk.staff.duty.come_back(asked_by=sofia, now=LATER)
    assert not agent_in(desk, "helpdesk").is_away
    assert entries(desk) == [Action.CAME_BACK, Action.WENT_AWAY]


def test_signing_in_ends_an_absence(desk: Desk) -> None:
    desk.staff.duty.go_away(asked_by=agent_in(desk, "helpdesk"), now=NOW)
    attempt = Attempt("helpdesk@northstar.example", PASSWORD, "127.0.0.1", "tests")
    _, session = desk.staff.password_sign_in.enter(attempt, LATER)
    assert (session.agent.is_away, agent_in(desk, "helpdesk").is_away) == (False, False)


def test_no_customer_is_given_to_who_is_away(desk: Desk) -> None:
    conversation_id, julien = queued(desk), agent_in(desk, "billing")
    desk.staff.duty.go_away(asked_by=agent_in(desk, "helpdesk"), now=NOW)
    with pytest.raises(ColleagueAway) as refused:
        desk.staff.handling.assign(conversation_id, agent_in(desk, "helpdesk").id, asked_by=julien, now=NOW)
    assert refused.value.blanks == {"name": "Sofia Keller"}


def test_nothing_rings_for_who_is_away_also_on_a_page_opened_before(desk: Desk) -> None:
    before, conversation_id = agent_in(desk, "helpdesk"), queued(desk)

    def called() -> list[str]:
        around = desk.staff.watch.around(None, NOW - timedelta(hours=1), asked_by=before, now=NOW)
        return [row.conversation.id for row in around.calling]

    assert called() == [conversation_id]
    desk.staff.duty.go_away(asked_by=before, now=NOW)
    assert called() == []


def test_colleagues_are_told_who_is_there_who_is_away_and_who_is_neither(desk: Desk) -> None:
    sofia, julien = agent_in(desk, "helpdesk"), agent_in(desk, "billing")
    with database_of(desk).writing() as work:
        for who in (sofia, julien):
            work.staff.presence.appear(f"page of {who.id}", who.id, None, NOW)
    desk.staff.duty.go_away(asked_by=sofia, now=NOW)
    told = {
        one.agent.name: (one.at_console, one.on_duty) for one in desk.staff.duty.colleagues(asked_by=julien, now=NOW)
    }
    assert told["Sofia Keller"] == (True, False)
    assert told["Julien Petit"] == (True, True)
    assert told["Maya Lindqvist"] == (False, False)
    assert "Tom Becker" not in told
    assert desk.staff.duty.on_duty("technical", NOW) == ()
    assert desk.staff.duty.on_duty("commercial", NOW) == (julien.id,)


def test_who_may_not_read_conversations_is_told_of_nobody(desk: Desk) -> None:
    nobody = Agent(9, "x@northstar.example", "X", "technical", frozenset({AgentRole.USER_ADMIN}))
    with pytest.raises(AgentMayNot):
        desk.staff.duty.colleagues(asked_by=nobody, now=NOW)
