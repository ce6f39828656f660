"""Who may see what: levels of identity, roles, and the tickets of others."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.customers.audience import Audience, audience_of, may_ask
from bot.domain.customers.identity import VISITOR, Identity, Level, Relationship, Role, at_address
from bot.domain.kernel.errors import (
    CompanyUnknown,
    DeskError,
    NotACspCustomer,
    NotSignedIn,
    RoleMayNot,
    RoleMayNotSeeMoney,
)
from bot.domain.support.tickets import Matter, Ticket, TicketState

NOW = datetime(2026, 11, 18, tzinfo=UTC)
ADMIN = Identity(Level.SIGNED, 1, 10, frozenset({Role.ADMIN}))
BILLING = Identity(Level.SIGNED, 2, 10, frozenset({Role.BILLING}))
TECHNICAL = Identity(Level.SIGNED, 3, 10, frozenset({Role.TECHNICAL}))
NO_ROLE = Identity(Level.SIGNED, 4, 10)
DIRECT = replace(ADMIN, relationship=Relationship.DIRECT)
STRANGER = Identity(Level.SIGNED, 9, 99, frozenset({Role.ADMIN}))
UNLINKED = at_address("ann@company.example")
ADDRESS_ONLY = replace(ADMIN, level=Level.ADDRESS, email="ann@company.example")


@pytest.mark.parametrize(
    ("identity", "money", "subscriptions"),
    [
        (ADMIN, None, None),
        (BILLING, None, None),
        (replace(BILLING, level=Level.CONFIRMED), None, None),
        (TECHNICAL, RoleMayNotSeeMoney, None),
        (NO_ROLE, RoleMayNotSeeMoney, RoleMayNot),
        (DIRECT, NotACspCustomer, NotACspCustomer),
        (VISITOR, NotSignedIn, NotSignedIn),
        (UNLINKED, CompanyUnknown, CompanyUnknown),
        (ADDRESS_ONLY, CompanyUnknown, CompanyUnknown),
        (replace(ADMIN, customer_id=None), NotSignedIn, NotSignedIn),
    ],
)
def test_level_relationship_and_role_decide_what_is_shown(
    identity: Identity, money: type[DeskError] | None, subscriptions: type[DeskError] | None
) -> None:
    for require, refusal in ((identity.require_money, money), (identity.require_subscriptions, subscriptions)):
        if refusal is None:
            assert require() == 10
        else:
            with pytest.raises(refusal):
                require()


def ticket(matter: Matter, opened_by: Identity) -> Ticket:
    return Ticket(
        "T-1",
        matter,
        "q",
        "s",
        "t",
        TicketState.OPEN,
        NOW,
        NOW,
        opened_by.customer_id,
        opened_by.contact_id,
        "c",
        "team",
        confirmed_address=opened_by.confirmed_address,
    )


@pytest.mark.parametrize(
    ("matter", "opened_by", "readers"),
    [
        (Matter.COMMERCIAL, BILLING, {"ADMIN", "BILLING"}),
        (Matter.TECHNICAL, TECHNICAL, {"ADMIN", "TECHNICAL"}),
        (Matter.COMMERCIAL, TECHNICAL, {"ADMIN", "BILLING", "TECHNICAL"}),
        (Matter.TECHNICAL, NO_ROLE, {"ADMIN", "TECHNICAL", "NO_ROLE"}),
        (Matter.COMMERCIAL, VISITOR, set()),
        (Matter.COMMERCIAL, STRANGER, {"STRANGER"}),
        (Matter.COMMERCIAL, UNLINKED, {"UNLINKED"}),
    ],
)
def test_tickets_are_read_by_who_opened_them_and_by_the_role_of_their_matter(
    matter: Matter, opened_by: Identity, readers: set[str]
) -> None:
    people = {
        "ADMIN": ADMIN, "BILLING": BILLING, "TECHNICAL": TECHNICAL, "NO_ROLE": NO_ROLE,
        "STRANGER": STRANGER, "VISITOR": VISITOR, "UNLINKED": UNLINKED, "OTHER": at_address("other@company.example"),
    }  # fmt: skip
    written = ticket(matter, opened_by)
    assert {name for name, reader in people.items() if written.may_be_read_by(reader, "another")} == readers


def test_a_visitor_reads_the_ticket_of_the_very_conversation() -> None:
    assert ticket(Matter.TECHNICAL, VISITOR).may_be_read_by(VISITOR, "c")


def test_who_proved_an_address_without_a_company_may_ask_what_a_visitor_may_and_can_be_answered() -> None:
    assert audience_of(UNLINKED) is Audience.UNLINKED
    asked = ("support_hours", "open_ticket", "dispute_charge", "find_invoice", "subscription_info", "account_request")
    assert [may_ask(UNLINKED, intent) for intent in asked] == [may_ask(VISITOR, intent) for intent in asked]
    assert (UNLINKED.can_be_answered, VISITOR.can_be_answered, BILLING.can_be_answered) == (True, False, True)
    assert (UNLINKED.confirmed_address, BILLING.confirmed_address) == ("ann@company.example", None)
