"""A proven address that no company has: how much may come from it, and what people made of it."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

WITHIN: Final = timedelta(hours=24)
MOST_TICKETS: Final = 10
MOST_CONVERSATIONS: Final = 20
"""Tickets and conversations of one such address within WITHIN: anybody has an address, and each costs people time."""


class AddressState(StrEnum):
    """What people made of a proven address: nothing yet, a contact of a customer, or nobody they know."""

    WAITING = "waiting"
    LINKED = "linked"
    DISMISSED = "dismissed"


def may_open_ticket(opened: int) -> bool:
    """Whether one more ticket may be opened from such an address, after so many within WITHIN."""
    return opened < MOST_TICKETS


def may_begin_anew(begun: int) -> bool:
    """Whether one more conversation may be begun from such an address, after so many within WITHIN."""
    return begun < MOST_CONVERSATIONS
