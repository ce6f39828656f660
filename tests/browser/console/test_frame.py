"""The console's frame in a real browser: every part readable by everybody, at every width, in both colour schemes."""

import pytest
from playwright.sync_api import Page, expect

from bot.console.kernel.sections import SECTIONS
from tests.browser.conftest import Visit
from tests.browser.watched import axe
from tests.fixtures.desk import PASSWORD

WIDTHS = {"desk": (1440, 900), "small desk": (1024, 768), "phone": (360, 740)}


def entered(visit: Visit, email: str = "globaladmin@northstar.example", **options: object) -> Page:
    page = visit("/console/sign-in", **options)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator("#main").wait_for()
    return page


def wider_than_the_screen(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize(
    ("width", "scheme"), [("desk", "light"), ("small desk", "dark"), ("phone", "light"), ("phone", "dark")]
)
def test_every_part_is_open_to_everybody_at_every_width(visit: Visit, width: str, scheme: str) -> None:
    across, down = WIDTHS[width]
    page = entered(visit, viewport={"width": across, "height": down}, color_scheme=scheme)
    origin = page.url.split("/console")[0]
    for section in SECTIONS:
        page.goto(origin + section.path)
        expect(page.locator("#menu [aria-current=page]")).to_have_attribute("href", section.path)
        assert (section.key, axe(page), wider_than_the_screen(page)) == (section.key, [], 0)


def speaks(page: Page, language: str) -> None:
    page.locator("details.user summary").click()
    page.locator(f".user-panel .languages button[value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


ONE_OF_EACH = ("accounts/2", "accounts/new", "customers/1", "me", "replies/1", "replies/new", "tickets/T-1002")


def test_the_page_of_one_thing_fits_a_phone_in_the_longer_language(visit: Visit) -> None:
    page = entered(visit, viewport={"width": 360, "height": 740})
    speaks(page, "fr")
    origin = page.url.split("/console")[0]
    for path in ONE_OF_EACH:
        page.goto(f"{origin}/console/{path}")
        assert (path, axe(page), wider_than_the_screen(page)) == (path, [], 0)
    speaks(page, "en")


def test_a_state_in_a_table_stands_on_one_line(visit: Visit) -> None:
    page = entered(visit, viewport={"width": 1280, "height": 800})
    page.goto(page.url.split("/console")[0] + "/console/tickets")
    box = page.locator("td .badge", has_text="Open").first.bounding_box()
    assert box is not None
    assert box["height"] < 30


def test_the_sign_in_page_is_open_to_everybody(visit: Visit) -> None:
    page = visit("/console/sign-in", viewport={"width": 360, "height": 740})
    assert (axe(page), wider_than_the_screen(page)) == ([], 0)


def test_two_keys_lead_to_a_part_and_the_help_lists_them(visit: Visit) -> None:
    page = entered(visit)
    page.keyboard.press("?")
    overlay = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(overlay).to_contain_text("g then n")
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(overlay).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.wait_for_url("**/console/reports")


def test_keys_are_letters_while_one_writes(visit: Visit) -> None:
    page = entered(visit)
    page.keyboard.press("/")
    page.keyboard.type("gn?")
    expect(page.locator("#q")).to_have_value("gn?")
    expect(page.locator("#keys")).to_be_hidden()


def test_shortcuts_of_single_keys_can_be_switched_off(visit: Visit) -> None:
    page = entered(visit)
    page.keyboard.press("?")
    page.get_by_label("Use shortcuts of single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()


def test_chosen_colours_stay_and_are_there_before_anything_is_drawn(visit: Visit) -> None:
    page = entered(visit, color_scheme="light")
    page.locator("details.user summary").click()
    page.get_by_role("radio", name="Dark").check()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_the_menu_of_a_phone_opens_and_closes(visit: Visit) -> None:
    page = entered(visit, viewport={"width": 360, "height": 740})
    expect(page.get_by_role("navigation", name="Main menu")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("navigation", name="Main menu")).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("navigation", name="Main menu")).to_be_hidden()


def test_without_scripts_the_console_can_be_walked_through(visit: Visit) -> None:
    page = entered(visit, java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Reports").click()
    expect(page.get_by_role("heading", level=1, name="Reports")).to_be_visible()
