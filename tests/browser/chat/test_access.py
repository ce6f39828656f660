"""The chat can be used with the keyboard alone and with a screen reader."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.chat.answers import answer
from tests.browser.chat.customer import _hold, _release, card_button, focused, sign_in, wait_for_focus
from tests.browser.conftest import Visit
from tests.browser.served import Served
from tests.browser.watched import Chat, axe
from tests.fixtures.fake_engine import says


@pytest.fixture(autouse=True)
def engine(served: Served) -> Iterator[None]:
    """Every test begins with an engine that answers, and the clock where it was."""
    served.engine.script = answer
    before = served.now
    yield
    served.now = before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_chat_with_everything_in_it(visit: Visit, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    sign_in(page, "billing@contoso.example")
    chat = Chat(page).open()
    chat.say("please show my last invoice")
    chat.sees("€1,476.60")
    card_button(chat, "Explain this invoice").last.click()  # earlier messages of the contact stand above
    chat.say("the last invoice again")  # two cards of one invoice are two landmarks, told apart by their names
    expect(chat.frame.get_by_role("form", name=re.compile(r"NS-104231 \(\d\)")).last).to_be_visible()
    chat.say("what")
    chat.sees("Which of these do you mean?")
    page.wait_for_timeout(600)  # fades have ended
    assert axe(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/support", "/privacy", "/support?lang=fr", "/help", "/nowhere"])
def test_axe_finds_nothing_on_the_pages(visit: Visit, path: str, scheme: str) -> None:
    assert (
        axe(visit(path, color_scheme=scheme, expected_errors=("404 (Not Found)",) if path == "/nowhere" else ())) == []
    )


def test_the_whole_chat_works_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit("/privacy")
    chat = Chat(page)
    chat.launcher.focus()
    assert focused(page) == "Open the support chat"
    expect(chat.launcher).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    chat.ready()
    expect(chat.launcher).to_have_attribute("aria-expanded", "true")
    wait_for_focus(page, "webchat-sendbox-input")
    page.keyboard.type("Hello")
    page.keyboard.press("Enter")
    chat.sees("You said Hello.")
    page.keyboard.press("Escape")
    expect(page.locator("partner-desk iframe")).to_be_hidden()
    wait_for_focus(page, "Open the support chat")


def test_the_focus_returns_to_the_control_that_opened_the_chat(visit: Visit) -> None:
    page = visit()
    opener = page.get_by_role("button", name="Ask about an invoice")
    opener.focus()
    page.keyboard.press("Enter")
    Chat(page).ready()
    wait_for_focus(page, "webchat-sendbox-input")
    page.keyboard.press("Escape")
    wait_for_focus(page, "Ask about an invoice")


def test_an_answer_that_comes_while_the_chat_is_closed_is_announced(visit: Visit, served: Served) -> None:
    page = visit()
    chat = Chat(page).open()
    served.run(_hold(served))
    served.engine.script = lambda _: says("Here it is.")
    chat.say("Take your time")
    chat.close()
    served.run(_release(served))
    expect(chat.launcher).to_have_attribute("aria-label", "Open the support chat, 1 new")
    chat.launcher.click()
    chat.sees("Here it is.")
    expect(chat.launcher).to_have_attribute("aria-label", "Close the support chat")
