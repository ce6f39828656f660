"""What a message says beside the things it names: the engine finds it in the customer's words, the desk acts on it.

Each cue is an entity of the engine's parse; these are the names and values both sides agree on.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final


class Cue(StrEnum):
    """The entities that say how or why something is asked, and name nothing.

    `ASKS`, `SPOKEN_OF` and `WAITING_WISH` have values of their own, below. `MATTER` is the one kind of ticket a message
    speaks of, `commercial` or `technical`, or NEITHER; `MATTER_ALONE` the kind where the message is nothing but its
    name; `OPTION` the place of a choice, `1` or `2`; `MEASURED_AGAINST` stands where a question about a change begins
    to say what it is measured against; `TERM` is a word whose meaning is asked, a code of `glossary.TERMS`.
    """

    ASKS = "asks"
    SPOKEN_OF = "spoken_of"
    MATTER = "matter"
    MATTER_ALONE = "matter_alone"
    OPTION = "option"
    MEASURED_AGAINST = "measured_against"
    WAITING_WISH = "waiting_wish"
    TERM = "term"


NEITHER: Final = "neither"
"""A message that begins with a no to both matters: "neither billing nor technical"."""


class Asks(StrEnum):
    """By what a message shows that it asks something: a question mark at its end, or else its first word."""

    MARK = "mark"
    WORD = "word"


class SpokenOf(StrEnum):
    """What a message speaks of beside its question: what sets two things apart, the address of a portal, more of
    something, what was added or removed, people who were deleted, a price, how late something is, a fee; that our
    bank details are said to have changed, our costs and margins, that data shall be erased, an interface for programs,
    files to download, that the last answer was not what was asked, what prices will be; that reminders wait, paying in
    time or late, how much is paid, tax that comes on top of an amount or is in it, signing in here, who we are, coming
    back later, something beside a wish, who works on something, the one above or below; a discount, a court; an hour
    that may be one at night or of the afternoon."""

    DIFFERENCE = "difference"
    PORTAL = "portal"
    MORE = "more"
    CHANGED = "changed"
    DELETED = "deleted"
    PRICE = "price"
    HOW_LATE = "how_late"
    FEE = "fee"
    BANK_CHANGED = "bank_changed"
    CONFIDENTIAL = "confidential"
    ERASURE = "erasure"
    INTERFACE = "interface"
    DOWNLOAD = "download"
    MISSED = "missed"
    PRICE_TO_COME = "price_to_come"
    HELD = "held"
    IN_TIME = "in_time"
    PAID_LATE = "paid_late"
    PAID_PART = "paid_part"
    TAX_ON_TOP = "tax_on_top"
    TAX_INCLUDED = "tax_included"
    SIGN_IN = "sign_in"
    WHO_WE_ARE = "who_we_are"
    BACK_LATER = "back_later"
    BESIDES = "besides"
    WORKED_ON = "worked_on"
    ONE_UP = "one_up"
    ONE_DOWN = "one_down"
    DISCOUNT = "discount"
    COURT = "court"
    HALF_UNSAID = "half_unsaid"


class WaitingWish(StrEnum):
    """What somebody waiting for a person wants of the desk itself."""

    LEAVE_MESSAGE = "leave_message"
    GIVE_UP = "give_up"
    HOW_LONG = "how_long"


BARE_WISH: Final = 10
"""Words up to which a wish to leave a message is nothing but the wish."""


def waiting_wishes(parse: Mapping[str, Any]) -> frozenset[WaitingWish]:
    """The wishes about the waiting in what the engine understood of a message; none where it was not asked."""
    said = {entity.get("value") for entity in parse.get("entities") or () if entity.get("entity") == Cue.WAITING_WISH}
    return frozenset(wish for wish in WaitingWish if wish in said)


def is_only_a_wish(text: str, parse: Mapping[str, Any]) -> bool:
    """Whether a message wishes to leave one and holds nothing worth passing on."""
    return len(text.split()) <= BARE_WISH and WaitingWish.LEAVE_MESSAGE in waiting_wishes(parse)
