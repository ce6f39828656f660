"""The engine's environment parses YAML in C, every other place in Python: both must find the same in our files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("bot", "data", "tests")


def files() -> Iterator[Path]:
    yield from sorted(ROOT.glob("*.yml"))
    for folder in FOLDERS:
        yield from sorted((ROOT / folder).rglob("*.yml"))


@pytest.mark.parametrize("path", [pytest.param(path, id=str(path.relative_to(ROOT))) for path in files()])
def test_both_parsers_read_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DESK_ENGINE_SECRET", "DESK_ACTIONS_URL"):  # Rasa, once imported, fills them in while YAML is read
        monkeypatch.setenv(name, "set")
    text = path.read_text("utf-8")
    assert written(YAML(typ="safe").load(text)) == written(YAML(typ="safe", pure=True).load(text))


def test_the_quick_parser_is_installed() -> None:
    """Without it Rasa reads the domain for seconds at every start."""
    from ruamel.yaml.cyaml import CParser

    assert issubclass(YAML(typ="safe").Parser, CParser)


def written(read: Any) -> str:
    """What was read with the order of keys and the type of each value in it: True == 1 would hide a difference."""
    return repr(read)
