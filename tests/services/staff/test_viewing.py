"""A conversation's page is of one moment, and whoever opened it has looked."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import OwnerKind
from bot.domain.kernel.errors import ConversationNotFound
from bot.domain.staff.agents import Agent
from bot.domain.staff.audit import LOOK_AGAIN_AFTER
from bot.domain.staff.console_errors import AgentMayNot
from bot.services.records.conversations import ConversationQuery, View
from bot.services.staff.viewing import Shown
from bot.storage.conversations.overview import SqlOverview
from bot.storage.database import SqlDatabase
from tests.console.conversations.conversing import THREAD, ask, begin
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW
from tests.services.conversations.conversing import audited, in_state

ALL = ConversationQuery(View.ALL)
CONTOSO = "billing@contoso.example"


@pytest.fixture
def agent(desk: Desk) -> Agent:
    return agent_in(desk, "billing")


@pytest.fixture
def transactions(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many transactions began, for reading and for writing."""
    begun: Counter[str] = Counter()

    def counted(name: str) -> Callable[..., Any]:
        opens = getattr(SqlDatabase, name)

        def opening(self: SqlDatabase, **more: Any) -> Any:
            begun[name] += 1
            return opens(self, **more)

        return opening

    for name in ("reading", "writing"):
        monkeypatch.setattr(SqlDatabase, name, counted(name))
    return begun


def show(desk: Desk, conversation: str, by: Agent, asked: ConversationQuery = ALL) -> Shown:
    return desk.staff.viewing.show(conversation, asked, asked_by=by, now=NOW)


def test_a_conversation_is_shown_out_of_one_snapshot_and_its_looks_are_written_once(
    desk: Desk, agent: Agent, transactions: Counter[str]
) -> None:
    begin(desk, CONTOSO)
    ask(desk, "this charge is wrong: NS-104231", "dispute_charge", "I see.")
    transactions.clear()
    shown = show(desk, THREAD, agent, ConversationQuery(View.ALL, query="charge"))
    assert transactions == {"reading": 1, "writing": 1}
    assert [one.name for one in shown.suggestions] == ["We check a disputed invoice"]
    assert shown.beside.file.customer is not None
    assert [row.conversation.id for row in shown.page.rows] == [THREAD]
    transactions.clear()
    again = show(desk, THREAD, agent, ConversationQuery(View.ALL, query="charge"))
    assert transactions == {"reading": 1}
    assert again == shown
    assert audited(desk, agent) == ["looked_at_conversation", "searched", "looked_at_customer"]


def test_what_happens_while_a_conversation_is_read_is_shown_by_nothing_on_its_page(
    desk: Desk, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = in_state(desk, "queued", agent, agent)
    rows, left = SqlOverview.rows, [1]

    def happens() -> None:
        desk.staff.handling.take_over(conversation, asked_by=agent, now=NOW)
        desk.staff.writing.tag(conversation, "vat", asked_by=agent, now=NOW)
        desk.staff.watch.appear("p", conversation, asked_by=agent, now=NOW)

    def reading(self: SqlOverview, *arguments: Any, **more: Any) -> Any:
        if left:
            left.pop()
            happens()
        return rows(self, *arguments, **more)

    monkeypatch.setattr(SqlOverview, "rows", reading)
    shown = show(desk, conversation, agent_in(desk, "helpdesk"))
    assert shown.looked.listed.conversation.owner.kind is OwnerKind.QUEUE
    assert shown.page.rows == (shown.looked.listed,)
    assert (shown.tags_used, shown.others) == ((), ())
    after = show(desk, conversation, agent_in(desk, "helpdesk"))
    assert after.looked.listed.conversation.owner.agent == agent.id
    assert (after.tags_used, [one.name for one in after.others]) == (("vat",), [agent.name])


def test_an_earlier_part_is_read_at_once_and_is_a_look_too(
    desk: Desk, agent: Agent, transactions: Counter[str]
) -> None:
    begin(desk, CONTOSO)
    message = ask(desk, "hello", "greet", "Hello!")
    transactions.clear()
    part = desk.staff.viewing.earlier(THREAD, message.seq + 1, asked_by=agent, now=NOW)
    assert [row.text for row in part.messages] == ["hello"]
    assert transactions == {"reading": 1, "writing": 1}
    assert audited(desk, agent) == ["looked_at_conversation"]


def test_what_stands_beside_is_read_at_once_and_another_customers_file_is_a_new_look(
    desk: Desk, agent: Agent, transactions: Counter[str]
) -> None:
    begin(desk, CONTOSO)
    transactions.clear()
    beside = desk.staff.viewing.beside(THREAD, asked_by=agent, now=NOW)
    assert beside.file.customer is not None
    later = NOW + LOOK_AGAIN_AFTER
    desk.staff.viewing.beside(THREAD, asked_by=agent, now=later, shown=beside.file.customer.id)
    assert transactions == {"reading": 2, "writing": 1}
    desk.staff.viewing.beside(THREAD, asked_by=agent, now=later, shown=beside.file.customer.id + 1)
    assert audited(desk, agent) == ["looked_at_customer"] * 2


def test_looking_again_is_written_again_after_a_while(desk: Desk, agent: Agent) -> None:
    begin(desk)
    for minutes in (0, 1, LOOK_AGAIN_AFTER // timedelta(minutes=1)):
        desk.staff.viewing.show(THREAD, ALL, asked_by=agent, now=NOW + timedelta(minutes=minutes))
    assert audited(desk, agent) == ["looked_at_conversation"] * 2


def test_who_may_not_read_conversations_is_shown_nothing_and_has_not_looked(desk: Desk) -> None:
    begin(desk)
    nobody = agent_in(desk, "useradmin")
    with pytest.raises(AgentMayNot):
        show(desk, THREAD, nobody)
    assert audited(desk, nobody) == []


def test_a_conversation_there_is_not_cannot_be_looked_at(desk: Desk, agent: Agent) -> None:
    with pytest.raises(ConversationNotFound):
        show(desk, "nowhere", agent)
    assert audited(desk, agent) == []


def test_a_summary_begins_with_the_people_who_have_the_conversation(desk: Desk, agent: Agent) -> None:
    conversation = in_state(desk, "led by the bot", agent, agent)
    assert desk.conversations.summaries.of_stretch(conversation, asked_by=agent).since == NOW
    desk.staff.handling.take_over(conversation, asked_by=agent, now=NOW + timedelta(minutes=1))
    assert desk.conversations.summaries.of_stretch(conversation, asked_by=agent).since == NOW + timedelta(minutes=1)
