"""When what a person wrote in a conversation goes to a customer who has left it by mail."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

GONE_AFTER: Final = timedelta(minutes=2)
"""Words that no client has fetched for so long are not being read: an open stream takes them within seconds."""
GATHERED_FOR: Final = timedelta(minutes=10)
"""An agent who writes on gets one mail for all of it, at most so long after the first words."""
FORGOTTEN_AFTER: Final = timedelta(days=1)
"""Older words are left alone, so that a desk that was switched off for long sends no mails about the past."""


class MailWay(StrEnum):
    """Whether a person's words go by mail as well to a customer who has left.

    CONFIRMED: to the address on file. TYPED: to one that a visitor typed, without figures and numbers. STOPPED: its
    reader wants no more such mails. NOWHERE: no address is known. OFF: the desk sends no mail at all.
    """

    CONFIRMED = "confirmed"
    TYPED = "typed"
    STOPPED = "stopped"
    NOWHERE = "nowhere"
    OFF = "off"


def is_to_be_mailed(unread: Sequence[datetime], now: datetime) -> bool:
    """Whether agents' words that were not fetched, by the instants they were written at in order, are mailed now."""
    if not unread or now - unread[-1] > FORGOTTEN_AFTER:
        return False
    return now - unread[-1] >= GONE_AFTER or now - unread[0] >= GATHERED_FOR
