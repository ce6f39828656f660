"""Agents link a proven address to a customer: the same conversation, no more than they may give, and once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.bootstrap import Desk
from bot.domain.customers.identity import Level, Role, at_address
from bot.domain.customers.unlinked import AddressState
from bot.domain.kernel.errors import StorageBusy
from bot.domain.staff.acting import CustomerNotFound
from bot.domain.staff.agents import Agent
from bot.domain.staff.console_errors import AgentMayNot
from bot.domain.staff.linking import AddressHasContact, AddressNotFound, AddressSettled, NameMissing, RoleNotGiven
from bot.domain.support.tickets import Matter
from bot.services.records.customers import AddressQuery
from bot.services.staff.files.addresses import NewContact
from bot.services.support.tickets import TicketRequest
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.conversing import audited, heard
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
)


def test_a_linked_address_is_that_customers_contact_in_the_same_conversation_with_its_tickets(desk: Desk) -> None:
    conversation = come(desk, ANN)
    answered(desk, conversation, NOW)
    number = opens(desk, conversation)
    before = row_of(desk)
    assert (before.conversations, before.tickets, before.customer) == (1, 1, "")
    link(desk, Role.BILLING)
    speaker = speaker_in(desk, conversation)
    assert (speaker.level, speaker.customer_id, speaker.name) == (Level.SIGNED, customer_of(desk), "Ann Vogel")
    assert (speaker.may_see_money, speaker.roles) == (True, {Role.BILLING})
    assert desk.billing.invoices.unpaid(asked_by=speaker, today=desk.partner.today(NOW)) != ()
    assert number in numbers(desk, speaker)
    assert come(desk, ANN, now=LATER) == conversation
    linked = row_of(desk, state=AddressState.LINKED)
    assert (linked.customer, linked.contact, linked.conversations, linked.tickets) == ("Contoso Ltd", "Ann Vogel", 1, 1)
    assert (linked.settled_at, linked.settled_by) == (LATER, agent_in(desk, "globaladmin").name)


@pytest.mark.parametrize(("language", "words"), [("en", "linked your address"), ("fr", "rattaché votre adresse")])
def test_the_conversation_tells_that_it_was_linked_and_to_whom(desk: Desk, language: str, words: str) -> None:
    conversation = come(desk, ANN, language=language)
    desk.conversations.reception.begin(conversation, NOW)
    link(desk, Role.BILLING)
    author, said = heard(desk, conversation)[-1]
    assert author == "desk"
    assert words in said
    assert "**Contoso Ltd**" in said


def test_an_address_that_never_spoke_is_linked_without_a_word(desk: Desk) -> None:
    conversation = come(desk, ANN)
    link(desk)
    assert heard(desk, conversation) == []
    assert speaker_in(desk, conversation).level is Level.SIGNED


def test_both_ends_stand_in_the_audit_log_of_the_customer(desk: Desk) -> None:
    come(desk, ANN)
    address = link(desk, Role.TECHNICAL, by="helpdesk")
    desk.customers.addresses.unlink(address, asked_by=agent_in(desk, "billing"), now=LATER + MINUTE)
    desk.customers.addresses.dismiss(address, asked_by=agent_in(desk, "billing"), now=LATER + MINUTE)
    desk.customers.addresses.take_back(address, asked_by=agent_in(desk, "billing"), now=LATER + MINUTE)
    assert audited(desk, agent_in(desk, "helpdesk")) == ["address_linked"]
    assert audited(desk, agent_in(desk, "billing")) == ["address_unlinked", "address_dismissed", "address_taken_back"]


@pytest.mark.parametrize(
    ("by", "role", "may"),
    [
        ("globaladmin", Role.ADMIN, True), ("globaladmin", Role.BILLING, True), ("globaladmin", Role.TECHNICAL, True),
        ("billing", Role.BILLING, True), ("billing", Role.TECHNICAL, False), ("billing", Role.ADMIN, False),
        ("helpdesk", Role.TECHNICAL, True), ("helpdesk", Role.BILLING, False), ("helpdesk", Role.ADMIN, False),
    ],
)  # fmt: skip
def test_nobody_gives_more_than_they_see_themselves(desk: Desk, by: str, role: Role, may: bool) -> None:
    conversation = come(desk, ANN)
    if may:
        link(desk, role, by=by)
        assert speaker_in(desk, conversation).roles == {role}
        return
    with pytest.raises(RoleNotGiven):
        link(desk, role, by=by)
    assert speaker_in(desk, conversation) == at_address(ANN)


@pytest.mark.parametrize("by", ["sales", "useradmin"])
def test_who_links_nothing_changes_nothing(desk: Desk, by: str) -> None:
    come(desk, ANN)
    agent, there, row = agent_in(desk, by), contacts_there(desk), row_of(desk)
    new = NewContact(customer_of(desk), "Ann", frozenset())
    addresses, when = desk.customers.addresses, {"asked_by": agent, "now": LATER}
    with pytest.raises(AgentMayNot):
        addresses.link(row.id, new, **when)
    for verb in (addresses.hand_over, addresses.unlink, addresses.dismiss, addresses.take_back):
        with pytest.raises(AgentMayNot):
            verb(row.id, **when)
    assert (contacts_there(desk), row_of(desk)) == (there, row)


def test_who_may_not_see_customers_reads_no_list(desk: Desk) -> None:
    come(desk, ANN)
    row, stranger = row_of(desk), agent_in(desk, "useradmin")
    with pytest.raises(AgentMayNot):
        desk.customers.addresses.page(AddressQuery(), asked_by=stranger, now=NOW)
    with pytest.raises(AgentMayNot):
        desk.customers.addresses.one(row.id, asked_by=stranger)
    with pytest.raises(AgentMayNot):
        desk.customers.addresses.waiting(asked_by=stranger)


def test_an_address_shows_tickets_of_the_matters_one_works_on_only(desk: Desk) -> None:
    conversation = come(desk, ANN)
    commercial, technical = opens(desk, conversation), opens(desk, conversation, matter=Matter.TECHNICAL)
    row = row_of(desk)
    for by, seen in (("billing", [commercial]), ("helpdesk", [technical]), ("globaladmin", [technical, commercial])):
        file = desk.customers.addresses.one(row.id, asked_by=agent_in(desk, by))
        assert [ticket.number for ticket in file.tickets] == seen


@pytest.mark.parametrize("name", ["", "  \n "])
def test_a_contact_has_a_name(desk: Desk, name: str) -> None:
    come(desk, ANN)
    with pytest.raises(NameMissing):
        link(desk, name=name)


@pytest.mark.parametrize("customer", [0, -1, 999_999_999])
def test_a_customer_that_is_not_there_gets_no_contact(desk: Desk, customer: int) -> None:
    come(desk, ANN)
    there = contacts_there(desk)
    with pytest.raises(CustomerNotFound):
        desk.customers.addresses.link(
            row_of(desk).id,
            NewContact(customer, "Ann", frozenset()),
            asked_by=agent_in(desk, "globaladmin"),
            now=LATER,
        )
    assert contacts_there(desk) == there


def test_an_address_that_is_not_there_is_not_found(desk: Desk) -> None:
    agent = agent_in(desk, "globaladmin")
    with pytest.raises(AddressNotFound):
        desk.customers.addresses.one(999_999_999, asked_by=agent)
    for verb in (desk.customers.addresses.dismiss, desk.customers.addresses.unlink, desk.customers.addresses.hand_over):
        with pytest.raises(AddressNotFound):
            verb(999_999_999, asked_by=agent, now=LATER)


def test_an_address_that_is_a_contact_of_another_company_is_refused_with_its_name(desk: Desk) -> None:
    conversation = come(desk, ANN)
    there = put_on_file(desk, ANN, "compta@fabrikam.example")
    with pytest.raises(AddressHasContact) as refused:
        link(desk, Role.BILLING)
    assert refused.value.blanks == {"address": ANN, "customer": "Fabrikam SARL"}
    row = row_of(desk)
    assert (row.customer_id, row.customer) == (there, "Fabrikam SARL")
    desk.customers.addresses.hand_over(row.id, asked_by=agent_in(desk, "helpdesk"), now=LATER)
    assert speaker_in(desk, conversation).customer_id == there


def test_what_nobody_has_by_now_is_handed_over_to_nobody(desk: Desk) -> None:
    conversation = come(desk, ANN)
    with pytest.raises(AddressNotFound):
        desk.customers.addresses.hand_over(row_of(desk).id, asked_by=agent_in(desk, "globaladmin"), now=LATER)
    assert speaker_in(desk, conversation) == at_address(ANN)


def test_of_agents_who_link_at_once_one_is_first_and_the_others_are_told(desk: Desk) -> None:
    come(desk, ANN)
    row, there = row_of(desk), contacts_there(desk)
    asked: list[tuple[Agent, NewContact]] = [
        (agent_in(desk, by), NewContact(customer_of(desk, email), "Ann", frozenset()))
        for by, email in (("globaladmin", CONTOSO), ("billing", "compta@fabrikam.example"), ("helpdesk", CONTOSO)) * 2
    ]

    def go(one: tuple[Agent, NewContact]) -> str:
        try:
            desk.customers.addresses.link(row.id, one[1], asked_by=one[0], now=LATER)
        except (AddressSettled, AddressHasContact, StorageBusy) as error:
            return type(error).__name__
        return "linked"

    with ThreadPoolExecutor(6) as pool:
        ended = list(pool.map(go, asked))
    assert ended.count("linked") == 1
    assert contacts_there(desk) == there + 1


def test_coming_in_while_one_is_linked_leaves_nothing_behind(desk: Desk) -> None:
    """Whoever is first: afterwards one conversation is the contact's, and nothing is the address's."""
    come(desk, ANN)
    row, new = row_of(desk), NewContact(customer_of(desk), "Ann", frozenset())
    admin = agent_in(desk, "globaladmin")

    def go(number: int) -> None:
        try:
            if number == 2:
                desk.customers.addresses.link(row.id, new, asked_by=admin, now=LATER)
            else:
                come(desk, ANN, now=LATER, anew=number % 2 == 0)
        except StorageBusy:
            return

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(go, range(6)))
    if row_of(desk, state=AddressState.WAITING if not _is_linked(desk) else AddressState.LINKED).contact_id is None:
        desk.customers.addresses.link(row.id, new, asked_by=admin, now=LATER)
    speaker = speaker_in(desk, come(desk, ANN, now=LATER + MINUTE))
    assert speaker.level is Level.SIGNED
    assert desk.conversations.own.listed_for(asked_by=at_address(ANN)) == ()
    with database_of(desk).reading() as work:
        assert not work.customers.addresses.waits(ANN)


def _is_linked(desk: Desk) -> bool:
    counts = desk.customers.addresses.page(AddressQuery(), asked_by=agent_in(desk, "globaladmin"), now=NOW).counts
    return counts[AddressState.LINKED] == 1


def test_a_ticket_on_its_way_while_its_address_is_linked_comes_along_at_the_next_sign_in(desk: Desk) -> None:
    conversation = come(desk, ANN)
    link(desk)
    request = TicketRequest(Matter.COMMERCIAL, "On its way", "m-1")
    late = desk.support.tickets.open(request, asked_by=at_address(ANN), conversation_id=conversation, now=LATER)
    come(desk, ANN, now=LATER + MINUTE)
    assert late.ticket.number in numbers(desk, speaker_in(desk, conversation))
