"""A signed-in contact sees on every page that something came, also where the chat was never opened."""

import pytest
from playwright.sync_api import expect

from tests.browser.chat.answers import answer
from tests.browser.chat.customer import sign_in
from tests.browser.conftest import Visit
from tests.browser.served import Served
from tests.browser.watched import Chat
from tests.fixtures.console import agent_in

ADATUM = "office@adatum.example"


@pytest.fixture(autouse=True)
def engine(served: Served) -> None:
    served.engine.script = answer


def test_what_came_while_away_stands_at_the_closed_button_until_it_is_read(visit: Visit, served: Served) -> None:
    page = visit("/?lang=en")
    sign_in(page, ADATUM)
    chat = Chat(page).open()
    chat.say("Hello there")
    chat.sees("You said Hello there.")
    frame = next(frame for frame in page.frames if "/widget/?" in frame.url)
    here = frame.evaluate("JSON.parse(sessionStorage.getItem('partner-desk:conversation')).conversation")
    chat.close()
    page.wait_for_timeout(1000)
    page.goto("about:blank")
    sofia, desk = agent_in(served.desk, "helpdesk"), served.desk
    desk.staff.handling.take_over(here, asked_by=sofia, now=served.now)
    desk.staff.writing.reply(here, "An answer", event_id="r1", asked_by=sofia, now=served.now)
    page.goto(f"{served.url}/privacy?lang=en")
    expect(chat.launcher).to_have_attribute("aria-label", "Open the support chat, 2 new")
    expect(page.locator("partner-desk .badge")).to_have_text("2")
    page.goto(f"{served.url}/support?lang=en")
    expect(page.locator("partner-desk .badge")).to_have_text("2")
    chat.open().sees("An answer")
    page.wait_for_timeout(1500)
    chat.close()
    page.reload()
    page.wait_for_timeout(1500)
    expect(chat.launcher).to_have_attribute("aria-label", "Open the support chat")


def test_a_contact_who_never_wrote_gets_no_number_and_no_conversation(visit: Visit, served: Served) -> None:
    page = visit("/?lang=en")
    sign_in(page, "admin@tailspin.example")
    asked: list[str] = []
    page.on("response", lambda response: asked.append(f"{response.status} {response.url}"))
    page.reload(wait_until="networkidle")
    assert any(line.startswith("200") and line.endswith("/mine/unread") for line in asked)
    assert not any("tokens/generate" in line or "webchat" in line for line in asked)
    expect(page.locator("partner-desk .badge")).to_be_hidden()
