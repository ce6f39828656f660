"""A contact reads the own conversations on the site; nobody else does."""

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Author
from bot.services.records.conversations import Draft
from tests.actions.talk import Talk
from tests.fixtures.desk import NOW, database_of
from tests.site.conftest import Client
from tests.site.test_own_tickets import identity
from tests.site.test_pages import read, sign_in

TAILSPIN = "admin@tailspin.example"


@pytest.fixture
def talk(desk: Desk) -> str:
    """A conversation with a question, a bold answer and a person's words."""
    conversation = Talk.of(desk, TAILSPIN).conversation_id
    with database_of(desk).writing() as work:
        drafts = [
            Draft(Author.CUSTOMER, "where is my <b>licence</b>?"),
            Draft(Author.BOT, "It is **ready**."),
            Draft(Author.AGENT, "Call me.", author_name="Julien Petit"),
        ]
        work.conversations.log.append(conversation, drafts, NOW)
    return conversation


@pytest.mark.parametrize(
    ("language", "title", "you"), [("en", "Your conversations", "You ·"), ("fr", "Vos conversations", "Vous ·")]
)
async def test_they_are_listed_and_read(
    desk: Desk, site: Client, talk: str, language: str, title: str, you: str
) -> None:
    await sign_in(site, TAILSPIN)
    listed = await (await site.get(f"/support/conversations?lang={language}")).text()
    assert title in listed
    assert f"/support/conversations/{talk}" in listed
    assert desk.conversations.own.unread(talk) > 0
    page = await read(site, f"/support/conversations/{talk}")
    for said in (
        f"{you} ",
        "where is my &lt;b&gt;licence&lt;/b&gt;?",
        "Assistant · ",
        "It is ready.",
        "Julien Petit · ",
    ):
        assert said in page, said
    (one,) = [own for own in desk.conversations.own.listed_for(asked_by=identity(desk, TAILSPIN)) if own.id == talk]
    assert one.unread == 0


@pytest.mark.parametrize("after", ["0", "-1", "x", "9" * 40, "999999999"])
async def test_any_place_in_it_can_be_asked_for(site: Client, talk: str, after: str) -> None:
    await sign_in(site, TAILSPIN)
    assert (await site.get(f"/support/conversations/{talk}", params={"after": after})).status == 200


async def test_anothers_and_a_missing_one_are_the_same_page(site: Client, talk: str) -> None:
    await sign_in(site, "billing@contoso.example")
    for wanted in (talk, "0" * 32):
        shown = await site.get(f"/support/conversations/{wanted}")
        assert shown.status == 404
        assert "licence" not in await shown.text()
    assert talk not in await (await site.get("/support/conversations")).text()


async def test_who_is_not_signed_in_sees_none(site: Client, talk: str) -> None:
    for path in ("/support/conversations", f"/support/conversations/{talk}"):
        shown = await site.get(path)
        assert shown.status == 403
        assert "licence" not in await shown.text()
