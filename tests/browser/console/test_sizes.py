"""How much of a screen the conversation gets, and that nothing is wider than it: a desk, 200 % zoom, a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Sit
from tests.browser.console.test_every_page import speaks
from tests.browser.console.waiting import Guests, waits
from tests.browser.served import Served
from tests.browser.taking_over.people import leads
from tests.browser.watched import axe

SCREENS = {
    "1280 by 800": {"viewport": {"width": 1280, "height": 800}},
    "1280 by 800 at 200 %": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "small phone": {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True},
    "phone sideways": {"viewport": {"width": 640, "height": 360}, "has_touch": True, "is_mobile": True},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
PATHS = ("/tickets", "/tickets/T-1002", "/customers", "/customers/1", "/invoices/NS-104231", "/reports", "/accounts")
SHARE = """() => document.querySelector(".transcript").getBoundingClientRect().height / innerHeight"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def engine(served: Served) -> None:
    """Every test begins with an engine that hands off when asked for a person."""
    served.engine.script = leads()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_conversation_has_at_least_half_the_height(sit: Sit, guests: Guests, screen: str, language: str) -> None:
    guest = waits(guests)
    julien = sit("billing", **SCREENS[screen])
    speaks(julien, language)
    julien.open(guest.id)
    julien.page.locator("#verb-take-over").click()
    expect(julien.page.locator("#verb-hand-back")).to_have_count(1)
    guest.say("Still there?")
    expect(julien.said("Still there?")).to_be_in_viewport()
    for tab in ("note", "reply"):
        julien.page.locator(f"#tab-{tab}").click()
        assert julien.page.evaluate(SHARE) >= 0.5
        expect(julien.page.locator(f"#{tab}")).to_be_in_viewport(ratio=1)
        expect(julien.page.locator("#reply-form button[type=submit]")).to_be_in_viewport(ratio=1)
        assert julien.page.evaluate(WIDER) <= 0
        assert axe(julien.page) == []
    speaks(julien, "en")


@pytest.mark.parametrize("screen", ["1280 by 800 at 200 %", "phone"])
def test_nothing_is_wider_than_the_screen_and_tables_are_cards(sit: Sit, screen: str) -> None:
    ines = sit("globaladmin", **SCREENS[screen])
    for path in PATHS:
        ines.visit(path)
        assert (path, ines.page.evaluate(WIDER)) == (path, 0)
        assert widest(ines.page) <= SCREENS[screen]["viewport"]["width"], path  # type: ignore[index]
    ines.visit("/tickets")
    cell = ines.page.locator("td[data-label=State]").first
    assert ines.page.evaluate("e => getComputedStyle(e, '::before').content", cell.element_handle()) == '"State"'
    expect(ines.page.get_by_role("columnheader", name="State")).to_have_count(1)
    assert axe(ines.page) == []


CUT = """() => [...document.querySelectorAll(".as-cards td")].filter((cell) => cell.offsetHeight).filter((cell) => {
  const label = getComputedStyle(cell, "::before");
  return label.content !== "none" && parseFloat(label.height) > cell.getBoundingClientRect().height;
}).map((cell) => cell.dataset.label)"""


def test_a_long_label_of_a_card_lies_over_nothing(sit: Sit, guests: Guests) -> None:
    waits(guests)
    sofia = sit("helpdesk", **SCREENS["phone"])
    speaks(sofia, "fr")
    sofia.visit("/reports")
    expect(sofia.page.locator("td[data-label='File']").first).to_be_visible()
    assert sofia.page.evaluate(CUT) == []
    speaks(sofia, "en")


def widest(page: Page) -> float:
    """How far to the right anything of a table or a chart goes, what scrolls by itself included."""
    ends = "[...document.querySelectorAll('table, canvas, .stat')].map((one) => one.getBoundingClientRect().right)"
    return float(page.evaluate(f"Math.max(0, ...{ends})"))


def test_definitions_unfold_by_keyboard_and_move_nothing(sit: Sit, guests: Guests) -> None:
    waits(guests)
    sofia = sit("helpdesk", "/reports", **SCREENS["1280 by 800"])
    tiles = "[...document.querySelectorAll('.stat')].map((one) => Math.round(one.getBoundingClientRect().height))"
    before = sofia.page.evaluate(tiles)
    assert len(set(before)) == 1
    meaning = sofia.page.locator(".stat .info-text", has_text="Of the conversations that are over")
    expect(meaning).to_be_hidden()
    sign = sofia.page.locator("summary", has_text="What “Solved without a person” means")
    sign.focus()
    sofia.page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    assert sofia.page.evaluate(tiles) == before
    assert (sofia.page.evaluate(WIDER), axe(sofia.page)) == (0, [])
    sofia.page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(sign).to_be_focused()


def test_one_button_sends_whichever_box_is_shown(sit: Sit, guests: Guests) -> None:
    guest = waits(guests)
    sofia = sit("helpdesk").open(guest.id).take()
    sofia.reply.fill("A reply in the making")
    sofia.page.get_by_role("tab", name="Private note").click()
    expect(sofia.note).to_be_focused()
    sofia.page.keyboard.type("Only for colleagues")
    sofia.press("Send")
    expect(sofia.transcript.locator(".said.note", has_text="Only for colleagues")).to_have_count(1)
    expect(sofia.page.get_by_role("tab", name=re.compile("Reply.*unsent text"))).to_have_count(1)
    expect(sofia.reply).to_have_value("A reply in the making")
    sofia.page.get_by_role("tab", name="Private note").press("ArrowRight")
    sofia.press("Send")
    expect(sofia.transcript.locator(".said.agent", has_text="A reply in the making")).to_have_count(1)
    assert not any("Only for colleagues" in line for line in guest.read())


def test_a_program_that_fills_a_box_without_its_tab_reaches_it(sit: Sit, guests: Guests) -> None:
    guest = waits(guests)
    sofia = sit("helpdesk").open(guest.id).take()
    sofia.note.fill("Filled without a tab")
    expect(sofia.page.get_by_role("tab", name="Private note")).to_have_attribute("aria-selected", "true")
    sofia.press("Send")
    expect(sofia.transcript.locator(".said.note", has_text="Filled without a tab")).to_have_count(1)


def test_a_long_paste_is_told_and_nothing_of_it_is_cut_or_sent(sit: Sit, guests: Guests) -> None:
    guest = waits(guests)
    sofia = sit("helpdesk").open(guest.id).take()
    text = "word " * 1700
    sofia.reply.fill(text)
    expect(sofia.page.get_by_role("alert").filter(has_text="characters too many")).to_contain_text("499 characters")
    sofia.press("Send")
    expect(sofia.reply).to_have_value(text)
    assert not any("word word" in line for line in guest.read())
    sofia.reply.fill(text[:7999])
    sofia.press("Send")
    expect(sofia.reply).to_have_value("")
    assert any(line.startswith("word word") and len(line) > 7990 for line in guest.read())
