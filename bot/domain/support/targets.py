"""How much a ticket stops, and what may be promised about it: a first answer, a next word, an end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    """How much a problem stops. Critical: nobody can work. Moderate: some cannot, or badly. Minimal: it can wait."""

    CRITICAL = "critical"
    MODERATE = "moderate"
    MINIMAL = "minimal"

    def is_weaker_than(self, other: "Severity") -> bool:
        """Whether the other one is the more severe of the two."""
        order = list(Severity)
        return order.index(self) > order.index(other)


class Target(StrEnum):
    """What a plan may promise: the first answer, the next word after each answer, the end of the matter."""

    FIRST_RESPONSE = "first_response"
    NEXT_UPDATE = "next_update"
    RESOLUTION = "resolution"


@dataclass(frozen=True, slots=True)
class Dues:
    """By when each target is due, as aware instants; None where it is not promised, done, or the clock stands."""

    first_response: datetime | None = None
    next_update: datetime | None = None
    resolution: datetime | None = None

    def each(self) -> tuple[tuple[Target, datetime], ...]:
        """What is due, the earliest first."""
        known = ((target, self.of(target)) for target in Target)
        due = [(target, by) for target, by in known if by is not None]
        return tuple(sorted(due, key=lambda pair: pair[1]))

    def of(self, target: Target) -> datetime | None:
        """By when one target is due."""
        found: datetime | None = getattr(self, target.value)
        return found

    @property
    def next(self) -> datetime | None:
        """The earliest of them."""
        return self.each()[0][1] if self.each() else None


NOTHING_DUE: Final = Dues()
LONGEST_NOTICE: Final = timedelta(hours=1)
"""People are told of a target that comes near at most so long before it."""


def notice_before(hours: int) -> timedelta:
    """How long before a target of so many hours people are told: a quarter of it, at most LONGEST_NOTICE."""
    return min(timedelta(hours=hours) / 4, LONGEST_NOTICE)
