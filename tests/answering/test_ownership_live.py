"""The whole desk under way: customers, two agents, a failing engine and a restart at once; nobody talks over a person.

`tests/services/conversations/test_ownership_machine.py` proves the rules step by step; here nothing is held still.
"""

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pytest

from bot.answering import worker
from bot.bootstrap import Desk
from bot.domain.conversations.messages import Author, Message, Visibility
from bot.domain.kernel.errors import StaleVersion, TransitionRefused
from bot.domain.staff.agents import Agent
from bot.services.records.conversations import TurnState
from tests.fixtures.console import Console, agent_in, signed_in
from tests.fixtures.desk import database_of, restarted
from tests.fixtures.fake_engine import FakeEngine, says
from tests.fixtures.patience import PATIENCE
from tests.fixtures.talk import Customer, enter

CALLED = "A colleague comes."
WISH = {"hand_off": {"queue": "commercial", "reason": "asked"}}
TEXTS = ("hello", "my invoice", "a person please", "and the tax?", "thanks")
ROUNDS = 12


def script(chance: random.Random) -> Any:
    """Answers, and calls people when asked for one; now and then it fails instead."""

    def answer(request: dict[str, Any]) -> dict[str, Any]:
        if chance.random() < 0.15:
            raise RuntimeError("the engine fell over")
        if request.get("text") == "a person please":
            return says("x") | {"replies": [{"text": CALLED, "buttons": [], "custom": WISH}]}
        return says(f"You said {request.get('text') or request.get('choice')}.")

    return answer


async def customer_acts(customer: Customer, chance: random.Random) -> list[str]:
    """Writes in haste, without waiting for answers; the ids of what was written."""
    written = []
    for _ in range(ROUNDS):
        await asyncio.sleep(chance.uniform(0, 0.08))
        written.append(await customer.write(chance.choice(TEXTS)))
    return written


async def agent_acts(desk: Desk, console: Console, agent: Agent, ids: Sequence[str], chance: random.Random) -> None:
    """Takes, answers and lets go of whatever is there; being refused is a part of it."""
    for number in range(ROUNDS):
        await asyncio.sleep(chance.uniform(0, 0.06))
        here = chance.choice(ids)
        verb = chance.choice(("take-over", "take-over", "reply", "reply", "hand-back", "transfer", "resolve"))
        if verb == "reply":
            with suppress(TransitionRefused, StaleVersion):
                await asyncio.to_thread(
                    desk.staff.writing.reply,
                    here,
                    f"{agent.name} says {number}.",
                    event_id=f"{agent.id} {number}",
                    asked_by=agent,
                    now=desk.clock(),
                )
            continue
        answer = await console.post(f"/c/{here}/{verb}", {"queue": "technical"})
        assert answer.status in {303, 409}, (verb, answer.status)


async def rest(desk: Desk, ids: Sequence[str]) -> None:
    """Until no message waits for its turn any more."""
    async with asyncio.timeout(3 * PATIENCE):
        while set(await asyncio.to_thread(desk.conversations.turns.waiting)) & set(ids):
            await asyncio.sleep(0.1)


def lines(desk: Desk, key: str, agents: Sequence[Agent]) -> set[str]:
    """A sentence of the desk's, for every agent and team it may name."""
    teams = [desk.partner.routing.team_called(team, "en") for team in desk.partner.routing.teams]
    return {desk.words.say(f"utter_desk_{key}", "en", agent=a.name, team=team) for a in agents for team in teams}


def check_speakers(desk: Desk, rows: Sequence[Message], agents: Sequence[Agent]) -> None:
    """Walks the log in its order: every change of hands stands in it as one sentence."""
    joined = lines(desk, "agent_joined", agents)
    to_bot = lines(desk, "agent_handed_back", agents) | lines(desk, "agent_resolved", agents)
    to_queue = lines(desk, "agent_transferred", agents)
    given_up = desk.words.say("utter_desk_given_up_queued", "en")
    with_people = False
    for row in rows:
        if row.visibility is not Visibility.PUBLIC or not row.text:
            continue
        if row.author is Author.BOT:
            assert not with_people, f"the bot said {row.text!r} while people owned the conversation"
            with_people = row.text == CALLED
        elif row.author is Author.AGENT or row.text in joined | to_queue or row.text.startswith(given_up):
            with_people = True
        elif row.text in to_bot:
            with_people = False


