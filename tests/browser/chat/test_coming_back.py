"""The chat goes on after a reload, an outage or an ended session, for its own customer only."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.chat.answers import answer
from tests.browser.chat.customer import NETWORK, OWN, SOCKET, sign_in, wait_for_focus
from tests.browser.conftest import Visit
from tests.browser.served import Served
from tests.browser.watched import Chat


@pytest.fixture(autouse=True)
def engine(served: Served) -> Iterator[None]:
    """Every test begins with an engine that answers, and the clock where it was."""
    served.engine.script = answer
    before = served.now
    yield
    served.now = before


def test_a_reload_brings_the_open_chat_and_its_history_back(visit: Visit) -> None:
    page = visit()
    Chat(page).open().say("Remember this")
    Chat(page).sees("You said Remember this.")
    page.reload()
    chat = Chat(page).ready()
    chat.sees("You said Remember this.")
    chat.say("And this")
    chat.sees("You said And this.")
    expect(chat.reads("You said Remember this.")).to_have_count(1)


def test_a_signed_in_contacts_history_comes_back_even_after_the_token_has_ended(visit: Visit, served: Served) -> None:
    page = visit(expected_errors=(NETWORK, SOCKET))
    sign_in(page, "billing@contoso.example")
    Chat(page).open().say("Remember this")
    Chat(page).sees("You said Remember this.")
    served.now += timedelta(hours=1)
    page.reload()
    Chat(page).ready().sees("You said Remember this.")


def test_somebody_else_who_signs_in_sees_nothing_of_the_conversation_before(visit: Visit) -> None:
    page = visit()
    sign_in(page, "billing@contoso.example")
    chat = Chat(page).open()
    chat.say("A secret of Contoso")
    chat.sees("You said A secret of Contoso.")
    chat.close()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").wait_for()
    Chat(page).open()
    page.wait_for_timeout(1000)
    expect(chat.reads("secret")).to_have_count(0)
    chat.close()
    sign_in(page, "accounts@northwind.example")
    Chat(page).open()
    page.wait_for_timeout(1000)
    expect(chat.reads("secret")).to_have_count(0)


def test_starting_over_asks_first_and_begins_an_empty_conversation(visit: Visit) -> None:
    page = visit()
    chat = Chat(page).open()
    chat.say("Old matter")
    chat.sees("You said Old matter.")
    chat.tool("Start over").click()
    chat.frame.get_by_role("button", name="Keep this one").click()
    expect(chat.reads("You said Old matter.")).to_be_visible()
    chat.tool("Start over").click()
    chat.frame.get_by_role("dialog").get_by_role("button", name="Start over").click()
    chat.ready()
    expect(chat.reads("Old matter")).to_have_count(0)
    wait_for_focus(page, "webchat-sendbox-input")


def test_a_lost_connection_is_said_and_so_is_its_return_and_nothing_is_missed(visit: Visit, served: Served) -> None:
    page = visit(expected_errors=(NETWORK, SOCKET))
    chat = Chat(page).open()
    chat.say("Before")
    chat.sees("You said Before.")
    served.stop()
    expect(chat.line).to_have_text("Connection lost. Reconnecting…")
    served.start()
    chat.frame.locator("body[data-state='online']").wait_for(timeout=60_000)
    chat.say("After")
    chat.sees("You said After.")


def test_a_short_loss_of_network_is_over_as_soon_as_it_works_again(visit: Visit) -> None:
    page = visit(expected_errors=(NETWORK, SOCKET))
    chat = Chat(page).open()
    chat.say("Before")
    chat.sees("You said Before.")
    page.context.set_offline(True)
    expect(chat.line).to_have_text("Connection lost. Reconnecting…")
    page.context.set_offline(False)
    expect(chat.line).to_have_text("Connected again")
    expect(chat.line).to_have_text("Automatic assistant")
    chat.say("After")
    chat.sees("You said After.")


def test_a_desk_that_cannot_be_reached_is_said_in_words_with_a_way_to_try_again(visit: Visit) -> None:
    page = visit(expected_errors=(NETWORK, OWN))
    page.route("**/tokens/generate", lambda route: route.abort())
    chat = Chat(page)
    chat.launcher.click()
    alert = chat.notice
    expect(alert).to_contain_text("We cannot reach the support desk")
    page.unroute("**/tokens/generate")
    alert.get_by_role("button", name="Try again").click()
    chat.ready()
    expect(alert).to_be_hidden()


def test_a_sign_in_the_desk_refuses_is_said_and_not_turned_into_a_visitors_chat(visit: Visit) -> None:
    page = visit(expected_errors=(NETWORK, OWN))
    page.route("**/site/identity", lambda route: route.fulfill(json={"identity": "eyJhbGciOiJub25lIn0.e30."}))
    chat = Chat(page)
    chat.launcher.click()
    expect(chat.notice).to_contain_text("We could not confirm your sign-in")
    expect(chat.input).to_have_count(0)


def test_a_session_that_ended_can_be_continued(visit: Visit, served: Served) -> None:
    page = visit(expected_errors=(NETWORK, SOCKET))
    sign_in(page, "billing@contoso.example")
    chat = Chat(page).open()
    chat.say("Remember this")
    chat.sees("You said Remember this.")
    served.now += timedelta(hours=1)
    served.stop()
    served.start()
    alert = chat.notice
    alert.get_by_role("button", name="Continue").click(timeout=60_000)
    chat.ready().sees("You said Remember this.")
