"""Brings a fresh clone to where everything can run: environments from locked lists, the project, the web assets.

usage: setup.py STEP... [--lock] [--then COMMAND...]      steps: uv desk engine web

Runs on the standard library alone, because nothing is installed yet. What is up to date is not done again.
"""

import ctypes
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "var" / "log"
UV = ROOT / ".uv" / "bin" / "uv"
WEB = ROOT / "web"
VENDOR = [ROOT / "bot" / edge / "static" / "vendor" for edge in ("console", "site")]
PROGRESS = threading.Lock()
RUNNING: set[subprocess.Popen[bytes]] = set()
COMPILE = ("pip", "compile", "--quiet", "--generate-hashes", "--no-header", "--universal", "--python-version", "3.11")
LOCKS = {
    "desk": ("pyproject.toml", "--group", "dev"),
    "engine": ("--group", "engine", "--override", "requirements/engine-overrides.txt"),
    "uv": ("--group", "setup"),
}


class SetupError(Exception):
    """A step failed; the text says which, why and how to mend it."""


def main(arguments: list[str]) -> int:
    """Does the steps, then becomes the command after --then."""
    wanted, command = _parted(arguments, "--then")
    _end_with_parent()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with _alone():
            _prepare([step for step in wanted if not step.startswith("--")])
            if "--lock" in wanted:
                _lock()
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return _become(command) if command else 0


def _parted(arguments: list[str], mark: str) -> tuple[list[str], list[str]]:
    at = arguments.index(mark) if mark in arguments else len(arguments)
    return arguments[:at], arguments[at + 1 :]


def _become(command: list[str]) -> int:
    """Replaces this process, so that Ctrl-C and the exit status are the command's own."""
    sys.stdout.flush()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.chdir(ROOT)
    os.execv(ROOT / command[0], command)  # noqa: S606 - no shell is wanted


def _end_with_parent() -> None:
    """Asks Linux to stop this process when `make` is killed, so that nothing it started outlives it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM, 0, 0, 0)  # 1 = PR_SET_PDEATHSIG; it survives exec


@contextmanager
def _alone() -> Iterator[None]:
    """Two set-ups in one folder at the same time would break each other's environments: the second waits."""
    for folder in (LOGS.parent, LOGS):  # what customers write will lie there as well
        folder.mkdir(mode=0o700, exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another set-up runs in this folder; waiting for it to end.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _prepare(names: list[str]) -> None:
    tracks = []
    if "uv" in names or {"desk", "engine"} & set(names):
        _step("uv", UV.parent.parent / ".stamp", _digest("requirements/uv.txt"), _install_uv)
    if "desk" in names:
        tracks.append(_desk)
    if "engine" in names:
        tracks.append(_engine)
    if "web" in names:
        tracks.append(_web)
    with ThreadPoolExecutor(max_workers=3) as pool:
        try:
            for done in [pool.submit(track) for track in tracks]:
                done.result()
        except BaseException:
            for process in tuple(RUNNING):
                process.terminate()
            raise


def _step(name: str, stamp: Path, digest: str, work: Callable[[str], None]) -> None:
    """Does the work unless the stamp says that it was done with the same inputs; the stamp is written last."""
    if stamp.is_file() and stamp.read_text() == digest:
        return
    started = time.monotonic()
    _say(f"  ..  {name}")
    work(name)
    stamp.write_text(digest)
    _say(f"  ok  {name:<24}{time.monotonic() - started:6.1f} s")


def _say(line: str) -> None:
    with PROGRESS:
        print(line, flush=True)


def _digest(*names: str) -> str:
    """Of the files' content and of the folder: environments hold absolute paths, so a moved clone starts anew."""
    sha = hashlib.sha256(str(ROOT).encode())
    for name in names:
        sha.update((ROOT / name).read_bytes())
    return sha.hexdigest()


def _install_uv(name: str) -> None:
    target = ROOT / ".uv"
    shutil.rmtree(target, ignore_errors=True)
    remedy = "install Python's venv module (Debian: apt-get install python3.11-venv)"
    _run(name, [sys.executable, "-m", "venv", str(target)], remedy)
    pip = [str(target / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary=:all:"]
    _run(name, [*pip, "-r", "requirements/uv.txt"], "check that the package index can be reached, then try again")


def _desk() -> None:
    stamp = ROOT / ".venv" / ".stamp"
    _step("desk environment", stamp, _digest("requirements/desk.txt", "pyproject.toml"), _install_desk)


def _install_desk(name: str) -> None:
    _environment(name, ".venv", "requirements/desk.txt")
    install = ["pip", "install", "--python", ".venv", "--no-deps", "--no-build-isolation", "--offline", "-e", "."]
    _run(name, [str(UV), *install], "see the log")


def _engine() -> None:
    stamp = ROOT / ".venv-engine" / ".stamp"
    digest = _digest("requirements/engine.txt")
    _step(
        "engine environment", stamp, digest, lambda name: _environment(name, ".venv-engine", "requirements/engine.txt")
    )


def _environment(name: str, folder: str, lock: str) -> None:
    if not _usable(ROOT / folder):
        remedy = "remove the folder and try again"
        _run(name, [str(UV), "venv", "--quiet", "--clear", "--python", sys.executable, folder], remedy)
    sync = [str(UV), "pip", "sync", "--quiet", "--python", folder, "--require-hashes", lock]
    _run(name, sync, "check that the package index can be reached and that 4 GB of disk are free, then try again")


def _usable(folder: Path) -> bool:
    """Whether there is an environment that was made in this very place and whose Python still runs."""
    python = folder / "bin" / "python"
    activate = folder / "bin" / "activate"
    if not python.exists() or not activate.is_file() or str(folder) not in activate.read_text():
        return False
    version = subprocess.run(
        [python, "-c", "import sys; print(sys.version_info[:2])"], capture_output=True, check=False
    )
    return version.stdout.strip() == b"(3, 11)"


def _web() -> None:
    if not shutil.which("npm"):
        raise SetupError("npm was not found: install Node.js 20 or newer with npm (Debian: apt-get install nodejs npm)")
    sources = sorted(str(path.relative_to(ROOT)) for path in WEB.iterdir() if path.is_file())
    for removed in [folder for folder in VENDOR if not folder.is_dir()]:
        removed.mkdir(parents=True)
        (VENDOR[0] / ".stamp").unlink(missing_ok=True)
    _step("web assets", VENDOR[0] / ".stamp", _digest(*sources), _build_web)


def _build_web(name: str) -> None:
    remedy = "check that the npm registry can be reached, then try again"
    _run(name, ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], remedy, WEB)
    _run(name, ["npm", "run", "--silent", "build"], "see the log", WEB)


def _lock() -> None:
    for name, source in LOCKS.items():
        target = f"requirements/{name}.txt"
        _run("lock", [str(UV), *COMPILE, *source, "--output-file", target], "correct pyproject.toml")
        _say(f"  ok  {target}")


def _run(name: str, command: list[str], remedy: str, folder: Path = ROOT) -> None:
    """Runs one command into the step's log. Raises SetupError with the log's last lines."""
    log = LOGS / f"setup-{name.replace(' ', '-')}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        RUNNING.add(process)
        status = process.wait()
        RUNNING.discard(process)
    if status:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
        raise SetupError(f"{tail}\n\n{name} failed: {remedy}. Whole log: {log.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
