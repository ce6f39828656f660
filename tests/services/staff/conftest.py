"""Two agents of the helpdesk who may answer."""

import pytest

from bot.bootstrap import Desk
from bot.domain.staff.agents import Agent
from tests.fixtures.console import agent_in


@pytest.fixture
def agent(desk: Desk) -> Agent:
    return agent_in(desk, "billing")


@pytest.fixture
def colleague(desk: Desk) -> Agent:
    return agent_in(desk, "globaladmin")
