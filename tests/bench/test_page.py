"""The figures on the performance page are those of a run."""

import pytest

from bench.page import BEGIN, END, with_table
from bot.settings import ROOT


def test_a_new_table_replaces_the_old_one_and_nothing_else() -> None:
    old = f"# Page\n{BEGIN}old\n{END}## After\n"
    assert with_table(old, ["", "a  1", "b  2"]) == f"# Page\n{BEGIN}```text\na  1\nb  2\n```\n{END}## After\n"
    assert with_table(with_table(old, ["x"]), ["y"]) == with_table(old, ["y"])


@pytest.mark.parametrize("text", ["# Page\n", f"# Page\n{BEGIN}", f"# Page\n{END}"])
def test_a_page_without_a_place_for_the_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no place"):
        with_table(text, ["x"])


def test_the_performance_page_has_the_place() -> None:
    page = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert "NEW TABLE" in with_table(page, ["NEW TABLE"])
