"""Storage is tested on real databases."""

import pytest

from bot.domain.customers.identity import Identity
from bot.storage.database import SqlDatabase
from tests.fixtures.database import *  # noqa: F403
from tests.fixtures.room import *  # noqa: F403
from tests.storage.conversations.talking import identity


@pytest.fixture
def billing(seeded: SqlDatabase) -> Identity:
    """Contoso's billing contact."""
    return identity(seeded, "billing@contoso.example")
