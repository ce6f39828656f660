"""A message is taken in once, within its limits, and a title typed counts as its button."""

from dataclasses import replace

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Button, Incoming, Reply
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import EmptyMessage, MessageTooLong
from tests.answering.stored import HELLO, begin, write
from tests.fixtures.desk import NOW


@pytest.fixture
def conversation(desk: Desk) -> str:
    return desk.conversations.sign_in.enter(None, channel="directline", language="en", now=NOW).conversation_id


def test_a_repeated_delivery_changes_nothing(desk: Desk, conversation: str) -> None:
    first = write(desk, conversation, "hello", event="e1")
    again = desk.conversations.inbox.receive(Incoming("directline", conversation, "e1", "hello"), NOW)
    assert again.repeated
    assert again.message.id == first
    assert begin(desk, conversation).turn.message_id == first
    assert desk.conversations.turns.finish(begin(desk, conversation), HELLO, NOW) is None


@pytest.mark.parametrize("text", ["", "   ", "\n\t "])
def test_an_empty_message_is_refused(desk: Desk, conversation: str, text: str) -> None:
    with pytest.raises(EmptyMessage):
        write(desk, conversation, text, event="e")


def test_a_message_at_the_limit_is_taken_and_one_longer_is_not(desk: Desk, conversation: str) -> None:
    write(desk, conversation, "x" * lengths.MESSAGE, event="fits")
    with pytest.raises(MessageTooLong) as refused:
        write(desk, conversation, "x" * (lengths.MESSAGE + 1), event="does not")
    assert refused.value.blanks == {"limit": str(lengths.MESSAGE)}


@pytest.mark.parametrize(
    "typed", ["Billing and orders", "billing AND orders.", "  billing and\u00a0orders ", "Billing and orders?"]
)
def test_a_buttons_title_typed_asks_what_the_button_asks(desk: Desk, conversation: str, typed: str) -> None:
    write(desk, conversation, "open a ticket")
    offered = Reply(
        "Which?",
        (Button("b1", "Billing and orders", payload="/open_ticket"), Button("b2", "Pay", url="https://x.example")),
    )
    desk.conversations.turns.finish(
        begin(desk, conversation), replace(HELLO, replies=(offered, Reply("Take your time."))), NOW
    )
    write(desk, conversation, typed, event="typed")
    turn = begin(desk, conversation).turn
    assert (turn.text, turn.choice) == (typed, "/open_ticket")
    desk.conversations.turns.finish(begin(desk, conversation), HELLO, NOW)
    write(desk, conversation, typed, event="typed later")
    assert begin(desk, conversation).turn.choice is None


@pytest.mark.parametrize("typed", ["pay", "/open_ticket", "billing and orders please", "b1", "?"])
def test_what_is_no_title_stays_text(desk: Desk, conversation: str, typed: str) -> None:
    write(desk, conversation, "open a ticket")
    offered = Reply(
        "Which?",
        (Button("b1", "Billing and orders", payload="/open_ticket"), Button("b2", "Pay", url="https://x.example")),
    )
    desk.conversations.turns.finish(begin(desk, conversation), replace(HELLO, replies=(offered,)), NOW)
    write(desk, conversation, typed, event="typed")
    assert begin(desk, conversation).turn.choice is None


def test_only_a_button_offered_in_this_conversation_can_be_pressed(desk: Desk, conversation: str) -> None:
    write(desk, conversation, "hello")
    button = Button("b-1", "My last invoice", "/find_invoice")
    desk.conversations.turns.finish(begin(desk, conversation), replace(HELLO, replies=(Reply("Hi", (button,)),)), NOW)
    write(desk, conversation, "whatever the client says", button="b-1")
    turn = begin(desk, conversation).turn
    assert (turn.text, turn.choice) == ("My last invoice", "/find_invoice")
    elsewhere = desk.conversations.sign_in.enter(None, channel="directline", language="en", now=NOW).conversation_id
    with pytest.raises(Exception, match="choice_unknown"):
        write(desk, elsewhere, "stolen", button="b-1")
