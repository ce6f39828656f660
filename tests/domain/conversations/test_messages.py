"""What of a row of the log a customer may be shown."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.conversations.messages import Author, Button, Message, TurnSummary, Visibility

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


def row(author: Author = Author.BOT, **more: Any) -> Message:
    return Message("c|0000002", "c", 2, author, Visibility.PUBLIC, "text", NOW, **more)


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        (TurnSummary("greet", 0.9, "en", "bot"), TurnSummary("greet", 0.9, "en", "bot")),
        (TurnSummary("deny", 0.9, "fr", "queue"), TurnSummary("deny", 0.9, "fr", "queue")),
        (TurnSummary("complain", 0.9, "fr", "agent:3"), TurnSummary(None, None, "fr", "agent")),
        (None, None),
    ],
)
def test_a_customer_learns_that_an_agent_has_the_conversation_but_not_which_nor_what_was_understood(
    kept: TurnSummary | None, shown: TurnSummary | None
) -> None:
    assert row(turn=kept).for_customer().turn == shown


def test_a_customer_sees_the_titles_of_buttons_and_not_what_they_ask() -> None:
    offered = (Button("1", "Pay", url="https://pay.example"), Button("2", "Explain", payload="/explain"))
    seen = row(buttons=offered).for_customer()
    assert seen.buttons == (offered[0], Button("2", "Explain"))


def test_customers_find_their_own_message_by_its_id_and_no_agents_form() -> None:
    pressed = row(Author.CUSTOMER, event_id="c:1", choice="/explain").for_customer()
    assert (pressed.event_id, pressed.choice) == ("c:1", None)
    assert row(Author.AGENT, event_id="reply:7").for_customer().event_id is None
