"""docs/architecture.md tells where each rule is decided, and it is still there."""

import ast
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.docs.pages import code_in, page, rows

TOLD = [code_in(row[1]) for row in rows(page("docs/architecture.md").section("Where is what"))]


def defined_in(path: Path) -> set[str]:
    """The names of a module's classes, functions and constants."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


def test_at_least_ten_questions_are_answered() -> None:
    assert len(TOLD) >= 10


@pytest.mark.parametrize(("module", "name"), TOLD)
def test_what_is_named_is_decided_there(module: str, name: str) -> None:
    assert name in defined_in(ROOT / module)
