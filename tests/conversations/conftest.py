"""Conversations run against the real engine on a seeded SQLite database of their own."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.bootstrap import Desk, build
from tests.fixtures.desk import desk_in, settings_in


@pytest.fixture
def desk_at(tmp_path: Path) -> Iterator[Callable[[datetime], Desk]]:
    """The desk with the cast, as it is at an instant."""
    opened: list[Desk] = []

    def at(now: datetime) -> Desk:
        url = f"sqlite:///{tmp_path / 'desk.db'}"
        desk_in(tmp_path, url).close()
        opened.append(build(settings_in(tmp_path, url, now=now)))
        return opened[-1]

    yield at
    for desk in opened:
        desk.close()
