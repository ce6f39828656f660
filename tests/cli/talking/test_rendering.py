"""Replies on a terminal: readable, and harmless whatever the data holds."""

from typing import Any

from bot.cli.talking.dialogue import Exchange
from bot.cli.talking.rendering import card_lines, lines_of, numbered


def exchange(text: str, **data: Any) -> Exchange:
    activity = {"type": "message", "text": text, "channelData": data}
    return Exchange("question", (activity,), "greet", 0.9, "en", "bot", 5)


def test_buttons_carry_the_numbers_that_press_them() -> None:
    said = exchange("Which?", buttons=[{"id": "a", "title": "This"}, {"id": "b", "title": "That"}])
    assert lines_of(said, colour=False) == ["Which?", "  [1] This", "  [2] That", ""]
    assert [button["id"] for button in numbered(said)] == ["a", "b"]


def test_a_link_is_written_out_and_has_no_number() -> None:
    said = exchange("Pay", buttons=[{"title": "Pay now", "url": "https://pay.example/1"}])
    assert lines_of(said, colour=False) == ["Pay", "  Pay now: https://pay.example/1", ""]
    assert not numbered(said)


def test_a_card_lines_up_its_values() -> None:
    card = {
        "title": "Invoice NS-1",
        "status": {"text": "open", "tone": "warn"},
        "facts": [{"label": "Total", "value": "1,476.60 EUR"}, {"label": "Due", "value": "3 Dec"}],
        "sections": [{"title": "Lines", "rows": [{"label": "Azure", "value": "118.10", "note": "usage"}]}],
    }
    assert card_lines(card) == [
        "  | Invoice NS-1  (open)",
        "  | Total  1,476.60 EUR",
        "  | Due           3 Dec",
        "  | Lines",
        "  | Azure  118.10",
        "  |   usage",
    ]


def test_data_cannot_move_the_cursor() -> None:
    assert lines_of(exchange("a\x1b[2Jb\x07"), colour=False) == ["a[2Jb", ""]


def test_bold_and_escaped_markdown_read_as_text() -> None:
    assert lines_of(exchange(r"**Due** 5\*3"), colour=False)[0] == "Due 5*3"
    assert lines_of(exchange("**Due**"), colour=True)[0] == "\x1b[1mDue\x1b[0m"


def test_what_people_wrote_reads_as_they_wrote_it() -> None:
    activity = {"type": "message", "text": r"**5** \* 3", "textFormat": "plain"}
    said = Exchange("question", (activity,), "greet", 0.9, "en", "agent", 5)
    assert lines_of(said, colour=True)[0] == r"**5** \* 3"
