"""Puts a run's table into docs/performance.md and its main rows into the README: no figure there is typed by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

MAIN_ROWS = ("plain answer, one", "invoice answer, one", "plain answers", "invoice answers", "memory", "start")
"""Beginnings of the rows that the README shows."""
HEADING = ["stock", "desk", "ratio"]
FENCE = "```"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a page the figures stand: between these two lines."""

    begin: str
    end: str

    def filled(self, text: str, table: Sequence[str]) -> str:
        """The page with this table instead of the one it has. Raises ValueError when it has no place for one."""
        before, begin, rest = text.partition(f"{self.begin}\n")
        _, end, after = rest.partition(f"{self.end}\n")
        if not begin or not end:
            raise ValueError(f"the page has no place for the table: the lines {self.begin} and {self.end}")
        block = "\n".join(table).strip("\n")
        return f"{before}{begin}{FENCE}text\n{block}\n{FENCE}\n{end}{after}"


PERFORMANCE = Place("<!-- table of `make bench` -->", "<!-- end of table -->")
CONSOLE = Place("<!-- table of `python -m bench.console` -->", "<!-- end of table -->")
README = Place("<!-- figures from docs/performance.md -->", "<!-- end of figures -->")


def main_rows(table: Sequence[str]) -> Iterator[str]:
    """Machine, heading, times, throughput, memory and start; processes and look-ups stay on the page."""
    yield from table[:3]
    for line in table[3:]:
        if line.startswith(MAIN_ROWS) or line.split() == HEADING or "provisional" in line:
            yield line


def update(root: Path, table: Sequence[str]) -> None:
    """Rewrites both pages. Raises ValueError when one has no place for the figures."""
    for name, place, rows in (
        ("docs/performance.md", PERFORMANCE, table),
        ("README.md", README, list(main_rows(table))),
    ):
        path = root / name
        path.write_text(place.filled(path.read_text(encoding="utf-8"), rows), encoding="utf-8")
