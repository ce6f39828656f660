"""The house rules that a program can check: import directions, sizes, and nothing in the tree gives a secret away."""

import ast
import os
import re
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot import settings
from bot.cli.main import COMMANDS
from bot.settings import ROOT

LONGEST_MODULE = 250
LONGEST_FUNCTION = 40
MEDIAN_FUNCTION = 8
FULLEST_FOLDER = 15
EDGES = {("bot", name) for name in ("app.py", "channels", "console", "site", "answering", "web")}
ACTIONS = ROOT / "actions"
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{20}|\bAKIA[0-9A-Z]{16}\b|\bxox[abp]-\d|\bghp_\w{30}"
)
IN_A_LIST = re.compile(r": \[(?!['\"])[^\]'\"]*\(\?")
"""A regular expression's group in a YAML list without quotes: the engine's parser, in C, refuses the file."""
PLACES = re.compile(r"/(?:work|home/\w+|root|Users/\w+)/[\w.]")
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All of a file's syntax, read once for all rules."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def tracked(*patterns: str) -> list[Path]:
    """The files of the repository; those of the folder where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def product() -> list[Path]:
    return [path for folder in ("bot", "actions", "scripts") for path in sorted((ROOT / folder).rglob("*.py"))]


def everything() -> list[Path]:
    """The product, its tests and its measurements."""
    return product() + [path for folder in ("tests", "bench") for path in sorted((ROOT / folder).rglob("*.py"))]


def functions(path: Path) -> Iterator[FunctionNode]:
    yield from (n for n in nodes(path) if isinstance(n, FunctionNode))


def length(node: FunctionNode) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_arrows_run_downwards_only() -> None:
    checked = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout[-3000:]


def imported(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_dates_amounts_and_lists_are_written_in_one_place() -> None:
    """partner.yml asks Babel which currencies exist; nobody else outside the writing asks it for anything."""
    elsewhere = [path for path in product() if path.parent != ROOT / "bot" / "writing"]
    asked = {(path.stem, name) for path in elsewhere for name in imported(path) if name.startswith("babel")}
    assert asked == {("values", "babel.numbers.list_currencies")}


def strings(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_what_an_email_address_is_stands_in_one_place() -> None:
    """Masking hides spelled-out ones too, and the language of a message is told without anything like one."""
    pattern = re.compile(r"[\])}+*?]@")
    found = {path.stem for path in product() for text in strings(path) if pattern.search(text)}
    assert found == {"email_addresses", "masking_patterns", "language"}


def test_languages_and_lengths_stand_in_one_place() -> None:
    lists = [path for path in product() if re.search(r"[\[({]['\"]en['\"], ?['\"]fr['\"][\])}]", path.read_text())]
    assert lists == [ROOT / "bot" / "domain" / "kernel" / "locales.py"]
    forms = [path for folder in ("bot",) for path in (ROOT / folder).rglob("*.html")]
    assert forms
    assert not [path for path in forms if re.search(r"m(?:ax|in)length['\"]?\s*[=:]\s*['\"]?\d", path.read_text())]


def transactions_in(code: str) -> list[int]:
    """The lines on which a transaction is opened."""
    calls = [node.func for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls if isinstance(call, ast.Attribute) and call.attr in {"reading", "writing"}]


def test_no_edge_opens_a_transaction() -> None:
    """One call of a service is one transaction: whoever speaks HTTP or Rasa's protocol never opens one itself."""
    assert transactions_in("with desk.database.writing() as work:\n    pass") == [1]
    edges = [path for path in product() if path.relative_to(ROOT).parts[:2] in EDGES or path.is_relative_to(ACTIONS)]
    assert len(edges) > 50
    assert not [f"{path}:{line}" for path in edges for line in transactions_in(path.read_text(encoding="utf-8"))]


def databases_taken_in(code: str) -> list[int]:
    """The lines that read the database somebody else keeps to itself; a service reads its own."""
    read = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Attribute) and node.attr == "_database"]
    return [node.lineno for node in read if getattr(node.value, "id", "") != "self"]


@pytest.mark.parametrize("code", ["desk._database", "self._desk._database.ping()", "replace(made.desk._database)"])
def test_taking_a_desks_database_is_noticed(code: str) -> None:
    assert databases_taken_in(code) == [1]


def test_nobody_takes_the_database_out_of_a_desk() -> None:
    """Only where the desk is built its database is known; tests have `tests.fixtures.desk.database_of`."""
    built = ROOT / "bot" / "bootstrap.py"
    assert databases_taken_in("self._database.ping()") == []
    paths = [path for path in everything() if path not in {built, ROOT / "tests" / "fixtures" / "desk.py"}]
    assert not [f"{path}:{line}" for path in paths for line in databases_taken_in(path.read_text(encoding="utf-8"))]


