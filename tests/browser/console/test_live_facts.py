"""What stands beside an open conversation keeps up by itself, and never in the way of who works there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from bot.domain.staff.audit import LOOK_AGAIN_AFTER, Action
from bot.domain.support.tickets import Matter
from bot.services.records.staff import AuditQuery
from tests.browser.conftest import Sit
from tests.browser.served import Served
from tests.browser.taking_over.people import Console, Guest, leads
from tests.fixtures.console import agent_in

Guests = Callable[..., Guest]
CONTOSO = "billing@contoso.example"


@pytest.fixture(autouse=True)
def engine(served: Served) -> None:
    """Every test begins with an engine that hands off when asked for a person."""
    served.engine.script = leads()


def part(agent: Console, name: str) -> Locator:
    """A part of what stands beside the conversation."""
    return agent.page.locator(f"#{name}")


def held(sit: Sit, guests: Guests, served: Served, email: str | None = CONTOSO) -> tuple[Guest, Console]:
    """A conversation in Sofia's hands, open on her page."""
    guest = guests(email)
    guest.ask("I want a person")
    served.desk.staff.handling.take_over(guest.id, asked_by=agent_in(served.desk, "helpdesk"), now=served.now)
    return guest, sit("helpdesk").open(guest.id)


def test_the_summary_follows_what_is_said(sit: Sit, guests: Guests, served: Served) -> None:
    guest, sofia = held(sit, guests, served)
    guest.say("Why is NS-104231 higher than before?")
    expect(part(sofia, "summary-so-far")).to_contain_text("Why is NS-104231 higher than before?")
    expect(part(sofia, "summary-so-far")).to_contain_text("Invoices named")


def test_a_colleagues_tag_and_ticket_appear_at_once(sit: Sit, guests: Guests, served: Served) -> None:
    guest, sofia = held(sit, guests, served, "it@contoso.example")
    julien = agent_in(served.desk, "billing")
    served.desk.staff.writing.tag(guest.id, "printer", asked_by=julien, now=served.now)
    expect(part(sofia, "tags").get_by_text("printer", exact=True)).to_be_visible()
    opened = served.desk.support.ticket_handling.open_for_customer(
        guest.id, Matter.TECHNICAL, "", "It burns", asked_by=julien, now=served.now
    )
    guest.say("Is there a ticket now?")
    expect(part(sofia, "file").get_by_role("link", name=opened.ticket.number)).to_be_visible()


def test_the_address_a_visitor_leaves_is_read_beside_the_conversation(sit: Sit, guests: Guests, served: Served) -> None:
    _, sofia = held(sit, guests, served, None)
    sofia.page.get_by_text("New ticket", exact=True).click()
    sofia.page.get_by_label("For", exact=True).select_option("technical")
    sofia.page.get_by_label("What is to be done").fill("Call back")
    sofia.page.get_by_label("Where to answer the visitor").fill("vera@example.org")
    sofia.press("Open ticket")
    expect(sofia.page.locator("#notice")).to_contain_text("is open.")
    expect(part(sofia, "file")).to_contain_text("vera@example.org")
    expect(sofia.page.get_by_label("What is to be done")).to_have_value("")
    expect(sofia.button("Open ticket")).to_be_focused()


def test_a_rating_appears_when_it_is_given(sit: Sit, guests: Guests, served: Served) -> None:
    guest, sofia = held(sit, guests, served)
    sofia.answer("It is solved.")
    sofia.press("Resolve")
    expect(part(sofia, "ratings")).to_contain_text("not rated")
    guest.say("Good")
    expect(part(sofia, "ratings")).to_contain_text("Good about us")


def test_what_is_open_and_being_typed_stays_while_the_facts_change(sit: Sit, guests: Guests, served: Served) -> None:
    guest, sofia = held(sit, guests, served, "it@contoso.example")
    contacts = sofia.page.locator("#file-contacts")
    contacts.locator("summary").click()
    subscriptions = sofia.page.locator("#file-subscriptions")
    subscriptions.locator("summary").click()
    sofia.page.get_by_label("New tag").press_sequentially("prin")
    served.desk.support.ticket_handling.open_for_customer(
        guest.id, Matter.TECHNICAL, "", "It burns", asked_by=agent_in(served.desk, "helpdesk"), now=served.now
    )
    before = part(sofia, "file").inner_text()
    guest.say("Hello?")
    expect(part(sofia, "file")).not_to_have_text(before)
    expect(contacts).to_have_attribute("open", "")
    expect(subscriptions).not_to_have_attribute("open", "")
    sofia.page.keyboard.type("ter")
    expect(sofia.page.get_by_label("New tag")).to_have_value("printer")
    sofia.page.keyboard.press("Enter")
    expect(part(sofia, "tags").get_by_text("printer", exact=True)).to_be_visible()
    expect(sofia.page.get_by_label("New tag")).to_have_value("")
    expect(sofia.page.get_by_label("New tag")).to_be_focused()


def test_the_focus_stays_on_a_fold_that_is_drawn_anew(sit: Sit, guests: Guests, served: Served) -> None:
    guest, sofia = held(sit, guests, served, "it@contoso.example")
    line = sofia.page.locator("#file-company > summary")
    line.focus()
    opened = served.desk.support.ticket_handling.open_for_customer(
        guest.id, Matter.TECHNICAL, "", "It burns", asked_by=agent_in(served.desk, "helpdesk"), now=served.now
    )
    guest.say("Hello?")
    expect(part(sofia, "file")).to_contain_text(opened.ticket.number)
    expect(line).to_be_focused()


def test_a_tag_taken_off_leaves_the_focus_where_the_next_is_typed(sit: Sit, guests: Guests, served: Served) -> None:
    _, sofia = held(sit, guests, served)
    sofia.page.get_by_label("New tag").fill("printer")
    sofia.page.keyboard.press("Enter")
    sofia.press("Remove printer")
    expect(part(sofia, "tags").locator("li")).to_have_count(0)
    expect(sofia.page.get_by_label("New tag")).to_be_focused()


def test_a_page_left_open_adds_one_look_to_the_audit_log(sit: Sit, guests: Guests, served: Served) -> None:
    guest, sofia = held(sit, guests, served)
    for question in ("Is it paid?", "And July?"):
        guest.say(question)
        expect(part(sofia, "summary-so-far")).to_contain_text(question)
        served.now += LOOK_AGAIN_AFTER / 2
    guest.say("Still there?")
    expect(part(sofia, "summary-so-far")).to_contain_text("Still there?")
    asked = AuditQuery(action=Action.LOOKED_AT_CUSTOMER, conversation_id=guest.id)
    entries = served.desk.staff.audit.entries(asked, asked_by=agent_in(served.desk, "globaladmin"))
    assert len(entries) == 1
