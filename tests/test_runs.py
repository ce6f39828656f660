"""A whole run of the tests: which failures are repeated, and that none of them is lost from sight."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT

BEGINNING = """
from pathlib import Path
import pytest

pytestmark = pytest.mark.xdist_group("tests/test_some.py")

def first_time(what):
    seen = Path(__file__).with_name(what)
    try:
        return not seen.exists()
    finally:
        seen.touch()

def test_steady():
    pass
"""
RACE = """
@pytest.mark.parametrize("who", ["a@contoso.example", "[b]"])
def test_race(who):
    assert not first_time(who)
"""
DEFECT = """
def test_defect():
    assert False
"""
LEFT_OPEN = """
@pytest.fixture
def door():
    yield
    assert not first_time("door")

def test_left_open(door):
    pass
"""
SKIPPED = """
def test_skipped():
    if not first_time("skipped"):
        pytest.skip("not this time")
    assert False
"""
MANY = """
@pytest.mark.parametrize("number", range(6))
def test_many(number):
    assert not first_time(str(number))
"""
UNREADABLE = """
assert not first_time("module")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with nothing in it but the script that runs its tests."""
    for name in ("scripts", "tests"):
        (tmp_path / name).mkdir()
    shutil.copy(ROOT / "scripts" / "run_tests.py", tmp_path / "scripts")
    (tmp_path / "scripts" / "lint.py").write_text("")
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\nmarkers = ['xdist_group']\n")
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parents[1])
    return tmp_path


def run(project: Path, *parts: str, option: str = "--quick") -> tuple[int, list[str]]:
    """The status of a run of these tests, and its lines."""
    (project / "tests" / "test_some.py").write_text("".join((BEGINNING, *parts)))
    command = [sys.executable, str(project / "scripts" / "run_tests.py"), option]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    quicker = {"PYTEST_ADDOPTS": "-p no:asyncio -p no:hypothesispytest"}  # they take longer to import than all the rest
    done = subprocess.run(command, env=environ | quicker, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()


def test_what_passes_alone_is_named_and_what_fails_twice_has_failed(project: Path) -> None:
    status, lines = run(project, RACE, DEFECT, LEFT_OPEN, SKIPPED)
    assert status == 1
    assert lines[-2:] == ["3 unsteady: failed first, passed when repeated alone", "4 passed, 2 failed, 0 skipped"]
    named = {line.removeprefix("!! tests/test_some.py::test_") for line in lines if line.startswith("!! tests")}
    assert named == {"race[a@contoso.example]", "race[[b]]", "left_open"}


def test_a_run_in_which_all_that_failed_passed_alone_has_passed(project: Path) -> None:
    status, lines = run(project, RACE)
    assert (status, lines[-1]) == (0, "3 passed, 0 failed, 0 skipped")
    assert "!! UNSTEADY: failed first, passed when repeated alone." in lines


@pytest.mark.parametrize(
    ("part", "option"),
    [(MANY, "--quick"), (UNREADABLE, "--quick"), (RACE + "pytestmark = pytest.mark.hypothesis", "--deep")],
    ids=["many", "a file that cannot be read", "other examples"],
)
def test_nothing_is_repeated_where_that_would_say_nothing(project: Path, part: str, option: str) -> None:
    status, lines = run(project, part, option=option)
    assert (status, lines[-1].split(", ")[1] == "0 failed") == (1, False)
    assert "unsteady" not in "\n".join(lines).lower()
