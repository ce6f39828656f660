"""Days and instants out of addresses and forms: only of years whose every day can be reckoned with in any zone."""

from datetime import date, datetime
from typing import Final

YEARS: Final = range(1970, 2200)
"""Nothing the desk keeps is older, and nothing it promises is later."""


def day_of(written: str) -> date | None:
    """The day written as 2026-11-27; None for anything else, and for a day outside of YEARS."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def instant_of(written: str) -> datetime | None:
    """The instant written with its time zone; None for anything else, and for an instant outside of YEARS."""
    try:
        instant = datetime.fromisoformat(written)
    except ValueError:
        return None
    return instant if instant.tzinfo is not None and instant.year in YEARS else None
