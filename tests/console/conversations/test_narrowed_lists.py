"""What narrows a list of conversations stays while an agent goes on in it: words, a tag, a queue."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import Conversation, Event, HandoffReason
from bot.domain.conversations.messages import Author
from bot.services.records.conversations import Draft, View
from tests.console.conversations.conversing import begin
from tests.console.conversations.test_lists import link, listed
from tests.fixtures.console import agent_in, signed_in
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


def queue_form(page: str) -> tuple[str, dict[str, str], dict[str, str], str]:
    """Where the choice of a queue leads, what is sent with it, what can be chosen by its words, and what is chosen."""
    (form,) = [each for each in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'id="list-queue"' in each]
    (action,) = re.findall(r'method="get" action="/console(/\w+)"', form)
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(.*?)">', form))
    options = re.findall(r'<option value="(.*?)"( selected)?>(.*?)</option>', form)
    chosen = [words for _, selected, words in options if selected] or [options[0][2]]
    assert re.search(r'<label [^>]*for="list-queue">(Queue|File)</label>', form)
    assert '<select id="list-queue" name="queue">' in form
    assert '<button class="button quiet" type="submit">' in form
    sent = {name: unescape(value) for name, value in kept.items()}
    return action, sent, {words: key for key, _, words in options}, chosen[0]


@pytest.mark.parametrize("view", list(View))
async def test_every_list_offers_the_queues_and_keeps_what_else_narrows_it(
    desk: Desk, serve: Serve, view: View
) -> None:
    wait_in(desk, "technical", 1)
    console = await signed_in(await serve(desk), "helpdesk")
    action, kept, offered, chosen = queue_form(await console.page(f"/{view}?q=a%26b&tag=vat"))
    assert (action, kept, chosen) == (f"/{view}", {"q": "a&b", "tag": "vat"}, "Every queue")
    assert offered == {"Every queue": "", "Billing team": "commercial", "Technical team": "technical"}
    sent = urlencode({**kept, "queue": offered["Technical team"]})
    again = await console.page(f"{action}?{sent}")
    assert queue_form(again)[1:] == (kept, offered, "Technical team")
    search = again[again.index('role="search"') :].partition("</form>")[0]
    assert 'name="queue" value="technical"' in search
    assert 'name="tag" value="vat"' in search


async def test_a_queue_is_chosen_beside_an_open_conversation_as_well(desk: Desk, serve: Serve) -> None:
    here = wait_in(desk, "technical", 1)
    console = await signed_in(await serve(desk), "helpdesk")
    await console.done("/language", {"language": "fr"})
    page = await console.page(f"/c/{here}?view=all&queue=technical")
    action, kept, offered, chosen = queue_form(page)
    assert (action, kept, offered[chosen], next(iter(offered))) == ("/all", {}, "technical", "Toutes les files")


async def test_a_queue_no_longer_in_partner_yml_stays_chosen_until_another_is(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    _, _, offered, chosen = queue_form(await console.page("/all?queue=%22%3Eold"))
    assert (chosen, offered[chosen]) == ("&#34;&gt;old", "&#34;&gt;old")


async def test_a_list_is_narrowed_to_a_customer_a_tag_and_who_holds_it(desk: Desk, serve: Serve) -> None:
    begin(desk, "billing@contoso.example", "c-contoso")
    begin(desk, "compta@fabrikam.example", "c-fabrikam")
    for name in ("c-contoso", "c-fabrikam"):
        with database_of(desk).writing() as work:
            work.conversations.log.append(name, [Draft(Author.CUSTOMER, "hello")], NOW)
    sofia = agent_in(desk, "helpdesk")
    desk.staff.handling.take_over("c-contoso", asked_by=sofia, now=NOW)
    desk.staff.writing.tag("c-fabrikam", "vat", asked_by=sofia, now=NOW)
    console = await signed_in(await serve(desk), "helpdesk")
    for query, found in (
        ("customer=conto", ["c-contoso"]),
        ("customer=C-1002", ["c-fabrikam"]),
        (f"owner={sofia.id}", ["c-contoso"]),
        ("tag=vat", ["c-fabrikam"]),
        (f"owner={sofia.id}&tag=vat", []),
        ("owner=nobody&customer=", ["c-contoso", "c-fabrikam"]),
    ):
        assert sorted(listed(await console.page(f"/all?{query}"))) == found, query
