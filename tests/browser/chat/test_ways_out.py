"""Out of the chat and back to the page: by the cross, the keyboard and the device's way back, on every screen."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.chat.answers import answer
from tests.browser.chat.customer import PHONE, wait_for_focus
from tests.browser.conftest import Visit
from tests.browser.served import Served
from tests.browser.watched import Chat

SIDEWAYS = {"viewport": {"width": 640, "height": 360}, "has_touch": True, "is_mobile": True}
ZOOMED = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}
"""What 200 % makes of a screen of 1280 × 800."""


@pytest.fixture(autouse=True)
def engine(served: Served) -> None:
    served.engine.script = answer


@pytest.mark.parametrize("screen", [PHONE, SIDEWAYS, ZOOMED], ids=["phone", "sideways", "200 %"])
def test_where_the_panel_fills_the_screen_there_are_four_ways_out(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("/support", **screen)
    size = screen["viewport"]
    chat = Chat(page)
    here = page.url

    def opened() -> None:
        chat.launcher.click()
        chat.ready()
        assert chat.panel.bounding_box() == {"x": 0, "y": 0, **size}
        box = chat.tool("Close the support chat").bounding_box()
        assert box["y"] >= 0
        assert box["width"] >= 44 <= box["height"]
        assert box["x"] + box["width"] <= size["width"]
        writing = chat.input.bounding_box()
        assert writing["y"] + writing["height"] <= size["height"], "one can write"

    opened()
    chat.close()
    expect(chat.panel).to_be_hidden()
    page.wait_for_timeout(200)
    opened()
    page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    page.wait_for_timeout(200)
    opened()
    page.go_back()
    expect(chat.panel).to_be_hidden()
    assert page.url == here, "back leads to the page and not to the one before it"
    expect(chat.launcher).to_be_visible()


def test_the_way_back_stays_what_it_was_on_a_wide_screen(visit: Visit) -> None:
    page = visit("/support")
    before = page.evaluate("history.length")
    Chat(page).open().close()
    assert page.evaluate("history.length") == before


def test_the_header_can_be_reached_from_the_chat_and_starts_over_there(visit: Visit) -> None:
    page = visit()
    chat = Chat(page).open()
    chat.say("Old matter")
    chat.sees("You said Old matter.")
    chat.tool("Start over").focus()
    page.keyboard.press("Enter")
    expect(chat.frame.locator("#ask")).to_be_visible()
    wait_for_focus(page, "Keep this one")
