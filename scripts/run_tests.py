"""Runs the checks and the tests, and ends with one line of counts.

usage: run_tests.py [--quick | --deep]

Without an option: everything. --quick leaves out what needs the engine, a browser, PostgreSQL or another program;
--deep tries each property with thousands of other examples. With DESK_TEST_DATABASE_URL what touches the database runs
once more, on that PostgreSQL server. The engine's own parts are tested in the engine's environment, everything else in
the desk's.

A few tests that failed are repeated, each alone. Only those that fail again count as failed; the others are named.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DESK = str(ROOT / ".venv" / "bin" / "python")
ENGINE = str(ROOT / ".venv-engine" / "bin" / "python")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SOME_FAILED = 1
"""pytest's status when all tests ran and some failed."""
NO_TESTS = 5
"""pytest's status when there was nothing to run."""
SLOWEST = 10
"""How many of the slowest tests are shown."""
WORKERS = str(max(2, min(os.cpu_count() or 2, 4)))
"""Processes the desk's tests are spread over; more would only wait for the one engine."""
SPREAD = ("-n", WORKERS, "--dist", "loadgroup")
REPEATED = 5
"""How many failed tests are repeated at most: when there are more, no race is the reason."""
FIRST_FAILED = "failed first, passed when repeated alone"
ROOM = 2 * 1024**3
"""Bytes of memory that must be free for the tests' files."""
QUICK = "not engine and not browser and not postgres and not process"


@dataclass(frozen=True)
class Failed:
    """A test that failed in a run that came to its end; `python` ran it."""

    python: str
    test: str


@dataclass(frozen=True)
class Results:
    """What one or several runs found: counts, how long each test took (in seconds), and which may be repeated."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: tuple[tuple[float, str], ...] = ()
    repeatable: tuple[Failed, ...] = ()
    unsteady: tuple[str, ...] = ()

    def __add__(self, other: "Results") -> "Results":
        return Results(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.seconds + other.seconds,
            self.repeatable + other.repeatable,
            self.unsteady + other.unsteady,
        )


def main(options: list[str]) -> int:
    """Runs what the options ask for; 0 when nothing failed."""
    runs = {"": _everything, "--quick": _quick, "--deep": _deep}
    chosen = runs.get(" ".join(options))
    if chosen is None:
        print(__doc__, file=sys.stderr)
        return 2
    started = time.monotonic()
    with _quick_disk():
        results = _repeated(chosen())
    _summary(results, time.monotonic() - started)
    return 1 if results.failed else 0


@contextmanager
def _quick_disk() -> Iterator[None]:
    """Lets the tests' databases lie in memory where there is room: after a power cut nobody needs them."""
    memory = Path("/dev/shm")  # noqa: S108 - Linux's own
    if not memory.is_dir() or shutil.disk_usage(memory).free < ROOM:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="desk-tests-", dir=memory) as folder:
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        try:
            yield
        finally:
            del os.environ["TMPDIR"]
            tempfile.tempdir = None


def _everything() -> Results:
    browser = _browser()
    with ThreadPoolExecutor(max_workers=2) as side_by_side:
        parts = [side_by_side.submit(_engine), side_by_side.submit(_prepare)]
        results = sum((part.result() for part in parts), Results())
    postgres = bool(os.environ.get("DESK_TEST_DATABASE_URL"))
    results += _desk("Desk" + (", also on PostgreSQL" if postgres else ""), "" if postgres else "not postgres")
    if not browser:
        _warn("THE BROWSER TESTS WERE SKIPPED: there is no Chromium. Install it (Debian: apt-get install chromium).")
    return results


def _quick() -> Results:
    """The checks' longest part keeps one processor busy, so they run beside the tests."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        checks = beside.submit(_checks, aside=True)
        tests = _desk("Desk, without engine, browser, PostgreSQL and other programs", QUICK)
    return checks.result() + tests


def _deep() -> Results:
    """Nothing is repeated: the examples would be others."""
    os.environ["HYPOTHESIS_PROFILE"] = "deep"
    return replace(_desk("Properties", f"hypothesis and {QUICK}"), repeatable=())


def _engine() -> Results:
    return _pytest("Engine, in its own environment", ENGINE, "tests/engine", aside=True)


def _prepare() -> Results:
    """The checks, and the model that the desk's tests talk to."""
    results = _checks(aside=True)
    trained = _run("Language model", [str(ROOT / ".venv" / "bin" / "desk"), "train"], aside=True) == 0
    return results if trained else results + Results(failed=1)


