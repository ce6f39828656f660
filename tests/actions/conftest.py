"""The real actions on a seeded SQLite database: migrated once, copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.bootstrap import Desk
from bot.bootstrap import build as build_desk
from tests.actions.talk import Talk
from tests.fixtures.desk import NIGHT, NOW, desk_in, settings_in

BILLING, TECHNICAL = "billing@contoso.example", "it@contoso.example"
COMPTA, NORTHWIND = "compta@fabrikam.example", "accounts@northwind.example"
TAILSPIN, ADATUM = "admin@tailspin.example", "office@adatum.example"


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("actions")
    desk = desk_in(folder, f"sqlite:///{folder / 'desk.db'}")
    desk.close()
    return folder / "desk.db"


@pytest.fixture
def desk_at(seeded_file: Path, tmp_path: Path) -> Iterator[Callable[[datetime], Desk]]:
    """Builds the desk as it is at an instant."""
    opened: list[Desk] = []

    def build(now: datetime) -> Desk:
        shutil.copy(seeded_file, tmp_path / "desk.db")
        opened.append(build_desk(settings_in(tmp_path, f"sqlite:///{tmp_path / 'desk.db'}", now=now)))
        return opened[-1]

    yield build
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(desk_at: Callable[[datetime], Desk]) -> Desk:
    """On a Wednesday at 11:00 in Paris: open."""
    return desk_at(NOW)


@pytest.fixture
def at_night(desk_at: Callable[[datetime], Desk]) -> Desk:
    """The same day at 23:00: closed."""
    return desk_at(NIGHT)


@pytest.fixture
def contoso(desk: Desk) -> Talk:
    return Talk.of(desk, BILLING)


@pytest.fixture
def fabrikam(desk: Desk) -> Talk:
    return Talk.of(desk, COMPTA, "fr")


@pytest.fixture
def visitor(desk: Desk) -> Talk:
    return Talk.of(desk)