def check_turns(desk: Desk, conversation_id: str, rows: Sequence[Message], written: Sequence[str]) -> None:
    """Everything written exists once, has ended in one way, and is where it belongs."""
    theirs = [row.id for row in rows if row.author is Author.CUSTOMER]
    assert sorted(theirs) == sorted(written)
    with database_of(desk).connection() as connection:
        states = connection.exec_driver_sql(
            f"SELECT seq, state FROM turns WHERE conversation_id = '{conversation_id}'"
        ).all()
        owners = connection.exec_driver_sql(
            f"SELECT version FROM conversation_events WHERE conversation_id = '{conversation_id}' ORDER BY version"
        ).all()
    ended = {f"{conversation_id}|{seq:07d}": TurnState(state) for seq, state in states}
    assert set(ended) == set(theirs)
    assert TurnState.EXPECTED not in ended.values()
    assert [row.version for row in owners] == list(range(2, 2 + len(owners)))
    for row in rows:
        if row.author is Author.BOT:
            answered = ended[row.in_reply_to or ""] is TurnState.ANSWERED
            assert row.visibility is Visibility.SUPPRESSED or answered
    heard = [row.in_reply_to for row in rows if row.author is Author.BOT and row.visibility is Visibility.PUBLIC]
    assert len(heard) == len(set(heard)), "a message was answered twice"


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_in_the_thick_of_it_the_bot_never_talks_over_a_person_and_nothing_is_lost(
    desk: Desk, serve: Any, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(worker, "pause", lambda attempts: 0.01)
    monkeypatch.setattr(worker, "SWEEP_SECONDS", 0.2)
    fake_engine.script = script(chance)
    first = await serve(desk, turn_limit=1.0)
    customers = [await enter(first, desk) for _ in range(3)]
    ids = [customer.conversation_id for customer in customers]
    agents = [agent_in(desk, name) for name in ("helpdesk", "globaladmin")]
    written: dict[str, list[str]] = {here: [] for here in ids}
    for restart in (False, True):
        now_serving = restarted(desk) if restart else desk
        client = await serve(now_serving, turn_limit=1.0) if restart else first
        consoles = [await signed_in(client, agent.email) for agent in agents]
        for customer in customers:
            customer.client = client
        acts = [agent_acts(now_serving, c, a, ids, chance) for c, a in zip(consoles, agents, strict=True)]
        said = await asyncio.gather(*(customer_acts(customer, chance) for customer in customers), *acts)
        for customer, more in zip(customers, said, strict=False):
            written[customer.conversation_id] += more or []
        if not restart:
            await first.close()  # in the middle: turns are under way, messages expected
    await rest(now_serving, ids)
    for here in ids:
        with database_of(now_serving).reading() as work:
            rows = work.conversations.overview.transcript(here, asked_by=agents[0], limit=10_000)
        check_speakers(now_serving, rows, agents)
        check_turns(now_serving, here, rows, written[here])
    now_serving.close()


async def test_leave_a_message_pressed_when_the_waiting_is_over_is_answered_by_the_desk_and_calls_nobody(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    fake_engine.script = lambda request: says("x") | {"replies": [{"text": CALLED, "buttons": [], "custom": WISH}]}
    customer = await enter(await serve(desk), desk)
    await customer.ask("a person please")
    kept = await customer.ask("about my invoice")
    buttons = {button["title"]: {"button": button["id"]} for button in kept["channelData"]["buttons"]}
    await customer.answer_to(await customer.write("x", value=buttons["I would rather not wait"]))
    fake_engine.refuses = lambda request: request.get("choice") == "/leave_message"  # as the real one does
    reply = await customer.answer_to(await customer.write("x", value=buttons["Leave a message instead"]))
    assert reply["text"] == desk.words.say("utter_desk_not_waiting", "en")
    assert reply["channelData"]["turn"]["owner"] == "bot"


async def test_a_queue_button_pressed_late_does_not_let_the_bot_go_on_with_old_forms(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    fake_engine.script = lambda request: says("x") | {"replies": [{"text": CALLED, "buttons": [], "custom": WISH}]}
    customer = await enter(await serve(desk), desk)
    await customer.ask("a person please")
    kept = await customer.ask("about my invoice")
    buttons = {button["title"]: {"button": button["id"]} for button in kept["channelData"]["buttons"]}
    for _ in range(2):
        await customer.answer_to(await customer.write("x", value=buttons["I would rather not wait"]))
    fake_engine.script = lambda request: says("Here I am.")
    await customer.ask("my invoice")
    await customer.ask("and the other one")
    assert [request.get("begin_again") for request in fake_engine.requests] == [None, True, None]


async def test_a_message_overtaken_by_the_end_of_its_conversation_is_no_turn_of_the_engines(
    desk: Desk, serve: Any, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = agent_in(desk, "billing")
    customer = await enter(await serve(desk), desk)
    await asyncio.to_thread(desk.staff.handling.take_over, customer.conversation_id, asked_by=agent, now=desk.clock())
    understanding, closed = asyncio.Event(), asyncio.Event()

    async def slow(*_: object) -> dict[str, Any]:
        understanding.set()
        await closed.wait()
        return {}

    monkeypatch.setattr("bot.answering.engine.Engine.understand", slow)
    message = await customer.write("thanks, that was all")
    await understanding.wait()
    await asyncio.to_thread(desk.staff.handling.resolve, customer.conversation_id, asked_by=agent, now=desk.clock())
    closed.set()
    await customer.answer_to(message)
    assert fake_engine.requests == []


async def test_a_wait_in_which_the_customer_wrote_nothing_ends_like_any_other(
    desk: Desk, serve: Any, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "SWEEP_SECONDS", 0.05)
    agent = agent_in(desk, "billing")
    customer = await enter(await serve(desk), desk)
    here, now = customer.conversation_id, desk.clock()
    await asyncio.to_thread(desk.staff.handling.take_over, here, asked_by=agent, now=now)
    long_ago = now.replace(hour=9, minute=30)
    await asyncio.to_thread(desk.staff.handling.transfer, here, "technical", asked_by=agent, now=long_ago)
    await customer.until(lambda a: "nobody could take over" in a.get("text", ""), seconds=2)
