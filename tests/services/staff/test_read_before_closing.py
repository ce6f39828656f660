"""Closing never swallows what the customer wrote in the same moment; who writes to something put aside is told so."""

from datetime import timedelta

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import Lifecycle
from bot.domain.staff.agents import Agent
from bot.domain.staff.console_errors import CustomerWrote
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import heard, in_state, record_of, said, state_of, writes

SOON = NOW + timedelta(seconds=1)


def test_who_has_not_read_the_latest_message_does_not_close(desk: Desk, agent: Agent, colleague: Agent) -> None:
    here = in_state(desk, "held", agent, colleague)
    seen = record_of(desk, here).last_seq
    writes(desk, here, "One more thing: NS-104231?", SOON)
    before = heard(desk, here)
    with pytest.raises(CustomerWrote):
        desk.staff.handling.resolve(here, asked_by=agent, now=SOON, seen=seen)
    assert (heard(desk, here), state_of(desk, here).lifecycle) == (before, Lifecycle.ACTIVE)
    desk.staff.handling.resolve(here, asked_by=agent, now=SOON, seen=record_of(desk, here).last_seq)
    assert state_of(desk, here).lifecycle is Lifecycle.CLOSED


def test_what_others_wrote_meanwhile_keeps_nobody_from_closing(desk: Desk, agent: Agent, colleague: Agent) -> None:
    here = in_state(desk, "held", agent, colleague)
    seen = record_of(desk, here).last_seq
    desk.staff.writing.note(here, "Pays late", event_id="n", asked_by=colleague, now=SOON)
    desk.staff.handling.resolve(here, asked_by=agent, now=SOON, seen=seen)
    assert state_of(desk, here).lifecycle is Lifecycle.CLOSED


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
