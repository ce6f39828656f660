"""The chat as customers use it."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.watched import Chat


def test_nothing_of_the_chat_is_loaded_before_it_is_opened(visit: Visit) -> None:
    page = visit()
    page.wait_for_load_state("networkidle")
    expect(page.locator("partner-desk iframe")).to_have_count(0)


def test_a_visitor_asks_and_reads_the_answer(visit: Visit) -> None:
    page = visit()
    chat = Chat(page).open()
    chat.say("Is support open?")
    chat.sees("You said Is support open?.")
    page.screenshot(path="/tmp/shot1.png")
