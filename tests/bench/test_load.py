"""The load generator asks both sides the same amount, in turn, and counts what it asked."""

import asyncio
from dataclasses import dataclass, field

from bench import load
from bench.questions import Kind, Question

AMOUNTS = load.Amounts(
    rounds=4, messages=3, conversations=2, clients=5, busy_rounds=2, long_conversations=2, lookup_passes=1
)
QUESTIONS = (Question("one", ()), Question("two", ()))


@dataclass
class FakeClient:
    """Answers at once; remembers what it was asked."""

    side: "FakeSide"
    asked: list[str] = field(default_factory=list)
    closed: bool = False

    async def ask(self, question: Question) -> float:
        assert not self.closed
        self.asked.append(question.text)
        self.side.busy += 1
        self.side.busiest = max(self.side.busiest, self.side.busy)
        await asyncio.sleep(0)
        self.side.busy -= 1
        return 0.001

    async def close(self) -> None:
        self.closed = True


@dataclass
class FakeSide:
    """A side of which `order` tells when it was opened among all."""

    name: str
    order: list[str]
    clients: list[FakeClient] = field(default_factory=list)
    busy: int = 0
    busiest: int = 0

    async def open(self, kind: Kind) -> FakeClient:
        self.order.append(self.name)
        self.clients.append(FakeClient(self))
        return self.clients[-1]

    def questions(self, kind: Kind) -> tuple[Question, ...]:
        return QUESTIONS

    def worked(self) -> dict[str, float]:
        return {self.name: sum(len(client.asked) for client in self.clients) * 0.002}


def two_sides() -> tuple[FakeSide, FakeSide]:
    order: list[str] = []
    return FakeSide("stock", order), FakeSide("desk", order)


async def test_the_sides_take_turns_and_neither_always_begins() -> None:
    sides = two_sides()
    rounds = await load.one_client(sides, "plain", AMOUNTS)
    assert sides[0].order == ["stock"] * 2 + ["desk"] * 4 + ["stock"] * 4 + ["desk"] * 4 + ["stock"] * 2
    assert {name: [len(one) for one in found] for name, found in rounds.items()} == {
        "stock": [6, 6, 6, 6],
        "desk": [6, 6, 6, 6],
    }


async def test_a_conversation_goes_through_the_questions_in_turn_and_is_closed() -> None:
    stock, _ = two_sides()
    assert await load.talk(stock, "invoice", 3) == [0.001] * 3
    (client,) = stock.clients
    assert client.asked == ["one", "two", "one"]
    assert client.closed


async def test_one_client_asks_one_message_at_a_time_and_many_ask_together() -> None:
    alone, together = two_sides()
    await load.talk(alone, "plain", 3)
    await load.busy_round(together, "plain", AMOUNTS)
    assert (alone.busiest, together.busiest) == (1, 5)


async def test_a_busy_round_gives_every_client_a_conversation_and_divides_the_work_by_the_messages() -> None:
    _, desk = two_sides()
    found = await load.busy_round(desk, "plain", AMOUNTS)
    assert [len(client.asked) for client in desk.clients] == [3] * 5
    assert all(client.closed for client in desk.clients)
    assert found.rate > 0
    assert abs(found.work["desk"] - 0.002) < 1e-9
