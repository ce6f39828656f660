"""Days and instants out of addresses are read only where one can reckon with them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.kernel.written import day_of, instant_of


@pytest.mark.parametrize(
    "written", ["0001-01-01", "1969-12-31", "2200-01-01", "9999-12-31", "2026-02-30", "x", "", "٢٠٢٦-01-01"]
)
def test_a_day_that_is_none_or_too_far_is_no_day(written: str) -> None:
    assert day_of(written) is None


@pytest.mark.parametrize("written", ["1970-01-01", "2199-12-31"])
def test_one_can_reckon_with_the_first_and_the_last_day_in_every_zone(written: str) -> None:
    day = day_of(written)
    assert day == date.fromisoformat(written)
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"):
        midnight = datetime.combine(day, datetime.min.time(), ZoneInfo(zone))
        assert midnight.astimezone(UTC) - timedelta(days=366) < midnight.astimezone(UTC) + timedelta(days=366)


@pytest.mark.parametrize(
    "written",
    ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-23T09:30:00", "2026-11-23", "now", ""],
)
def test_an_instant_without_zone_or_too_far_is_no_instant(written: str) -> None:
    assert instant_of(written) is None


def test_an_instant_is_read_with_its_zone() -> None:
    assert instant_of("2026-11-23T10:30:00+01:00") == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
