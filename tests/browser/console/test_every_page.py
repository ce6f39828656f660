"""Every page of the console is accessible, in both languages and in the dark."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener, Sit
from tests.browser.console.waiting import Guests, waits
from tests.browser.served import Served
from tests.browser.taking_over.people import Console, Guest, leads
from tests.browser.watched import axe
from tests.fixtures.console import agent_in
from tests.fixtures.desk import database_of

PAGES = {
    "helpdesk": (
        "/",
        "/tickets",
        "/mail",
        "/reports",
        "/learning",
        "/replies",
        "/me",
        "/me/alerts",
        "/customers",
        "/no-such-page",
    ),
    "globaladmin": ("/accounts", "/audit", "/webhooks"),
}


@pytest.fixture(autouse=True)
def engine(served: Served) -> None:
    """Every test begins with an engine that hands off when asked for a person."""
    served.engine.script = leads()


def customer_of(served: Served, guest: Guest) -> int:
    """Whose contact is writing."""
    with database_of(served.desk).reading() as work:
        speaker = work.customers.people.speaking_in(guest.id)
    assert speaker.customer_id is not None
    return speaker.customer_id


def look(console: Console) -> list[str]:
    console.page.wait_for_timeout(100)
    return axe(console.page)


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("fr", "dark")])
def test_axe_finds_nothing_on_any_page(
    sit: Sit, guests: Guests, served: Served, opener: Opener, scheme: str, language: str
) -> None:
    guest, closed = waits(guests), waits(guests, None)
    sofia = agent_in(served.desk, "helpdesk")
    for verb in (served.desk.staff.handling.take_over, served.desk.staff.handling.resolve):
        verb(closed.id, asked_by=sofia, now=served.now)
    door = opener.page(color_scheme=scheme, locale="fr-FR" if language == "fr" else "en-GB")
    door.goto(f"{served.url}/console/")
    found = {"sign-in": axe(door)}
    for name, paths in PAGES.items():
        console = sit(name, color_scheme=scheme, expected_errors=("404",))
        speaks(console, language)
        for path in paths:
            found[path] = look(console.visit(path))
        if name == "helpdesk":
            found |= {state: look(console.open(one.id)) for state, one in (("waiting", guest), ("closed", closed))}
            served.desk.staff.handling.take_over(guest.id, asked_by=sofia, now=served.now)
            found["held"] = look(console.open(guest.id))
            found["customer"] = look(console.visit(f"/customers/{customer_of(served, guest)}"))
            served.desk.staff.handling.hand_back(guest.id, asked_by=sofia, now=served.now)
            found["back with the bot"] = look(console.open(guest.id))
        speaks(console, "en")
    assert {page: problems for page, problems in found.items() if problems} == {}


def speaks(console: Console, language: str) -> None:
    """Sets the agent's language as its menu does."""
    console.page.locator("details.user summary").click()
    console.page.locator(f".user-panel .languages button[value={language}]").click()
    expect(console.page.locator("html")).to_have_attribute("lang", language)


def test_a_french_agent_reads_french(sit: Sit, guests: Guests) -> None:
    guest = waits(guests, "compta@fabrikam.example")
    julien = sit("billing")
    speaks(julien, "fr")
    julien.open(guest.id)
    expect(julien.page.get_by_role("list", name="En attente")).to_have_count(1)
    julien.press("Prendre la main")
    expect(julien.button("Rendre la main")).to_be_visible()
    expect(julien.page.get_by_role("textbox", name="Réponse")).to_be_visible()
    speaks(julien, "en")
