"""Lists shown page by page: which page is meant, and what is on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """The rows of one page: `number` counts pages from 1 to `pages`, `total` the rows on all of them."""

    rows: Sequence[Row]
    total: int
    number: int
    pages: int


def part_of(number: int, size: int, read: Callable[[int], tuple[Sequence[Row], int]]) -> Part[Row]:
    """The page of that number, or the nearest there is; `size` rows are on each but the last.

    `read` returns the rows after so many others, at most `size`, and how many there are in all.
    """
    wanted = max(number, 1)
    rows, total = read((wanted - 1) * size)
    pages = max(1, -(-total // size))
    if wanted > pages:
        wanted = pages
        rows, total = read((pages - 1) * size)
    return Part(rows, total, wanted, pages)
