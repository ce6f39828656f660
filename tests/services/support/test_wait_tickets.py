"""A wait that ends without a person leaves a ticket and one sentence, or nothing at all where somebody came."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import OwnerKind
from bot.domain.kernel.errors import StorageBusy
from bot.domain.staff.agents import Agent
from bot.services.support.tickets import CustomerTickets, TicketOpened, TicketRequest
from bot.storage.conversations.log import SqlMessageLog
from tests.fakes.notices import without_mail
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.fixtures.queue import with_turns
from tests.services.conversations.conversing import heard, record_of, state_of
from tests.services.notices.mailing import mailing
from tests.services.support.waits import ASKED, CONTOSO, HOW, LIMIT, THREAD, WRITTEN, end, ends, leave, tickets, waits

FIRST = datetime(2026, 12, 1, 13, 30, tzinfo=UTC)


class Promising(CustomerTickets):
    """Opens tickets whose first answer is promised for FIRST."""

    def open_in(self, work: Any, request: TicketRequest, **more: Any) -> TicketOpened:
        return replace(super().open_in(work, request, **more), answer_due_at=FIRST)


@pytest.fixture
def agent(desk: Desk) -> Agent:
    return agent_in(desk, "billing")


def last_words(desk: Desk) -> str:
    author, text = heard(desk, THREAD)[-1]
    assert author == "desk"
    return text


@pytest.mark.parametrize(
    ("email", "language", "by"),
    [
        ("compta@fabrikam.example", "fr", "le mardi 1er décembre à 14:30 au plus tard"),
        ("billing@contoso.example", "en", "on Tuesday 1 December at 14:30 at the latest"),
        ("accounts@northwind.example", "en", "on Tuesday, December 1 at 14:30 at the latest"),
        ("accounts@northwind.example", "fr", "le mardi 1er décembre à 14:30 au plus tard"),
    ],
)
@pytest.mark.parametrize("how", HOW)
def test_a_wait_ends_with_the_promised_answer_as_the_customers_country_writes_it(
    desk: Desk, email: str, language: str, by: str, how: str
) -> None:
    support = replace(desk.support, tickets=without_mail(database_of(desk), desk.partner, Promising))
    promising = with_turns(replace(desk, support=support))
    begun = waits(promising, email, language)
    ends(promising, begun, how)
    (ticket,) = tickets(desk)
    assert by in last_words(desk)
    assert ticket.number in last_words(desk)


def test_a_visitors_wait_that_ends_at_night_tells_the_next_opening_and_opens_no_ticket(desk: Desk) -> None:
    waits(desk, None, "fr")
    assert end(desk, datetime(2026, 11, 30, 22, 0, tzinfo=UTC))
    assert last_words(desk).endswith("Nous sommes fermés en ce moment et rouvrons demain à 09:00.")
    assert tickets(desk) == ()
    assert state_of(desk, THREAD).owner.kind is OwnerKind.BOT


def test_a_visitor_who_leaves_a_message_is_led_through_a_ticket_which_asks_for_an_address(desk: Desk) -> None:
    begun = waits(desk, None)
    told = heard(desk, THREAD)
    again = leave(desk, begun)
    assert again is not None
    assert again.turn == replace(begun.turn, choice='/open_ticket{"ticket_matter": "commercial"}')
    assert again.record.conversation.begin_again
    assert (tickets(desk), heard(desk, THREAD)) == ((), told)
    assert state_of(desk, THREAD).owner.kind is OwnerKind.BOT


def test_a_wait_that_ended_is_back_with_the_bot_with_one_ticket_and_one_sentence(desk: Desk) -> None:
    waits(desk)
    told = heard(desk, THREAD)
    assert [end(desk), end(desk)] == [True, False]
    (ticket,) = tickets(desk)
    assert ticket.text == f"{ASKED}\n{WRITTEN}"
    assert state_of(desk, THREAD).owner.kind is OwnerKind.BOT
    assert heard(desk, THREAD)[:-1] == told


def test_a_wait_is_not_ended_before_it_is_over(desk: Desk) -> None:
    waits(desk)
    before = record_of(desk, THREAD)
    assert not end(desk, NOW + LIMIT - timedelta(seconds=1))
    assert record_of(desk, THREAD) == before
    assert tickets(desk) == ()


@pytest.mark.parametrize("what", ["taken over", "cancelled", "waits anew"])
def test_where_somebody_was_faster_there_is_no_ticket_and_no_word(desk: Desk, agent: Agent, what: str) -> None:
    begun = waits(desk)
    if what == "cancelled":
        desk.conversations.answers.cancel(begun, {}, NOW)
    else:
        desk.staff.handling.take_over(THREAD, asked_by=agent, now=NOW)
    if what == "waits anew":
        desk.staff.handling.transfer(THREAD, "technical", asked_by=agent, now=NOW + LIMIT)
    before, told = record_of(desk, THREAD), heard(desk, THREAD)
    assert not end(desk)
    assert (record_of(desk, THREAD), heard(desk, THREAD)) == (before, told)
    assert tickets(desk) == ()


def test_a_message_left_when_an_agent_was_faster_is_the_agents_to_answer(desk: Desk, agent: Agent) -> None:
    begun = waits(desk)
    desk.staff.handling.take_over(THREAD, asked_by=agent, now=NOW)
    again = leave(desk, begun)
    assert again is not None
    assert (again.turn, again.record.conversation.owner.agent) == (begun.turn, agent.id)
    assert tickets(desk) == ()


@pytest.mark.parametrize("how", HOW)
def test_when_the_sentence_cannot_be_written_there_is_no_ticket_either(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise StorageBusy()

    begun = waits(desk)
    before = record_of(desk, THREAD)
    with monkeypatch.context() as broken:
        broken.setattr(SqlMessageLog, "append", fails)
        with pytest.raises(StorageBusy):
            ends(desk, begun, how)
    assert tickets(desk) == ()
    assert record_of(desk, THREAD) == before
    assert end(desk)
    assert len(tickets(desk)) == 1


@pytest.mark.parametrize(("email", "told"), [(CONTOSO, True), ("compta@fabrikam.example", True), (None, False)])
@pytest.mark.parametrize("how", HOW)
def test_that_the_answer_comes_by_mail_is_said_where_it_does(
    desk: Desk, email: str | None, told: bool, how: str
) -> None:
    begun = waits(desk, email)
    without = heard(desk, THREAD)
    posting = with_turns(mailing(desk))
    ends(posting, begun, how)
    assert [text for _, text in without if "A confirmation goes to" in text] == []
    assert any(f"A confirmation goes to {email}" in text for _, text in heard(posting, THREAD)) == told
    posting.close()


def test_no_mail_is_promised_where_none_is_sent(desk: Desk) -> None:
    waits(desk)
    assert end(desk)
    assert "A confirmation goes to" not in last_words(desk)
