"""The servers a run starts: each in a process group of its own, logged, weighed and ended for certain."""

import asyncio
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.cli.running.programs import quiet, tied

STOP_SECONDS = 20.0
"""A desk finishes the turns under way before it ends."""
SHOWN_LINES = 15


class ProgramFailed(Exception):
    """A program ended with an error or too early; the text has its last lines."""


@dataclass(frozen=True, slots=True)
class Program:
    """A running server. It dies with this process, however this process dies."""

    name: str
    process: asyncio.subprocess.Process
    log: Path

    def check_alive(self) -> None:
        """Raises ProgramFailed when it has ended."""
        if self.process.returncode is not None:
            raise ProgramFailed(f"{self.name} ended with status {self.process.returncode}:\n{_tail(self.log)}")

    async def stop(self) -> None:
        """Asks it to end, then ends it and everything it started."""
        _signal(self.process.pid, signal.SIGTERM)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.process.wait(), STOP_SECONDS)
        _signal(self.process.pid, signal.SIGKILL)
        await self.process.wait()

    def resident(self) -> dict[str, int]:
        """Bytes of memory each process of this program holds (RSS), by what it is."""
        return {self._named(pid): _rss(pid) for pid in sorted(_family(self.process.pid))}

    def worked(self) -> dict[str, float]:
        """Seconds of processor time each process has used since it started, by what it is."""
        return {self._named(pid): _cpu(pid) for pid in sorted(_family(self.process.pid))}

    def _named(self, pid: int) -> str:
        return f"{self.name} {_purpose(pid)}".strip()


async def start(name: str, command: Sequence[str], folder: Path, environ: Mapping[str, str], log: Path) -> Program:
    """Starts a server; its output goes to `log`."""
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *tied(command),
            cwd=folder,
            env=quiet(environ),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
    return Program(name, process, log)


async def run(name: str, command: Sequence[str], folder: Path, environ: Mapping[str, str], log: Path) -> None:
    """Runs a program to its end. Raises ProgramFailed for a status other than 0."""
    program = await start(name, command, folder, environ, log)
    try:
        await program.process.wait()
    finally:
        await program.stop()
    if program.process.returncode != 0:
        program.check_alive()


def _signal(leader: int, what: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, what)


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-SHOWN_LINES:])


def _family(ancestor: int) -> set[int]:
    """A process and all its descendants, whatever groups they moved to."""
    parents = dict(_parents())
    family = {ancestor}
    while grown := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= grown
    return family


def _parents() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended meanwhile
            yield int(folder.name), int((folder / "stat").read_text().rpartition(")")[2].split()[1])


def _rss(pid: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _cpu(pid: int) -> float:
    """User and system time, of all threads."""
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _purpose(pid: int) -> str:
    """Tells an engine from the desk that started it."""
    with suppress(OSError):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
        return "engine" if "rasa" in words and "actions" not in words else ""
    return ""
