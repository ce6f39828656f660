"""How long a wait for a person takes as a rule, told only when it was measured often enough."""

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

ENOUGH: Final = 5
"""Fewer waits than these say nothing."""

MEASURED_OVER: Final = timedelta(days=14)
"""Older waits say nothing about today's staffing."""

MOST_MEASURED: Final = 40
"""The latest waits that count."""

SHARE: Final = 0.75
"""Three of four customers waited no longer than what is told, so that the promise is kept more often than not."""


def usual_wait_minutes(waits: Sequence[timedelta]) -> int | None:
    """Minutes within which three of four of these waits were over, rounded up; None for fewer than ENOUGH."""
    if len(waits) < ENOUGH:
        return None
    ranked = sorted(waits)
    usual = ranked[math.ceil(SHARE * len(ranked)) - 1]
    return max(1, math.ceil(usual.total_seconds() / 60))
