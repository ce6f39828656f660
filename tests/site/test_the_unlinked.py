"""Who proved an address that no company has, on the partner's own pages: a code, their tickets, and nobody else's."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from bot.bootstrap import Desk
from bot.domain.customers.identity import Role
from bot.storage.schema import mails
from tests.fixtures.desk import NOW, database_of
from tests.services.customers.coming import ANN, come
from tests.services.customers.links import link, opens
from tests.services.customers.test_unlinked import answered
from tests.site.conftest import Client
from tests.site.test_codes import ask, desk, enter, mailed, serving
from tests.site.test_pages import SAME, read

__all__ = ["desk"]


@pytest.fixture
async def site(desk: Desk) -> AsyncIterator[Client]:
    async with serving(desk) as client:
        yield client


def codes_mailed(desk: Desk) -> int:
    with database_of(desk).connection() as connection:
        return connection.execute(select(func.count()).where(mails.c.kind == "code")).scalar_one()


async def signs_in(site: Client, desk: Desk) -> str:
    await ask(site, ANN)
    status, page = await enter(site, mailed(desk))
    assert status == 200
    return page


async def test_an_address_proven_before_gets_a_code_and_a_stranger_none_in_the_same_words(
    site: Client, desk: Desk
) -> None:
    stranger = await ask(site, ANN)
    assert codes_mailed(desk) == 0
    come(desk, ANN)
    assert await ask(site, ANN.upper()) == stranger
    assert codes_mailed(desk) == 1


async def test_they_are_signed_in_as_that_address_and_as_nobodys_contact(site: Client, desk: Desk) -> None:
    come(desk, ANN)
    page = await signs_in(site, desk)
    assert f"<strong>{ANN}</strong> · company not known yet" in page
    assert "entreprise pas encore connue" in await read(site, "/help?lang=fr")


async def test_they_read_answer_close_and_reopen_their_own_tickets(site: Client, desk: Desk) -> None:
    number = opens(desk, come(desk, ANN))
    others = opens(desk, come(desk, "bob@company.example"))
    answered(desk, number, "We add it.")
    await signs_in(site, desk)
    text = await read(site, "/support/tickets")
    assert number in text
    assert others not in text
    assert (await site.get(f"/support/tickets/{others}")).status == 404
    story = await read(site, f"/support/tickets/{number}")
    assert "We add it." in story
    form = {"text": "It is FR12345678901", "form": uuid4().hex}
    for _ in range(2):
        assert (await site.post(f"/support/tickets/{number}", data=form, headers=SAME)).status == 200
    story = await read(site, f"/support/tickets/{number}")
    assert story.count("FR12345678901") == 1
    assert "Visitor" not in story
    for verb in ("close", "reopen"):
        answer = await site.post(f"/support/tickets/{number}/{verb}", data={"form": uuid4().hex}, headers=SAME)
        assert answer.status == 200
    assert (await site.post(f"/support/tickets/{others}/close", data={"form": uuid4().hex}, headers=SAME)).status == 404


async def test_their_conversations_are_listed_there_too(site: Client, desk: Desk) -> None:
    conversation = come(desk, ANN)
    desk.conversations.reception.begin(conversation, NOW)
    await signs_in(site, desk)
    assert conversation in await (await site.get("/support/conversations")).text()


async def test_linked_meanwhile_the_same_session_is_the_customers(site: Client, desk: Desk) -> None:
    come(desk, ANN)
    await signs_in(site, desk)
    link(desk, Role.BILLING)
    assert f"{ANN} · Contoso Ltd" in await read(site, "/help")
