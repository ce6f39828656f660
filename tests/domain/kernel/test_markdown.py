"""Bold words are told apart, escaped marks stay what they are."""

import pytest

from bot.domain.kernel.markdown import pieces, unmarked


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("This is **NS-104231**.", "This is NS-104231."),
        (r"5 \* 3 \_and\_ \*\*not bold\*\*", "5 * 3 _and_ **not bold**"),
        ("**one** and **two**", "one and two"),
        ("a ** b", "a ** b"),
        ("", ""),
    ],
)
def test_marks_are_not_read_and_escaped_ones_are(text: str, read: str) -> None:
    assert unmarked(text) == read


def test_bold_words_are_told_apart() -> None:
    assert list(pieces("This is **NS-1**.")) == [("This is ", False), ("NS-1", True), (".", False)]
