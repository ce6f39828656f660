"""Files that spreadsheets open as they are meant, and that run nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.writing.spreadsheet import harmless, spreadsheet


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1", "\n", "\uff1d1"])
def test_what_would_run_is_marked_as_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "fine", "a=1", "1-2", "été"])
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_every_kind_of_cell_is_written_for_its_language() -> None:
    row = ("é;,", 3, 0.1234, timedelta(minutes=2), date(2026, 11, 18), None)
    assert spreadsheet([row], "en") == '\ufeff"é;,",3,12.3,120,2026-11-18,\r\n'.encode()
    assert spreadsheet([row], "fr") == '\ufeff"é;,";3;12,3;120;2026-11-18;\r\n'.encode()


def test_amounts_keep_their_cents_and_their_sign() -> None:
    assert spreadsheet([(Decimal("-1284.00"), Decimal("0.10"))], "en") == "\ufeff-1284.00,0.10\r\n".encode()
    assert spreadsheet([(Decimal("-1284.00"), Decimal("0.10"))], "fr") == "\ufeff-1284,00;0,10\r\n".encode()
