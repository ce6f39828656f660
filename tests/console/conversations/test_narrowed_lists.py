"""What narrows a list of conversations stays while an agent goes on in it: words, a tag, a queue."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import Conversation, Event, HandoffReason
from bot.domain.conversations.messages import Author
from bot.services.records.conversations import Draft
from tests.console.conversations.conversing import begin
from tests.console.conversations.test_lists import link, listed
from tests.fixtures.console import signed_in
from tests.fixtures.desk import NOW, database_of

Serve = Callable[..., Any]


def wait_in(desk: Desk, queue: str, number: int) -> str:
    """A visitor's conversation that waits in a queue, later by each number."""
    name, since = f"{queue}-{number:02d}", NOW + number * timedelta(seconds=1)
    begin(desk, conversation_id=name)
    with database_of(desk).writing() as work:
        work.conversations.log.append(name, [Draft(Author.CUSTOMER, "a person, please")], since)
        queued = Conversation(name).hand_off(queue, HandoffReason.ASKED, since)
        work.conversations.rows.save(queued, seen=1, event=Event.HANDED_OFF, now=since)
    return name


@pytest.mark.parametrize(("view", "label"), [("waiting", "Next in the list"), ("all", "Older")])
async def test_the_list_of_a_queue_goes_on_with_this_queue_alone(
    desk: Desk, serve: Serve, view: str, label: str
) -> None:
    technical = {wait_in(desk, "technical", number) for number in range(52)}
    for number in range(52):
        wait_in(desk, "commercial", number)
    console = await signed_in(await serve(desk), "helpdesk")
    first = await console.page(f"/{view}?queue=technical")
    second = await console.page(link(first, label))
    assert "Only the queue “Technical team”." in second
    assert (len(listed(first)), len(listed(second))) == (50, 2)
    assert {*listed(first), *listed(second)} == technical
    assert link(second, "Beginning of the list") == f"/{view}?queue=technical"


@pytest.mark.parametrize("narrowing", ["queue=technical", "tag=vat", "q=c+%26+d", "q=a&tag=vat&queue=technical"])
async def test_a_page_drawn_again_by_its_stream_stays_as_narrow_as_it_was_opened(
    desk: Desk, serve: Serve, narrowing: str
) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    assert f'"/console/live?view=all&{narrowing}"' in unescape(await console.page(f"/all?{narrowing}"))


async def test_a_queue_in_which_nothing_waits_is_not_taken_for_a_desk_where_nobody_does(
    desk: Desk, serve: Serve
) -> None:
    wait_in(desk, "technical", 1)
    console = await signed_in(await serve(desk), "helpdesk")
    page = await console.page("/waiting?queue=commercial")
    assert "Only the queue “Billing team”." in page
    assert "Nothing of this queue is here" in page
    assert "Nobody is waiting" not in page


async def test_a_queue_that_partner_yml_does_not_name_is_shown_by_its_key(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    assert "Only the queue “&lt;b&gt;old”." in await console.page("/all?queue=%3Cb%3Eold")
