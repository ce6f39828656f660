"""How much is written into a log, and files that rotate and that nobody else on the machine may read."""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

FILE_BYTES: Final = 5_000_000
FILES_KEPT: Final = 3


class AtMost(logging.Filter):
    """Lets `lines` records through every `seconds`; the first one afterwards says how many were left out.

    Added to a logger, it counts that logger's records: what anybody outside can cause fills no disk.
    """

    def __init__(self, lines: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._lines, self._seconds, self._clock = lines, seconds, clock
        self._guard = threading.Lock()
        self._since = -seconds
        self._written = self._left_out = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written."""
        with self._guard:
            if self._clock() - self._since >= self._seconds:
                self._tell(record)
                self._since, self._written, self._left_out = self._clock(), 0, 0
            self._written += 1
            self._left_out += self._written > self._lines
            return self._written <= self._lines

    def _tell(self, record: logging.LogRecord) -> None:
        if self._left_out:
            record.msg, record.args = f"{record.getMessage()} ({self._left_out} more like it before)", None


class PrivateFile(RotatingFileHandler):
    """A log that begins anew after FILE_BYTES, keeps FILES_KEPT old ones, and is its owner's alone (mode 600)."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().__init__(path, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8")

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding="utf-8", opener=_private)

    def handleError(self, record: logging.LogRecord) -> None:
        """A disk that is full takes no line; a traceback on standard error for each would only be noise."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)

    def close(self) -> None:
        """What the disk did not take is gone."""
        with suppress(OSError):
            super().close()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
