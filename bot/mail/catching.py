"""Where the mails of a demonstration go: into a folder of this machine, and to nobody."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from bot.domain.notices.outbox import Trouble
from bot.mail.transport import MailTrouble

KEPT: Final = 200
"""Mails kept; older ones are deleted."""


class CatchingTransport:
    """`Transport` into files, its owner's alone, that the demonstration shows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @asynccontextmanager
    async def delivery(self, sender: str, recipient: str) -> AsyncIterator["CatchingTransport"]:
        """Takes every address."""
        yield self

    async def hand_over(self, content: bytes) -> None:
        """Writes the file. Raises MailTrouble where the disk takes none."""
        try:
            await asyncio.to_thread(self._keep, content)
        except OSError as error:
            raise MailTrouble(Trouble.BUSY, f"{self._folder} takes no file: {error.strerror}") from error

    async def probe(self) -> None:
        """A folder is always there."""

    def caught(self) -> Iterator[tuple[str, bytes]]:
        """Names and contents, newest first."""
        for path in reversed(self._files()):
            with suppress(FileNotFoundError):
                yield path.stem, path.read_bytes()

    def one(self, name: str) -> bytes | None:
        """The content of a name that `caught` gave, or None."""
        found = {path.stem: path for path in self._files()}
        return found[name].read_bytes() if name in found else None

    def _keep(self, content: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        there = self._files()
        number = int(there[-1].stem) + 1 if there else 1
        while True:
            path = self._folder / f"{number:08d}.eml"
            try:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                number += 1
                continue
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            break
        for old in there[: max(0, len(there) + 1 - KEPT)]:
            old.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return sorted(path for path in self._folder.glob("*.eml") if path.stem.isdigit())
