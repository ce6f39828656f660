"""Durations, instants, amounts and shares as agents read them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.console.kernel.filters import Writing
from bot.domain.kernel.money import Money
from tests.console.kernel.words import TEXTS
from tests.fixtures.desk import NOW


def writing(language: str) -> Writing:
    return Writing(language, ZoneInfo("Europe/Paris"), TEXTS, lambda: NOW)


@pytest.mark.parametrize(
    ("seconds", "english", "french"),
    [
        (-5, "0 s", "0 s"), (0, "0 s", "0 s"), (59.9, "59 s", "59 s"), (60, "1 min", "1 min"),
        (3599, "59 min", "59 min"), (3600, "1 h 00", "1 h 00"), (3900, "1 h 05", "1 h 05"),
        (86399, "23 h 59", "23 h 59"), (86400, "1 d", "1 j"), (200000, "2 d", "2 j"),
    ],
)  # fmt: skip
def test_durations_are_rounded_down(seconds: float, english: str, french: str) -> None:
    assert writing("en").span(timedelta(seconds=seconds)) == english
    assert writing("fr").span(timedelta(seconds=seconds)) == french


PARIS = 'title="Europe/Paris"'


def test_instants_are_written_in_the_partners_zone_and_carry_theirs() -> None:
    late = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    assert writing("en").moment(late) == f'<time datetime="2026-10-31T23:30:00Z" {PARIS}>1 Nov 2026, 00:30</time>'
    assert writing("fr").moment(late) == f'<time datetime="2026-10-31T23:30:00Z" {PARIS}>1er nov. 2026, 00:30</time>'
    assert writing("en").day(late) == '<time datetime="2026-11-01">Sunday 1 November 2026</time>'
    assert writing("fr").day(late) == '<time datetime="2026-11-01">dimanche 1er novembre 2026</time>'
    assert ">11:00</time>" in writing("en").moment(NOW)
    assert 'data-since="2026-11-18T09:57:00Z">3 min<' in writing("en").ago(NOW - timedelta(minutes=3))


def test_what_is_to_come_is_told_as_customers_are_told_it() -> None:
    def when(language: str, instant: datetime) -> str:
        return writing(language).when(instant)

    late = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
    assert (when("en", NOW), when("fr", NOW)) == ("today at 11:00", "aujourd'hui à 11:00")
    assert (when("en", late), when("fr", late)) == ("tomorrow at 00:30", "demain à 00:30")
    first = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    assert when("en", first) == "on Tuesday 1 December at 09:00"
    assert when("fr", first) == "le mardi 1er décembre à 09:00"


def test_amounts_and_shares_are_written_in_the_agents_language() -> None:
    owed = Money(Decimal("1204.5"), "EUR")
    assert writing("en").money(owed) == "€1,204.50"
    assert writing("fr").money(owed) == "1\u202f204,50\xa0€"
    assert (writing("en").percent(0.972), writing("fr").percent(0.972)) == ("97%", "97\xa0%")
    assert writing("fr").number(1204.56, 1) == "1\u202f204,6"
