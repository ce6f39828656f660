"""Two agents reach for the same conversation: one has it, and the other reads who, whatever reaches the page first."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Sit, Visit
from tests.browser.served import Served
from tests.browser.taking_over.customer_side import asks_for_a_person, rows
from tests.browser.taking_over.people import Console, leads
from tests.fixtures.desk import database_of

PATIENCE = 60.0
"""Seconds after which something will not come any more."""
REFUSED = ("status of 409", "Error Code 409")


@pytest.fixture(autouse=True)
def hands_off(served: Served) -> None:
    """Every test begins with an engine that hands off when asked for a person."""
    served.engine.script = leads()


def at_once(*agents: Console, button: str, request: str) -> None:
    """Lets several press the same button before the desk hears of any: their requests are held until all are there."""
    held: list[Route] = []
    for agent in agents:
        agent.page.route(request, lambda route: held.append(route))
        agent.button(button).click(no_wait_after=True)
    until(agents[0], lambda: len(held) == len(agents))
    for route in held:
        route.continue_()
    for agent in agents:
        agent.page.unroute(request)


def until(agent: Console, reached: Callable[[], bool]) -> None:
    """Lets browsers go on until something is reached, on a busy machine as well."""
    limit = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < limit
        agent.page.wait_for_timeout(10)


def test_of_two_who_take_it_at_once_one_has_it_and_the_other_reads_who(visit: Visit, sit: Sit, served: Served) -> None:
    chat, here = asks_for_a_person(visit)
    both = [sit(name, expected_errors=REFUSED).open(here) for name in ("helpdesk", "billing")]
    at_once(*both, button="Take over", request="**/take-over*")
    chat.sees("is here now and will answer you")
    with database_of(served.desk).reading() as work:
        record = work.conversations.rows.get(here)
        assert record is not None
        holder = work.staff.agents.by_id(record.conversation.owner.agent or 0)
    assert holder is not None
    won, lost = both if holder.name == "Sofia Keller" else reversed(both)
    won.button("Hand back").wait_for()
    expect(lost.alert).to_have_text(f"{holder.name} was faster and has this conversation.")
    expect(lost.page.locator("#standing")).to_contain_text(f"{holder.name} answers")
    expect(lost.button("Take over")).to_have_count(0)
    expect(lost.page.locator("#composer-hint")).to_contain_text("You can leave a private note")
    assert lost.page.url.endswith(f"/console/c/{here}")
    assert [text for _, text in rows(served, here) if "is here now" in text] == [
        text for _, text in rows(served, here) if holder.name in text
    ]


def test_who_was_slower_reads_so_though_the_page_tells_of_the_other_first(
    visit: Visit, sit: Sit, served: Served
) -> None:
    _, here = asks_for_a_person(visit)
    slow, fast = sit("billing", expected_errors=REFUSED).open(here), sit("helpdesk").open(here)
    held: list[Route] = []
    slow.page.route("**/take-over*", lambda route: held.append(route))
    slow.button("Take over").click(no_wait_after=True)
    until(slow, lambda: held != [])
    fast.take()
    expect(slow.page.locator("#standing")).to_contain_text("Sofia Keller answers")
    expect(slow.button("Take over")).to_have_count(0)
    held[0].continue_()
    expect(slow.alert).to_have_text("Sofia Keller was faster and has this conversation.")
    expect(slow.page.locator("form[hidden]")).to_have_count(0)
