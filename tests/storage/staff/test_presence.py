"""Who has the console open, and where: each page says so itself, and is forgotten when it falls silent."""

from datetime import timedelta

import pytest

from bot.domain.staff.agents import Agent, AgentRole
from bot.domain.staff.console_errors import AgentMayNot
from bot.services.records.conversations import Present
from bot.storage.database import SqlDatabase
from bot.storage.staff.presence import GONE, TYPING
from tests.storage.conversations.talking import NOW, THREAD, begin

SECOND = timedelta(seconds=1)


@pytest.fixture
def thread(seeded: SqlDatabase) -> SqlDatabase:
    begin(seeded)
    return seeded


def agent(database: SqlDatabase, name: str) -> Agent:
    with database.reading() as work:
        account = work.staff.agents.account_by_email(f"{name}@northstar.example")
    assert account is not None
    return account.agent


def appear(database: SqlDatabase, page: str, who: Agent, where: str | None = THREAD, at: timedelta = SECOND) -> None:
    with database.writing() as work:
        work.staff.presence.appear(page, who.id, where, NOW + at)


def seen(database: SqlDatabase, by: Agent, after: timedelta = SECOND) -> tuple[Present, ...]:
    with database.reading() as work:
        return work.staff.presence.on(THREAD, asked_by=by, now=NOW + after)


def test_colleagues_see_each_other_on_a_conversation_and_nobody_sees_oneself(thread: SqlDatabase) -> None:
    billing, helpdesk = agent(thread, "billing"), agent(thread, "helpdesk")
    appear(thread, "p1", billing)
    appear(thread, "p2", helpdesk)
    assert seen(thread, helpdesk) == (Present(billing.id, billing.name, False),)
    assert seen(thread, billing) == (Present(helpdesk.id, helpdesk.name, False),)


def test_a_page_that_went_elsewhere_or_was_closed_is_not_here(thread: SqlDatabase) -> None:
    billing, helpdesk = agent(thread, "billing"), agent(thread, "helpdesk")
    appear(thread, "p1", billing)
    appear(thread, "p1", billing, None)
    assert seen(thread, helpdesk) == ()
    appear(thread, "p1", billing)
    with thread.writing() as work:
        work.staff.presence.leave("p1")
    assert seen(thread, helpdesk) == ()


def test_two_pages_of_one_agent_are_one_colleague_until_both_are_gone(thread: SqlDatabase) -> None:
    billing, helpdesk = agent(thread, "billing"), agent(thread, "helpdesk")
    appear(thread, "p1", billing)
    appear(thread, "p2", billing)
    assert len(seen(thread, helpdesk)) == 1
    with thread.writing() as work:
        work.staff.presence.leave("p1")
    assert len(seen(thread, helpdesk)) == 1


def test_a_page_unseen_for_half_a_minute_is_gone(thread: SqlDatabase) -> None:
    billing, helpdesk = agent(thread, "billing"), agent(thread, "helpdesk")
    appear(thread, "p1", billing)
    assert len(seen(thread, helpdesk, SECOND + GONE)) == 1
    assert seen(thread, helpdesk, 2 * SECOND + GONE) == ()


def test_typing_is_shown_for_a_moment_and_until_it_stops(thread: SqlDatabase) -> None:
    billing, helpdesk = agent(thread, "billing"), agent(thread, "helpdesk")
    appear(thread, "p1", billing)
    with thread.writing() as work:
        work.staff.presence.typing("p1", NOW)
    assert [present.typing for present in seen(thread, helpdesk, TYPING)] == [True]
    assert [present.typing for present in seen(thread, helpdesk, TYPING + SECOND)] == [False]
    with thread.writing() as work:
        work.staff.presence.typing("p1", None)
    assert [present.typing for present in seen(thread, helpdesk, SECOND)] == [False]


def test_only_agents_who_may_answer_count_as_present_each_once(thread: SqlDatabase) -> None:
    for page, name in enumerate(("billing", "billing", "globaladmin", "useradmin")):
        appear(thread, f"p{page}", agent(thread, name), None)
    with thread.reading() as work:
        assert work.staff.presence.agents_present(NOW) == 2
        assert work.staff.presence.agents_present(NOW + GONE + 2 * SECOND) == 0


def test_on_duty_is_who_may_answer_has_the_console_open_and_is_not_away(thread: SqlDatabase) -> None:
    billing, helpdesk, manager = (agent(thread, name) for name in ("billing", "helpdesk", "useradmin"))
    for page, who in enumerate((billing, helpdesk, manager)):
        appear(thread, f"p{page}", who, None)
    with thread.writing() as work:
        presence = work.staff.presence
        assert presence.on_duty("technical", NOW) == (helpdesk.id,)
        assert presence.on_duty(None, NOW) == (helpdesk.id, billing.id)
        assert presence.on_duty("nobody's", NOW) == ()
        work.staff.agents.set_away(helpdesk.id, NOW)
        assert (presence.on_duty("technical", NOW), presence.agents_present(NOW)) == ((), 1)
        assert presence.open_to(NOW) == {helpdesk.id, billing.id, manager.id}
        assert presence.on_duty(None, NOW + GONE + 2 * SECOND) == ()


def test_pages_long_gone_are_forgotten(thread: SqlDatabase) -> None:
    appear(thread, "old", agent(thread, "billing"))
    appear(thread, "new", agent(thread, "helpdesk"), at=11 * GONE)
    with thread.connection() as connection:
        assert connection.exec_driver_sql("SELECT page FROM presence").scalars().all() == ["new"]


def test_who_may_not_read_conversations_does_not_see_who_is_on_them(thread: SqlDatabase) -> None:
    nobody = Agent(2, "x@northstar.example", "X", "technical", frozenset({AgentRole.USER_ADMIN}))
    with pytest.raises(AgentMayNot):
        seen(thread, nobody)
