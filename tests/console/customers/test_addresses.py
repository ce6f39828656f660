"""Proven addresses without a company in the console: listed, linked as far as the role goes, dismissed, undone."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.customers.identity import Level, Role, at_address
from bot.domain.staff.audit import Action
from bot.services.records.staff import AuditQuery
from tests.fixtures.console import Console, agent_in, signed_in
from tests.fixtures.desk import NOW
from tests.services.customers.coming import ANN, come, put_on_file, speaker_in
from tests.services.customers.links import CONTOSO, answered, customer_of, opens, row_of

Serve = Callable[..., Any]
LIST = "/customers/addresses"


@pytest.fixture
def conversation(desk: Desk) -> str:
    """Ann came, asked and opened a ticket."""
    made = come(desk, ANN)
    answered(desk, made, NOW)
    opens(desk, made)
    return made


async def linked(console: Console, desk: Desk, *roles: str, by: str = CONTOSO) -> str:
    form = {"customer": str(customer_of(desk, by)), "name": "Ann Vogel", "roles": list(roles), "q": "contoso"}
    return await console.done(f"{LIST}/{row_of(desk).id}/link", form)


async def test_the_list_tells_since_when_and_what_was_left(desk: Desk, serve: Serve, conversation: str) -> None:
    console = await signed_in(await serve(desk), "sales")
    text = await console.page(LIST)
    assert ANN in text
    assert "1 conversation<" in text
    assert "1 ticket<" in text
    assert "1–1 of 1" in text
    assert '<span class="count">1</span>' in await console.page("/customers")


@pytest.mark.parametrize(("language", "said"), [("en", "Nobody to be linked"), ("fr", "Personne à rattacher")])
async def test_an_empty_list_says_what_would_stand_here(desk: Desk, serve: Serve, language: str, said: str) -> None:
    console = await signed_in(await serve(desk), "billing")
    console.cookies["console_language"] = language
    console.headers["Accept-Language"] = language
    await console.done("/language", {"language": language})
    assert said in await console.page(LIST)


async def test_a_search_that_finds_nobody_leads_back(desk: Desk, serve: Serve, conversation: str) -> None:
    text = await (await signed_in(await serve(desk), "billing")).page(f"{LIST}?q=nobody%25")
    assert "Nobody found" in text
    assert ANN not in text
    assert "Show all addresses" in text


@pytest.mark.parametrize("query", ["show=everything", "show=", "page=-1", "page=99999999999", "page=x", "done=hacked"])
async def test_an_address_with_nonsense_shows_the_usual_list(
    desk: Desk, serve: Serve, conversation: str, query: str
) -> None:
    assert ANN in await (await signed_in(await serve(desk), "billing")).page(f"{LIST}?{query}")


async def test_companies_with_contacts_at_the_same_domain_are_offered_first(desk: Desk, serve: Serve) -> None:
    come(desk, "new@contoso.example")
    row = row_of(desk, "new@contoso.example")
    console = await signed_in(await serve(desk), "billing")
    text = await console.page(f"{LIST}/{row.id}")
    assert re.findall(r'name="customer" value="(\d+)"', text) == [str(customer_of(desk))]
    assert "The mailbox is proven, not the company" in text
    assert "Fabrikam" in await console.page(f"{LIST}/{row.id}?q=fabrikam")


async def test_linking_opens_what_the_role_includes_in_the_same_conversation(
    desk: Desk, serve: Serve, conversation: str
) -> None:
    console = await signed_in(await serve(desk), "billing")
    where = await linked(console, desk, "billing")
    text = await console.page(where)
    assert "Linked." in text
    assert "Contoso Ltd" in text
    assert "End the link" in text
    assert speaker_in(desk, conversation).roles == {Role.BILLING}
    assert "Ann Vogel" in await console.page(f"/customers/{customer_of(desk)}")


@pytest.mark.parametrize(
    ("by", "offered"),
    [("globaladmin", ["admin", "billing", "technical"]), ("billing", ["billing"]), ("helpdesk", ["technical"])],
)
async def test_only_roles_that_may_be_given_are_offered_and_forged_ones_refused(
    desk: Desk, serve: Serve, conversation: str, by: str, offered: list[str]
) -> None:
    console = await signed_in(await serve(desk), by)
    row = row_of(desk)
    text = await console.page(f"{LIST}/{row.id}?q=contoso")
    assert re.findall(r'name="roles" value="(\w+)"', text) == offered
    for forged in {"admin", "billing", "technical"} - set(offered):
        form = {"customer": str(customer_of(desk)), "name": "Ann", "roles": [forged], "q": "contoso"}
        answer = await console.post(f"{LIST}/{row.id}/link", form)
        assert answer.status == 403
        assert "so you cannot give it" in await answer.text()
        assert 'value="Ann"' in await answer.text()
    assert speaker_in(desk, conversation) == at_address(ANN)


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"customer": "", "name": "Ann"}, 404), ({"customer": "x", "name": "Ann"}, 404),
        ({"customer": "999999", "name": "Ann"}, 404), ({"customer": "-1", "name": "Ann"}, 404),
        ({"customer": "9" * 40, "name": "Ann"}, 404), ({"customer": "1", "name": " "}, 400), ({}, 400),
    ],
)  # fmt: skip
async def test_a_form_that_makes_no_contact_is_refused_and_makes_none(
    desk: Desk, serve: Serve, conversation: str, form: dict[str, str], status: int
) -> None:
    console = await signed_in(await serve(desk), "globaladmin")
    answer = await console.post(f"{LIST}/{row_of(desk).id}/link", form)
    assert answer.status == status
    assert speaker_in(desk, conversation) == at_address(ANN)


@pytest.mark.parametrize("verb", ["link", "hand-over", "unlink", "dismiss", "take-back"])
async def test_who_may_not_link_is_refused_and_shown_no_button(
    desk: Desk, serve: Serve, conversation: str, verb: str
) -> None:
    client = await serve(desk)
    console, row = await signed_in(client, "sales"), row_of(desk)
    form = {"customer": str(customer_of(desk)), "name": "Ann"}
    assert (await console.post(f"{LIST}/{row.id}/{verb}", form)).status == 403
    assert f"/{verb}" not in await console.page(f"{LIST}/{row.id}")
    elsewhere = await console.post(f"{LIST}/{row.id}/{verb}", form, headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status == 403
    assert row_of(desk) == row


@pytest.mark.parametrize("verb", ["link", "hand-over", "unlink", "dismiss", "take-back"])
async def test_an_address_that_is_not_there_is_not_found(desk: Desk, serve: Serve, verb: str) -> None:
    console = await signed_in(await serve(desk), "globaladmin")
    assert (await console.get(f"{LIST}/999999")).status == 404
    form = {"customer": str(customer_of(desk)), "name": "Ann"}
    assert (await console.post(f"{LIST}/999999/{verb}", form)).status == 404


async def test_an_address_of_another_company_is_refused_by_name_and_can_be_handed_over(
    desk: Desk, serve: Serve, conversation: str
) -> None:
    console, row = await signed_in(await serve(desk), "globaladmin"), row_of(desk)
    put_on_file(desk, ANN, "compta@fabrikam.example")
    form = {"customer": str(customer_of(desk)), "name": "Ann", "roles": ["billing"]}
    answer = await console.post(f"{LIST}/{row.id}/link", form)
    assert answer.status == 409
    assert f"{ANN} is a contact of Fabrikam SARL already" in await answer.text()
    assert "Hand over to the contact" in await answer.text()
    assert await console.done(f"{LIST}/{row.id}/hand-over") == f"/console{LIST}?done=linked"
    assert speaker_in(desk, conversation).customer_name == "Fabrikam SARL"
    assert (await console.post(f"{LIST}/{row.id}/hand-over")).status == 404


async def test_pressed_twice_a_link_is_told_to_be_there_already(desk: Desk, serve: Serve, conversation: str) -> None:
    console, row = await signed_in(await serve(desk), "globaladmin"), row_of(desk)
    await linked(console, desk, "technical")
    form = {"customer": str(customer_of(desk)), "name": "Eve", "roles": ["admin"]}
    where = await console.done(f"{LIST}/{row.id}/link", form)
    assert where.endswith("done=too_late")
    assert "A colleague was faster" in await console.page(where)
    assert (speaker_in(desk, conversation).name, speaker_in(desk, conversation).roles) == (
        "Ann Vogel",
        {Role.TECHNICAL},
    )


async def test_a_link_is_ended_an_address_dismissed_and_taken_back(desk: Desk, serve: Serve, conversation: str) -> None:
    console, row = await signed_in(await serve(desk), "helpdesk"), row_of(desk)
    await linked(console, desk)
    assert speaker_in(desk, conversation).level is Level.SIGNED
    where = await console.done(f"{LIST}/{row.id}/unlink")
    assert "The link is ended" in await console.page(where)
    await console.done(f"{LIST}/{row.id}/dismiss")
    assert ANN not in await console.page(LIST)
    assert ANN in await console.page(f"{LIST}?show=dismissed")
    await console.done(f"{LIST}/{row.id}/take-back")
    assert ANN in await console.page(LIST)
    asked = AuditQuery(agent_id=agent_in(desk, "helpdesk").id)
    noted = desk.staff.audit.entries(asked, asked_by=agent_in(desk, "globaladmin"))
    assert [entry.action for entry in reversed(noted) if entry.subject == ANN] == [
        Action.ADDRESS_LINKED,
        Action.ADDRESS_UNLINKED,
        Action.ADDRESS_DISMISSED,
        Action.ADDRESS_TAKEN_BACK,
    ]
