"""The figures on the performance page and in the README are those of a run."""

import pytest

from bench.reporting.page import PERFORMANCE, README, Place, main_rows
from bot.settings import ROOT

PLACE = Place("<!-- here -->", "<!-- end -->")
TABLE = [
    "2 cores",
    "2026-11-22",
    "",
    "                          stock    desk   ratio",
    "plain answer, one client     40      20    0.50",
    "plain answers, 16 clients    30      90    3.00",
    "  processor time of one      30      10    0.33",
    "memory of all processes    1400     900    0.64",
    "  desk engine                       800",
    "",
    "                             1k    100k   ratio",
    "invoice look-up               1       1    1.00",
    "throughput_ratio   3.00   target",
]


def test_a_new_table_replaces_the_old_one_and_nothing_else() -> None:
    old = "# Page\n<!-- here -->\nold\n<!-- end -->\n## After\n<!-- end -->\n"
    new = "# Page\n<!-- here -->\n```text\na  1\nb  2\n```\n<!-- end -->\n## After\n<!-- end -->\n"
    assert PLACE.filled(old, ["", "a  1", "b  2"]) == new
    assert PLACE.filled(PLACE.filled(old, ["x"]), ["a  1", "b  2"]) == new


@pytest.mark.parametrize("text", ["# Page\n", "# Page\n<!-- here -->\n", "# Page\n<!-- end -->\n"])
def test_a_page_without_a_place_for_the_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no place"):
        PLACE.filled(text, ["x"])


@pytest.mark.parametrize(("name", "place"), [("docs/performance.md", PERFORMANCE), ("README.md", README)])
def test_the_pages_have_the_place(name: str, place: Place) -> None:
    assert "NEW TABLE" in place.filled((ROOT / name).read_text(encoding="utf-8"), ["NEW TABLE"])


def test_the_readme_shows_the_comparison_without_processes_and_look_ups() -> None:
    assert list(main_rows(TABLE)) == [TABLE[0], TABLE[1], TABLE[2], TABLE[3], TABLE[4], TABLE[5], TABLE[7]]


def test_the_readme_says_that_figures_are_provisional_when_they_are() -> None:
    assert list(main_rows([*TABLE, "\nThese are provisional."]))[-1] == "\nThese are provisional."
