"""What customers write is understood in the engine only: nothing else compares or searches their words."""

import ast

import pytest

from bot.settings import ROOT
from tests.test_house import product

READING = {"casefold", "endswith", "find", "finditer", "fullmatch", "lower", "removeprefix", "startswith", "upper"}


def _of_words(node: ast.AST) -> bool:
    """Whether an expression is somebody's text: `exchange.asked.text`, `begun.turn.text`, `row.text`, `text`."""
    return getattr(node, "attr", getattr(node, "id", "")) == "text" or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _of_words(node.func.value)
    )


def _matches_words(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
        return any(name.partition(".")[0] in {"re", "regex", "unicodedata", "difflib", "fnmatch"} for name in names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in READING and _of_words(node.func.value)
    return isinstance(node, ast.Compare) and any(
        isinstance(operator, ast.Eq | ast.NotEq | ast.In | ast.NotIn) and (_of_words(left) or _of_words(right))
        for operator, left, right in zip(node.ops, [node.left, *node.comparators], node.comparators, strict=False)
    )


@pytest.mark.parametrize("folder", ["actions", "bot/answering"])
def test_words_of_customers_are_matched_in_the_engine_only(folder: str) -> None:
    paths = [path for path in product() if path.is_relative_to(ROOT / folder)]
    assert paths
    matching = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _matches_words(node)
    ]
    assert not matching


@pytest.mark.parametrize(
    "code",
    ["import re", "from re import match", "exchange.asked.text.lower()", "'why' in asked.text", "turn.text == 'no'",
     "asked.text.strip().endswith('?')"],
)  # fmt: skip
def test_matching_words_is_noticed(code: str) -> None:
    assert any(_matches_words(node) for node in ast.walk(ast.parse(code)))
