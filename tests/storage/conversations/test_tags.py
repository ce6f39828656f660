"""Tags on conversations: once each, in small letters, for those who answer."""

import pytest

from bot.domain.staff.agents import Agent, AgentRole
from bot.domain.staff.console_errors import AgentMayNot
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW, THREAD, begin


@pytest.fixture
def agent(seeded: SqlDatabase) -> Agent:
    begin(seeded)
    begin(seeded, "c-2")
    with seeded.reading() as work:
        account = work.staff.agents.account_by_email("billing@northstar.example")
    assert account is not None
    return account.agent


def tag(database: SqlDatabase, agent: Agent, *tags: str, where: str = THREAD) -> None:
    with database.writing() as work:
        for word in tags:
            work.conversations.tags.add(where, word, asked_by=agent, now=NOW)


def test_a_tag_once_more_changes_nothing_and_one_that_is_not_there_can_be_removed(
    seeded: SqlDatabase, agent: Agent
) -> None:
    tag(seeded, agent, "vat", "vat")
    with seeded.writing() as work:
        work.conversations.tags.remove(THREAD, "other", asked_by=agent)
        listed = work.conversations.overview.one(THREAD, asked_by=agent)
        assert listed is not None
        assert listed.tags == ("vat",)
        work.conversations.tags.remove(THREAD, "vat", asked_by=agent)
        assert work.conversations.tags.used(asked_by=agent) == ()


def test_removing_a_tag_leaves_the_other_conversations_alone(seeded: SqlDatabase, agent: Agent) -> None:
    tag(seeded, agent, "vat")
    tag(seeded, agent, "vat", where="c-2")
    with seeded.writing() as work:
        work.conversations.tags.remove(THREAD, "vat", asked_by=agent)
        other = work.conversations.overview.one("c-2", asked_by=agent)
    assert other is not None
    assert other.tags == ("vat",)


def test_tags_in_use_come_with_the_most_frequent_first(seeded: SqlDatabase, agent: Agent) -> None:
    tag(seeded, agent, "azure", "vat", "refund")
    tag(seeded, agent, "vat", where="c-2")
    with seeded.reading() as work:
        assert work.conversations.tags.used(asked_by=agent) == ("vat", "azure", "refund")
        assert work.conversations.tags.used(asked_by=agent, limit=1) == ("vat",)


def test_who_may_not_answer_neither_tags_nor_sees_tags(seeded: SqlDatabase, agent: Agent) -> None:
    nobody = Agent(2, "x@northstar.example", "X", "technical", frozenset({AgentRole.USER_ADMIN}))
    with pytest.raises(AgentMayNot):
        tag(seeded, nobody, "vat")
    with seeded.writing() as work:
        with pytest.raises(AgentMayNot):
            work.conversations.tags.remove(THREAD, "vat", asked_by=nobody)
        with pytest.raises(AgentMayNot):
            work.conversations.tags.used(asked_by=nobody)
