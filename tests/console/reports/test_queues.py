"""What each queue had in a week, counted by hand, on the page and in its file."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.staff.agents import Agent
from tests.fixtures.console import signed_in
from tests.fixtures.reports import NOON, NOW, WEEK_AGO, report, stretch, ticket


@pytest.fixture
def queues(week: Desk, agent: Agent) -> Desk:
    """The same week with a slow technical time in French, and a take-over in a queue that is no more."""
    slow = {"accepted_at": NOON + timedelta(minutes=12), "answered_at": NOON + timedelta(minutes=20)}
    stretch(week, "doubt", queue="technical", agent_id=agent.id, **slow)
    stretch(week, "refused", queue="old", reason=None, agent_id=agent.id, accepted_at=NOON)
    ticket(week, "doubt", NOW, "commercial")
    ticket(week, "before", WEEK_AGO)
    return week


def test_each_queue_is_counted_by_hand(queues: Desk, agent: Agent) -> None:
    found = report(queues, agent)
    counted = [
        (q.queue, q.stretches, q.waiting.median, q.waiting.kept, q.waiting.due, q.response.median, q.tickets)
        for q in found.queues
    ]
    assert counted == [
        (
            "commercial",
            2,
            timedelta(minutes=4),
            1,
            2,
            timedelta(minutes=6),
            2,
        ),  # a ticket is the cast’s, of no conversation
        ("technical", 1, timedelta(minutes=12), 0, 1, timedelta(minutes=20), 1),
        ("old", 1, None, 0, 0, None, 0),  # nobody waited
    ]
    for kind in ("waiting", "response"):
        whole, parts = getattr(found.present, kind), [getattr(queue, kind) for queue in found.queues]
        assert (whole.kept, whole.due) == (sum(part.kept for part in parts), sum(part.due for part in parts))


def test_what_selects_conversations_selects_what_their_queues_had(queues: Desk, agent: Agent) -> None:
    french = [(q.queue, q.stretches, q.tickets) for q in report(queues, agent, language="fr").queues]
    assert french == [("commercial", 0, 1), ("technical", 1, 0)]
    teams = [(q.queue, q.stretches, q.tickets) for q in report(queues, agent, channel="teams").queues]
    assert teams == [("commercial", 1, 0), ("technical", 0, 0)]


@pytest.mark.parametrize(
    ("language", "head", "rows"),
    [
        ("en", "Queue,Times with people,", ["Billing team,2,240,240,50.0,360,360,100.0,2",
                                            "Technical team,1,720,720,0.0,1200,1200,100.0,1", "old,1,,,,,,,0"]),
        ("fr", "File;Passages à une personne;", ["Équipe facturation;2;240;240;50,0;360;360;100,0;2",
                                                 "Équipe technique;1;720;720;0,0;1200;1200;100,0;1",
                                                 "old;1;;;;;;;0"]),
    ],
)  # fmt: skip
async def test_queues_are_shown_and_taken_away_by_their_names(
    queues: Desk, serve: Any, language: str, head: str, rows: list[str]
) -> None:
    console = await signed_in(await serve(replace(queues, clock=lambda: NOW)), "helpdesk")
    await console.done("/language", {"language": language})
    answer = await console.get("/reports.csv?period=7&table=queues")
    lines = (await answer.read()).decode("utf-8-sig").splitlines()
    assert lines[0].startswith(head)
    assert lines[1:] == rows
    page = await console.page("/reports?period=7")
    shown = page[page.index('id="part-queues"') :].partition("</table>")[0]
    assert queues.partner.routing.queue_called("technical", language) in shown
    assert ">old<" in shown
    assert re.search(r">20\smin<", shown)
