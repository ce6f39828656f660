"""Until when a conversation may be put aside: a few usual instants in the partner's opening hours."""

from datetime import datetime, timedelta

from bot.domain.kernel.written import local_time_of
from bot.domain.partner import Partner
from bot.domain.staff.console_errors import SnoozePast

HOURS = (1, 3)
"""Whole hours from now that are offered."""


def choices(now: datetime, partner: Partner) -> tuple[tuple[str, datetime], ...]:
    """Codes and instants to choose from: in some hours, at the next opening, in a week's first opening."""
    schedule = partner.support.schedule
    tomorrow = schedule.next_opening(_end_of_day(now, partner))
    next_week = schedule.next_opening(
        _end_of_day(now, partner) + timedelta(days=7 - now.astimezone(partner.zone).isoweekday())
    )
    hours = [(f"{hours}h", now + timedelta(hours=hours)) for hours in HOURS]
    openings = [(code, instant) for code, instant in (("tomorrow", tomorrow), ("next_week", next_week)) if instant]
    return (*hours, *openings)


def instant_of(raw: str, now: datetime, partner: Partner) -> datetime:
    """The instant of a code, or of a local date and time as forms write it ("2026-11-24T09:00"). Raises SnoozePast."""
    known = dict(choices(now, partner))
    if raw in known:
        return known[raw]
    typed = local_time_of(raw)
    if typed is None:
        raise SnoozePast()
    return typed.replace(tzinfo=partner.zone)


def _end_of_day(now: datetime, partner: Partner) -> datetime:
    local = now.astimezone(partner.zone)
    return local.replace(hour=23, minute=59, second=59, microsecond=0)
