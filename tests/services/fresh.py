"""One built desk, and a new database under it as often as a test likes."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from bot.bootstrap import Desk
from tests.fixtures.desk import desk_in

TURN_LIMIT = 30.0
"""Seconds an engine may fail before people are asked: two leases."""


@cache
def _built() -> tuple[Desk, Path, Path]:
    """Built once: partner file and responses are read in more time than a whole run takes."""
    folder = Path(tempfile.mkdtemp(prefix="desk-stage-"))
    path, pristine = folder / "desk.db", folder / "pristine.db"
    desk = desk_in(folder, f"sqlite:///{path}", turn_limit=TURN_LIMIT)
    shutil.copyfile(path, pristine)
    return desk, path, pristine


def fresh_desk() -> tuple[Desk, Path]:
    """The desk on a database in which nothing has happened yet."""
    desk, path, pristine = _built()
    desk.close()
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(pristine, path)
    return desk, path
