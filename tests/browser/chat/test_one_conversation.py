"""A contact has one conversation with the desk, in every tab and browser; earlier ones stay to be read."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.chat.answers import answer
from tests.browser.chat.customer import sign_in, wait_for_focus
from tests.browser.conftest import Visit
from tests.browser.served import Served
from tests.browser.watched import Chat, axe
from tests.fixtures.console import agent_in

CONTOSO, NORTHWIND, FABRIKAM = "billing@contoso.example", "accounts@northwind.example", "compta@fabrikam.example"


@pytest.fixture(autouse=True)
def engine(served: Served) -> None:
    served.engine.script = answer


def at_home(visit: Visit, email: str, **options: object) -> Chat:
    page = visit("/?lang=en", **options)
    sign_in(page, email)
    return Chat(page).open()


def test_another_browser_shows_the_same_conversation_and_both_are_live(visit: Visit) -> None:
    desk, phone = at_home(visit, CONTOSO), at_home(visit, CONTOSO, viewport={"width": 390, "height": 844})
    desk.say("Written at the desk")
    phone.sees("You said Written at the desk.")
    phone.say("Written on the phone")
    desk.sees("You said Written on the phone.")
    for chat in (desk, phone):
        for text in ("You said Written at the desk.", "You said Written on the phone."):
            expect(chat.reads(text)).to_have_count(1)
        own = chat.transcript.locator(".webchat__bubble--from-user")
        expect(own.filter(has_text="Written on the phone")).to_have_count(1)
    later = at_home(visit, CONTOSO)
    later.sees("You said Written at the desk.")
    expect(later.reads("You said Written at the desk.")).to_have_count(1)


def test_starting_over_keeps_the_old_one_in_the_list_where_it_can_be_read_and_gone_on_with(visit: Visit) -> None:
    chat = at_home(visit, NORTHWIND)
    chat.say("please show my last invoice")
    chat.sees("€1,476.60")
    chat.tool("Start over").click()
    chat.frame.locator("#ask").get_by_role("button", name="Start over").click()
    chat.ready()
    chat.say("Another matter")
    chat.sees("You said Another matter.")
    chat.tool("Your conversations").click()
    rows = chat.frame.locator("#own-list li")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Another matter")
    expect(rows.nth(0)).to_contain_text("open here")
    expect(rows.nth(1)).to_contain_text("please show my last invoice")
    assert axe(chat.page) == []
    rows.nth(1).get_by_role("button").click()
    old = chat.frame.locator("#own-transcript")
    expect(old.locator(".webchat__bubble__content", has_text="€1,476.60")).to_be_visible()
    expect(old.locator("[data-id='webchat-sendbox-input']")).to_have_count(0)
    chat.frame.get_by_role("button", name="Back").click()
    expect(rows).to_have_count(2)
    chat.page.keyboard.press("Escape")
    expect(chat.frame.locator("#own")).to_be_hidden()
    wait_for_focus(chat.page, "webchat-sendbox-input")
    chat.tool("Your conversations").click()
    rows.nth(1).get_by_role("button").click()
    chat.frame.get_by_role("button", name="Go on with this conversation").click()
    chat.ready()
    chat.say("One question more")
    chat.sees("You said One question more.")
    chat.sees("€1,476.60")
    elsewhere = at_home(visit, NORTHWIND)
    elsewhere.sees("You said One question more.")


def test_a_tab_left_behind_says_that_the_conversation_went_on_elsewhere(visit: Visit) -> None:
    first, second = at_home(visit, FABRIKAM), at_home(visit, FABRIKAM)
    first.say("Old matter")
    second.sees("You said Old matter.")
    second.tool("Start over").click()
    second.frame.locator("#ask").get_by_role("button", name="Start over").click()
    second.ready()
    second.say("New matter")
    second.sees("You said New matter.")
    first.close()
    first.launcher.click()
    expect(first.notice).to_contain_text("gone on in another conversation")
    first.notice.get_by_role("button", name="Go there").click()
    first.ready()
    first.sees("You said New matter.")


def test_a_visitor_has_no_list_and_starts_over_in_this_browser_only(visit: Visit) -> None:
    chat = Chat(visit("/privacy")).open()
    expect(chat.tool("Start over")).to_be_visible()
    expect(chat.tool("Your conversations")).to_be_hidden()


def test_the_header_names_who_answers_and_a_persons_words_look_like_a_persons(visit: Visit, served: Served) -> None:
    chat = at_home(visit, "it@contoso.example")
    expect(chat.line).to_have_text("Automatic assistant")
    chat.say("Hello there")
    chat.sees("You said Hello there.")
    sofia, desk = agent_in(served.desk, "helpdesk"), served.desk
    frame = chat.page.frames[1]
    here = frame.evaluate("JSON.parse(sessionStorage.getItem('partner-desk:conversation')).conversation")
    desk.staff.handling.take_over(here, asked_by=sofia, now=served.now)
    desk.staff.writing.reply(here, "שלום, 5 * 3 and _this_", event_id="r1", asked_by=sofia, now=served.now)
    said = chat.transcript.locator(".person", has_text="שלום, 5 * 3 and _this_")
    expect(said).to_contain_text("Sofia Keller")
    expect(said.locator(".face")).to_have_text("SK")
    expect(said.locator("[dir=auto]")).to_have_count(1)
    expect(chat.panel.locator(".name")).to_have_text("Sofia Keller")
    expect(chat.panel.locator(".face")).to_have_text("SK")
    colours = [
        bubble.evaluate("e => getComputedStyle(e).backgroundColor")
        for bubble in (chat.reads("You said Hello there."), chat.reads("שלום"))
    ]
    assert colours[0] != colours[1]
    assert axe(chat.page) == []
    desk.staff.handling.hand_back(here, asked_by=sofia, now=served.now)
    expect(chat.line).to_have_text("Automatic assistant")
    expect(chat.panel.locator(".face")).to_be_hidden()


@pytest.mark.parametrize(
    ("zone", "told"),
    [("America/New_York", "Times named in messages are Paris time."), ("Europe/Berlin", None)],
)
def test_a_reader_whose_clock_shows_another_time_is_told_whose_times_these_are(
    visit: Visit, zone: str, told: str | None
) -> None:
    chat = at_home(visit, CONTOSO, timezone_id=zone)
    with chat.page.expect_response(lambda answer: "/mine/standing" in answer.url):
        chat.say("Hello again")
    times = chat.frame.locator("#times")
    if told is None:
        expect(times).to_be_hidden()
    else:
        expect(times).to_have_text(told)


@pytest.mark.parametrize(("width", "lang"), [(320, "en"), (320, "fr"), (390, "fr"), (1280, "fr")])
def test_the_header_is_read_to_its_end_on_every_width(visit: Visit, served: Served, width: int, lang: str) -> None:
    noon = served.now
    served.now += timedelta(days=4)
    try:
        chat = Chat(visit(f"/?lang={lang}", viewport={"width": width, "height": 700})).open()
        expect(chat.line).to_contain_text("09:00")
        cut = chat.line.evaluate("e => e.scrollWidth > e.clientWidth || getComputedStyle(e).whiteSpace === 'nowrap'")
        assert not cut
        assert chat.line.bounding_box()["height"] < 45, "two lines at most"
        assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    finally:
        served.now = noon
