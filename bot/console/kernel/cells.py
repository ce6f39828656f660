"""Rows of a table that become cards where there is no room for columns: each cell knows what its column is called."""

import re
from collections.abc import Sequence
from typing import Final

from markupsafe import Markup, escape

_OPENING: Final = re.compile(r"<(tr|td|th)\b")
_ROLES: Final = {"td": "cell", "th": "rowheader"}
"""Said again, because a cell that is drawn as a block is no cell any more for some screen readers."""


def labelled(rows: str, columns: Sequence[str | Sequence[str]]) -> Markup:
    """The rows with each cell's column in `data-label`, in the order of `columns`: texts, or (text, class)."""
    labels = [column if isinstance(column, str) else column[0] for column in columns]
    place = 0

    def named(match: re.Match[str]) -> str:
        nonlocal place
        if match[1] == "tr":
            place = 0
            return '<tr role="row"'
        label = labels[place] if place < len(labels) else ""
        place += 1
        return f'<{match[1]} role="{_ROLES[match[1]]}" data-label="{escape(label)}"'

    return Markup(_OPENING.sub(named, str(rows)))  # noqa: S704 - the rows are markup already, and labels are escaped
