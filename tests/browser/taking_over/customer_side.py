"""A customer who is taken over, from the chat's side: entering, asking for a person, and what must come through."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Sit, Visit
from tests.browser.served import Served
from tests.browser.taking_over.people import conversation_of
from tests.browser.watched import Chat
from tests.fixtures.console import agent_in
from tests.fixtures.desk import database_of

NETWORK = ("Failed to load resource", "WebSocket connection to", "net::ERR", "[object Event]")
CONTOSO = "billing@contoso.example"


def enter(visit: Visit, email: str | None = CONTOSO, **options: Any) -> Chat:
    """The chat of somebody signed in on the site, or of a visitor."""
    page: Page = visit(**options)
    if email is not None:
        page.locator(".people button", has_text=email).click()
        page.locator(".signed-in", has_text=email).wait_for()
    return Chat(page).open()


def asks_for_a_person(visit: Visit, email: str | None = CONTOSO, **options: Any) -> tuple[Chat, str]:
    """The chat of a customer who waits, and the conversation."""
    chat = enter(visit, email, **options)
    chat.say("I want to talk to a person")
    chat.sees("A colleague will answer you here.")
    return chat, conversation_of(chat.page)


def heard(served: Served) -> list[str]:
    """What the engine was asked to answer."""
    return [str(request.get("text")) for request in served.engine.requests]


def rows(served: Served, conversation_id: str) -> list[tuple[str, str]]:
    """Who said what, as the log has it."""
    with database_of(served.desk).reading() as work:
        log = work.conversations.log.after(conversation_id, 0)
    return [(row.author.value, row.text) for row in log if row.text]


def assert_nothing_is_lost_or_doubled(visit: Visit, sit: Sit, served: Served) -> None:
    """Both sides write right before and right after the desk is gone, and a colleague elsewhere while it is.

    All of it stands once in the chat, at the console and in the log; what was typed and not sent is still there.
    """
    chat, here = asks_for_a_person(visit, expected_errors=NETWORK)
    sofia = sit("helpdesk", expected_errors=NETWORK).open(here).take()
    sofia.reply.fill("A, right before")
    chat.say("C, right before")
    sofia.press("Send")
    expect(sofia.said("A, right before")).to_be_visible()
    expect(sofia.said("C, right before")).to_be_visible()
    sofia.reply.press_sequentially("Not sent yet")
    with served.away():
        expect(chat.line).to_have_text("Connection lost. Reconnecting…")
        expect(sofia.page.locator("#connection")).to_have_text("Reconnecting…")
        note_from_elsewhere(served, here, "N, while it is down")
    sofia.alive()
    expect(sofia.said("N, while it is down")).to_have_count(1)
    chat.frame.locator("body[data-state='online']").wait_for(timeout=60_000)
    chat.say("C, right after")
    expect(sofia.said("C, right after")).to_have_count(1)
    expect(sofia.reply).to_have_value("Not sent yet")
    sofia.page.reload()
    expect(sofia.alive().reply).to_have_value("Not sent yet")
    sofia.press("Send")
    chat.sees("Not sent yet")
    expect(sofia.reply).to_have_value("")
    for text in ("A, right before", "C, right before", "C, right after", "Not sent yet"):
        expect(chat.reads(text)).to_have_count(1)
        expect(sofia.said(text)).to_have_count(1)
        assert [said for _, said in rows(served, here)].count(text) == 1
    sofia.press("Hand back")
    chat.sees("Sofia Keller has handed over to me")
    chat.say("Thank you")
    chat.sees("The assistant heard: Thank you.")
    assert not {"C, right before", "C, right after"} & set(heard(served))
    assert served.engine.requests[-1]["begin_again"] is True


def note_from_elsewhere(served: Served, conversation_id: str, text: str) -> None:
    """What another desk on the same database writes."""
    sofia = agent_in(served.desk, "helpdesk")
    served.desk.staff.writing.note(conversation_id, text, event_id="elsewhere", asked_by=sofia, now=served.now)
