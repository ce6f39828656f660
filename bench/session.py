"""One run from beginning to end: make both, train both, start both, ask both, stop both."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp

from bench import desk, load
from bench.desk import RunningDesk
from bench.figures import AROUND, times_of
from bench.load import Amounts
from bench.lookups import LARGE, LARGEST, SMALL, asked_of, service_times
from bench.questions import KINDS, Mistakes, Question, Side
from bench.reporting.machine import describe
from bench.results import LATE, Found, early_and_late
from bench.stock import ENGINE_BIN, Stock
from bot.cli.progress import step
from bot.settings import ROOT

LONG = LATE + AROUND
"""Messages of a long conversation: the late one needs neighbours."""


@dataclass(slots=True)
class Session:
    """A run in `folder`. `trained` keeps the stock assistant between runs and trains only what has no model yet."""

    folder: Path
    http: aiohttp.ClientSession
    mistakes: Mistakes
    amounts: Amounts
    trained: bool

    async def run(self) -> Found:
        """Measures everything; ends every server it started, whatever happens. Raises ProgramFailed."""
        found = Found(machine=describe(ENGINE_BIN / "python"))
        small = RunningDesk(self.folder / "desk-1k", self.mistakes, self.http)
        stock = Stock(self._stock_folder(), self.mistakes, self.http)
        async with AsyncExitStack() as running:
            await self._prepare(found, small, stock)
            running.push_async_callback(small.stop)
            await self._compare(found, small, stock)
            await self._look_up(found, small)
        return found

    def _stock_folder(self) -> Path:
        return ROOT / "var" / "bench" / "stock" if self.trained else self.folder / "stock"

    async def _prepare(self, found: Found, small: RunningDesk, stock: Stock) -> None:
        with step("database with 1 thousand invoices"):
            found.seeding["1k"] = await small.create(SMALL)
        with step("stock assistant"):
            await stock.create(small.environ["DESK_DATABASE_URL"])
        with step("stock training"):
            found.training["stock"] = None if self.trained and stock.model.exists() else await stock.train()
        with step("desk training"):
            seconds = await desk.train(self.folder / "train.log", force=not self.trained)
            found.training["desk"] = None if self.trained else seconds

    async def _compare(self, found: Found, small: RunningDesk, stock: Stock) -> None:
        """Both run while they are compared; the one that is not asked is idle."""
        async with AsyncExitStack() as running:
            running.push_async_callback(stock.stop)
            with step("stock start"):
                found.start_up["stock"] = await stock.start()
            with step("desk start"):
                found.start_up["desk"] = await small.start()
            await self._ask(found, [stock, small])
            found.memory = {"stock": stock.resident(), "desk": small.resident()}

    async def _ask(self, found: Found, sides: list[Side]) -> None:
        for kind in KINDS:
            with step(f"{kind} answers, one client"):
                for side in sides:
                    await load.talk(side, kind, self.amounts.messages)  # what is loaded with first use is loaded now
                rounds = await load.one_client(sides, kind, self.amounts)
                found.one_client[kind] = {side: times_of(seconds) for side, seconds in rounds.items()}
            with step(f"{kind} answers, {self.amounts.clients} clients"):
                found.busy[kind] = await load.many_clients(sides, kind, self.amounts)
            with step(f"{kind} answers, long conversations"):
                talks = await load.long_conversations(sides, kind, self.amounts.long_conversations, LONG)
                found.conversation[kind] = early_and_late(talks)

    async def _look_up(self, found: Found, small: RunningDesk) -> None:
        large = RunningDesk(self.folder / "desk-100k", self.mistakes, self.http)
        with step("database with 100 thousand invoices"):
            found.seeding["100k"] = await large.create(LARGE)
        async with AsyncExitStack() as running:
            running.push_async_callback(large.stop)
            with step("its desk"):
                await large.start()
            with step("look-ups"):
                times = service_times(small.settings, large.settings, self.amounts)
                found.lookups["service call"] = {size: times_of(rounds) for size, rounds in times.items()}
                sides = [_asking(small, "1k"), _asking(large, "100k")]
                for side in sides:
                    await load.talk(side, "invoice", self.amounts.messages)
                rounds = await load.one_client(sides, "invoice", self.amounts)
                found.lookups["whole message"] = {size: times_of(seconds) for size, seconds in rounds.items()}


def _asking(running: RunningDesk, name: str) -> RunningDesk:
    """The same desk, asked by the customer whose invoices are 20 in the small database and 2,000 in the large one."""
    asked = asked_of(LARGEST)
    questions = tuple(Question(f"where is invoice {number}", (number,), "find_invoice") for number in asked.numbers)
    return replace(running, name=name, speaker=asked.email, asked={"invoice": questions})
