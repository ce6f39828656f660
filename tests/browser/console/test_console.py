"""The console as one agent uses it: by name, on a phone, with long histories, and when things go wrong."""

import pytest
from playwright.sync_api import expect

from bot.domain.conversations.messages import Author
from bot.services.records.conversations import Draft
from tests.browser.conftest import Opener, Sit
from tests.browser.console.waiting import Guests, waits
from tests.browser.served import Served
from tests.browser.taking_over.people import Console, leads
from tests.browser.watched import axe
from tests.fixtures.desk import PASSWORD, database_of

REFUSED = ("status of 4", "Error Code 4")


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(autouse=True)
def engine(served: Served) -> None:
    """Every test begins with an engine that hands off when asked for a person."""
    served.engine.script = leads()


def test_an_empty_list_says_that_nobody_waits(sit: Sit) -> None:
    sofia = sit("helpdesk").alive()
    expect(sofia.waiting).to_have_count(1)
    expect(sofia.waiting.get_by_role("link")).to_have_count(0)
    expect(sofia.page.get_by_role("heading", name="Nobody is waiting")).to_be_visible()
    assert axe(sofia.page) == []


def test_the_sign_in_has_the_names_other_programs_drive(opener: Opener, served: Served) -> None:
    page = opener.page()
    page.goto(f"{served.url}/console/")
    page.get_by_label("E-mail").fill("helpdesk@northstar.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("list", name="Waiting")).to_have_count(1)


CONTROLS = ("Take over", "Hand back", "Transfer", "Resolve", "Send")


def offered(console: Console) -> dict[str, int]:
    """How many buttons answer to each of the names, found by a part of the name as other programs do."""
    return {name: console.button(name).count() for name in CONTROLS if console.button(name).count()}


def test_every_control_answers_to_one_name_waiting_held_and_closed(sit: Sit, guests: Guests) -> None:
    guest = waits(guests)
    sofia = sit("helpdesk").open(guest.id)
    assert offered(sofia) == {"Take over": 1, "Send": 1}
    sofia.take()
    expect(sofia.button("Take over")).to_have_count(0)
    assert offered(sofia) == {"Hand back": 1, "Transfer": 1, "Resolve": 1, "Send": 1}
    for box in (sofia.reply, sofia.note, sofia.waiting):
        expect(box).to_have_count(1)
    sofia.answer("Good morning")
    guest.say("How do I transfer, send, resolve and hand back a reply or a private note?")
    expect(sofia.said("How do I transfer")).to_be_visible()
    assert offered(sofia) == {"Hand back": 1, "Transfer": 1, "Resolve": 1, "Send": 1}
    sofia.press("Resolve")
    expect(sofia.button("Resolve")).to_have_count(0)
    assert set(offered(sofia).values()) == {1}
    for box in (sofia.reply, sofia.note, sofia.waiting):
        expect(box).to_have_count(1)


def test_a_gap_that_is_not_filled_is_refused_in_words_and_nothing_typed_is_lost(sit: Sit, guests: Guests) -> None:
    guest = waits(guests)
    sofia = sit("helpdesk", expected_errors=REFUSED).open(guest.id).take()
    text = "I have written it down in ticket ⟦ticket number⟧."
    sofia.reply.fill(text)
    sofia.press("Send")
    expect(sofia.alert).to_contain_text("Fill the marked gaps first")
    expect(sofia.reply).to_have_value(text)
    assert not any("written it down" in line for line in guest.read())


def test_a_slash_offers_canned_replies_in_the_reply(sit: Sit, guests: Guests) -> None:
    guest = waits(guests)
    sofia = sit("helpdesk").open(guest.id).take()
    sofia.reply.press("/")
    expect(sofia.page.locator("#canned-panel").get_by_role("option").first).to_be_visible()
    sofia.page.keyboard.press("Enter")
    expect(sofia.reply).not_to_have_value("")


def test_a_failing_desk_says_so_in_a_notice_and_keeps_the_text(sit: Sit, guests: Guests) -> None:
    guest = waits(guests)
    sofia = sit("helpdesk", expected_errors=("500", "net::ERR", "Failed to load", "[object")).open(guest.id).take()
    sofia.page.route("**/write", lambda route: route.fulfill(status=500, body="<h1>proxy</h1>"))
    sofia.reply.fill("I am looking into it")
    sofia.press("Send")
    expect(sofia.alert).to_have_text("Something between you and the desk went wrong. Try again.")
    sofia.page.unroute("**/write")
    sofia.page.route("**/write", lambda route: route.abort())
    sofia.press("Send")
    expect(sofia.alert).to_have_text("The desk cannot be reached. Nothing was sent; try again.")
    sofia.page.unroute("**/write")
    expect(sofia.reply).to_have_value("I am looking into it")
    sofia.press("Send")
    expect(sofia.said("I am looking into it")).to_have_count(1)
    expect(sofia.alert).to_be_empty()


def test_tags_search_and_putting_aside(sit: Sit, guests: Guests) -> None:
    guest = waits(guests, "it@contoso.example")
    guest.say("The zebra printer is on fire")
    sofia = sit("helpdesk").open(guest.id).take()
    sofia.page.get_by_label("New tag").fill("Printer")
    sofia.button("Add").and_(sofia.page.locator(".joined button")).click()
    expect(sofia.page.locator("#facts-tags").get_by_text("printer", exact=True)).to_be_visible()
    sofia.page.get_by_text("More", exact=True).click()
    sofia.press("Put aside")
    expect(sofia.page.locator("#standing")).to_contain_text("Put aside until")
    sofia.visit("/mine")
    expect(sofia.row(guest.id)).to_have_count(0)
    sofia.visit("/snoozed")
    expect(sofia.row(guest.id)).to_contain_text("printer")
    sofia.page.get_by_role("searchbox").first.fill("zebra")
    sofia.page.keyboard.press("Enter")
    expect(sofia.row(guest.id)).to_be_visible()
    sofia.page.get_by_role("searchbox").first.fill("giraffe")
    sofia.page.keyboard.press("Enter")
    expect(sofia.page.get_by_role("heading", name="Nothing found")).to_be_visible()
    guest.say("It burns again")
    sofia.visit("/mine")
    expect(sofia.row(guest.id)).to_be_visible()


def test_a_long_history_loads_upwards_without_jumping(sit: Sit, guests: Guests, served: Served) -> None:
    guest = guests("it@contoso.example")
    drafts = [Draft(Author.CUSTOMER, f"Line {number} of a long story") for number in range(300)]
    with database_of(served.desk).writing() as work:
        work.conversations.log.append(guest.id, drafts, served.now)
    sofia = sit("helpdesk").open(guest.id)
    expect(sofia.said("Line 299 of")).to_be_in_viewport()
    earlier = sofia.page.get_by_role("link", name="Show earlier messages")
    first = sofia.transcript.locator(".said").first
    words = first.locator(".words").inner_text()
    earlier.focus()
    before = sofia.said(words).bounding_box()
    assert before is not None
    sofia.page.keyboard.press("Enter")
    expect(sofia.transcript.locator(".said")).not_to_have_count(100)
    sofia.page.wait_for_timeout(200)
    after = sofia.said(words).bounding_box()
    assert after is not None
    assert abs(after["y"] - before["y"]) < 60
    expect(earlier).to_be_focused()
    while earlier.count():
        address = earlier.get_attribute("href")
        earlier.click()
        expect(sofia.page.locator(f"#earlier a[href='{address}']")).to_have_count(0)
    texts = sofia.transcript.locator(".said .words").all_inner_texts()
    assert [text for text in texts if text.startswith("Line")] == [draft.text for draft in drafts]


def test_on_a_phone_one_goes_from_the_list_to_a_conversation_and_back(sit: Sit, guests: Guests) -> None:
    guest, other = waits(guests), waits(guests)
    sofia = sit("helpdesk", **PHONE).alive()
    sofia.row(guest.id).click()
    sofia.alive()
    assert sofia.page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(sofia.row(guest.id)).to_be_hidden()
    sofia.take()
    sofia.answer("From my phone")
    expect(sofia.said("From my phone")).to_be_in_viewport()
    sofia.page.get_by_role("link", name="Back").click()
    expect(sofia.waiting).to_be_visible()
    expect(sofia.row(other.id)).to_be_visible()
    assert sofia.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_sound_and_notification_ring_when_somebody_begins_to_wait(sit: Sit, guests: Guests) -> None:
    sofia = sit("helpdesk", "/reports", permissions=["notifications"])
    sofia.page.context.add_init_script(
        "window.shown = []; window.Notification = class { constructor(text) { window.shown.push(text); } "
        'static permission = "granted"; static async requestPermission() { return "granted"; } };'
    )
    sofia.visit("/reports").alive()
    sofia.page.locator("details.user summary").click()
    for name in ("Play a sound", "Show a notification"):
        sofia.page.get_by_label(name).check()
    sofia.visit("/reports").alive()
    sofia.page.locator("details.user summary").click()
    for name in ("Play a sound", "Show a notification"):
        expect(sofia.page.get_by_label(name)).to_be_checked()
    sofia.page.wait_for_timeout(500)
    waits(guests)
    expect(sofia.page.locator("#attention a")).to_contain_text("Amelia Hart")
    assert any("Amelia Hart" in text for text in sofia.page.evaluate("window.shown"))
