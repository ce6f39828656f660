"""Tickets reach the right people, once, and are read by the right ones."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.customers.identity import VISITOR
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import ContactAddressMissing, TicketNotFound, TicketTextMissing
from bot.domain.partner import Partner
from bot.domain.support.tickets import Matter
from bot.services.support.tickets import CustomerTickets, TicketRequest, subject_of
from tests.fakes import cast
from tests.fakes.cast import CONTOSO_BILLING, CONTOSO_TECHNICAL, FABRIKAM_ADMIN
from tests.fakes.memory import MemoryDatabase
from tests.fakes.notices import without_mail

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
COMMERCIAL = TicketRequest(Matter.COMMERCIAL, "Our VAT number is missing", "m1")
TECHNICAL = TicketRequest(Matter.TECHNICAL, "Outlook does not start", "m2", product="Outlook")


@pytest.fixture
def desk(database: MemoryDatabase, partner: Partner) -> CustomerTickets:
    return without_mail(database, partner)


def test_a_ticket_is_opened_with_the_plans_first_response_in_support_hours(desk: CustomerTickets) -> None:
    opened = desk.open(COMMERCIAL, asked_by=FABRIKAM_ADMIN, conversation_id="c", now=NOW)
    assert (opened.ticket.number, opened.ticket.assigned_to) == ("T-1003", "commercial")
    assert opened.first_response_hours == 8
    assert opened.answer_due_at is not None
    assert opened.answer_due_at.astimezone(UTC) == NOW + timedelta(days=1)


def test_the_same_message_never_opens_two_tickets(desk: CustomerTickets, database: MemoryDatabase) -> None:
    first = desk.open(COMMERCIAL, asked_by=CONTOSO_BILLING, conversation_id="c", now=NOW)
    again = desk.open(COMMERCIAL, asked_by=CONTOSO_BILLING, conversation_id="c", now=NOW)
    assert first.ticket == again.ticket
    assert len(database.work.support.tickets.rows) == 1


@pytest.mark.parametrize(
    ("matter", "product", "assigned_to"),
    [
        (Matter.COMMERCIAL, None, "commercial"),
        (Matter.COMMERCIAL, "Dynamics 365", "commercial"),
        (Matter.TECHNICAL, None, "technical"),
        (Matter.TECHNICAL, "Teams", "technical"),
        (Matter.TECHNICAL, "Dynamics 365", "Ridgeline Consulting"),
    ],
)
def test_product_and_matter_decide_who_gets_it(
    desk: CustomerTickets, partner: Partner, matter: Matter, product: str | None, assigned_to: str
) -> None:
    assert desk.assignee(partner.routing.queue_for(matter), product) == assigned_to


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_ticket_needs_a_description(desk: CustomerTickets, text: str) -> None:
    with pytest.raises(TicketTextMissing):
        desk.open(replace(COMMERCIAL, text=text), asked_by=CONTOSO_BILLING, conversation_id="c", now=NOW)


@pytest.mark.parametrize("address", [None, "", "nobody", "a@b", "a b@c.example", "@c.example"])
def test_a_visitor_leaves_an_address(desk: CustomerTickets, address: str | None) -> None:
    with pytest.raises(ContactAddressMissing):
        desk.open(replace(TECHNICAL, contact_address=address), asked_by=VISITOR, conversation_id="c", now=NOW)


def test_a_visitors_ticket_promises_nothing_and_is_read_in_its_conversation_only(desk: CustomerTickets) -> None:
    request = replace(TECHNICAL, contact_address="ann@company.example")
    opened = desk.open(request, asked_by=VISITOR, conversation_id="c", now=NOW)
    assert (opened.first_response_hours, opened.answer_due_at) == (None, None)
    assert opened.ticket.contact_address == "ann@company.example"
    assert desk.status("1003", asked_by=VISITOR, conversation_id="c") == (opened.ticket,)
    with pytest.raises(TicketNotFound):
        desk.status("1003", asked_by=VISITOR, conversation_id="other")


def test_a_verified_contact_is_answered_at_the_address_on_file(desk: CustomerTickets) -> None:
    request = replace(COMMERCIAL, contact_address="someone@else.example")
    assert desk.open(request, asked_by=CONTOSO_BILLING, conversation_id="c", now=NOW).ticket.contact_address is None


@pytest.mark.parametrize("typed", ["T-1003", "1003", "t 1003", "#1003"])
def test_a_ticket_is_found_by_its_number_in_any_shape(desk: CustomerTickets, typed: str) -> None:
    desk.open(COMMERCIAL, asked_by=CONTOSO_BILLING, conversation_id="c", now=NOW)
    (ticket,) = desk.status(typed, asked_by=CONTOSO_BILLING, conversation_id="later")
    assert ticket.number == "T-1003"


@pytest.mark.parametrize(
    ("asked_by", "number"),
    [(FABRIKAM_ADMIN, "1003"), (CONTOSO_TECHNICAL, "1003"), (CONTOSO_BILLING, "9999"), (CONTOSO_BILLING, "none")],
)
def test_a_missing_ticket_and_someone_elses_get_the_same_answer(desk: CustomerTickets, asked_by, number) -> None:  # type: ignore[no-untyped-def]
    desk.open(COMMERCIAL, asked_by=CONTOSO_BILLING, conversation_id="c", now=NOW)
    with pytest.raises(TicketNotFound):
        desk.status(number, asked_by=asked_by, conversation_id="other")


def test_without_a_number_all_readable_tickets_are_told(desk: CustomerTickets) -> None:
    assert desk.status(None, asked_by=CONTOSO_BILLING, conversation_id="c") == ()
    desk.open(COMMERCIAL, asked_by=CONTOSO_BILLING, conversation_id="c", now=NOW)
    desk.open(TECHNICAL, asked_by=CONTOSO_TECHNICAL, conversation_id="d", now=NOW)
    assert [t.number for t in desk.status(None, asked_by=CONTOSO_BILLING, conversation_id="e")] == ["T-1003"]
    assert [t.number for t in desk.status(None, asked_by=CONTOSO_TECHNICAL, conversation_id="e")] == ["T-1004"]


def test_who_buys_from_microsoft_may_still_write(desk: CustomerTickets) -> None:
    opened = desk.open(COMMERCIAL, asked_by=cast.ADATUM_OFFICE, conversation_id="c", now=NOW)
    assert opened.first_response_hours is None


def test_a_long_first_line_is_cut_at_a_word() -> None:
    subject = subject_of("word " * 40 + "\nsecond line")
    assert len(subject) <= lengths.SUBJECT
    assert subject.endswith("word…")
    assert subject_of("Short\nlong story") == "Short"
