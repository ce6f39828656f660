"""The one way to know what time it is; handed in from the edge so that rules and tests choose it."""

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
"""Returns the current instant, timezone-aware, in UTC."""
