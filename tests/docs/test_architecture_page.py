"""docs/architecture.md and docs/security.md say what the code does."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.app import build_app
from bot.bootstrap import Desk
from bot.cli.main import COMMANDS
from bot.domain.conversations import conversation
from bot.domain.conversations.conversation import Conversation, Event
from bot.settings import ROOT
from bot.storage.schema import metadata
from tests.docs.pages import code_in, page, rows

ARCHITECTURE = page("docs/architecture.md")
SECURITY = page("docs/security.md")


def test_the_layers_shown_are_those_enforced() -> None:
    shown = [block.text.splitlines() for block in ARCHITECTURE.blocks if block.language == "layers"]
    enforced = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    assert shown == [contract["layers"] for contract in enforced if contract["type"] == "layers"]


def test_every_package_is_told() -> None:
    lines = ARCHITECTURE.section("Packages").splitlines()
    told = {line.split()[0] for line in lines if line.startswith(("bot/", "actions/"))}
    here = {f"bot/{path.name}{'/' if path.is_dir() else ''}" for path in (ROOT / "bot").iterdir()}
    assert told == {name for name in here if not name.startswith("bot/__")} | {"actions/"}


def test_every_table_is_told() -> None:
    told = [name for row in rows(ARCHITECTURE.section("Data")) for name in code_in(row[0])]
    assert sorted(told) == sorted(set(metadata.tables))


def test_every_change_of_owner_is_told_with_its_verb() -> None:
    told = {
        tuple(code_in(cell)[0] for cell in row[:2]) for row in rows(ARCHITECTURE.section("Who owns a conversation"))
    }
    assert {event for event, _ in told} == {event.value for event in Event}
    assert all(callable(getattr(Conversation, verb)) for _, verb in told)


def test_the_modules_named_exist() -> None:
    named = {name for name in code_in(ARCHITECTURE.prose) if re.fullmatch(r"(?:bot|actions)(?:\.[a-z_]+)+", name)}
    missing = [n for n in named if not list(ROOT.glob(f"{n.replace('.', '/')}*"))]
    assert missing == []


def test_the_commands_are_the_contracts_surface() -> None:
    line = next(line for line in ARCHITECTURE.section("Contract surfaces").splitlines() if "`.venv/bin/desk`" in line)
    assert [name for name in code_in(line) if not name.startswith((".", "-"))] == list(COMMANDS)


async def test_the_addresses_are_served(desk: Desk) -> None:
    line = next(line for line in ARCHITECTURE.section("Contract surfaces").splitlines() if line.startswith("- HTTP"))
    served = {resource.canonical for resource in build_app(desk).router.resources()}
    for address in code_in(line.partition("(`{")[0]):
        if address.startswith("/"):
            stem = address.rstrip("…").rstrip("/") or "/"
            assert any(path.startswith(stem) for path in served), address


def test_every_level_of_identity_is_told() -> None:
    assert [row[0] for row in rows(ARCHITECTURE.section("Who is speaking"))] == ["L0", "L1", "L2", "L3"]


def test_the_owner_kinds_are_those_of_the_domain() -> None:
    states = {word for row in rows(ARCHITECTURE.section("Who owns a conversation")) for word in row[2].split()}
    kinds = {kind.value for kind in conversation.OwnerKind}
    assert states <= kinds | {"closed", "or"}


def test_every_threat_names_a_test_that_exists() -> None:
    threats = [row for row in rows(SECURITY.text) if len(row) == 3]
    assert len(threats) > 30
    for threat, _, tests in threats:
        named = code_in(tests)
        assert named, threat
        assert [test for test in named if not exists(test)] == [], threat


def exists(test: str) -> bool:
    path, _, name = test.partition("::")
    file = ROOT / path
    return file.is_file() and bool(re.search(rf"def {name}\(", file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("test", ["tests/nowhere.py::test_x", "tests/docs/test_links.py::test_nothing"])
def test_a_test_that_does_not_exist_is_noticed(test: str) -> None:
    assert not exists(test)
    assert exists(f"{Path(__file__).relative_to(ROOT)}::{test_every_table_is_told.__name__}")
