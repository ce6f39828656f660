"""The console as one agent uses it: by name, by keyboard, on a phone, in French, in the dark, when things go wrong."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.domain.conversations.messages import Author
from bot.services.records.conversations import Draft
from tests.browser.conftest import Opener, Sit
from tests.browser.served import Served
from tests.browser.taking_over.people import Console, Guest, leads
from tests.browser.watched import axe
from tests.fixtures.console import agent_in
from tests.fixtures.desk import PASSWORD

Guests = Callable[..., Guest]
CONTOSO = "billing@contoso.example"
REFUSED = ("status of 4", "Error Code 4")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(autouse=True)
def engine(served: Served) -> None:
    """Every test begins with an engine that hands off when asked for a person."""
    served.engine.script = leads()


def waits(guests: Guests, email: str | None = CONTOSO) -> Guest:
    """A customer who waits for a person."""
    guest = guests(email)
    guest.ask("Please show my last invoice")
    guest.ask("I want a person")
    return guest


def focused(page: Page) -> str:
    """The id or the words of what has the focus."""
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim().slice(0, 60)"))


def shows_focus(page: Page) -> bool:
    """Whether what has the focus can be seen to have it."""
    style = """() => { const style = getComputedStyle(document.activeElement);
      return document.activeElement !== document.body &&
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none"); }"""
    return bool(page.evaluate(style))


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
    sofia.reply.fill("Hello")
    sofia.press("Send")
    expect(sofia.alert).to_have_text("Something between you and the desk went wrong. Try again.")
    sofia.page.unroute("**/write")
    sofia.page.route("**/write", lambda route: route.abort())
    sofia.press("Send")
    expect(sofia.alert).to_have_text("The desk cannot be reached. Nothing was sent; try again.")
    sofia.page.unroute("**/write")
    expect(sofia.reply).to_have_value("Hello")
    sofia.press("Send")
    expect(sofia.said("Hello")).to_have_count(1)
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
    with served.desk.database.writing() as work:
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
    guest = waits(guests)
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
    assert sofia.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_sound_and_notification_ring_when_somebody_begins_to_wait(sit: Sit, guests: Guests) -> None:
    sofia = sit("helpdesk", "/numbers", permissions=["notifications"])
    sofia.page.context.add_init_script(
        "window.shown = []; window.Notification = class { constructor(text) { window.shown.push(text); } "
        'static permission = "granted"; static async requestPermission() { return "granted"; } };'
    )
    sofia.visit("/numbers").alive()
    sofia.page.locator("details.user summary").click()
    for name in ("Play a sound", "Show a notification"):
        sofia.page.get_by_label(name).check()
    sofia.visit("/numbers").alive()
    sofia.page.locator("details.user summary").click()
    for name in ("Play a sound", "Show a notification"):
        expect(sofia.page.get_by_label(name)).to_be_checked()
    sofia.page.wait_for_timeout(500)
    waits(guests)
    expect(sofia.page.locator("#attention a")).to_contain_text("Amelia Hart")
    assert any("Amelia Hart" in text for text in sofia.page.evaluate("window.shown"))


PAGES = {
    "helpdesk": ("/", "/tickets", "/numbers", "/learning", "/replies", "/me", "/customers", "/no-such-page"),
    "globaladmin": ("/accounts", "/audit"),
}


def customer_of(served: Served, guest: Guest) -> int:
    """Whose contact is writing."""
    with served.desk.database.reading() as work:
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
