"""Which page is meant, and what is on it, at its boundaries."""

import pytest

from bot.services.records.paging import part_of


@pytest.mark.parametrize(
    ("total", "number", "rows", "shown", "pages"),
    [
        (0, 1, [], 1, 1),
        (0, 7, [], 1, 1),
        (3, 1, [0, 1, 2], 1, 1),
        (4, 2, [3], 2, 2),
        (6, 2, [3, 4, 5], 2, 2),
        (7, 3, [6], 3, 3),
        (7, 4, [6], 3, 3),
        (7, 0, [0, 1, 2], 1, 3),
        (7, -5, [0, 1, 2], 1, 3),
    ],
)
def test_the_page_asked_for_or_the_nearest_is_shown(
    total: int, number: int, rows: list[int], shown: int, pages: int
) -> None:
    part = part_of(number, 3, lambda offset: (list(range(total))[offset : offset + 3], total))
    assert (part.rows, part.total, part.number, part.pages) == (rows, total, shown, pages)


def test_a_page_that_is_there_is_read_once() -> None:
    read: list[int] = []

    def rows(offset: int) -> tuple[list[int], int]:
        read.append(offset)
        return [1], 7

    part_of(3, 3, rows)
    assert read == [6]