def test_who_holds_a_row_is_decided_in_one_place() -> None:
    """No statement compares the end of a lease itself: clocks differ, and one rule knows by how much."""
    compares = re.compile(r"lease_until\s*(?:<|>|!=|==)|(?:<|>|!=|==)=?\s*[\w.]*lease_until")
    assert compares.search("t.c.lease_until <= now")
    assert not [path for path in product() if compares.search(path.read_text(encoding="utf-8"))]


def test_every_module_says_why_it_exists() -> None:
    silent = [path for path in product() if path.stat().st_size and not ast.get_docstring(nodes(path)[0])]
    assert not silent


def test_no_module_is_two_rooms_in_one() -> None:
    long = {str(path.relative_to(ROOT)) for path in everything() if len(path.read_text().splitlines()) > LONGEST_MODULE}
    assert long == set()


def test_no_folder_is_a_drawer_of_everything() -> None:
    """Migrations are one line of history, however long it grows."""
    counted = Counter(path.parent for path in everything() if path.stem != "__init__")
    full = {folder for folder, count in counted.items() if count > FULLEST_FOLDER}
    history = {folder for folder in full if folder.parts[-2:] == ("migrations", "versions")}
    assert {str(folder.relative_to(ROOT)) for folder in full - history} == set()


def test_no_function_is_too_long_to_be_read_at_once() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {f.name}"
        for path in everything()
        for f in functions(path)
        if length(f) > LONGEST_FUNCTION
    ]
    assert not long


def test_most_functions_are_small() -> None:
    assert statistics.median(length(f) for path in product() for f in functions(path)) <= MEDIAN_FUNCTION


def test_no_name_that_says_nothing() -> None:
    assert not [path for path in product() if path.stem in VAGUE]


@pytest.mark.parametrize("what", [SECRETS, PLACES], ids=["secrets", "places on one machine"])
def test_nothing_in_the_tree_gives_away(what: re.Pattern[str]) -> None:
    texts = [path for path in tracked() if path.suffix not in {".png", ".gz"} and path != Path(__file__)]
    found = [path for path in texts if what.search(path.read_text(encoding="utf-8", errors="replace"))]
    assert not found


def test_locked_lists_carry_hashes_and_no_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        if path.name == "engine-overrides.txt":
            continue
        text = path.read_text()
        assert "://" not in text, path
        assert text.count("==") <= text.count("--hash=sha256:"), path


def test_every_setting_is_on_the_operations_page() -> None:
    code = Path(settings.__file__).read_text() + (ROOT / "bot" / "cli" / "running" / "engine_program.py").read_text()
    names = set(re.findall(r'"((?:DESK_[A-Z_]+|PORT))"', code))
    page = (ROOT / "docs" / "operations.md").read_text()
    assert {name for name in names if f"`{name}`" not in page} == set()
    listed = set(re.findall(r"^\| `(DESK_[A-Z_]+|PORT)`", page, re.M))
    assert listed <= names | {"DESK_TEST_DATABASE_URL", "DESK_TEST_MODEL"}


def test_every_command_is_on_the_operations_page() -> None:
    page = (ROOT / "docs" / "operations.md").read_text()
    assert {name for name in COMMANDS if f"`desk {name}" not in page} == set()


def test_make_explains_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.M)
    assert phony
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {target for target in phony[1].split() if f"make {target} " not in listed} == set()


def test_a_python_that_is_none_is_told_with_the_remedy() -> None:
    asked = subprocess.run(
        ["make", "help", "lock", "PYTHON=/nowhere/python"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert asked.returncode != 0
    assert "PYTHON=/nowhere/python is no Python 3.11" in asked.stderr


def test_a_machine_without_python_is_told_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    script = (ROOT / "scripts" / "python").read_text()
    moved = tmp_path / "scripts" / "python"
    moved.parent.mkdir()
    moved.write_text(re.sub(r" /usr/[\w./]+", "", script.replace("#!/bin/sh", "")))
    environ = {"PATH": str(tmp_path)} | {name: os.environ[name] for name in ("HOME",) if name in os.environ}
    asked = subprocess.run(["/bin/sh", moved, "x.py"], env=environ, capture_output=True, text=True, check=False)
    assert asked.returncode == 1
    assert asked.stderr.startswith("Python 3.11 was not found: install it")


def test_regular_expressions_in_lists_of_yaml_are_quoted() -> None:
    found = [path for path in (ROOT / "bot" / "engine").rglob("*.yml") if IN_A_LIST.search(path.read_text("utf-8"))]
    assert found == []
