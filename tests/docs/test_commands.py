"""Every command a page names can be given as it stands there."""

import argparse
import importlib
import re
import shlex
from pathlib import Path

import pytest

from bot.cli.main import COMMANDS
from bot.settings import ROOT
from tests.docs.pages import Page, pages

PLANNED = {"import"}
"""Subcommands that pages speak of as not built yet."""


def said(page: Page) -> list[list[str]]:
    """The commands of a page as words, without comments and settings in front."""
    lines = [re.sub(r"^(?:you> |\$ )", "", line) for line in page.commands]
    found = []
    for line in lines:
        try:
            words = shlex.split(line, comments=True)
        except ValueError:
            continue  # an apostrophe: no command
        while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
            words = words[1:]
        if words:
            found.append(words)
    return found


def given(page: Page, *programs: str) -> list[list[str]]:
    return [words[1:] for words in said(page) if words[0] in programs and len(words) > 1]


def options_of(command: str) -> set[str]:
    parser = argparse.ArgumentParser()
    importlib.import_module(f"bot.cli.{command}").arguments(parser)
    return {option for action in parser._actions for option in action.option_strings}


def unknown_targets(page: Page) -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    return {word for words in given(page, "make") for word in words if re.fullmatch(r"[a-z]+", word)} - targets


def unknown_commands(page: Page) -> list[str]:
    wrong = []
    for command, *rest in given(page, "desk", ".venv/bin/desk"):
        if command.startswith("-") or command in PLANNED:
            continue
        options = options_of(command) if command in COMMANDS else set()
        if command not in COMMANDS or {word for word in rest if word.startswith("--")} - options:
            wrong.append(" ".join([command, *rest]))
    return wrong


def missing_programs(page: Page) -> list[str]:
    missing = []
    for words in said(page):
        if words[0].endswith("/python") and words[1:2] == ["-m"]:
            module = words[2].replace(".", "/")
            ours = module.startswith(("bot/", "bench", "scripts/"))
            lost = ours and not (ROOT / f"{module}.py").is_file() and not (ROOT / module).is_dir()
            missing += [words[2]] if lost else []
            missing += [word for word in words[3:] if word.startswith("tests/") and not (ROOT / word).exists()]
    return missing


@pytest.mark.parametrize("page", pages(), ids=str)
def test_every_make_target_named_exists(page: Page) -> None:
    assert unknown_targets(page) == set()


@pytest.mark.parametrize("page", pages(), ids=str)
def test_every_desk_command_named_exists_with_its_options(page: Page) -> None:
    assert unknown_commands(page) == []


@pytest.mark.parametrize("page", pages(), ids=str)
def test_every_module_and_test_folder_named_exists(page: Page) -> None:
    assert missing_programs(page) == []


def test_a_wrong_target_command_option_and_folder_are_found(tmp_path: Path) -> None:
    wrong = tmp_path / "page.md"
    wrong.write_text(
        "`make demo` and `make coffee`, `desk chat --as a@b.example` and `desk chat --at a@b.example`\n"
        "```\n.venv/bin/desk fly  # never\n.venv/bin/python -m pytest tests/nowhere\nDESK_NOW=x make test\n```\n"
    )
    assert unknown_targets(Page(wrong)) == {"coffee"}
    assert unknown_commands(Page(wrong)) == ["fly", "chat --at a@b.example"]
    assert missing_programs(Page(wrong)) == ["tests/nowhere"]


def test_the_readme_names_the_two_commands() -> None:
    named = given(Page(ROOT / "README.md"), "make")
    assert named[:2] == [["demo"], ["test"]]


def test_what_the_quick_run_leaves_out_is_marked_and_told() -> None:
    """The marks of pyproject.toml are those that `make check` leaves out; CONTRIBUTING tells each of them."""
    script = (ROOT / "scripts" / "run_tests.py").read_text()
    quick = re.search(r'^QUICK = "(.*)"$', script, re.M)
    listed = re.search(r"^markers = \[\n(.*?)^\]", (ROOT / "pyproject.toml").read_text(), re.M | re.S)
    assert quick
    assert listed
    marks = re.findall(r'"(\w+):', listed[1])
    assert quick[1] == " and ".join(f"not {mark}" for mark in marks)
    page = (ROOT / "CONTRIBUTING.md").read_text()
    assert [mark for mark in marks if f"`{mark}`" not in page] == []
    programs = re.findall(r'^    "([\w/]+\.py)",$', (ROOT / "tests" / "conftest.py").read_text(), re.M)
    assert len(programs) > 5
    assert [name for name in programs if not (ROOT / "tests" / name).is_file()] == []
