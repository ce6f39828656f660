"""Checks that nobody else on this machine may read what customers wrote, nor any key."""

import stat
from collections.abc import Iterator
from pathlib import Path

from bot.cli.examining.findings import Finding
from bot.cli.running.demo_password import FILE
from bot.settings import ROOT, Settings, load
from bot.storage.kernel.engines import files_of

_OTHERS = 0o077


def private() -> Iterator[Finding]:
    """Database, session key, demo password, logs and their folder; `keys` looks at the key that signs statements."""
    paths = [path for path in (ROOT / "var", *_files(load())) if path.exists()]
    open_ones = [path for path in paths if _mode(path) & _OTHERS]
    for path in open_ones:
        detail = f"{path.name} has mode {_mode(path):o}: others on this machine can get at it"
        yield Finding("privacy", detail, f"chmod {'700' if path.is_dir() else '600'} {path}")
    if not open_ones:
        yield Finding("privacy", f"{len(paths)} files and folders are their owner's alone")


def _files(settings: Settings) -> Iterator[Path]:
    yield from files_of(settings.database_url)
    yield from (settings.site_key_file.with_name(name) for name in ("session.key", "mail.key"))
    yield FILE
    yield from sorted((ROOT / "var" / "log").glob("desk.log*"))
    yield from sorted((ROOT / "var" / "log").glob("engine.log*"))


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
