"""When people are there again and when a first answer comes, said alike in answers and in waiting sentences."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.kernel.hours import OpenState, Schedule
from bot.domain.kernel.locales import by_language, language_of
from bot.writing.dates import clock, when

Say = Callable[..., str]
"""The sentence of a key (without its `utter_`) with its blanks filled."""


def state_text(say: Say, state: OpenState, now: datetime, locale: str) -> str:
    """Open until when, or closed until when and why."""
    if state.is_open and state.until is not None:
        return say("open_now", time=clock(state.until))
    if state.opens_at is None:
        return say("closed_now")
    opens = near(state.opens_at, now, locale)
    if state.holiday:
        return say("closed_holiday_until", holiday=by_language(state.holiday, language_of(locale)), when=opens)
    return say("closed_until", when=opens)


def first_answer(say: Say, promised: datetime | None, schedule: Schedule, now: datetime, locale: str) -> str:
    """When the first answer comes: as `promised` by the customer's plan, else when people are there."""
    if promised is not None:
        return say("ticket_answer_by", when=near(promised.astimezone(schedule.zone), now, locale))
    state = schedule.state_at(now)
    if state.is_open or state.opens_at is None:
        return say("ticket_answer_soon")
    return say("ticket_answer_from", when=near(state.opens_at, now, locale))


def near(at: datetime, now: datetime, locale: str) -> str:
    """When an instant is, within a sentence: "tomorrow at 09:00" at the place whose zone it is in."""
    return when(at, now.astimezone(at.tzinfo).date(), locale)