def _checks(aside: bool = False) -> Results:
    return Results(failed=int(_run("Style, types and directions", [DESK, "scripts/lint.py"], aside=aside) != 0))


def _desk(title: str, marked: str) -> Results:
    return _pytest(title, DESK, "tests", "--ignore=tests/engine", "-m", marked, *SPREAD)


def _browser() -> str | None:
    """Chromium, installed first where this user may do that."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    _run("Chromium", ["apt-get", "install", "--yes", "--no-install-recommends", "-qq", "chromium"])
    return shutil.which("chromium")


def _run(title: str, command: list[str], *, aside: bool = False) -> int:
    """The command's status. What runs aside shows its output once it has ended, so that lines do not mingle."""
    if not aside:
        print(f"\n== {title}", flush=True)
        return subprocess.run(command, cwd=ROOT, check=False, stdin=subprocess.DEVNULL).returncode
    done = subprocess.run(
        command, cwd=ROOT, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    print(f"\n== {title}\n{done.stdout.decode(errors='replace')}", end="", flush=True)
    return done.returncode


def _pytest(title: str, python: str, *arguments: str, aside: bool = False) -> Results:
    with tempfile.TemporaryDirectory() as folder:
        report, cache = Path(folder) / "report.xml", Path(folder) / "cache"
        options = [f"--junitxml={report}", "-o", f"cache_dir={cache}"]
        status = _run(title, [python, "-m", "pytest", *options, *arguments], aside=aside)
        results = _read(report) if report.is_file() else Results()
        failed = _failed(cache) if status == SOME_FAILED else ()
    if failed:
        return replace(results, failed=len(failed), repeatable=tuple(Failed(python, test) for test in failed))
    broken = status not in (0, NO_TESTS) and results.failed == 0
    return results + Results(failed=1) if broken else results


def _failed(cache: Path) -> tuple[str, ...]:
    """The tests that pytest itself would repeat, without the groups they were spread by.

    None when a file could not be read, as then others have not run either.
    """
    kept = cache / "v" / "cache" / "lastfailed"
    named = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    if not all("::" in name for name in named):
        return ()
    return tuple(name.rpartition("@")[0] if name.rfind("@") > name.rfind("]") else name for name in named)


def _repeated(results: Results) -> Results:
    """Each of a few failed tests once more, with nothing beside it: a race shows by this, and must not stay unseen."""
    if not 0 < len(results.repeatable) <= REPEATED:
        return results
    again = [_pytest(f"Repeated alone: {each.test}", each.python, each.test) for each in results.repeatable]
    passed = [each.test for each, now in zip(results.repeatable, again, strict=True) if now.passed and not now.failed]
    steady = len(results.repeatable) - len(passed)
    others = results.failed - len(results.repeatable)
    return replace(results, passed=results.passed + len(passed), failed=others + steady, unsteady=tuple(passed))


def _read(report: Path) -> Results:
    root = ElementTree.parse(report).getroot()  # noqa: S314 - pytest wrote it
    suites = list(root.iter("testsuite"))
    total, skipped = (sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "skipped"))
    failed = sum(int(suite.get(name, 0)) for suite in suites for name in ("failures", "errors"))
    seconds = tuple((float(case.get("time", 0)), _name(case)) for case in root.iter("testcase"))
    return Results(total - skipped - failed, failed, skipped, seconds)


def _name(case: ElementTree.Element) -> str:
    return f"{case.get('classname', '').replace('.', '/')}.py {case.get('name', '').partition('@')[0]}"


def _summary(results: Results, seconds: float) -> None:
    slowest = sorted(results.seconds, reverse=True)[:SLOWEST]
    print(f"\n== The {len(slowest)} slowest tests")
    for each, name in slowest:
        print(f"{each:6.1f} s  {name[:110]}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"\n{_minutes(seconds)} in all, {_minutes(used.ru_utime + used.ru_stime)} of processor time")
    if results.unsteady:
        _warn("\n!! ".join((f"UNSTEADY: {FIRST_FAILED}.", *results.unsteady)))
        print(f"{len(results.unsteady)} unsteady: {FIRST_FAILED}")
    print(f"{results.passed} passed, {results.failed} failed, {results.skipped} skipped", flush=True)


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60} min {int(seconds) % 60:02} s"


def _warn(text: str) -> None:
    print(f"\n{'!' * 100}\n!! {text}\n{'!' * 100}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
