"""An agent who may review."""

import pytest

from bot.domain.staff.agents import Agent
from bot.storage.database import SqlDatabase


@pytest.fixture
def agent(seeded: SqlDatabase) -> Agent:
    with seeded.reading() as work:
        account = work.staff.agents.account_by_email("helpdesk@northstar.example")
        assert account is not None
        return account.agent
