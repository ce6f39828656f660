"""Puts a run's table into docs/performance.md, so that no figure there is typed by hand."""

from collections.abc import Iterable
from pathlib import Path

BEGIN, END = "<!-- table of `make bench` -->\n", "<!-- end of table -->\n"


def with_table(text: str, table: Iterable[str]) -> str:
    """The page with this table instead of the one it has. Raises ValueError when it has no place for one."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no place for the table: the lines {BEGIN.strip()} and {END.strip()}")
    block = "\n".join(table).strip("\n")
    return f"{before}{BEGIN}```text\n{block}\n```\n{END}{after}"


def update(page: Path, table: Iterable[str]) -> None:
    """Rewrites the page. Raises ValueError when it has no place for the table."""
    page.write_text(with_table(page.read_text(encoding="utf-8"), table), encoding="utf-8")
