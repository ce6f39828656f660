"""Keeps one engine alive: starts it, waits until it answers, restarts it when it dies, ends it with the desk."""

import asyncio
import logging
import os
import signal
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.cli.failure import CommandFailed
from bot.cli.running.programs import quiet, tied
from bot.logs import PrivateFile

START_SECONDS = 120.0
"""An engine that does not answer by then is taken for dead; on 2 cores it needs about 10."""
STOP_SECONDS = 5.0
LONGEST_LINE = 4_000_000
"""Bytes; a customer's longest message in a traceback is far below."""
MANY_DEATHS = 3
LONGEST_PAUSE = 30.0
HEALTHY_SECONDS = 300.0
"""An engine that lived this long begins a new count of deaths."""


@dataclass(frozen=True, slots=True)
class EngineProgram:
    """What to run, and how to ask whether it answers."""

    command: Callable[[], Sequence[str]]
    folder: Path
    environ: Mapping[str, str]
    ready: Callable[[], Awaitable[bool]]
    log: Path


class EngineProcess:
    """One supervised engine. `say` gets the sentences an operator should read."""

    def __init__(self, program: EngineProgram, say: Callable[[str], None]) -> None:
        self._program = program
        self._say = say
        self._process: asyncio.subprocess.Process | None = None
        self._tail: deque[str] = deque(maxlen=15)
        self._reader: asyncio.Task[None] | None = None
        self._log = _rotating(program.log)

    @property
    def pid(self) -> int | None:
        """Of the running engine, if there is one."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> None:
        """Returns once the engine answers. Raises CommandFailed with its last lines when it dies before."""
        await self._spawn()
        if not await self._answers():
            status = self._process.returncode if self._process else None
            await self.stop()
            how = "did not answer in time" if status is None else f"ended with status {status}"
            lines = "\n".join(f"  | {line}" for line in self._tail)
            raise CommandFailed(
                f"{lines}\nThe engine {how} while starting: mend what its last lines name, or ask `desk doctor`. "
                f"Whole log: {self._program.log}"
            )

    async def watch(self) -> None:
        """Restarts the engine whenever it ends, with a growing pause, until cancelled."""
        deaths = 0
        while True:
            began = time.monotonic()
            status = await self._ended()
            deaths = 1 if time.monotonic() - began > HEALTHY_SECONDS else deaths + 1
            await self._restart(status, deaths)

    async def stop(self) -> None:
        """Ends the engine and everything it started."""
        process = self._process
        if process is not None and process.returncode is None:
            _signal_group(process.pid, signal.SIGTERM)
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), STOP_SECONDS)
            _signal_group(process.pid, signal.SIGKILL)
            await process.wait()
        if self._reader is not None:
            await self._reader
        for handler in self._log.handlers:
            handler.close()

    async def _restart(self, status: int, deaths: int) -> None:
        wait = pause(deaths)
        self._say(
            f"The engine ended with status {status}; it is started again in {wait:.0f} s. Messages wait meanwhile."
        )
        if deaths % MANY_DEATHS == 0:
            last = self._tail[-1] if self._tail else "(it wrote nothing)"
            self._say(f"It has ended {deaths} times in a row: run `desk doctor` and read {self._program.log}: {last}")
        await asyncio.sleep(wait)
        await self._spawn()
        if await self._answers():
            self._say("The engine answers again.")
        elif self._process is not None and self._process.returncode is None:
            _signal_group(self._process.pid, signal.SIGKILL)

    async def _spawn(self) -> None:
        self._tail.clear()
        starting = asyncio.create_task(self._program_started())
        try:
            self._adopt(await asyncio.shield(starting))
        except asyncio.CancelledError:
            self._adopt(await starting)  # or nobody would know of it, and `stop` could not end it
            raise

    def _adopt(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._reader = asyncio.create_task(self._keep_log(process))

    async def _program_started(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *tied(self._program.command()),
            cwd=self._program.folder,
            env=quiet(self._program.environ),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            limit=LONGEST_LINE,
        )

    async def _keep_log(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        async for raw in process.stdout:
            line = raw.decode(errors="replace").rstrip()
            self._tail.append(line)
            self._log.info(line)

    async def _answers(self) -> bool:
        """Whether the engine answers before it ends or the time is over."""
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit and self._process is not None and self._process.returncode is None:
            if await self._program.ready():
                return True
            await asyncio.sleep(0.2)
        return False

    async def _ended(self) -> int:
        assert self._process is not None and self._reader is not None  # noqa: S101, PT018 - started before
        status = await self._process.wait()
        await self._reader
        return status


def pause(deaths: int) -> float:
    """Seconds before the next start: 1, 2, 4 and so on, at most LONGEST_PAUSE."""
    return float(min(LONGEST_PAUSE, 2 ** (deaths - 1)))


def _signal_group(leader: int, what: signal.Signals) -> None:
    with suppress(ProcessLookupError):  # it ended by itself meanwhile
        os.killpg(leader, what)


def _rotating(path: Path) -> logging.Logger:
    logger = logging.Logger(f"engine {path}")
    handler = PrivateFile(path)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    return logger
