"""The load generator: the same for both sides, round by round and in turn, so that a drifting machine favours none."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from bench.questions import Client, Kind, Question, Side

Rounds = dict[str, list[list[float]]]
"""By side: the seconds of each message of each round."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much is asked. A conversation has `messages`, as many as a long chat with support."""

    rounds: int
    messages: int
    conversations: int
    clients: int
    busy_rounds: int
    long_conversations: int
    lookup_passes: int


FULL = Amounts(
    rounds=7, messages=10, conversations=4, clients=16, busy_rounds=5, long_conversations=3, lookup_passes=40
)
QUICK = Amounts(rounds=3, messages=6, conversations=1, clients=16, busy_rounds=2, long_conversations=1, lookup_passes=6)


@dataclass(frozen=True, slots=True)
class BusyRound:
    """Messages answered in a second, and the processor seconds each process spent on one message.

    The latter hardly depends on what else the machine does: it says where the time goes.
    """

    rate: float
    work: dict[str, float]


async def one_client(sides: Sequence[Side], kind: Kind, amounts: Amounts) -> Rounds:
    """Times per message when nobody else asks."""
    found: Rounds = {side.name: [] for side in sides}
    for number in range(amounts.rounds):
        for side in _in_turn(sides, number):
            talks = [await talk(side, kind, amounts.messages) for _ in range(amounts.conversations)]
            found[side.name].append([seconds for one in talks for seconds in one])
    return found


async def many_clients(sides: Sequence[Side], kind: Kind, amounts: Amounts) -> dict[str, list[BusyRound]]:
    """Rounds in which every client has a conversation of its own and asks again as soon as it has its reply."""
    found: dict[str, list[BusyRound]] = {side.name: [] for side in sides}
    for number in range(amounts.busy_rounds):
        for side in _in_turn(sides, number):
            found[side.name].append(await busy_round(side, kind, amounts))
    return found


async def busy_round(side: Side, kind: Kind, amounts: Amounts) -> BusyRound:
    """One such round of one side; opening and closing the conversations is not counted."""
    clients = [await side.open(kind) for _ in range(amounts.clients)]
    try:
        before, began = side.worked(), time.perf_counter()
        await asyncio.gather(*(_ask_all(client, side, kind, amounts.messages) for client in clients))
        seconds, after = time.perf_counter() - began, side.worked()
    finally:
        await asyncio.gather(*(client.close() for client in clients))
    messages = amounts.clients * amounts.messages
    return BusyRound(messages / seconds, {name: (after[name] - before[name]) / messages for name in after})


async def long_conversations(sides: Sequence[Side], kind: Kind, count: int, length: int) -> Rounds:
    """Times per message of whole conversations, in their order."""
    found: Rounds = {side.name: [] for side in sides}
    for number in range(count):
        for side in _in_turn(sides, number):
            found[side.name].append(await talk(side, kind, length))
    return found


async def talk(side: Side, kind: Kind, messages: int) -> list[float]:
    """One conversation from its first message to its last; seconds for each."""
    client = await side.open(kind)
    try:
        return await _ask_all(client, side, kind, messages)
    finally:
        await client.close()


async def _ask_all(client: Client, side: Side, kind: Kind, messages: int) -> list[float]:
    return [await client.ask(question) for question in _asked(side.questions(kind), messages)]


def _asked(questions: tuple[Question, ...], count: int) -> list[Question]:
    return list(islice(cycle(questions), count))


def _in_turn(sides: Sequence[Side], number: int) -> list[Side]:
    """Who begins changes with every round."""
    return list(sides) if number % 2 == 0 else list(reversed(sides))
