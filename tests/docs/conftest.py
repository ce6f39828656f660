"""Pages are compared with the real desk on a seeded SQLite database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap import Desk
from tests.fixtures.desk import desk_in


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of its own with the cast."""
    made = desk_in(tmp_path, f"sqlite:///{tmp_path / 'desk.db'}")
    yield made
    made.close()
