"""Opening hours in words: the state now, the week, a day asked about, the customer's own plan."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final

from actions.kernel.exchange import Exchange
from actions.kernel.voice import bullets, opening
from bot.domain.kernel.cues import Aspect
from bot.domain.kernel.hours import LOOK_AHEAD_DAYS, OpenState, Schedule, Shift
from bot.domain.kernel.locales import by_language
from bot.domain.support.plans import SupportPlan
from bot.services.conversations.sentences import opening_words
from bot.services.support.plans import DayHours, HoursFacts
from bot.writing.dates import clock, from_to, weekday

HOLIDAYS_TOLD: Final = 5


def hours_text(exchange: Exchange, facts: HoursFacts) -> str:
    """The answer first, then the usual week, then the customer's own plan where its hours differ."""
    schedule = exchange.desk.partner.support.schedule
    parts = [_day_text(exchange, facts) if facts.asked else state_text(exchange, facts.state)]
    if facts.asked and facts.day.day == exchange.today:
        parts.append(state_text(exchange, schedule.state_at(exchange.now)))
    if exchange.asked.is_about(Aspect.HOLIDAYS) and not facts.asked:
        parts.append(_holidays(exchange, schedule))
    parts.append(week_text(exchange, schedule))
    if facts.own_plan is not None:
        parts.append(_plan_text(exchange, facts))
    return "\n\n".join(parts)


def state_text(exchange: Exchange, state: OpenState) -> str:
    """Open until when, or closed until when and why."""
    return opening_words.state_text(exchange.voice.say, state, exchange.now, exchange.voice.locale)


def critical_text(exchange: Exchange, plan: SupportPlan) -> str:
    """Critical issues around the clock, and how soon they are answered."""
    hours = plan.critical_first_response_hours or plan.first_response_hours
    return exchange.voice.counted("critical", hours)


def week_text(exchange: Exchange, schedule: Schedule) -> str:
    """The usual week, days with the same hours together, and the zone."""
    lines = []
    for shifts, days in _open_days(schedule):
        first, last = (weekday(day, exchange.voice.locale) for day in (days[0], days[-1]))
        key = "week_day" if first == last else "week_days"
        line = exchange.voice.say(key, first=first, last=last, hours=_shifts(exchange, shifts))
        lines.append(opening(line))
    return f"{exchange.voice.say('week', zone=_city(schedule))}\n{bullets(lines)}"


def _day_text(exchange: Exchange, facts: HoursFacts) -> str:
    day, voice = facts.day, exchange.voice
    blanks = {"day": voice.near_day(day.day)}
    if not facts.whole_day:
        return _moment_text(exchange, facts)
    if not day.openings:
        return _closed_day(exchange, day)
    return voice.say("day_open", hours=_openings(exchange, day.openings), **blanks)


def _moment_text(exchange: Exchange, facts: HoursFacts) -> str:
    voice = exchange.voice
    blanks = {"day": voice.near_day(facts.at.date()), "time": clock(facts.at)}
    if facts.state.is_open and facts.state.until is not None:
        return voice.say("open_then", until=clock(facts.state.until), **blanks)
    closed = voice.say("closed_then", **blanks)
    if (facts.at.month, facts.at.day) in exchange.desk.partner.support.schedule.half_days:
        closed = voice.say("closed_then_hours", hours=_openings(exchange, facts.day.openings), **blanks)
    if facts.day.holiday:
        closed = voice.say("closed_then_holiday", holiday=by_language(facts.day.holiday, voice.language), **blanks)
    if facts.state.opens_at is None:
        return closed
    return f"{closed} {voice.say('opens_again', when=voice.when(facts.state.opens_at, exchange.today))}"


def _closed_day(exchange: Exchange, day: DayHours) -> str:
    voice = exchange.voice
    if day.holiday:
        return voice.say("day_holiday", day=voice.near_day(day.day), holiday=by_language(day.holiday, voice.language))
    return voice.say("day_closed", day=voice.near_day(day.day))


def _plan_text(exchange: Exchange, facts: HoursFacts) -> str:
    voice, own = exchange.voice, facts.own_plan
    if own is None:
        return ""
    if facts.whole_day:
        hours = _openings(exchange, own.day.openings)
        key = "own_plan_on_day" if own.day.openings else "own_plan_not_on_day"
        return voice.say(key, plan=own.plan.name, day=voice.near_day(own.day.day), hours=hours)
    key = ("own_plan_open" if own.state.is_open else "own_plan_closed") + ("_then" if facts.asked else "")
    said = voice.say(key, plan=own.plan.name, hours=week_short(exchange, own.plan.schedule))
    if own.plan.critical_24x7:
        return f"{said} {critical_text(exchange, own.plan)}"
    return said


def week_short(exchange: Exchange, schedule: Schedule) -> str:
    """The usual week in one line."""
    locale = exchange.voice.locale
    say = exchange.voice.say
    return exchange.voice.list(
        say(
            "week_day_inline" if days[0] == days[-1] else "week_days_inline",
            first=weekday(days[0], locale),
            last=weekday(days[-1], locale),
            hours=_shifts(exchange, shifts),
        )
        for shifts, days in _open_days(schedule)
    )


def _holidays(exchange: Exchange, schedule: Schedule) -> str:
    voice, year = exchange.voice, exchange.today + timedelta(days=365)
    coming = sorted((day, names) for day, names in schedule.holidays.items() if exchange.today <= day <= year)
    lines = [
        voice.say("holiday", day=voice.day(day), holiday=by_language(names, voice.language))
        for day, names in coming[:HOLIDAYS_TOLD]
    ]
    lines += [_half_day(exchange, month_day, closing) for month_day, closing in schedule.half_days.items()]
    return f"{voice.say('holidays')}\n{bullets(lines)}"


def _half_day(exchange: Exchange, month_day: tuple[int, int], closing: time) -> str:
    days = (exchange.today + timedelta(days=ahead) for ahead in range(LOOK_AHEAD_DAYS * 4))
    day = next((day for day in days if (day.month, day.day) == month_day), exchange.today)
    return exchange.voice.say("half_day", day=exchange.voice.near_day(day), time=clock(closing))


def _city(schedule: Schedule) -> str:
    """The city of a time zone: "Paris" for Europe/Paris, so that hours are told as "Paris time"."""
    return schedule.zone.key.rsplit("/", maxsplit=1)[-1].replace("_", " ")


def _open_days(schedule: Schedule) -> Iterator[tuple[tuple[Shift, ...], tuple[int, ...]]]:
    """Neighbouring weekdays with the same shifts; days without any are left out."""
    return ((shifts, days) for shifts, days in schedule.days_alike() if shifts)


def _shifts(exchange: Exchange, shifts: tuple[Shift, ...]) -> str:
    voice = exchange.voice
    return voice.list(from_to(shift.start, shift.end) for shift in shifts)


def _openings(exchange: Exchange, openings: tuple[tuple[datetime, datetime], ...]) -> str:
    voice = exchange.voice
    return voice.list(from_to(opens, closes) for opens, closes in openings)
