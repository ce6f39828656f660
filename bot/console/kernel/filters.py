"""How the console writes instants, durations and amounts: in the partner's zone and the agent's language."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent
from markupsafe import Markup

from bot.domain.kernel.clock import Clock
from bot.domain.kernel.locales import locale_for
from bot.domain.kernel.markdown import pieces, unmarked
from bot.domain.kernel.money import Money
from bot.web.texts import Texts

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
            "clock": self.clock,
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
        if local.date() == self._clock().astimezone(self._zone).date():
            return self.clock(instant)
        return _element(instant, f"{self._short_day(local.date())}, {self._time(local)}")

    def day(self, when: datetime | date) -> Markup:
        """The day: "Wednesday 18 November 2026"."""
        local = when.astimezone(self._zone).date() if isinstance(when, datetime) else when
        written = format_date(local, "EEEE d MMMM y", locale=self._locale)
        written = written.replace(" 1 ", " 1er ") if self._language == "fr" else written
        return Markup('<time datetime="{}">{}</time>').format(local.isoformat(), written)

    def clock(self, instant: datetime) -> Markup:
        """The time alone: "11:00"; the element's title has the whole date."""
        local = instant.astimezone(self._zone)
        return _element(instant, self._time(local), title=f"{self._short_day(local.date())}, {self._time(local)}")

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
        return format_currency(amount.amount, amount.currency, locale=self._locale)

    def number(self, value: float, digits: int = 0) -> str:
        """A number with at most `digits` decimals."""
        pattern = "#,##0" + (f".{'#' * digits}" if digits else "")
        return str(format_decimal(value, pattern, locale=self._locale))

    def percent(self, share: float) -> str:
        """A share of one as a whole percentage: 0.97 is "97 %" in French (no line break within), "97%" in English."""
        return str(format_percent(share, locale=self._locale))

    def _time(self, local: datetime) -> str:
        return format_time(local, "HH:mm", locale=self._locale)

    def _short_day(self, day: date) -> str:
        written = format_date(day, "d MMM y", locale=self._locale)
        return f"1er{written[1:]}" if self._language == "fr" and day.day == 1 else written


def _marked(text: str) -> Markup:
    return Markup("").join(Markup("<strong>{}</strong>").format(part) if bold else part for part, bold in pieces(text))


def _iso(instant: datetime) -> str:
    return instant.astimezone(ZoneInfo("UTC")).isoformat().replace("+00:00", "Z")


def _element(instant: datetime, shown: str, title: str = "") -> Markup:
    if title:
        return Markup('<time datetime="{}" title="{}">{}</time>').format(_iso(instant), title, shown)
    return Markup('<time datetime="{}">{}</time>').format(_iso(instant), shown)
