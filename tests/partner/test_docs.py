"""docs/partner-yml.md documents every key of partner.yml, and none that does not exist."""

import re
from itertools import product
from pathlib import Path

from bot.partner.schema import key_paths

PAGE = (Path(__file__).parents[2] / "docs" / "partner-yml.md").read_text(encoding="utf-8")
STANDS_FOR = {
    "<weekday>": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "<language>": ("en", "fr"),
    "<area>": ("billing", "microsoft_365", "azure", "dynamics_365", "power_platform"),
    "<severity>": ("critical", "moderate", "minimal"),
    "<cloud>": ("commercial", "us_government"),
    "<portal>": ("microsoft_365", "azure", "power_platform"),
}


def documented() -> set[str]:
    """The first column of every table, placeholders filled in."""
    return {path for key in re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE) for path in expanded(key)}


def expanded(key: str) -> list[str]:
    parts = [STANDS_FOR.get(part, (part,)) for part in key.split(".")]
    return [".".join(choice) for choice in product(*parts)]


def sections() -> set[str]:
    return {path for path in key_paths() if "." not in path}


def test_every_key_is_documented() -> None:
    assert set(key_paths()) - sections() - documented() == set()


def test_every_documented_key_exists() -> None:
    assert documented() - set(key_paths()) == set()


def test_every_section_has_a_heading() -> None:
    headings = set(re.findall(r"^## (\w+)", PAGE, re.MULTILINE))
    assert headings == sections()


def test_every_placeholder_is_explained() -> None:
    for placeholder, values in STANDS_FOR.items():
        assert f"`{placeholder}` is " in PAGE
        explained = PAGE.split(f"`{placeholder}` is ")[1].split(".")[0]
        assert {values[0], values[-1]} <= set(re.findall(r"`(\w+)`", explained))


def test_every_key_of_ones_own_choice_is_explained() -> None:
    chosen = {part for path in key_paths() for part in path.split(".") if part.startswith("<")}
    assert chosen == {"<team>"}
    assert all(f"`{placeholder}` is a key you choose" in PAGE for placeholder in chosen)
