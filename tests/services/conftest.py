"""The demo's partner and cast in memory, and a whole desk on each kind of database, for tests of services."""

from pathlib import Path

import pytest

from bot.domain.partner import Partner
from bot.partner import load_partner
from tests.fakes import cast
from tests.fakes.memory import MemoryDatabase
from tests.fixtures.database import backend, database_url
from tests.fixtures.web import desk

__all__ = ["backend", "database", "database_url", "desk", "partner"]


@pytest.fixture(scope="session")
def partner() -> Partner:
    """Northstar Cloud as its file says."""
    return load_partner(Path(__file__).parents[2] / "partner.yml")


@pytest.fixture
def database() -> MemoryDatabase:
    """The cast's invoices and subscriptions on day D."""
    return MemoryDatabase(cast.invoices(), cast.subscriptions())
