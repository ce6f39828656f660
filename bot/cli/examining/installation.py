"""Checks of what was installed; the standard library alone, so that they run in a broken house."""

import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

from bot.cli.examining.findings import Finding
from bot.cli.models.model import Model
from bot.settings import ROOT

LEAST_FREE = 500_000_000
"""Bytes: room for a training, its cache, and weeks of conversations."""

_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?", re.M)
_LISTING = """
from importlib.metadata import distributions
for found in distributions():
    print(found.metadata["Name"], found.version)
"""


def python() -> Iterator[Finding]:
    """The interpreter this command runs with."""
    found = ".".join(map(str, sys.version_info[:3]))
    remedy = "" if sys.version_info[:2] == (3, 11) else "use Python 3.11: `make clean`, then `make demo PYTHON=...`"
    yield Finding("Python", found, remedy)


def desk_environment() -> Iterator[Finding]:
    """This very environment against requirements/desk.txt."""
    installed = {_plain(found.metadata["Name"]): found.version for found in distributions()}
    yield compared("desk environment", installed, ROOT / "requirements" / "desk.txt")


def engine_environment() -> Iterator[Finding]:
    """.venv-engine against requirements/engine.txt, asked with its own interpreter."""
    interpreter = Model().python
    if not interpreter.exists():
        yield Finding("engine environment", "missing", "run `make train` (or `make demo`), which creates it")
        return
    listing = subprocess.run([interpreter, "-c", _LISTING], capture_output=True, text=True, check=True, timeout=60)
    pairs = (line.split() for line in listing.stdout.splitlines())
    installed = {_plain(name): version for name, version in pairs}
    yield compared("engine environment", installed, ROOT / "requirements" / "engine.txt")


def compared(name: str, installed: dict[str, str], lock: Path) -> Finding:
    """Whether everything locked for every platform is there in the locked version.

    Packages with a condition (other systems, other Pythons) may be absent.
    """
    wrong, locked = [], _locked(lock)
    for package, (versions, may_be_absent) in locked.items():
        found = installed.get(package)
        if found not in versions and not (found is None and may_be_absent):
            wrong.append(f"{package} {found or 'missing'} instead of {' or '.join(sorted(versions))}")
    if wrong:
        shown = "; ".join(wrong[:3]) + (f"; {len(wrong) - 3} more" if len(wrong) > 3 else "")
        return Finding(name, shown, f"remove its .stamp file and run `make demo`, which installs {lock.name} anew")
    return Finding(name, f"{len(locked)} packages as locked")


def _locked(lock: Path) -> dict[str, tuple[set[str], bool]]:
    """Each package's versions (one for each condition it is locked under), and whether it may be absent."""
    packages: dict[str, tuple[set[str], bool]] = {}
    for package, version, condition in _LOCKED.findall(lock.read_text(encoding="utf-8")):
        versions, may_be_absent = packages.get(_plain(package), (set(), True))
        packages[_plain(package)] = (versions | {version}, may_be_absent and bool(condition))
    return packages


def web_assets() -> Iterator[Finding]:
    """The scripts of the chat and of the console, which are built and not committed."""
    folders = [ROOT / "bot" / edge / "static" / "vendor" for edge in ("console", "site")]
    found = [[path for path in folder.rglob("*.js") if path.stat().st_size] for folder in folders]
    built = [path for paths in found for path in paths] if all(found) else []
    if built:
        yield Finding("web assets", f"{len(built)} scripts")
    else:
        yield Finding("web assets", "not built", "run `make demo` with Node.js 20 or newer installed")


def disk() -> Iterator[Finding]:
    """Room for data and models."""
    free = shutil.disk_usage(ROOT).free
    remedy = "" if free >= LEAST_FREE else f"free some: {LEAST_FREE // 1_000_000} MB are needed at least"
    yield Finding("disk space", f"{free // 1_000_000} MB free", remedy)


def model() -> Iterator[Finding]:
    """Whether a whole model for today's data is there, or an older one stays in use on purpose."""
    wanted = Model()
    if wanted.fresh:
        yield _whole(wanted.path)
    elif (older := wanted.in_use()) and wanted.is_kept_back:
        stays = f"{older.name} stays in use: the model of today's data is kept back"
        yield Finding("model", f"{stays}, see {wanted.report.relative_to(wanted.root)}")
    elif older:
        yield Finding("model", f"{older.name} is older than its data", "run `desk train` and start again")
    else:
        yield Finding("model", "none is trained", "run `desk train`")


def _whole(path: Path) -> Finding:
    """A gzip file that was cut short has no readable end."""
    try:
        with tarfile.open(path) as archive:
            count = len(archive.getmembers())
    except (tarfile.TarError, EOFError, OSError) as error:
        return Finding("model", f"{path.name} cannot be read: {error}", "run `desk train --force`")
    return Finding("model", f"{path.name}, {count} parts, {path.stat().st_size // 1_000_000} MB")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
