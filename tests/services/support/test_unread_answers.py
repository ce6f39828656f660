"""Who comes in is told of answers to own tickets that were not read; nobody is told of those of others."""

import pytest

from bot.bootstrap import Desk
from bot.domain.kernel.errors import StorageBusy
from bot.domain.support.tickets import Matter
from bot.services.support.tickets import TicketRequest
from bot.storage.support.ticket_reading import SqlTicketReading
from tests.actions.talk import Talk
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import heard

BILLING = "billing@contoso.example"


def opened(desk: Desk, email: str | None) -> str:
    return Talk.of(desk, email).conversation_id


def answered(desk: Desk, conversation: str, origin: str) -> str:
    """A ticket opened by who speaks in the conversation, with an answer."""
    with database_of(desk).reading() as work:
        who = work.customers.people.speaking_in(conversation)
    request = TicketRequest(Matter.COMMERCIAL, "The VAT number is missing", origin)
    ticket = desk.support.tickets.open(request, asked_by=who, conversation_id=conversation, now=NOW).ticket
    agent = agent_in(desk, "billing")
    desk.support.ticket_handling.answer(
        ticket.number, "We add it.", None, asked_by=agent, seen=ticket.changed_at, now=NOW
    )
    return ticket.number


def greeted(desk: Desk, email: str | None, language: str = "en") -> str:
    conversation = opened(desk, email)
    desk.conversations.reception.begin(conversation, NOW, language)
    ((_, said),) = heard(desk, conversation)
    return said


@pytest.mark.parametrize(
    ("language", "one", "some", "many"),
    [
        ("en", "Ticket **T-1003** has an answer", "Tickets T-1003 and T-1004 have answers", "Several of your tickets"),
        ("fr", "Le ticket **T-1003** a reçu une réponse", "Les tickets T-1003 et T-1004", "Plusieurs de vos tickets"),
    ],
)
def test_the_greeting_names_answers_not_read(desk: Desk, language: str, one: str, some: str, many: str) -> None:
    conversation = opened(desk, BILLING)
    said = []
    for count in (1, 1, 2):
        for _ in range(count):
            answered(desk, conversation, f"m-{len(said)}-{_}")
        said.append(greeted(desk, BILLING, language))
    assert one in said[0]
    assert some in said[1]
    assert many in said[2]


def test_nobody_else_is_told(desk: Desk) -> None:
    answered(desk, opened(desk, BILLING), "m-1")
    for email in ("it@contoso.example", "admin@tailspin.example", None):
        assert "T-1003" not in greeted(desk, email)


def test_what_was_read_is_not_told_again(desk: Desk) -> None:
    conversation = opened(desk, BILLING)
    number = answered(desk, conversation, "m-1")
    with database_of(desk).reading() as work:
        who = work.customers.people.speaking_in(conversation)
    assert [own.ticket.number for own in desk.support.reading.unread(asked_by=who)] == [number]
    (unseen,) = desk.support.reading.shown(number, asked_by=who, conversation_id="")
    assert unseen.text == "We add it."
    assert desk.support.reading.unread(asked_by=who) == ()
    assert "T-1003" not in greeted(desk, BILLING)


def test_while_the_database_is_busy_answers_are_told_and_stay_unread(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise StorageBusy()

    conversation = opened(desk, BILLING)
    number = answered(desk, conversation, "m-1")
    with database_of(desk).reading() as work:
        who = work.customers.people.speaking_in(conversation)
    with monkeypatch.context() as broken:
        broken.setattr(SqlTicketReading, "saw", busy)
        (unseen,) = desk.support.reading.shown(number, asked_by=who, conversation_id="")
    assert unseen.text == "We add it."
    assert [own.unread for own in desk.support.reading.unread(asked_by=who)] == [1]
