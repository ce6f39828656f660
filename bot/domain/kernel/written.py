"""Numbers, days and instants out of addresses and forms: only such as one can reckon with, on every database."""

from datetime import date, datetime
from typing import Final

YEARS: Final = range(1970, 2200)
"""Nothing the desk keeps is older, and nothing it promises is later."""

MOST_DIGITS: Final = 9
"""Whatever has no more of them fits the integers of every database."""


def whole_number(written: str) -> int | None:
    """The number of at most MOST_DIGITS digits; None for anything else."""
    usable = written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS
    return int(written) if usable else None


def day_of(written: str) -> date | None:
    """The day written as 2026-11-27; None for anything else, and for a day outside of YEARS."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def nearest_day_of(written: str) -> date | None:
    """The day written; for one outside of YEARS their first or last day, which means the same as end of a period."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return min(max(day, date(YEARS[0], 1, 1)), date(YEARS[-1], 12, 31))


def instant_of(written: str) -> datetime | None:
    """The instant written with its time zone; None for anything else, and for an instant outside of YEARS."""
    instant = _instant(written)
    return instant if instant is not None and instant.tzinfo is not None else None


def local_time_of(written: str) -> datetime | None:
    """The day and time written without a zone, as forms do; None for anything else, and outside of YEARS."""
    instant = _instant(written)
    return instant if instant is not None and instant.tzinfo is None else None


def _instant(written: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(written)
    except ValueError:
        return None
    return instant if instant.year in YEARS else None
