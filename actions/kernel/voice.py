"""How the desk speaks to one customer: their language, and amounts and dates as their country writes them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from babel.dates import format_date, format_interval, format_time
from babel.numbers import format_currency, format_decimal, format_percent

from bot.domain.kernel.locales import locale_for
from bot.domain.kernel.money import Money
from bot.domain.kernel.periods import Period, month
from bot.words import Words

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|~#&])")
_FIRST: Final = re.compile(r"\b1 ")
ECHO: Final = 80
"""Characters at most of a customer's own words repeated to them."""


class Voice:
    """Sentences, amounts and dates for one reply."""

    def __init__(self, words: Words, language: str, locale: str | None = None) -> None:
        """`locale` is the customer's; it is used when it speaks the reply's language."""
        self._words = words
        self.language = language
        self.locale = locale_for(language, locale)

    def say(self, key: str, **blanks: object) -> str:
        """The sentence of a key (without its `utter_`). Raises WordsMissing."""
        return self._words.say(f"utter_{key}", self.language, **blanks)

    def counted(self, key: str, count: int, **blanks: object) -> str:
        """The sentence in singular or plural. Raises WordsMissing."""
        return self._words.counted(f"utter_{key}", count, self.language, **blanks)

    def knows(self, key: str) -> bool:
        return f"utter_{key}" in self._words

    def buttons(self, key: str, **blanks: object) -> list[dict[str, str]]:
        """The buttons of a key. Raises WordsMissing."""
        return list(self._words.buttons(f"utter_{key}", self.language, **blanks))

    def money(self, money: Money) -> str:
        return str(format_currency(money.amount, money.currency, locale=self.locale))

    def signed(self, money: Money) -> str:
        """An amount with its sign in front, plus included."""
        sign = "−" if money.amount < 0 else "+"
        return f"{sign}{self.money(abs(money))}"

    def amount(self, value: Decimal) -> str:
        """An amount without its currency, two decimals."""
        return str(format_decimal(value, "#,##0.00", locale=self.locale))

    def number(self, value: Decimal | int) -> str:
        return str(format_decimal(value, locale=self.locale))

    def percent(self, rate: Decimal) -> str:
        """A rate such as 0.2 as a percentage, up to two decimals where it has any."""
        if rate * 100 == int(rate * 100):
            return str(format_percent(rate, locale=self.locale))
        return str(format_percent(rate, "#,##0.##" + ("\u00a0%" if self.language == "fr" else "%"), locale=self.locale))

    def day(self, day: date) -> str:
        """A date in full: 21 November 2026."""
        return self._ordinal(format_date(day, "long", locale=self.locale))

    def weekday(self, day: date) -> str:
        """A date near now, with its weekday and without the year."""
        return self._ordinal(format_date(day, "EEEE d MMMM", locale=self.locale))

    def _ordinal(self, day: str) -> str:
        """French counts the first of a month: 1er janvier."""
        return _FIRST.sub("1er ", day) if self.language == "fr" else day

    def clock(self, moment: datetime | time) -> str:
        return str(format_time(moment, "HH:mm", locale=self.locale))

    def moment(self, moment: datetime, today: date) -> str:
        """When something happens: today at a time, tomorrow at a time, or a weekday with its date."""
        key = {0: "at_today", 1: "at_tomorrow"}.get((moment.date() - today).days, "at_day")
        return self.say(key, day=self.weekday(moment.date()), time=self.clock(moment))

    def span(self, period: Period) -> str:
        """A billing period: a month by its name, anything else by its first and last day."""
        if period == month(period.first.year, period.first.month):
            return str(format_date(period.first, "LLLL y", locale=self.locale))
        return str(format_interval(period.first, period.last, "yMMMd", locale=self.locale))

    def in_days(self, days: int) -> str:
        """How far ahead: today, in 1 day, in 10 days."""
        return self.say("today") if days == 0 else self.counted("in_days", days)

    def days(self, days: int) -> str:
        return self.counted("days", days)

    def seats(self, seats: Decimal | int) -> str:
        return self.counted("seats", int(seats))

    def list(self, items: Iterable[str]) -> str:
        """Items after one another, with the language's word before the last."""
        *head, last = list(items) or [""]
        return f"{', '.join(head)} {self.say('and')} {last}" if head else last


def quoted(text: str, limit: int = ECHO) -> str:
    """Somebody's own words on one line, shortened, and harmless where markdown or HTML is rendered."""
    line = " ".join(text.split())
    return _SPECIAL.sub(r"\\\1", line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…")


def opening(text: str) -> str:
    """Words that stand alone begin with a capital: "Due in 10 days"."""
    return text[:1].upper() + text[1:]


def bullets(lines: Iterable[str]) -> str:
    """Lines as a markdown list."""
    return "\n".join(f"- {line}" for line in lines)


def by_language(names: Mapping[str, str], language: str) -> str:
    """A name that data holds in several languages; any other one when this language is missing."""
    return names.get(language) or next(iter(names.values()), "")
