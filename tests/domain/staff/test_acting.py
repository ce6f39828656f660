"""On a customer's behalf an agent reads what the agent's role allows, and tells what the speaker's role allows."""

from dataclasses import replace

import pytest

from bot.domain.customers.identity import VISITOR, Identity, Level, Relationship, Role
from bot.domain.staff.acting import CustomerOnFile, Disclosure, Matter, acting_for, disclosure_to
from bot.domain.staff.agents import Agent, AgentRole
from bot.domain.staff.console_errors import AgentMayNot

CONTOSO = CustomerOnFile(7, "C-1001", "Contoso Ltd", Relationship.CSP, "commercial", "en_GB", "plus")
INVOICES, SUBSCRIPTIONS = Matter.INVOICES, Matter.SUBSCRIPTIONS
MONEY, NO_MONEY = Role.BILLING, Role.TECHNICAL

CELLS = {
    (AgentRole.GLOBAL_ADMIN, INVOICES): MONEY,
    (AgentRole.GLOBAL_ADMIN, SUBSCRIPTIONS): MONEY,
    (AgentRole.USER_ADMIN, INVOICES): None,
    (AgentRole.USER_ADMIN, SUBSCRIPTIONS): None,
    (AgentRole.HELPDESK_AGENT, INVOICES): None,
    (AgentRole.HELPDESK_AGENT, SUBSCRIPTIONS): NO_MONEY,
    (AgentRole.BILLING_ADMIN, INVOICES): MONEY,
    (AgentRole.BILLING_ADMIN, SUBSCRIPTIONS): MONEY,
    (AgentRole.SALES_AGENT, INVOICES): None,
    (AgentRole.SALES_AGENT, SUBSCRIPTIONS): MONEY,
}


def agent(*roles: AgentRole) -> Agent:
    return Agent(1, "a@northstar.example", "Ann", "technical", frozenset(roles))


def test_every_cell_of_the_table_is_tested() -> None:
    assert set(CELLS) == {(role, matter) for role in AgentRole for matter in Matter}


@pytest.mark.parametrize(("cell", "borrowed"), CELLS.items(), ids=str)
def test_an_agent_borrows_no_more_than_the_role_allows(cell: tuple[AgentRole, Matter], borrowed: Role | None) -> None:
    role, matter = cell
    if borrowed is None:
        with pytest.raises(AgentMayNot):
            acting_for(agent(role), CONTOSO, matter)
        return
    identity = acting_for(agent(role), CONTOSO, matter)
    assert (identity.customer_id, identity.roles) == (7, {borrowed})
    assert identity.may_see_money is (borrowed is MONEY)
    assert identity.contact_id is None


def test_who_has_no_role_borrows_nothing() -> None:
    for matter in Matter:
        with pytest.raises(AgentMayNot):
            acting_for(agent(), CONTOSO, matter)


SIGNED = Identity(Level.SIGNED, 1, 7)


@pytest.mark.parametrize(
    ("speaker", "told"),
    [
        (VISITOR, Disclosure.GENERAL),
        (replace(SIGNED, level=Level.ADDRESS, roles=frozenset({Role.ADMIN})), Disclosure.OWN_TICKETS),
        (replace(SIGNED, customer_id=None, roles=frozenset({Role.ADMIN})), Disclosure.GENERAL),
        (SIGNED, Disclosure.OWN_TICKETS),
        (replace(SIGNED, roles=frozenset({Role.TECHNICAL})), Disclosure.TECHNICAL),
        (replace(SIGNED, roles=frozenset({Role.BILLING})), Disclosure.BILLING),
        (replace(SIGNED, roles=frozenset({Role.BILLING, Role.TECHNICAL})), Disclosure.BILLING_AND_TECHNICAL),
        (replace(SIGNED, roles=frozenset({Role.ADMIN})), Disclosure.EVERYTHING),
        (replace(SIGNED, level=Level.CONFIRMED, roles=frozenset({Role.ADMIN})), Disclosure.EVERYTHING),
        (replace(SIGNED, relationship=Relationship.DIRECT, roles=frozenset({Role.ADMIN})), Disclosure.MICROSOFT),
    ],
)
def test_what_may_be_told_follows_what_is_proven(speaker: Identity, told: Disclosure) -> None:
    assert disclosure_to(speaker) is told
