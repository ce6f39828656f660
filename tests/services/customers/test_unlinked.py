"""Somebody whose address is proven and whose company is not known is a visitor who can be answered."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest

from bot.bootstrap import Desk
from bot.domain.customers.identity import VISITOR, Level, at_address
from bot.domain.customers.unlinked import MOST_CONVERSATIONS, MOST_TICKETS, WITHIN
from bot.domain.kernel.errors import CompanyUnknown, ConversationNotFound, StorageBusy, TokenRefused, TooManyTickets
from bot.domain.support.tickets import Matter, TicketState
from bot.services.support.tickets import TicketOpened, TicketRequest
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import heard, writes
from tests.services.customers.coming import ANN, come, put_on_file, speaker_in, statement

BOB = "bob@company.example"


def open_ticket(desk: Desk, conversation: str, text: str = "The VAT number is missing", **more: object) -> TicketOpened:
    request = TicketRequest(Matter.COMMERCIAL, text, uuid4().hex, **more)  # type: ignore[arg-type]
    speaker = speaker_in(desk, conversation)
    return desk.support.tickets.open(request, asked_by=speaker, conversation_id=conversation, now=NOW)


def answered(desk: Desk, number: str, text: str) -> None:
    agent = agent_in(desk, "billing")
    seen = desk.support.ticket_lists.one(number, asked_by=agent, now=NOW).listed.row.ticket.changed_at
    desk.support.ticket_handling.answer(number, text, None, asked_by=agent, seen=seen, now=NOW)


def test_a_signature_for_an_address_that_nobody_has_lets_in_with_that_address_and_nothing_else(desk: Desk) -> None:
    speaker = speaker_in(desk, come(desk, " Ann@Company.example "))
    assert speaker == at_address(ANN)
    assert (speaker.level, speaker.customer_id, speaker.may_see_money) == (Level.ADDRESS, None, False)
    today = desk.partner.today(NOW)
    for read in (desk.billing.invoices.unpaid, desk.billing.invoices.balances):
        with pytest.raises(CompanyUnknown):
            read(asked_by=speaker, today=today)
    with pytest.raises(CompanyUnknown):
        desk.billing.invoices.one("NS-104231", asked_by=speaker, today=today)


@pytest.mark.parametrize("address", ["", "ann", "ann@", "a b@company.example", "ann@company.example, bob@x.example"])
def test_a_signature_for_no_address_is_refused(desk: Desk, address: str) -> None:
    with pytest.raises(TokenRefused):
        come(desk, address)


def test_a_statement_is_good_once_for_an_unknown_address_too(desk: Desk) -> None:
    proof = statement(ANN)
    desk.conversations.sign_in.enter(proof, channel="directline", language="en", now=NOW)
    with pytest.raises(TokenRefused):
        desk.conversations.sign_in.enter(proof, channel="directline", language="en", now=NOW)


def test_one_address_has_one_conversation_on_every_device_and_another_address_another(desk: Desk) -> None:
    first = come(desk, ANN)
    writes(desk, first, "hello")
    assert come(desk, ANN.upper()) == first
    assert come(desk, BOB) != first
    assert come(desk, None) != first
    new = come(desk, ANN, anew=True)
    assert new != first
    assert come(desk, ANN) == new
    assert come(desk, ANN, resume=first) == first
    assert come(desk, ANN) == first


def test_many_devices_at_the_same_moment_find_one_conversation(desk: Desk) -> None:
    def enter(_: int) -> str | None:
        try:
            return come(desk, ANN)
        except StorageBusy:
            return None

    with ThreadPoolExecutor(6) as pool:
        found = set(pool.map(enter, range(6))) - {None}
    assert len(found) == 1


def test_nobody_else_reads_or_takes_up_a_conversation_of_an_address(desk: Desk) -> None:
    hers = come(desk, ANN)
    writes(desk, hers, "hello")
    for other in (at_address(BOB), VISITOR, speaker_in(desk, come(desk, "billing@contoso.example"))):
        with pytest.raises(ConversationNotFound):
            desk.conversations.own.page_for(hers, 0, asked_by=other)
        assert hers not in {one.id for one in desk.conversations.own.listed_for(asked_by=other)}
    assert come(desk, BOB, resume=hers) != hers
    assert [one.id for one in desk.conversations.own.listed_for(asked_by=at_address(ANN))] == [hers]


@pytest.mark.parametrize(
    ("language", "known"), [("en", "no company for it yet"), ("fr", "mais pas encore votre entreprise")]
)
def test_the_greeting_says_what_is_known_and_where_answers_go(desk: Desk, language: str, known: str) -> None:
    conversation = come(desk, ANN, language=language)
    desk.conversations.reception.begin(conversation, NOW)
    ((_, said),) = heard(desk, conversation)
    assert f"**{ANN}**" in said
    assert known in said
    assert "sign in" not in said
    assert "connectez-vous" not in said


def test_a_ticket_needs_no_typed_address_and_a_typed_one_changes_nothing(desk: Desk) -> None:
    ticket = open_ticket(desk, come(desk, ANN), contact_address=BOB).ticket
    assert (ticket.confirmed_address, ticket.contact_address, ticket.customer_id) == (ANN, None, None)
    assert [t.number for t in desk.support.tickets.status(None, asked_by=at_address(ANN), conversation_id="")] == [
        ticket.number
    ]
    assert desk.support.tickets.status(None, asked_by=at_address(BOB), conversation_id="") == ()


def test_a_typed_address_opens_nothing_for_who_proves_it_later(desk: Desk) -> None:
    typed = open_ticket(desk, come(desk, None), contact_address=ANN).ticket
    assert (typed.contact_address, typed.confirmed_address) == (ANN, None)
    assert desk.support.tickets.status(None, asked_by=at_address(ANN), conversation_id="") == ()


def test_answers_to_a_ticket_are_unread_until_they_were_seen_and_only_the_openers(desk: Desk) -> None:
    conversation = come(desk, ANN)
    number = open_ticket(desk, conversation).ticket.number
    answered(desk, number, "We add it.")
    for asked_by, told in ((at_address(ANN), 1), (at_address(BOB), 0), (VISITOR, 0)):
        assert len(desk.support.reading.unread(asked_by=asked_by)) == told
    story = desk.support.reading.one(number, asked_by=at_address(ANN), now=NOW)
    assert (story.oneself, [entry.text for entry in story.entries]) == (True, ["We add it."])
    desk.support.reading.saw(number, story.last, asked_by=at_address(BOB))
    assert desk.support.reading.unread(asked_by=at_address(ANN))
    desk.support.reading.saw(number, story.last, asked_by=at_address(ANN))
    assert desk.support.reading.unread(asked_by=at_address(ANN)) == ()
    assert [(who, said.endswith("We add it.")) for who, said in heard(desk, conversation)] == [("agent", True)]


def test_who_opened_it_adds_closes_and_opens_again_whatever_the_device(desk: Desk) -> None:
    number = open_ticket(desk, come(desk, ANN)).ticket.number
    own, wish = desk.support.own_tickets, {"asked_by": at_address(ANN), "conversation_id": "", "now": NOW}
    own.add(number, "It is FR12345678901", origin="m-1", **wish)
    assert own.close(number, origin="m-2", **wish).state is TicketState.CLOSED
    assert own.reopen(number, origin="m-3", **wish).state is TicketState.OPEN
    assert own.opener(number, asked_by=at_address(ANN), conversation_id="").oneself


def test_an_address_opens_so_many_tickets_a_day_and_a_repeated_message_none(desk: Desk) -> None:
    conversation, opened = come(desk, ANN), []
    for number in range(MOST_TICKETS):
        request = TicketRequest(Matter.COMMERCIAL, "Again", f"m-{number}")
        asked = {"asked_by": at_address(ANN), "conversation_id": conversation, "now": NOW}
        opened.append(desk.support.tickets.open(request, **asked).ticket.number)
    assert desk.support.tickets.open(request, **asked).ticket.number == opened[-1]
    with pytest.raises(TooManyTickets):
        open_ticket(desk, conversation)
    open_ticket(desk, come(desk, BOB))
    later = TicketRequest(Matter.COMMERCIAL, "Again", "later")
    desk.support.tickets.open(later, **asked | {"now": NOW + WITHIN + timedelta(seconds=1)})


def test_an_address_begins_so_many_conversations_a_day_and_goes_on_in_the_last(desk: Desk) -> None:
    begun = [come(desk, ANN, anew=True) for _ in range(MOST_CONVERSATIONS)]
    assert len(set(begun)) == MOST_CONVERSATIONS
    assert come(desk, ANN, anew=True) == begun[-1]
    assert come(desk, ANN, anew=True, now=NOW + WITHIN + timedelta(seconds=1)) not in begun


def test_an_address_that_became_a_contacts_elsewhere_brings_everything_along(desk: Desk) -> None:
    conversation = come(desk, ANN)
    writes(desk, conversation, "hello")
    typed = open_ticket(desk, come(desk, None), contact_address=ANN).ticket.number
    number = open_ticket(desk, conversation).ticket.number
    desk.support.own_tickets.add(number, "More", asked_by=at_address(ANN), conversation_id="", origin="m-1", now=NOW)
    customer = put_on_file(desk, ANN)
    assert come(desk, ANN) == conversation
    speaker = speaker_in(desk, conversation)
    assert (speaker.level, speaker.customer_id) == (Level.SIGNED, customer)
    story = desk.support.reading.one(number, asked_by=speaker, now=NOW)
    assert story.oneself
    assert [entry.contact_id for entry in story.entries] == [speaker.contact_id]
    theirs = [one.number for one in desk.support.tickets.status(None, asked_by=speaker, conversation_id="")]
    assert (number in theirs, typed in theirs) == (True, False)
    with database_of(desk).reading() as work:
        assert not work.customers.addresses.waits(ANN)
