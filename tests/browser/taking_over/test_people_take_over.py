"""People take over, as three people see it: two agents at the console and a customer in the chat."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sit, Visit
from tests.browser.served import Served
from tests.browser.taking_over.customer_side import (
    asks_for_a_person,
    assert_nothing_is_lost_or_doubled,
    enter,
    heard,
    rows,
)
from tests.browser.taking_over.people import Console, conversation_of, leads
from tests.fixtures.desk import database_of


@pytest.fixture(autouse=True)
def hands_off(served: Served) -> None:
    """Every test begins with an engine that hands off when asked for a person."""
    served.engine.script = leads()
    served.engine.requests.clear()


def test_a_customer_asks_for_a_person_who_answers_alone_and_gives_back(visit: Visit, sit: Sit, served: Served) -> None:
    sofia, julien = sit("helpdesk").alive(), sit("billing").alive()
    chat = enter(visit)
    chat.say("Please show my last invoice")
    chat.sees("This is NS-104231.")
    chat.say("Now I want to talk to a person")
    here = conversation_of(chat.page)
    for agent in (sofia, julien):
        expect(agent.waiting.get_by_role("link")).to_have_count(1)
        expect(agent.row(here)).to_contain_text("Amelia Hart")
        expect(agent.row(here)).to_contain_text("asked for a person")
    sofia.waiting.get_by_role("link").click()
    assert_shows_what_the_bot_did(sofia)
    sofia.alive().take()
    chat.sees("Sofia Keller (Technical team) is here now")
    sofia.answer("Good morning, how can I help?")
    expect(chat.reads("Good morning, how can I help?")).to_contain_text("Sofia Keller")
    expect(julien.row(here)).to_have_count(0)
    asked = len(served.engine.requests)
    chat.say("What are your support hours?")
    expect(sofia.said("What are your support hours?")).to_be_visible()
    sofia.answer("From nine to six.")
    chat.sees("From nine to six.")
    sofia.press("Hand back")
    chat.sees("Sofia Keller has handed over to me")
    assert heard(served)[asked:] == []
    chat.say("Thank you both")
    chat.sees("The assistant heard: Thank you both.")
    (request,) = served.engine.requests[asked:]
    assert (request["text"], request["begin_again"], request["state"]) == ("Thank you both", True, {"turns": 2})
    assert not any(author == "bot" and "support hours" in text for author, text in rows(served, here))
    expect(sofia.said("The assistant heard: Thank you both.")).to_contain_text("Understood as")


def assert_shows_what_the_bot_did(agent: Console) -> None:
    """Before anybody took it: intent, confidence, what was looked up, and who is asking."""
    turn = agent.said("This is")
    expect(turn).to_contain_text("Understood as")
    expect(turn).to_contain_text("97%")
    expect(turn).to_contain_text("Looked up: Invoice NS-104231")
    facts = agent.page.get_by_role("complementary")
    expect(facts).to_contain_text("Amelia Hart")
    expect(facts).to_contain_text("Business Premium")


def test_the_billing_admin_sees_open_invoices_beside_the_conversation(visit: Visit, sit: Sit) -> None:
    _, here = asks_for_a_person(visit)
    facts = sit("billing").open(here).page.get_by_role("complementary")
    expect(facts).to_contain_text("Signed in")
    expect(facts).to_contain_text("NS-104231")
    expect(facts).to_contain_text("1,476.60")


def test_nothing_is_lost_or_doubled_when_the_desk_restarts(visit: Visit, sit: Sit, served: Served) -> None:
    assert_nothing_is_lost_or_doubled(visit, sit, served)


def test_a_note_goes_with_a_transfer_and_never_to_the_customer(visit: Visit, sit: Sit) -> None:
    chat = enter(visit)
    frames: list[str] = []
    answers: list[Any] = []
    chat.page.on("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(str(data))))
    chat.page.on("response", lambda answer: answers.append(answer) if "/activities" in answer.url else None)
    chat.page.reload()
    chat.ready().say("A person please")
    chat.sees("A colleague will answer you here.")
    here = conversation_of(chat.page)
    sofia = sit("helpdesk").open(here).take()
    sofia.answer("Let me ask my colleagues.")
    sofia.note.fill("Pays late, be kind")
    sofia.press("Send")
    expect(sofia.said("Pays late, be kind")).to_contain_text("Private note, not for the customer")
    expect(sofia.note).to_have_value("")
    sofia.page.get_by_label("To queue").select_option(label="Billing team")
    sofia.press("Transfer")
    chat.sees("Billing team")
    expect(sofia.button("Take over")).to_be_visible()
    julien = sit("billing").alive()
    julien.row(here).click()
    julien.alive().take()
    for text in ("A person please", "Let me ask my colleagues.", "Pays late, be kind"):
        expect(julien.said(text)).to_have_count(1)
    julien.answer("Good morning from the billing team.")
    chat.sees("Good morning from the billing team.")
    traffic = "".join(frames) + "".join(answer.text() for answer in answers if answer.ok)
    assert "Good morning from the billing team." in traffic
    assert "be kind" not in traffic + chat.frame.locator("body").inner_text()


def test_a_global_admin_gives_it_to_a_colleague(visit: Visit, sit: Sit) -> None:
    chat, here = asks_for_a_person(visit, None)
    ines, julien = sit("globaladmin").open(here), sit("billing", "/mine").alive()
    ines.page.get_by_text("More", exact=True).click()
    ines.page.get_by_label("Colleague").select_option(label="Julien Petit · Billing team")
    ines.press("Assign")
    chat.sees("Julien Petit")
    expect(ines.page.locator("#standing")).to_contain_text("Julien Petit answers")
    expect(julien.row(here)).to_be_visible()


def test_resolved_it_asks_once_how_it_was_and_goes_on_in_a_new_segment(visit: Visit, sit: Sit, served: Served) -> None:
    chat, here = asks_for_a_person(visit)
    sofia = sit("helpdesk").open(here).take()
    sofia.answer("It is solved.")
    sofia.press("Resolve")
    chat.sees("Sofia Keller has closed this conversation.")
    chat.frame.locator(".webchat__suggested-action", has_text="Good").click()
    chat.sees("Thank you")
    assert sum("How was the help" in text for _, text in rows(served, here)) == 1
    sofia.open(here)
    expect(sofia.page.get_by_role("complementary")).to_contain_text("Good about us")
    expect(sofia.page.locator("#standing")).to_contain_text("Closed")
    chat.say("One more question")
    chat.sees("The assistant heard: One more question.")
    with database_of(served.desk).reading() as work:
        record = work.conversations.rows.get(here)
    assert record is not None
    assert record.conversation.segment == 2
    expect(sofia.page.locator("#standing")).to_contain_text("The assistant leads")


def test_an_agent_opens_a_closed_conversation_again(visit: Visit, sit: Sit, served: Served) -> None:
    chat, here = asks_for_a_person(visit, None)
    sofia = sit("helpdesk").open(here).take()
    sofia.press("Resolve")
    chat.sees("Sofia Keller has closed this conversation.")
    sofia.press("Open again")
    sofia.button("Hand back").wait_for()
    sofia.answer("One thing I forgot.")
    chat.sees("One thing I forgot.")
    asked = len(served.engine.requests)
    chat.say("Yes?")
    expect(sofia.said("Yes?")).to_be_visible()
    assert len(served.engine.requests) == asked


def test_each_side_sees_that_the_other_is_writing(visit: Visit, sit: Sit, served: Served) -> None:
    chat, here = asks_for_a_person(visit)
    sofia = sit("helpdesk").open(here).take()
    chat.input.press_sequentially("Hel")
    expect(sofia.page.get_by_text("The customer is writing…")).to_be_visible()
    chat.say("Hello there, good to see you")
    expect(sofia.said("Hello there, good to see you")).to_be_visible()
    expect(sofia.page.get_by_text("The customer is writing…")).to_have_count(0)
    served.now += timedelta(seconds=1)  # the chat orders by time, also what is no message
    sofia.reply.press_sequentially("Good")
    expect(chat.frame.locator(".webchat__typing-indicator")).to_be_visible()
    sofia.answer("Good morning")
    chat.sees("Good morning")
    expect(chat.frame.locator(".webchat__typing-indicator")).to_have_count(
        0, timeout=4000
    )  # it would vanish by itself after five seconds


def test_what_was_not_delivered_says_sent_until_the_customer_is_back(visit: Visit, sit: Sit) -> None:
    chat, here = asks_for_a_person(visit)
    sofia = sit("helpdesk").open(here).take()
    sofia.answer("Are you there?")
    expect(sofia.said("Are you there?")).to_contain_text("Delivered")
    chat.page.goto("about:blank")
    sofia.answer("I found it")
    sofia.open(here)
    expect(sofia.said("I found it")).to_contain_text("Sent")
    expect(sofia.said("Are you there?")).to_contain_text("Delivered")
    chat.page.go_back()
    chat.ready().sees("I found it")
    expect(sofia.said("I found it")).to_contain_text("Delivered")


def test_colleagues_see_who_has_it_open_and_who_is_writing(visit: Visit, sit: Sit) -> None:
    _, here = asks_for_a_person(visit, None)
    sofia, julien = sit("helpdesk").open(here), sit("billing").open(here)
    presence = sofia.page.locator("#presence")
    expect(presence).to_have_text("Julien Petit has this open.")
    julien.reply.press_sequentially("Go")
    expect(presence).to_have_text("Julien Petit is writing a reply.")
    julien.visit("/")
    expect(presence).to_be_empty()


def test_what_an_agent_types_arrives_as_typed(visit: Visit, sit: Sit) -> None:
    chat, here = asks_for_a_person(visit, None)
    sofia = sit("helpdesk").open(here).take()
    sofia.reply.fill("50 * 20.60 * 2\n_second_ line <b>bold</b>\nhttps://pay.northstar.example/i/NS_1_2")
    sofia.press("Send")
    bubble = chat.reads("50 * 20.60 * 2")
    expect(bubble).to_contain_text("_second_ line <b>bold</b>")
    expect(bubble.locator("br")).to_have_count(2)
    expect(bubble.get_by_role("link")).to_have_attribute("href", "https://pay.northstar.example/i/NS_1_2")
