"""This desk as an operator runs it: migrated, seeded, `desk up`; nothing is switched off for the measurement."""

import asyncio
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from bench.directline import Conversation
from bench.programs import Program, ProgramFailed, run, start
from bench.questions import Kind, Mistakes, Question
from bot.cli.running.ports import free_port
from bot.settings import ROOT, Settings, load
from bot.site.signing import sign

DESK = (sys.executable, "-c", "import sys; from bot.cli.main import main; sys.exit(main())")
"""The `desk` command, with the interpreter of this very environment."""
SPEAKER = "billing@contoso.example"
PLAIN = (Question("hello", (), intent="greet"),)
INVOICE = (
    Question("where is invoice NS-104231", ("NS-104231", "1,476.60"), intent="find_invoice"),
    Question("where is invoice NS-104188", ("NS-104188", "1,284.00"), intent="find_invoice"),
)
START_SECONDS = 120.0
POLL_SECONDS = 0.1


async def train(log: Path, *, force: bool) -> float:
    """Trains the desk's language model; returns the seconds. Raises ProgramFailed."""
    began = time.perf_counter()
    await run("desk training", [*DESK, "train", *(["--force"] if force else [])], ROOT, {}, log)
    return time.perf_counter() - began


@dataclass(slots=True)
class RunningDesk:
    """A desk with its database and keys in `folder`, on ports of its own."""

    folder: Path
    mistakes: Mistakes
    session: aiohttp.ClientSession
    name: str = "desk"
    speaker: str = SPEAKER
    asked: dict[Kind, tuple[Question, ...]] = field(default_factory=lambda: {"plain": PLAIN, "invoice": INVOICE})
    environ: dict[str, str] = field(default_factory=dict)
    programs: list[Program] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        """What this desk was told."""
        return load(self.environ)

    async def create(self, invoices: int) -> float:
        """Makes the database with the cast and so many further invoices; returns the seconds. Raises ProgramFailed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.environ = {
            "PORT": str(free_port()),
            "DESK_HOST": "127.0.0.1",
            "DESK_DATABASE_URL": f"sqlite:///{self.folder / 'desk.db'}",
            "DESK_SITE_KEYS": str(self.folder / "site.jwks.json"),
            "DESK_SITE_KEY": str(self.folder / "site.pem"),
        }
        began = time.perf_counter()
        for name, *more in (["migrate"], ["seed", "--scale", str(invoices)]):
            await run(f"desk {name}", [*DESK, name, *more], ROOT, self.environ, self.folder / f"{name}.log")
        return time.perf_counter() - began

    async def start(self) -> float:
        """Starts desk and engine; returns the seconds until the first answered message. Raises ProgramFailed."""
        began = time.perf_counter()
        self.programs.append(await start(self.name, [*DESK, "up"], ROOT, self.environ, self.folder / "up.log"))
        await self._well()
        await (first := await self.open("plain")).ask(self.asked["plain"][0])
        seconds = time.perf_counter() - began
        await first.close()
        return seconds

    async def open(self, kind: Kind) -> Conversation:
        """A conversation of the signed-in customer, greeted, with an open stream."""
        identity = sign(self.settings, self.speaker, datetime.now(UTC))
        conversation = Conversation(self.session, self.settings.public_url, self.name, self.mistakes)
        await conversation.open(identity)
        return conversation

    def questions(self, kind: Kind) -> tuple[Question, ...]:
        """What the speaker asks."""
        return self.asked[kind]

    def resident(self) -> dict[str, int]:
        """Bytes of each process."""
        return {name: size for program in self.programs for name, size in program.resident().items()}

    def worked(self) -> dict[str, float]:
        """Processor seconds of each process."""
        return {name: seconds for program in self.programs for name, seconds in program.worked().items()}

    async def stop(self) -> None:
        """Ends desk and engine."""
        await asyncio.gather(*(program.stop() for program in self.programs))
        self.programs.clear()

    async def _well(self) -> None:
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit:
            for program in self.programs:
                program.check_alive()
            try:
                async with self.session.get(f"{self.settings.public_url}/health") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                pass  # nobody listens yet
            await asyncio.sleep(POLL_SECONDS)
        raise ProgramFailed(f"the desk did not answer within {START_SECONDS:.0f} s")
