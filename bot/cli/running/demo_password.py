"""The one password of the demo's agents: random for each installation, and the same at every start."""

import os
from pathlib import Path
from typing import Final

from bot.cli.failure import CommandFailed
from bot.services.staff.accounts import one_time_password
from bot.settings import ROOT

FILE: Final = ROOT / "var" / "demo-password"


def demo_password(path: Path = FILE) -> str:
    """Reads it, or makes it for the first time, readable for its owner alone. Raises CommandFailed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    except OSError as error:
        raise CommandFailed(f"{path} cannot be written ({error.strerror}): see to the rights of its folder.") from error
    with os.fdopen(made, "w", encoding="utf-8") as file:
        password = one_time_password()
        file.write(password + "\n")
    return password


def _read(path: Path) -> str:
    try:
        password = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise CommandFailed(f"{path} cannot be read ({error.strerror}): see to its rights, or remove it.") from error
    if not password:
        raise CommandFailed(f"{path} is empty: remove it, then start again.")
    return password
