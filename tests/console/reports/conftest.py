"""A week to count, and who looks at it."""

import pytest

from bot.bootstrap import Desk
from bot.domain.staff.agents import Agent
from tests.fixtures.console import agent_in
from tests.fixtures.reports import a_week


@pytest.fixture
def agent(desk: Desk) -> Agent:
    return agent_in(desk, "helpdesk")


@pytest.fixture
def week(desk: Desk) -> Desk:
    return a_week(desk)
