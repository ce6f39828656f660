"""Which trained model belongs to the data as it is now, and how to get it."""

import asyncio
import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.cli.failure import CommandFailed
from bot.cli.programs import quiet, tied
from bot.settings import ROOT

KEPT = 3
"""Trained models left in the folder, so that an older one can be gone back to."""


@dataclass(frozen=True, slots=True)
class Model:
    """The model for the files below `root`. Its name holds a digest of them, so time stamps play no part."""

    root: Path = ROOT

    @property
    def python(self) -> Path:
        """The engine environment's interpreter."""
        return self.root / ".venv-engine" / "bin" / "python"

    @property
    def path(self) -> Path:
        """Where the model for today's data lies once it is trained."""
        return self.root / "models" / f"desk-{self.digest()}.tar.gz"

    @property
    def fresh(self) -> bool:
        """Whether it is trained already."""
        return self.path.is_file()

    def trained(self) -> tuple[Path, ...]:
        """Every model in the folder, newest first."""
        return tuple(sorted(self.root.glob("models/desk-*.tar.gz"), key=lambda path: -path.stat().st_mtime))

    def digest(self) -> str:
        """Of all a training reads: data, sentences, pipeline, domain, the engine's code and its locked environment."""
        sha = hashlib.sha256()
        for path in self._inputs():
            content = path.read_bytes()
            sha.update(f"{path.relative_to(self.root)} {len(content)}\n".encode() + content)
        return sha.hexdigest()[:12]

    def _inputs(self) -> Iterator[Path]:
        for name in ("config.yml", "domain.yml", "requirements/engine.txt"):
            yield self.root / name
        yield from sorted((self.root / "data").rglob("*.yml"))
        yield from sorted((self.root / "bot" / "engine").rglob("*.py"))

    def command(self) -> list[str]:
        """The training, into a file that becomes the model only once it is whole."""
        inputs = ["--config", "config.yml", "--domain", "domain.yml", "--data", "data"]
        return [str(self.python), "-m", "rasa", "train", *inputs, "--out", "models/new", "--fixed-model-name", "desk"]


async def train(model: Model, report: Callable[[str], None]) -> Path:
    """Trains for today's data and returns the model's path; `report` gets each line of the training.

    The training ends with this process, however that ends. Raises CommandFailed with the last lines.
    """
    if not model.python.exists():
        raise CommandFailed("The engine's environment .venv-engine is missing: run `make train` once.")
    target = model.path
    tail: deque[str] = deque(maxlen=15)
    process = await asyncio.create_subprocess_exec(
        *tied(model.command()),
        cwd=model.root,
        env=quiet(),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        await _follow(process, tail, report)
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    made = model.root / "models" / "new" / "desk.tar.gz"
    if process.returncode != 0 or not made.is_file():
        raise CommandFailed(
            "\n".join([*tail, "", "Training failed: correct what the lines above name, then try again."])
        )
    made.replace(target)
    for old in model.trained()[KEPT:]:
        old.unlink()
    return target


async def _follow(process: asyncio.subprocess.Process, tail: deque[str], report: Callable[[str], None]) -> None:
    assert process.stdout is not None  # noqa: S101 - it was asked for
    async for raw in process.stdout:
        line = raw.decode(errors="replace").rstrip()
        tail.append(line)
        report(line)
    await process.wait()
