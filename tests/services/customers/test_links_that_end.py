"""A link is undone, an address dismissed and taken back: nobody keeps what is not theirs, nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.bootstrap import Desk
from bot.domain.customers.identity import VISITOR, Level, Role, at_address
from bot.domain.customers.unlinked import AddressState
from bot.domain.kernel.errors import CompanyUnknown, ConversationNotFound, StorageBusy, TicketNotFound, TokenExpired
from bot.domain.staff.linking import AddressSettled
from bot.domain.support.ticket_handling import Delivery, delivery_of
from bot.services.records.customers import AddressQuery
from bot.services.staff.files.addresses import NewContact
from bot.storage.schema import document_grants
from bot.storage.schema import tickets as tickets_table
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import heard
from tests.services.customers.coming import ANN, come, put_on_file, speaker_in
from tests.services.customers.links import (
    CONTOSO,
    LATER,
    MINUTE,
    answered,
    contacts_there,
    customer_of,
    link,
    numbers,
    opens,
    row_of,
    token_of,
)


def test_a_link_that_nothing_followed_is_undone_as_if_it_had_never_been(desk: Desk) -> None:
    conversation = come(desk, ANN)
    answered(desk, conversation, NOW)
    number, there = opens(desk, conversation), contacts_there(desk)
    address = link(desk, Role.BILLING)
    desk.customers.addresses.unlink(address, asked_by=agent_in(desk, "helpdesk"), now=LATER + MINUTE)
    assert contacts_there(desk) == there
    assert speaker_in(desk, conversation) == at_address(ANN)
    assert come(desk, ANN, now=LATER + MINUTE) == conversation
    assert numbers(desk, at_address(ANN)) == [number]
    with pytest.raises(CompanyUnknown):
        desk.billing.invoices.unpaid(asked_by=speaker_in(desk, conversation), today=desk.partner.today(NOW))
    assert row_of(desk).customer_id is None
    assert "ended the link" in heard(desk, conversation)[-1][1]


def test_what_may_hold_the_customers_data_is_nobodys_to_read_after_the_end(desk: Desk) -> None:
    conversation = come(desk, ANN)
    quiet, spoken = opens(desk, conversation), opens(desk, conversation)
    address = link(desk, Role.BILLING)
    answered(desk, conversation, LATER + MINUTE)
    contact = speaker_in(desk, conversation)
    desk.support.own_tickets.add(
        spoken, "We owe 588 EUR", asked_by=contact, conversation_id="", origin="m-2", now=LATER + MINUTE
    )
    token = desk.conversations.sign_in.enter(None, channel="directline", language="en", now=LATER).token
    bound = token_of(desk, conversation)
    desk.customers.addresses.unlink(address, asked_by=agent_in(desk, "globaladmin"), now=LATER + 2 * MINUTE)
    assert speaker_in(desk, conversation) == VISITOR
    with pytest.raises(TokenExpired):
        desk.conversations.sign_in.conversation_of(bound, LATER + 2 * MINUTE)
    assert desk.conversations.sign_in.conversation_of(token, LATER + 2 * MINUTE)
    with pytest.raises(ConversationNotFound):
        desk.conversations.own.page_for(conversation, 0, asked_by=at_address(ANN))
    assert come(desk, ANN, now=LATER + 3 * MINUTE) != conversation
    assert come(desk, ANN, now=LATER + 3 * MINUTE, resume=conversation) != conversation
    assert numbers(desk, at_address(ANN)) == [quiet]
    with pytest.raises(TicketNotFound):
        desk.support.reading.one(spoken, asked_by=at_address(ANN), now=LATER)
    with database_of(desk).connection() as connection:
        assert connection.execute(select(func.count()).select_from(document_grants)).scalar_one() == 0
        kept = connection.execute(select(tickets_table).where(tickets_table.c.number == spoken)).one()
    assert (kept.customer_id, kept.contact_id, kept.confirmed_address, kept.contact_address) == (None, None, None, ANN)
    ticket = desk.support.ticket_lists.one(spoken, asked_by=agent_in(desk, "billing"), now=LATER).listed.row.ticket
    assert delivery_of(ticket) is Delivery.MAIL


def test_another_contacts_things_stay_its_own_when_a_link_ends(desk: Desk) -> None:
    others = come(desk, CONTOSO)
    answered(desk, others, NOW)
    come(desk, ANN)
    address = link(desk, Role.ADMIN)
    desk.customers.addresses.unlink(address, asked_by=agent_in(desk, "globaladmin"), now=LATER + MINUTE)
    assert speaker_in(desk, others).email == CONTOSO
    assert come(desk, CONTOSO, now=LATER + MINUTE) == others


def test_a_link_ends_once_also_when_two_press_at_the_same_moment(desk: Desk) -> None:
    conversation = come(desk, ANN)
    address = link(desk)

    def go(_: int) -> bool:
        try:
            agent = agent_in(desk, "globaladmin")
            desk.customers.addresses.unlink(address, asked_by=agent, now=LATER + MINUTE)
        except (AddressSettled, StorageBusy):
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(go, range(4))) == 1
    assert speaker_in(desk, conversation) == at_address(ANN)
    link(desk, now=LATER + 2 * MINUTE)
    assert speaker_in(desk, conversation).level is Level.SIGNED


def test_a_contact_that_was_put_on_file_otherwise_has_no_link_to_end(desk: Desk) -> None:
    come(desk, ANN)
    row = row_of(desk)
    put_on_file(desk, ANN)
    with pytest.raises(AddressSettled):
        desk.customers.addresses.unlink(row.id, asked_by=agent_in(desk, "globaladmin"), now=LATER)


def test_a_dismissed_address_leaves_the_list_goes_on_asking_and_comes_back(desk: Desk) -> None:
    conversation = come(desk, ANN)
    row, agent = row_of(desk), agent_in(desk, "billing")
    desk.customers.addresses.dismiss(row.id, asked_by=agent, now=LATER)
    with pytest.raises(AddressSettled):
        desk.customers.addresses.dismiss(row.id, asked_by=agent, now=LATER)
    assert come(desk, ANN, now=LATER) == conversation
    assert opens(desk, conversation, LATER)
    assert row_of(desk, state=AddressState.DISMISSED).settled_by == agent.name
    page = desk.customers.addresses.page(AddressQuery(), asked_by=agent, now=LATER)
    assert (page.rows, page.counts[AddressState.DISMISSED]) == ((), 1)
    desk.customers.addresses.take_back(row.id, asked_by=agent, now=LATER)
    assert desk.customers.addresses.waiting(asked_by=agent) == 1


def test_a_dismissed_address_is_not_linked_behind_the_back_of_who_dismissed_it(desk: Desk) -> None:
    come(desk, ANN)
    row, agent = row_of(desk), agent_in(desk, "globaladmin")
    desk.customers.addresses.dismiss(row.id, asked_by=agent, now=LATER)
    new = NewContact(customer_of(desk), "Ann", frozenset())
    with pytest.raises(AddressSettled):
        desk.customers.addresses.link(row.id, new, asked_by=agent, now=LATER)


def test_addresses_are_found_by_a_part_and_by_the_company_and_listed_page_by_page(desk: Desk) -> None:
    for number in range(27):
        come(desk, f"p{number}@elsewhere.example", now=NOW + timedelta(seconds=number))
    come(desk, ANN)
    link(desk)
    agent, lists = agent_in(desk, "sales"), desk.customers.addresses
    first = lists.page(AddressQuery(), asked_by=agent, now=NOW)
    assert (len(first.rows), first.total, first.pages, first.rows[0].address) == (25, 27, 2, "p26@elsewhere.example")
    assert [row.address for row in lists.page(AddressQuery(), asked_by=agent, now=NOW, number=9).rows] == [
        "p1@elsewhere.example",
        "p0@elsewhere.example",
    ]
    for state, words, found in (
        (AddressState.WAITING, "P7@else", 1),
        (AddressState.WAITING, "100%", 0),
        (AddressState.WAITING, "_", 0),
        (AddressState.LINKED, "contoso", 1),
        (AddressState.DISMISSED, "", 0),
    ):
        assert lists.page(AddressQuery(state, words), asked_by=agent, now=NOW).total == found
