"""Canned replies in a real browser: opened, narrowed and inserted by the keyboard alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.served import Served
from tests.browser.watched import Log, axe, violations, watch
from tests.console.conversations.conversing import THREAD, ask, begin
from tests.fixtures.desk import PASSWORD


@pytest.fixture(scope="module")
def talk(served: Served) -> str:
    """A conversation of Contoso's billing contact, in which an invoice is disputed."""
    begin(served.desk, "billing@contoso.example")
    ask(served.desk, "I do not agree with NS-104231", "dispute_charge", "I see.")
    return THREAD


@pytest.fixture
def console(served: Served, browser: Browser, talk: str) -> Iterator[tuple[Page, Log]]:
    """Julien of billing with the conversation open."""
    context = browser.new_context(base_url=served.url, locale="en-GB")
    log = watch(context)
    page = context.new_page()
    page.goto("/console/sign-in")
    page.get_by_label("E-mail").fill("billing@northstar.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"/console/c/{talk}")
    yield page, log
    context.close()


def test_a_slash_opens_the_list_and_enter_inserts_what_fits_best(console: tuple[Page, Log]) -> None:
    page, _ = console
    box = page.get_by_role("textbox", name="Reply")
    box.press("/")
    expect(page.locator("#canned-list").get_by_role("option").first).to_contain_text("We check a disputed invoice")
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    expect(box).to_have_value(
        "Thank you for telling us, Amelia Hart. I am checking invoice NS-104231 line by line. Please tell me which "
        "line looks wrong and what you expected; I will answer you with the calculation."
    )


def test_typing_narrows_arrows_choose_and_the_gap_is_selected(console: tuple[Page, Log]) -> None:
    page, _ = console
    box = page.get_by_role("textbox", name="Reply")
    box.press("/")
    page.keyboard.type("ticket")
    expect(page.locator("#canned-list").get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("T-1002")
    expect(box).to_have_value(
        "I have written everything down in ticket T-1002. You will read our answer here; you can ask for its state at "
        "any time with this number."
    )


def test_a_slash_within_a_text_is_a_slash_and_escape_changes_nothing(console: tuple[Page, Log]) -> None:
    page, _ = console
    box = page.get_by_role("textbox", name="Reply")
    box.press("/")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    page.keyboard.type("and")
    page.keyboard.press("/")
    expect(box).to_have_value("and/")


def test_a_suggestion_goes_into_the_text_box_and_no_further(console: tuple[Page, Log]) -> None:
    page, _ = console
    page.get_by_role("button", name="We check a disputed invoice").click()
    expect(page.get_by_role("textbox", name="Reply")).to_have_value(
        re.compile("^Thank you for telling us, Amelia Hart")
    )
    expect(page.get_by_role("log")).not_to_contain_text("line by line")


@pytest.mark.parametrize(
    "path",
    [
        "/console/customers?q=co",
        "/console/tickets",
        "/console/tickets/T-1002",
        "/console/replies",
        "/console/replies/new",
    ],
)
def test_the_pages_are_accessible_and_quiet(console: tuple[Page, Log], path: str) -> None:
    page, log = console
    page.goto(path)
    assert (violations(page), axe(page)) == ([], [])
    assert log.errors == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth <= 360")


def test_the_open_list_is_accessible(console: tuple[Page, Log]) -> None:
    page, _ = console
    page.get_by_role("button", name="Canned texts").click()
    expect(page.locator("#canned-list").get_by_role("option").first).to_be_visible()
    assert (violations(page), axe(page)) == ([], [])
