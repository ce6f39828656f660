"""What goes to an address nobody has confirmed, and when a person's reply is mailed."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.notices.neutral import MOST_TO_ALL, MOST_TO_ONE, may_write_to_stranger, neutral
from bot.domain.notices.unread import is_to_be_mailed

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Invoice NS-104231 is paid.", "Invoice […] is paid."),
        ("ns104231, NS-C-10031", "[…], […]"),
        ("You owe 1,476.60 EUR.", "You owe […]."),
        ("You owe EUR 1,476.60 now", "You owe […] now"),
        ("Il reste 1\u202f176,00\u00a0€ à payer", "Il reste […] à payer"),
        ("$2,310.00 and 40 euros", "[…] and […]"),
        ("To FR14 2004 1010 0505 0001 3M02 606, please", "To […], please"),
        ("Call +33 1 99 00 12 34 before 10:30, ticket T-1002", "Call +33 1 99 00 12 34 before 10:30, ticket T-1002"),
        ("Restart Outlook 365, TLS 1.2, error 0x8004", "Restart Outlook 365, TLS 1.2, error 0x8004"),
    ],
)
def test_figures_of_invoices_are_left_out_and_nothing_else(text: str, left: str) -> None:
    assert neutral(text, "NS-") == left


def test_nobody_fills_a_strangers_mailbox_through_the_desk() -> None:
    assert may_write_to_stranger(MOST_TO_ONE - 1, MOST_TO_ALL - 1)
    assert not may_write_to_stranger(MOST_TO_ONE, 0)
    assert not may_write_to_stranger(0, MOST_TO_ALL)


@pytest.mark.parametrize(
    ("ago", "mailed"),
    [
        ((), False),
        ((60,), False),
        ((119,), False),
        ((120,), True),
        ((300, 30), False),
        ((300, 120), True),
        ((600, 1), True),
        ((86_400,), True),
        ((86_401,), False),
        ((200_000, 300), True),
    ],
)
def test_words_are_mailed_once_they_were_not_fetched_for_two_minutes(ago: tuple[int, ...], mailed: bool) -> None:
    assert is_to_be_mailed([NOW - timedelta(seconds=seconds) for seconds in ago], NOW) is mailed
