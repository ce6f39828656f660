"""A table as a file that spreadsheets open as it is meant: accents, decimal signs, and nothing that could run."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

Cell = str | int | float | Decimal | timedelta | date | None
"""What stands in a table: words, a count, a share of one, an amount, a duration, a day or an instant, or nothing."""

_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BYTE_ORDER_MARK: Final = "\ufeff"


def spreadsheet(rows: Iterable[Sequence[Cell]], language: str) -> bytes:
    """CSV in UTF-8 with a byte order mark, by which Excel knows the encoding.

    French spreadsheets expect semicolons and a decimal comma. Shares are percentages with one decimal, durations
    seconds, days and instants ISO 8601.
    """
    written = io.StringIO()
    written.write(_BYTE_ORDER_MARK)
    table = csv.writer(written, delimiter=";" if language == "fr" else ",")
    table.writerows([_written(cell, language) for cell in row] for row in rows)
    return written.getvalue().encode()


def harmless(text: str) -> str:
    """The text, marked as text where a spreadsheet would take it for a formula and run it (OWASP, CSV injection)."""
    return f"'{text}" if text.lstrip().startswith(_BEGINS_FORMULA) or text[:1] in {"\t", "\r", "\n"} else text


def _written(cell: Cell, language: str) -> str:
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case float():
            percent = f"{cell * 100:.1f}"
            return percent.replace(".", ",") if language == "fr" else percent
        case Decimal():
            return f"{cell:f}".replace(".", ",") if language == "fr" else f"{cell:f}"
        case timedelta():
            return str(round(cell.total_seconds()))
        case datetime() | date():
            return cell.isoformat()
        case int():
            return str(cell)
