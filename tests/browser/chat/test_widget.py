"""The chat as customers use it: opening, reading, writing, leaving, coming back."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chat.answers import answer
from tests.browser.conftest import Visit
from tests.browser.served import Served
from tests.browser.watched import Chat, axe
from tests.fixtures.fake_engine import says

PHONE = {"viewport": {"width": 375, "height": 700}, "has_touch": True, "is_mobile": True}
NETWORK = "Failed to load resource"
SOCKET = "WebSocket connection to"
OWN = "partner-desk:"


@pytest.fixture(autouse=True)
def engine(served: Served) -> Iterator[None]:
    """Every test begins with an engine that answers, and the clock where it was."""
    served.engine.script = answer
    before = served.now
    yield
    served.now = before


def sign_in(page: Page, email: str) -> None:
    page.locator(".people button", has_text=email).click()
    page.locator(".signed-in", has_text=email).wait_for()


def focused(page: Page) -> str:
    """What has the focus, through shadow roots and frames, as a short description."""
    return str(
        page.evaluate(
            """() => { let e = document.activeElement;
              while (e.shadowRoot?.activeElement || e.contentDocument?.activeElement)
                e = e.shadowRoot?.activeElement || e.contentDocument.activeElement;
              return e.getAttribute("data-id") ||
                e.getAttribute("aria-label") || e.textContent.trim() || e.tagName; }"""
        )
    )


def wait_for_focus(page: Page, wanted: str) -> None:
    for _ in range(50):
        if focused(page) == wanted:
            return
        page.wait_for_timeout(100)
    assert focused(page) == wanted


def card_button(chat: Chat, title: str) -> Locator:
    found: Locator = chat.frame.locator(".ac-pushButton", has_text=title)
    return found


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
    card_button(chat, "Explain this invoice").click()
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_chat_with_everything_in_it(visit: Visit, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    sign_in(page, "billing@contoso.example")
    chat = Chat(page).open()
    chat.say("please show my last invoice")
    chat.sees("€1,476.60")
    card_button(chat, "Explain this invoice").click()
    chat.say("what")
    chat.sees("Which of these do you mean?")
    page.wait_for_timeout(600)  # fades have ended
    assert axe(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/support", "/privacy", "/support?lang=fr"])
def test_axe_finds_nothing_on_the_pages(visit: Visit, path: str, scheme: str) -> None:
    assert axe(visit(path, color_scheme=scheme)) == []


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
    chat.frame.get_by_role("button", name="Close the chat").click()
    served.run(_release(served))
    expect(chat.launcher).to_have_attribute("aria-label", "Open the support chat, 1 new")
    chat.launcher.click()
    chat.sees("Here it is.")
    expect(chat.launcher).to_have_attribute("aria-label", "Close the support chat")


async def _hold(served: Served) -> None:
    served.engine.hold = asyncio.Event()


async def _release(served: Served) -> None:
    assert served.engine.hold is not None
    served.engine.hold.set()
    served.engine.hold = None


def test_on_a_phone_the_chat_fills_the_screen_and_nothing_overflows(visit: Visit) -> None:
    page = visit("/support", **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    chat = Chat(page).open()
    assert page.locator("partner-desk iframe").bounding_box() == {"x": 0, "y": 0, "width": 375, "height": 700}
    chat.say("please show my last invoice")
    chat.sees("€1,476.60")
    assert page.frames[1].evaluate("document.documentElement.scrollWidth") <= 375
    for title in ("Explain this invoice", "Pay", "Get a copy", "Something is wrong"):
        box = card_button(chat, title).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 375 - 12
    chat.frame.get_by_role("button", name="Close the chat").click()
    expect(chat.launcher).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/support", "/privacy", "/?lang=fr", "/support?lang=fr"])
def test_no_page_is_wider_than_a_small_phone(visit: Visit, path: str) -> None:
    page = visit(path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_reload_brings_the_open_chat_and_its_history_back(visit: Visit) -> None:
    page = visit()
    Chat(page).open().say("Remember this")
    Chat(page).sees("You said Remember this.")
    page.reload()
    chat = Chat(page).ready()
    chat.sees("You said Remember this.")
    chat.say("And this")
    chat.sees("You said And this.")
    expect(chat.reads("You said Remember this.")).to_have_count(1)


def test_a_signed_in_contacts_history_comes_back_even_after_the_token_has_ended(visit: Visit, served: Served) -> None:
    page = visit(expected_errors=(NETWORK, SOCKET))
    sign_in(page, "billing@contoso.example")
    Chat(page).open().say("Remember this")
    Chat(page).sees("You said Remember this.")
    served.now += timedelta(hours=1)
    page.reload()
    Chat(page).ready().sees("You said Remember this.")


def test_somebody_else_who_signs_in_sees_nothing_of_the_conversation_before(visit: Visit) -> None:
    page = visit()
    sign_in(page, "billing@contoso.example")
    chat = Chat(page).open()
    chat.say("A secret of Contoso")
    chat.sees("You said A secret of Contoso.")
    chat.frame.get_by_role("button", name="Close the chat").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").wait_for()
    Chat(page).open()
    page.wait_for_timeout(1000)
    expect(chat.reads("secret")).to_have_count(0)
    chat.frame.get_by_role("button", name="Close the chat").click()
    sign_in(page, "accounts@northwind.example")
    Chat(page).open()
    page.wait_for_timeout(1000)
    expect(chat.reads("secret")).to_have_count(0)


def test_starting_over_asks_first_and_begins_an_empty_conversation(visit: Visit) -> None:
    page = visit()
    chat = Chat(page).open()
    chat.say("Old matter")
    chat.sees("You said Old matter.")
    chat.frame.get_by_role("button", name="Start over").click()
    chat.frame.get_by_role("button", name="Keep this one").click()
    expect(chat.reads("You said Old matter.")).to_be_visible()
    chat.frame.get_by_role("button", name="Start over").click()
    chat.frame.get_by_role("dialog").get_by_role("button", name="Start over").click()
    chat.ready()
    expect(chat.reads("Old matter")).to_have_count(0)
    wait_for_focus(page, "webchat-sendbox-input")


def test_the_french_site_has_a_french_chat(visit: Visit) -> None:
    page = visit("/?lang=fr")
    chat = Chat(page)
    expect(chat.launcher).to_have_attribute("aria-label", "Ouvrir la messagerie d’assistance")
    chat.open()
    expect(chat.frame.locator("html")).to_have_attribute("lang", "fr")
    expect(chat.input).to_have_attribute("placeholder", "Tapez votre message")
    chat.sees("Bonjour")
    expect(chat.frame.locator("#state")).to_have_text("En ligne")


def test_a_lost_connection_is_said_and_so_is_its_return_and_nothing_is_missed(visit: Visit, served: Served) -> None:
    page = visit(expected_errors=(NETWORK, SOCKET))
    chat = Chat(page).open()
    chat.say("Before")
    chat.sees("You said Before.")
    served.stop()
    expect(chat.frame.locator("#state")).to_have_text("Connection lost. Reconnecting…")
    served.start()
    chat.frame.locator("body[data-state='online']").wait_for(timeout=60_000)
    chat.say("After")
    chat.sees("You said After.")


def test_a_desk_that_cannot_be_reached_is_said_in_words_with_a_way_to_try_again(visit: Visit) -> None:
    page = visit(expected_errors=(NETWORK, OWN))
    page.route("**/tokens/generate", lambda route: route.abort())
    chat = Chat(page)
    chat.launcher.click()
    alert = chat.notice
    expect(alert).to_contain_text("We cannot reach the support desk")
    page.unroute("**/tokens/generate")
    alert.get_by_role("button", name="Try again").click()
    chat.ready()
    expect(alert).to_be_hidden()


def test_a_sign_in_the_desk_refuses_is_said_and_not_turned_into_a_visitors_chat(visit: Visit) -> None:
    page = visit(expected_errors=(NETWORK, OWN))
    page.route("**/site/identity", lambda route: route.fulfill(json={"identity": "eyJhbGciOiJub25lIn0.e30."}))
    chat = Chat(page)
    chat.launcher.click()
    expect(chat.notice).to_contain_text("We could not confirm your sign-in")
    expect(chat.input).to_have_count(0)


def test_a_session_that_ended_can_be_continued(visit: Visit, served: Served) -> None:
    page = visit(expected_errors=(NETWORK, SOCKET))
    sign_in(page, "billing@contoso.example")
    chat = Chat(page).open()
    chat.say("Remember this")
    chat.sees("You said Remember this.")
    served.now += timedelta(hours=1)
    served.stop()
    served.start()
    alert = chat.notice
    alert.get_by_role("button", name="Continue").click(timeout=60_000)
    chat.ready().sees("You said Remember this.")
