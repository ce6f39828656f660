"""How the console writes instants, durations and amounts: in the partner's zone and the agent's language."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.kernel.clock import Clock
from bot.domain.kernel.locales import locale_for
from bot.domain.kernel.markdown import pieces, unmarked
from bot.domain.kernel.money import Money
from bot.web.texts import Texts
from bot.writing import amounts, dates

MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR


class Writing:
    """The filters of one language. Instants must be aware; they become <time> elements with the instant in UTC."""

    def __init__(self, language: str, zone: ZoneInfo, texts: Texts, clock: Clock) -> None:
        self._language = language
        self._locale = locale_for(language)
        self._zone = zone
        self._texts = texts
        self._clock = clock

    def filters(self) -> Mapping[str, Callable[..., Any]]:
        """By the name a template uses."""
        return {
            "moment": self.moment,
            "day": self.day,
            "date": self.brief,
            "clock": self.clock,
            "when": self.when,
            "ago": self.ago,
            "span": self.span,
            "money": self.money,
            "number": self.number,
            "percent": self.percent,
            "iso": _iso,
            "marked": _marked,
            "unmarked": unmarked,
        }

    def moment(self, instant: datetime) -> Markup:
        """Day and time: "18 Nov 2026, 11:00"; only the time for today."""
        local = instant.astimezone(self._zone)
        if local.date() == self._today():
            return self.clock(instant)
        return _element(instant, self._short_moment(local), title=self._zone.key)

    def day(self, when: datetime | date) -> Markup:
        """The day: "Wednesday 18 November 2026"."""
        local = when.astimezone(self._zone).date() if isinstance(when, datetime) else when
        written = dates.whole_day(local, self._locale)
        return Markup('<time datetime="{}">{}</time>').format(local.isoformat(), written)

    def brief(self, day: date) -> Markup:
        """A day where there is little room: "18 Nov 2026"."""
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), dates.short_day(day, self._locale))

    def clock(self, instant: datetime) -> Markup:
        """The time alone: "11:00"; the element's title has the whole date."""
        local = instant.astimezone(self._zone)
        return _element(instant, dates.clock(local), title=f"{self._short_moment(local)} ({self._zone.key})")

    def when(self, instant: datetime) -> str:
        """Within a sentence: "today at 11:00", "tomorrow at 09:00", "on Monday 23 November at 09:00"."""
        return dates.when(instant.astimezone(self._zone), self._today(), self._locale)

    def ago(self, instant: datetime) -> Markup:
        """How long since: "3 min". The browser keeps it up to date."""
        shown = self.span(self._clock() - instant)
        return Markup('<time datetime="{0}" data-since="{0}">{1}</time>').format(_iso(instant), shown)

    def span(self, length: timedelta) -> str:
        """A duration, rounded down: "42 s", "3 min", "2 h 05", "4 d"; negative ones are nothing. times.js agrees."""
        seconds = max(0, int(length.total_seconds()))
        if seconds < MINUTE:
            return self._texts.say("frame.span.seconds", self._language, n=seconds)
        if seconds < HOUR:
            return self._texts.say("frame.span.minutes", self._language, n=seconds // MINUTE)
        if seconds < DAY:
            rest = f"{seconds % HOUR // MINUTE:02d}"
            return self._texts.say("frame.span.hours", self._language, n=seconds // HOUR, rest=rest)
        return self._texts.say("frame.span.days", self._language, n=seconds // DAY)

    def money(self, amount: Money) -> str:
        """An amount with its currency."""
        return amounts.money(amount, self._locale)

    def number(self, value: float, digits: int = 0) -> str:
        """A number with at most `digits` decimals."""
        return amounts.number(value, self._locale, digits)

    def percent(self, share: float) -> str:
        """A share of one as a whole percentage: 0.97 is "97 %" in French (no line break within), "97%" in English."""
        return amounts.whole_percent(share, self._locale)

    def _short_moment(self, local: datetime) -> str:
        return f"{dates.short_day(local.date(), self._locale)}, {dates.clock(local)}"

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()


def _marked(text: str) -> Markup:
    return Markup("").join(Markup("<strong>{}</strong>").format(part) if bold else part for part, bold in pieces(text))


def _iso(instant: datetime) -> str:
    return instant.astimezone(ZoneInfo("UTC")).isoformat().replace("+00:00", "Z")


def _element(instant: datetime, shown: str, title: str = "") -> Markup:
    if title:
        return Markup('<time datetime="{}" title="{}">{}</time>').format(_iso(instant), title, shown)
    return Markup('<time datetime="{}">{}</time>').format(_iso(instant), shown)
