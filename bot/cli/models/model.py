"""Which trained model belongs to the data as it is now, which one is in use, and how to get one."""

import asyncio
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.cli.failure import CommandFailed
from bot.cli.models.gathered import gather, gather_domain
from bot.cli.running.programs import quiet, tied
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

    @property
    def candidate(self) -> Path:
        """Where a model for today's data waits for its comparison, beside those that may be used."""
        return self.root / "models" / "candidates" / self.path.name

    @property
    def report(self) -> Path:
        """How the candidate for today's data compared with the model in use."""
        return report_of(self.candidate)

    @property
    def pointer(self) -> Path:
        """A text file with the name of the model that was last trained or promoted."""
        return self.root / "models" / "current"

    def trained(self) -> tuple[Path, ...]:
        """Every model in the folder, newest first; candidates are not among them."""
        return tuple(sorted(self.root.glob("models/desk-*.tar.gz"), key=lambda path: -path.stat().st_mtime))

    def in_use(self) -> Path | None:
        """What an engine started now takes, or None.

        The model of today's data; else the one last trained or promoted; else the newest in the folder.
        """
        if self.fresh:
            return self.path
        return self._pointed_at() or next(iter(self.trained()), None)

    @property
    def is_kept_back(self) -> bool:
        """Whether today's data was trained, and the model stays aside on purpose while an older one is in use."""
        return not self.fresh and self.candidate.is_file() and self.in_use() is not None

    def before(self) -> Path | None:
        """What was in use before the model in use, if it is still there."""
        return next((path for path in self.trained() if path != self.in_use()), None)

    def use(self, path: Path) -> None:
        """Remembers it as the one in use; the newest of the folder as well, for an engine that is given the folder."""
        os.utime(path)
        new = self.pointer.with_suffix(".new")
        new.write_text(f"{path.name}\n", encoding="utf-8")
        new.replace(self.pointer)

    def promote(self, candidate: Path) -> Path:
        """Makes a candidate the model in use and returns its new place."""
        target = self.root / "models" / candidate.name
        candidate.replace(target)
        report_of(candidate).unlink(missing_ok=True)  # of an earlier comparison
        self.use(target)
        return target

    def put_aside(self, path: Path, before: Path) -> None:
        """Makes a model a candidate again, with its report, and the one before it the model in use."""
        aside = self.candidate.parent / path.name
        aside.parent.mkdir(parents=True, exist_ok=True)
        path.replace(aside)
        if report_of(path).is_file():
            report_of(path).replace(report_of(aside))
        with report_of(aside).open("a", encoding="utf-8") as report:
            report.write(f"Put aside again: {before.name} is in use.\n")
        self.use(before)

    def forget_old(self) -> None:
        """Deletes all but the KEPT newest models and candidates with their reports; never the model in use."""
        waiting = sorted(self.candidate.parent.glob("desk-*.tar.gz"), key=lambda path: -path.stat().st_mtime)
        for old in (*self.trained()[KEPT:], *waiting[KEPT:]):
            if old not in (self._pointed_at(), self.in_use()):
                old.unlink()
                report_of(old).unlink(missing_ok=True)

    def _pointed_at(self) -> Path | None:
        if not self.pointer.is_file():
            return None
        path = self.root / "models" / Path(self.pointer.read_text(encoding="utf-8").strip()).name
        return path if path.is_file() else None

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
        inputs = ["--config", "config.yml", "--domain", "models/new/domain", "--data", "models/new/data"]
        outputs = ["--out", "models/new", "--fixed-model-name", "desk"]
        # Rasa's own validation reads everything once more, half a minute long; tests hold what it looks for
        return [str(self.python), "-m", "rasa", "train", "--skip-validation", *inputs, *outputs]


def report_of(stored: Path) -> Path:
    """Where the comparison of a stored model with the one it followed is written down."""
    return stored.with_name(stored.name.replace(".tar.gz", ".txt"))


async def train(model: Model, report: Callable[[str], None]) -> Path:
    """Trains for today's data and returns the model, in use from now on; `report` gets each line of the training.

    The training ends with this process, however that ends. Raises CommandFailed with the last lines.
    """
    target = await train_into(model, model.path, report)
    model.use(target)
    model.forget_old()
    return target


async def train_into(model: Model, target: Path, report: Callable[[str], None]) -> Path:
    """Trains for today's data into a file, whole or not at all; nothing else changes.

    The training ends with this process, however that ends. Raises CommandFailed with the last lines.
    """
    if not model.python.exists():
        raise CommandFailed("The engine's environment .venv-engine is missing: run `make train` once.")
    tail: deque[str] = deque(maxlen=15)
    new = model.root / "models" / "new"
    await asyncio.to_thread(gather, model.root / "data", new / "data")
    await asyncio.to_thread(gather_domain, model.root, new / "domain")
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
    made = new / "desk.tar.gz"
    if process.returncode != 0 or not made.is_file():
        raise CommandFailed(
            "\n".join([*tail, "", "Training failed: correct what the lines above name, then try again."])
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    made.replace(target)
    return target


async def _follow(process: asyncio.subprocess.Process, tail: deque[str], report: Callable[[str], None]) -> None:
    assert process.stdout is not None  # noqa: S101 - it was asked for
    async for raw in process.stdout:
        line = raw.decode(errors="replace").rstrip()
        tail.append(line)
        report(line)
    await process.wait()
