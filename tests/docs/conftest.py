"""Pages are compared with the real desk on a seeded SQLite database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap import Desk
from tests.fixtures.database import migrated_file
from tests.fixtures.desk import desk_in

__all__ = ["desk", "migrated_file"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of its own with the cast."""
    made = desk_in(tmp_path, f"sqlite:///{tmp_path / 'desk.db'}")
    yield made
    made.close()
