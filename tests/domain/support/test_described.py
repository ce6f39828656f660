"""A wish for a ticket that says what it is about is not asked again."""

import pytest

from bot.domain.support.described import described_in


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("please open a technical ticket: Outlook does not start", "Outlook does not start"),
        ("ouvrez un ticket technique : Teams plante", "Teams plante"),
        ("new ticket - printer queue empty", "printer queue empty"),
        ("open a ticket because nobody can print from Word", "nobody can print from Word"),
        ("un ticket parce que nous ne recevons rien", "nous ne recevons rien"),
        ("open a ticket", None),
        ("open a ticket about billing", None),
        ("can you open one at 10:30 please", None),
        ("open a ticket: yes", None),
    ],
)
def test_a_description_stands_behind_a_sign_or_a_word(text: str, description: str | None) -> None:
    assert described_in(text) == description
