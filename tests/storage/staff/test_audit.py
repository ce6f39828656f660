"""The audit log is only added to, and the same look is written once in a while."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from bot.domain.staff.agents import Agent, AgentRole
from bot.domain.staff.audit import LOOK_AGAIN_AFTER, Action
from bot.domain.staff.console_errors import AgentMayNot
from bot.services.records.staff import AuditQuery
from bot.storage.database import SqlDatabase
from bot.storage.schema import audit
from tests.storage.conversations.talking import NOW, begin


def agent(database: SqlDatabase, name: str) -> Agent:
    with database.reading() as work:
        account = work.staff.agents.account_by_email(f"{name}@northstar.example")
    assert account is not None
    return account.agent


def note(database: SqlDatabase, who: Agent, action: Action, minutes: float = 0, **about: str) -> None:
    with database.writing() as work:
        work.staff.audit.note(who, action, NOW + timedelta(minutes=minutes), **about)  # type: ignore[arg-type]


def count(database: SqlDatabase) -> int:
    with database.reading() as work:
        return len(work.staff.audit.entries(AuditQuery(), asked_by=agent(database, "globaladmin"), limit=100))


@pytest.mark.parametrize("statement", [update(audit).values(subject="nothing happened"), delete(audit)])
def test_the_database_refuses_to_change_or_remove_an_entry(seeded: SqlDatabase, statement: object) -> None:
    note(seeded, agent(seeded, "helpdesk"), Action.SEARCHED, subject="contoso")
    with pytest.raises(DBAPIError, match="only added to"), seeded.connection() as connection:
        connection.execute(statement)  # type: ignore[call-overload]
    with seeded.reading() as work:
        (entry,) = work.staff.audit.entries(AuditQuery(), asked_by=agent(seeded, "globaladmin"))
    assert entry.subject == "contoso"


def test_the_same_look_is_written_once_in_a_quarter_of_an_hour(seeded: SqlDatabase) -> None:
    sofia, thread = agent(seeded, "helpdesk"), begin(seeded)
    for minutes in (0, 1, 14.9):
        note(seeded, sofia, Action.LOOKED_AT_CONVERSATION, minutes, conversation_id=thread)
    assert count(seeded) == 1
    note(seeded, sofia, Action.LOOKED_AT_CONVERSATION, LOOK_AGAIN_AFTER.total_seconds() / 60, conversation_id=thread)
    assert count(seeded) == 2


def test_another_agents_look_and_a_look_at_something_else_are_their_own(seeded: SqlDatabase) -> None:
    one, two = begin(seeded), begin(seeded, "c-2")
    note(seeded, agent(seeded, "helpdesk"), Action.LOOKED_AT_CONVERSATION, conversation_id=one)
    note(seeded, agent(seeded, "helpdesk"), Action.LOOKED_AT_CONVERSATION, conversation_id=two)
    note(seeded, agent(seeded, "billing"), Action.LOOKED_AT_CONVERSATION, conversation_id=one)
    note(seeded, agent(seeded, "helpdesk"), Action.LOOKED_AT_TICKET, subject="T-1001")
    assert count(seeded) == 4


def test_a_decision_is_written_every_time(seeded: SqlDatabase) -> None:
    for _ in range(3):
        note(seeded, agent(seeded, "helpdesk"), Action.REPLIED, conversation_id=begin(seeded, f"c-{_}"))
    assert count(seeded) == 3


def test_what_is_rolled_back_was_not_done_and_is_not_noted(seeded: SqlDatabase) -> None:
    sofia = agent(seeded, "helpdesk")

    def fail_after_noting() -> None:
        with seeded.writing() as work:
            work.staff.audit.note(sofia, Action.RESOLVED, NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_noting()
    assert count(seeded) == 0


@pytest.mark.parametrize("name", ["useradmin", "helpdesk", "billing", "sales"])
def test_nobody_without_the_permission_reads_the_log(seeded: SqlDatabase, name: str) -> None:
    with pytest.raises(AgentMayNot), seeded.reading() as work:
        work.staff.audit.entries(AuditQuery(), asked_by=agent(seeded, name))


def test_the_cast_has_no_way_in_unless_a_password_is_given(seeded: SqlDatabase) -> None:
    with seeded.reading() as work:
        accounts = work.staff.agents.accounts()
    assert [account.password_hash for account in accounts] == [None] * 5
    assert {role for account in accounts for role in account.agent.roles} == set(AgentRole)
