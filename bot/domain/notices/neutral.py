"""What goes to an address nobody has confirmed: nothing that a wrong reader could use, and never many mails."""

import re
from datetime import timedelta
from typing import Final

LEFT_OUT: Final = "[…]"
MOST_TO_ONE: Final = 3
MOST_TO_ALL: Final = 60
WITHIN: Final = timedelta(hours=24)
"""Visitors type addresses: within this time one address gets at most MOST_TO_ONE mails that no agent wrote, and all
such addresses together MOST_TO_ALL. More would let anybody fill somebody else's mailbox through the desk."""

_FIGURE: Final = r"\d(?:[\d.,'\u00a0\u202f ]*\d)?"
_CURRENCY: Final = r"[€$£]|(?:EUR|USD|GBP|CHF|CAD|AUD|NZD|JPY|SEK|NOK|DKK|PLN|CZK|MAD|TND|XOF)\b"
_CALLED: Final = r"euros?\b|dollars?\b"
_AMOUNT: Final = re.compile(rf"\b(?:{_CURRENCY})\s?{_FIGURE}|[€$£]\s?{_FIGURE}|{_FIGURE}\s?(?:{_CURRENCY}|{_CALLED})")
_ACCOUNT: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")


def may_write_to_stranger(to_this_one: int, to_all: int) -> bool:
    """Whether one more mail that nobody wrote may go to an unconfirmed address, after so many within WITHIN."""
    return to_this_one < MOST_TO_ONE and to_all < MOST_TO_ALL


def neutral(text: str, number_prefix: str) -> str:
    """The text without amounts, numbers of invoices and credit notes, and bank accounts."""
    series = re.escape(number_prefix.rstrip("-"))
    numbers = re.compile(rf"\b{series}-?(?:[A-Z]-?)?\d+\b", re.IGNORECASE)
    for pattern in (_ACCOUNT, numbers, _AMOUNT):
        text = pattern.sub(LEFT_OUT, text)
    return text
