"""Opening hours in words: the state now, a day or moment asked about, the week, the holidays."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from actions.kernel.exchange import Exchange
from actions.kernel.question import Question
from bot.domain.kernel.cues import SpokenOf
from bot.domain.kernel.hours import LOOK_AHEAD_DAYS, OpenState, Schedule, Shift
from bot.domain.kernel.locales import by_language
from bot.services.conversations.sentences import opening_words
from bot.services.support.plans import DayHours, HoursFacts
from bot.writing.dates import city, clock, from_to, weekday
from bot.writing.voice import bullets, opening

HOLIDAYS_TOLD: Final = 5
SOON: Final = timedelta(days=7)
"""Up to so far ahead, who is told that a day is closed learns when people are back."""
LUNCH: Final = frozenset({11, 12, 13})
"""Hours at which a break begins that is called one for lunch."""


def state_text(exchange: Exchange, state: OpenState) -> str:
    """Open until when, or closed until when and why."""
    return opening_words.state_text(exchange.voice.say, state, exchange.now, exchange.voice.locale)


def now_text(exchange: Exchange, facts: HoursFacts) -> str:
    """The state at this moment; a break is called one."""
    pause = facts.day.break_at(facts.at)
    if pause is None:
        return state_text(exchange, facts.state)
    return exchange.voice.say("closed_for_lunch" if _is_lunch(pause) else "closed_for_break", until=clock(pause[1]))


def moment_text(exchange: Exchange, facts: HoursFacts) -> str:
    """Open or closed at the moment asked about; closed with the reason and, but for half days, the next opening."""
    voice = exchange.voice
    when = opening(moment(exchange, facts))
    if facts.state.is_open and facts.state.until is not None:
        return voice.say("open_then", when=when, until=clock(facts.state.until))
    pause = facts.day.break_at(facts.at)
    if pause is not None:
        return voice.say("lunch_then" if _is_lunch(pause) else "break_then", when=when, hours=from_to(*pause))
    if facts.day.openings and (facts.at.month, facts.at.day) in exchange.desk.partner.support.schedule.half_days:
        return voice.say("closed_then_hours", when=when, hours=openings_text(exchange, facts.day))
    closed = voice.say("closed_then", when=when)
    if facts.day.holiday:
        closed = voice.say("closed_then_holiday", when=when, holiday=_called(exchange, facts.day))
    return f"{closed} {opens_text(exchange, facts.state.opens_at)}".rstrip()


def opens_text(exchange: Exchange, opens_at: datetime | None) -> str:
    """The next opening, where there is one."""
    if opens_at is None:
        return ""
    return exchange.voice.say("opens_again", when=exchange.voice.when(opens_at, exchange.today))


def back_soon(exchange: Exchange, facts: HoursFacts) -> str:
    """When people are back from a closed day of the next week; empty where the day is open, or farther away."""
    if facts.day.openings or facts.day.day > exchange.today + SOON:
        return ""
    return opens_text(exchange, exchange.desk.partner.support.schedule.next_opening(facts.at))


def moment(exchange: Exchange, facts: HoursFacts) -> str:
    """ "today at 13:00"; with the time at both places where one of another zone was given."""
    voice = exchange.voice
    here = voice.when(facts.at, exchange.today)
    if facts.there is None:
        return voice.say("moment_afternoon", when=here) if is_afternoon_meant(exchange.asked) else here
    there = voice.when(facts.there, exchange.now.astimezone(facts.there.tzinfo).date())
    if facts.there.date() == facts.at.date():
        here = clock(facts.at)
    names = {"place": zone_city(exchange, facts.there), "home": zone_city(exchange, facts.at)}
    return voice.say("moment_there", there=there, here=here, **names)


def is_afternoon_meant(asked: Question) -> bool:
    """Whether the time named is an hour from 1 to 6, taken for one of the afternoon as nothing says which it is."""
    return asked.speaks_of(SpokenOf.HALF_UNSAID) and "01:00" <= (asked.first("time") or "") < "07:00"


def day_text(exchange: Exchange, day: DayHours) -> str:
    """The hours of a whole day, or that it is closed and why."""
    voice, on = exchange.voice, opening(on_day(exchange, day.day))
    if day.openings:
        return voice.say("day_open", on=on, hours=openings_text(exchange, day))
    if day.holiday:
        return voice.say("day_holiday", on=on, holiday=_called(exchange, day))
    return voice.say("day_closed", on=on)


def on_day(exchange: Exchange, day: date) -> str:
    """ "today", "tomorrow", "on Saturday 21 November"; asked about by its name, today is told with that."""
    ahead = (day - exchange.today).days
    if ahead == 0 and (exchange.asked.first("date") or "").startswith("W"):
        return exchange.voice.say("today_named", day=weekday(day.isoweekday(), exchange.voice.locale))
    if ahead in (0, 1):
        return exchange.voice.say("tomorrow" if ahead else "today")
    return exchange.voice.say("on_day", day=exchange.voice.near_day(day))


def week_text(exchange: Exchange, schedule: Schedule) -> str:
    """The usual week, days with the same hours together, and the zone."""
    lines = []
    for shifts, days in _open_days(schedule):
        first, last = (weekday(day, exchange.voice.locale) for day in (days[0], days[-1]))
        key = "week_day" if first == last else "week_days"
        lines.append(opening(exchange.voice.say(key, first=first, last=last, hours=_shifts(exchange, shifts))))
    home = city(schedule.zone, exchange.voice.locale)
    return f"{exchange.voice.say('week', zone=home)}\n{bullets(lines)}"


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


def holidays_text(exchange: Exchange, schedule: Schedule) -> str:
    """The next public holidays, and the days that end early."""
    voice, year = exchange.voice, exchange.today + timedelta(days=365)
    coming = sorted((day, names) for day, names in schedule.holidays.items() if exchange.today <= day <= year)
    lines = [
        voice.say("holiday", day=voice.day(day), holiday=by_language(names, voice.language))
        for day, names in coming[:HOLIDAYS_TOLD]
    ]
    return bullets([*lines, *(_half_day(exchange, *each) for each in schedule.half_days.items())])


def openings_text(exchange: Exchange, day: DayHours) -> str:
    """The openings of a day: "09:00–12:30 and 13:30–18:00"."""
    return exchange.voice.list(from_to(opens, closes) for opens, closes in day.openings)


def zone_city(exchange: Exchange, at: datetime) -> str:
    """The city whose time an instant is told in."""
    return city(at.tzinfo, exchange.voice.locale) if isinstance(at.tzinfo, ZoneInfo) else ""


def _is_lunch(pause: tuple[datetime, datetime]) -> bool:
    return pause[0].hour in LUNCH


def _called(exchange: Exchange, day: DayHours) -> str:
    return by_language(day.holiday or {}, exchange.voice.language)


def _half_day(exchange: Exchange, month_day: tuple[int, int], closing: time) -> str:
    days = (exchange.today + timedelta(days=ahead) for ahead in range(LOOK_AHEAD_DAYS * 4))
    day = next((day for day in days if (day.month, day.day) == month_day), exchange.today)
    return exchange.voice.say("half_day", day=exchange.voice.near_day(day), time=clock(closing))


def _open_days(schedule: Schedule) -> Iterator[tuple[tuple[Shift, ...], tuple[int, ...]]]:
    """Neighbouring weekdays with the same shifts; days without any are left out."""
    return ((shifts, days) for shifts, days in schedule.days_alike() if shifts)


def _shifts(exchange: Exchange, shifts: tuple[Shift, ...]) -> str:
    voice = exchange.voice
    return voice.list(from_to(shift.start, shift.end) for shift in shifts)
