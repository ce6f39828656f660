"""The verbs of the console, each called as the page of a conversation calls it."""

from collections.abc import Callable
from datetime import timedelta

from bot.bootstrap import Desk
from bot.domain.staff.agents import Agent
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW

LATER = NOW + timedelta(hours=1)
Verb = Callable[[Desk, str, Agent], None]
VERBS: dict[str, Verb] = {
    "take over": lambda desk, here, by: desk.staff.handling.take_over(here, asked_by=by, now=NOW),
    "hand back": lambda desk, here, by: desk.staff.handling.hand_back(here, asked_by=by, now=NOW),
    "resolve": lambda desk, here, by: desk.staff.handling.resolve(here, asked_by=by, now=NOW),
    "transfer": lambda desk, here, by: desk.staff.handling.transfer(here, "technical", asked_by=by, now=NOW),
    "assign": lambda desk, here, by: desk.staff.handling.assign(
        here, agent_in(desk, "helpdesk").id, asked_by=by, now=NOW
    ),
    "snooze": lambda desk, here, by: desk.staff.handling.snooze(here, LATER, asked_by=by, now=NOW),
    "wake": lambda desk, here, by: desk.staff.handling.wake(here, asked_by=by, now=NOW),
    "reopen": lambda desk, here, by: desk.staff.handling.reopen(here, asked_by=by, now=NOW),
}
