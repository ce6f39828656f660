"""The stock assistant: what `rasa init` writes, unmodified, plus an invoice look-up as rasa-sdk's docs teach it."""

import asyncio
import shutil
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import aiohttp
from sqlalchemy import select

from bench.programs import Program, ProgramFailed, run, start
from bench.questions import ANSWER_SECONDS, Kind, Mistakes, Question
from bot.cli.running.ports import free_port
from bot.settings import ROOT
from bot.storage.database import SqlDatabase
from bot.storage.schema import invoices

ENGINE_BIN = ROOT / ".venv-engine" / "bin"
TEMPLATE = Path(__file__).with_name("stock_assistant")
COPIED = {
    "domain.yml": "domain/invoices.yml",
    "nlu.yml": "data/invoices_nlu.yml",
    "rules.yml": "data/invoices_rules.yml",
    "actions.py": "actions/actions.py",
}
PLAIN = (Question("hello", ("Hey! How are you?",)),)
INVOICE = (
    Question("where is invoice NS-104231", ("NS-104231", "1476.60 EUR")),
    Question("where is invoice NS-104188", ("NS-104188", "1284.00 EUR")),
)
START_SECONDS = 240.0
POLL_SECONDS = 0.1
_SCAFFOLD = "import sys; from rasa.cli.scaffold import create_initial_project as create; create(sys.argv[1])"


@dataclass(slots=True)
class Stock:
    """The assistant in `folder`: its project, and its servers once started."""

    folder: Path
    mistakes: Mistakes
    session: aiohttp.ClientSession
    name: str = "stock"
    programs: list[Program] = field(default_factory=list)
    port: int = 0

    @property
    def model(self) -> Path:
        """The trained model."""
        return self.folder / "models" / "stock.tar.gz"

    async def create(self, database_url: str) -> None:
        """Writes the project, with the same invoices as the desk's database. Raises ProgramFailed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not (self.folder / "config.yml").exists():
            scaffold = [str(ENGINE_BIN / "python"), "-c", _SCAFFOLD, "."]
            await run("stock project", scaffold, self.folder, {}, self.folder / "init.log")
            (self.folder / "domain").mkdir()
            (self.folder / "domain.yml").rename(self.folder / "domain" / "assistant.yml")
        for source, target in COPIED.items():
            shutil.copyfile(TEMPLATE / source, self.folder / target)
        await asyncio.to_thread(_export, database_url, self.folder / "invoices.db")

    async def train(self) -> float:
        """Trains with the configuration as `rasa init` left it; returns the seconds. Raises ProgramFailed."""
        command = [str(ENGINE_BIN / "rasa"), "train", "--domain", "domain", "--fixed-model-name", "stock"]
        began = time.perf_counter()
        await run("stock training", command, self.folder, {}, self.folder / "train.log")
        return time.perf_counter() - began

    async def start(self) -> float:
        """Starts both servers; returns the seconds until the first answered message. Raises ProgramFailed."""
        actions, self.port = free_port(), free_port()
        endpoints = f'action_endpoint:\n  url: "http://127.0.0.1:{actions}/webhook"\n'
        (self.folder / "endpoints.yml").write_text(endpoints)
        rasa = str(ENGINE_BIN / "rasa")
        began = time.perf_counter()
        environ = {"SANIC_HOST": "127.0.0.1", "INVOICES": str(self.folder / "invoices.db")}
        await self._spawn("actions", [rasa, "run", "actions", "--port", str(actions)], environ)
        await self._spawn("rasa", [rasa, "run", "-i", "127.0.0.1", "--port", str(self.port)], {})
        await self._first_answer()
        return time.perf_counter() - began

    async def open(self, kind: Kind) -> "StockClient":
        """A sender the assistant has not met."""
        return StockClient(self, uuid4().hex)

    def questions(self, kind: Kind) -> tuple[Question, ...]:
        """A greeting, or the two invoices that the desk's customer asks about as well."""
        return PLAIN if kind == "plain" else INVOICE

    async def say(self, sender: str, text: str) -> list[str]:
        """The texts of the answers. Raises aiohttp's errors and TimeoutError."""
        url = f"http://127.0.0.1:{self.port}/webhooks/rest/webhook"
        limit = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with self.session.post(url, json={"sender": sender, "message": text}, timeout=limit) as response:
            response.raise_for_status()
            return [str(answer.get("text")) for answer in await response.json()]

    def resident(self) -> dict[str, int]:
        """Bytes of each process."""
        return {name: size for program in self.programs for name, size in program.resident().items()}

    def worked(self) -> dict[str, float]:
        """Processor seconds of each process."""
        return {name: seconds for program in self.programs for name, seconds in program.worked().items()}

    async def stop(self) -> None:
        """Ends both servers."""
        await asyncio.gather(*(program.stop() for program in self.programs))
        self.programs.clear()

    async def _spawn(self, what: str, command: Sequence[str], environ: dict[str, str]) -> None:
        log = self.folder / f"{what}.log"
        self.programs.append(await start(f"stock {what}", command, self.folder, environ, log))

    async def _first_answer(self) -> None:
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit:
            for program in self.programs:
                program.check_alive()
            try:
                if await self.say(uuid4().hex, PLAIN[0].text):
                    return
            except aiohttp.ClientError:
                pass  # nobody listens yet
            await asyncio.sleep(POLL_SECONDS)
        raise ProgramFailed(f"the stock assistant did not answer within {START_SECONDS:.0f} s")


@dataclass(frozen=True, slots=True)
class StockClient:
    """One sender of the REST channel."""

    stock: Stock
    sender: str

    async def ask(self, question: Question) -> float:
        """From sending to having read the response, which holds the complete reply."""
        began = time.perf_counter()
        try:
            answers = await self.stock.say(self.sender, question.text)
        except (aiohttp.ClientError, TimeoutError) as error:
            self.stock.mistakes.note(self.stock.name, question, repr(error))
            return time.perf_counter() - began
        seconds = time.perf_counter() - began
        self.stock.mistakes.check(self.stock.name, question, answers)
        return seconds

    async def close(self) -> None:
        """There is nothing to end: the response was all."""


def _export(database_url: str, target: Path) -> None:
    """The desk's invoices as the small table a user of Rasa would have."""
    database = SqlDatabase(database_url)
    columns = (invoices.c.number, invoices.c.net, invoices.c.tax, invoices.c.currency, invoices.c.due_on)
    with database.connection() as connection:
        rows = [
            (row.number, f"{row.net + row.tax:.2f}", row.currency, row.due_on.isoformat())
            for row in connection.execute(select(*columns))
        ]
    database.close()
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as small, small:
        small.execute("CREATE TABLE invoices (number TEXT PRIMARY KEY, total TEXT, currency TEXT, due_on TEXT)")
        small.executemany("INSERT INTO invoices VALUES (?, ?, ?, ?)", rows)
