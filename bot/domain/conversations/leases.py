"""Which worker holds a conversation, and when another may take it, also where their clocks differ."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

CLOCKS_APART: Final = timedelta(seconds=2)
"""Clocks of desks that a time service keeps differ by less: a lease that ends this much too late may well be alive."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A worker's hold on a conversation for `length`, from `begins` on (UTC, by the worker's own clock)."""

    worker: str
    begins: datetime
    length: timedelta

    @property
    def until(self) -> datetime:
        """From this instant on others may take the conversation."""
        return self.begins + self.length

    @property
    def furthest(self) -> datetime:
        """No lease of today's clock ends later; one that does was taken by a clock that is ahead."""
        return self.until + CLOCKS_APART

    def may_follow(self, worker: str | None, until: datetime | None) -> bool:
        """Whether this lease may replace the one there is: none, an own one, one that is over or not to be believed.

        Who died with a clock that is ahead would otherwise keep the conversation silent for as long as it was ahead.
        """
        if worker is None or until is None or worker == self.worker:
            return True
        return not self.begins < until <= self.furthest
