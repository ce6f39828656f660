"""The console by keyboard: everything can be reached, and typing goes on undisturbed."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener, Sit
from tests.browser.console.waiting import Guests, waits
from tests.browser.served import Served
from tests.browser.taking_over.people import Console, leads
from tests.fixtures.desk import PASSWORD


@pytest.fixture(autouse=True)
def engine(served: Served) -> None:
    """Every test begins with an engine that hands off when asked for a person."""
    served.engine.script = leads()


def focused(page: Page) -> str:
    """The id or the words of what has the focus."""
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim().slice(0, 60)"))


def shows_focus(page: Page) -> bool:
    """Whether what has the focus can be seen to have it."""
    style = """() => { const style = getComputedStyle(document.activeElement);
      return document.activeElement !== document.body &&
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none"); }"""
    return bool(page.evaluate(style))


def test_everything_goes_by_keyboard_alone(opener: Opener, served: Served, guests: Guests) -> None:
    guest = waits(guests)
    page = opener.page(viewport={"width": 1440, "height": 900})
    page.goto(f"{served.url}/console/")
    page.keyboard.type("helpdesk@northstar.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    sofia = Console(page, served.url)
    expect(sofia.row(guest.id)).to_be_visible()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog")
    expect(keys).to_contain_text("Ctrl+Enter")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    tab_to(page, f"open-{guest.id}")
    page.keyboard.press("Enter")
    sofia.alive()
    page.keyboard.press("?")
    expect(keys).to_contain_text("Take over")
    page.keyboard.press("Escape")
    tab_to(page, "verb-take-over")
    page.keyboard.press("Enter")
    expect(sofia.reply).to_be_focused()
    page.keyboard.type("Good morning")
    page.keyboard.press("Control+Enter")
    expect(sofia.said("Good morning")).to_have_count(1)
    expect(sofia.reply).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    expect(sofia.said("handed over to me")).to_be_visible()
    expect(sofia.button("Take over")).to_be_focused()


def tab_to(page: Page, wanted: str) -> None:
    """Presses Tab until an element has the focus; every stop on the way can be seen."""
    for _ in range(80):
        page.keyboard.press("Tab")
        assert shows_focus(page), focused(page)
        if focused(page) == wanted:
            return
    raise AssertionError(f"{wanted} cannot be reached by the keyboard")


def test_typing_goes_on_undisturbed_while_messages_arrive(sit: Sit, guests: Guests) -> None:
    guest = waits(guests)
    sofia = sit("helpdesk").open(guest.id).take()
    written = ""
    sofia.reply.focus()
    for number in range(5):
        guest.say(f"Message {number}")
        part = f"word{number} "
        sofia.page.keyboard.type(part)
        written += part
        expect(sofia.said(f"Message {number}")).to_be_visible()
        expect(sofia.reply).to_be_focused()
    expect(sofia.reply).to_have_value(written)


def test_the_focus_in_the_list_and_a_half_written_summary_survive_live_updates(sit: Sit, guests: Guests) -> None:
    guest, other = waits(guests), waits(guests, None)
    sofia = sit("helpdesk").open(guest.id).take()
    sofia.row(other.id).focus()
    other.say("Still waiting")
    expect(sofia.row(other.id)).to_contain_text("Still waiting")
    expect(sofia.row(other.id)).to_be_focused()
    sofia.page.get_by_text("Summary", exact=True).click()
    sofia.page.get_by_label("Summary for colleagues").press_sequentially("Asked about")
    guest.say("What about July?")
    expect(sofia.page.locator("#standing")).to_contain_text("Customer unanswered for")
    expect(sofia.page.get_by_label("Summary for colleagues")).to_be_focused()
    expect(sofia.page.get_by_label("Summary for colleagues")).to_have_value("Asked about")
