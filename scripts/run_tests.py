"""Runs every check and every test, and ends with one line of counts.

The engine's own parts are tested in the engine's environment, everything else in the desk's. With
DESK_TEST_DATABASE_URL the storage suite runs once more, on that PostgreSQL server.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DESK = str(ROOT / ".venv" / "bin" / "python")
ENGINE = str(ROOT / ".venv-engine" / "bin" / "python")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_TESTS = 5
"""pytest's status when there was nothing to run."""


@dataclass(frozen=True)
class Counts:
    """What one or several runs of pytest found."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


def main() -> int:
    """Runs all; 0 when nothing failed."""
    browser = _browser()
    counts = Counts(failed=0 if _run("Style, types and directions", [DESK, "scripts/lint.py"]) == 0 else 1)
    counts += _pytest("Engine, in its own environment", ENGINE, "tests/engine")
    if _run("Language model", [str(ROOT / ".venv" / "bin" / "desk"), "train"]) != 0:
        counts += Counts(failed=1)
    counts += _pytest("Desk", DESK, "tests", "--ignore=tests/engine", "-m", "not postgres")
    if os.environ.get("DESK_TEST_DATABASE_URL"):
        counts += _pytest("Storage, on PostgreSQL", DESK, "tests", "--ignore=tests/engine", "-m", "postgres")
    return _summary(counts, bool(browser))


def _browser() -> str | None:
    """Chromium, installed first where this user may do that."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    _run("Chromium", ["apt-get", "install", "--yes", "--no-install-recommends", "-qq", "chromium"])
    return shutil.which("chromium")


def _run(title: str, command: list[str]) -> int:
    print(f"\n== {title}", flush=True)
    return subprocess.run(command, cwd=ROOT, check=False, stdin=subprocess.DEVNULL).returncode


def _pytest(title: str, python: str, *arguments: str) -> Counts:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        status = _run(title, [python, "-m", "pytest", f"--junitxml={report}", *arguments])
        counts = _counted(report) if report.is_file() else Counts()
    broken = status not in (0, NO_TESTS) and counts.failed == 0
    return counts + Counts(failed=1) if broken else counts


def _counted(report: Path) -> Counts:
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314 - pytest wrote it
    total, skipped = (sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "skipped"))
    failed = sum(int(suite.get(name, 0)) for suite in suites for name in ("failures", "errors"))
    return Counts(total - skipped - failed, failed, skipped)


def _summary(counts: Counts, browser: bool) -> int:
    print()
    if not browser:
        print("!" * 100)
        print("!! THE BROWSER TESTS WERE SKIPPED: there is no Chromium. Install it (Debian: apt-get install chromium).")
        print("!" * 100)
    print(f"{counts.passed} passed, {counts.failed} failed, {counts.skipped} skipped", flush=True)
    return 1 if counts.failed else 0


if __name__ == "__main__":
    sys.exit(main())
