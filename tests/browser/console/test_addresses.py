"""A proven address is linked to its customer in a real browser, on a desktop, a phone and at 200 % zoom."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.domain.customers.identity import Role
from tests.browser.served import Served
from tests.browser.watched import Log, axe, violations, watch
from tests.fixtures.desk import NOW, PASSWORD
from tests.services.customers.coming import come, speaker_in

WIDTHS = {"desktop": (1280, 800), "phone": (390, 844), "zoomed": (640, 400)}


@pytest.fixture(params=list(WIDTHS))
def console(served: Served, browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[Page, Log, str, str]]:
    """Julien of billing; somebody new came with an address at Contoso's domain and was greeted."""
    address = f"{request.param}@contoso.example"
    conversation = come(served.desk, address)
    served.desk.conversations.reception.begin(conversation, NOW)
    width, height = WIDTHS[request.param]
    context = browser.new_context(base_url=served.url, locale="en-GB", viewport={"width": width, "height": height})
    log = watch(context)
    page = context.new_page()
    page.goto("/console/sign-in")
    page.get_by_label("E-mail").fill("billing@northstar.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    yield page, log, address, conversation
    context.close()


def as_it_should(page: Page, name: str) -> None:
    """Nothing is wider than the screen, and nothing shuts anybody out."""
    if folder := os.environ.get("DESK_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert axe(page) == []
    assert violations(page) == []


def test_an_address_is_found_linked_and_its_link_ended(served: Served, console: tuple[Page, Log, str, str]) -> None:
    page, _, address, conversation = console
    name = address.partition("@")[0]
    page.goto("/console/customers")
    page.get_by_role("link", name="Addresses without a company").click()
    as_it_should(page, f"{name}-list")
    page.get_by_role("link", name=address).click()
    page.get_by_role("radio", name="Contoso Ltd").check()
    page.get_by_label("Name of the contact").fill("Ann Vogel")
    page.get_by_role("checkbox", name="Billing").check()
    as_it_should(page, f"{name}-form")
    page.get_by_role("button", name="Link", exact=True).press("Enter")
    expect(page.get_by_text("Linked.").first).to_be_visible()
    as_it_should(page, f"{name}-linked")
    assert speaker_in(served.desk, conversation).roles == {Role.BILLING}
    page.get_by_role("button", name="End the link").click()
    expect(page.get_by_text("The link is ended").first).to_be_visible()
    assert speaker_in(served.desk, conversation).customer_id is None
