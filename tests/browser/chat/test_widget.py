"""The chat as customers use it: opening, reading, writing, on a phone and in French."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.chat.answers import answer
from tests.browser.chat.customer import PHONE, card_button, sign_in
from tests.browser.conftest import Visit
from tests.browser.served import Served
from tests.browser.watched import Chat


@pytest.fixture(autouse=True)
def engine(served: Served) -> Iterator[None]:
    """Every test begins with an engine that answers, and the clock where it was."""
    served.engine.script = answer
    before = served.now
    yield
    served.now = before


def test_nothing_of_the_chat_is_loaded_before_it_is_opened(visit: Visit) -> None:
    asked: list[str] = []
    page = visit("/privacy")
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    expect(page.locator("partner-desk iframe")).to_have_count(0)
    assert not [url for url in asked if "/widget/" in url or "webchat" in url or "directline" in url]


def test_a_visitor_asks_and_reads_the_answer(visit: Visit) -> None:
    chat = Chat(visit()).open()
    chat.say("Is support open?")
    chat.sees("You said Is support open?.")


def test_a_reply_leaves_no_typing_dots_behind(visit: Visit) -> None:
    chat = Chat(visit()).open()
    chat.say("Hello")
    chat.sees("You said Hello.")
    expect(chat.frame.locator(".webchat__typing-indicator")).to_have_count(
        0, timeout=4000
    )  # it would vanish by itself after five seconds


def test_a_card_shows_its_facts_and_its_button_acts_once(visit: Visit) -> None:
    page = visit()
    sign_in(page, "billing@contoso.example")
    chat = Chat(page).open()
    chat.say("please show my last invoice")
    chat.sees("€1,476.60")
    card_button(chat, "Explain this invoice").last.click()
    chat.sees("You chose /explain_charge")
    expect(chat.transcript.locator(".webchat__bubble--from-user", has_text="Explain this invoice")).to_have_count(1)


def test_a_long_value_does_not_squeeze_its_label_into_pieces(visit: Visit) -> None:
    chat = Chat(visit()).open()
    chat.say("please show my last invoice")
    chat.sees("A value that is much longer")
    short, beside_long = (chat.frame.locator(".ac-factset td", has_text=label).first for label in ("Due", "Subject"))
    heights = [cell.locator(".ac-textBlock").bounding_box()["height"] for cell in (short, beside_long)]
    assert heights[0] == heights[1] > 0


def test_a_suggested_answer_can_be_pressed(visit: Visit) -> None:
    chat = Chat(visit()).open()
    chat.say("what")
    chat.frame.locator(".webchat__suggested-action", has_text="Prices").click()
    chat.sees("You chose /support_hours")


def test_text_of_others_is_text_and_no_markup(visit: Visit) -> None:
    chat = Chat(visit()).open()
    chat.say("<img src=x onerror=alert(1)> [a](javascript:alert(1)) **b**")
    chat.sees("<img src=x onerror=alert(1)>")
    expect(chat.transcript.locator("img[src=x], a[href^=javascript]")).to_have_count(0)


def test_files_cannot_be_sent(visit: Visit) -> None:
    chat = Chat(visit()).open()
    expect(chat.frame.locator("input[type=file]")).to_have_count(0)


def test_on_a_phone_the_chat_fills_the_screen_and_nothing_overflows(visit: Visit) -> None:
    page = visit("/support", **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    chat = Chat(page).open()
    assert chat.panel.bounding_box() == {"x": 0, "y": 0, "width": 375, "height": 700}
    chat.say("please show my last invoice")
    chat.sees("€1,476.60")
    assert page.frames[1].evaluate("document.documentElement.scrollWidth") <= 375
    for title in ("Explain this invoice", "Pay", "Get a copy", "Something is wrong"):
        box = card_button(chat, title).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 375 - 12
    chat.close()
    expect(chat.launcher).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/support", "/privacy", "/?lang=fr", "/support?lang=fr"])
def test_no_page_is_wider_than_a_small_phone(visit: Visit, path: str) -> None:
    page = visit(path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_french_site_has_a_french_chat(visit: Visit) -> None:
    page = visit("/?lang=fr")
    chat = Chat(page)
    expect(chat.launcher).to_have_attribute("aria-label", "Ouvrir la messagerie d’assistance")
    chat.open()
    expect(chat.frame.locator("html")).to_have_attribute("lang", "fr")
    expect(chat.input).to_have_attribute("placeholder", "Tapez votre message")
    chat.sees("Bonjour")
    expect(chat.panel).to_have_attribute("aria-label", "Messagerie d’assistance")
