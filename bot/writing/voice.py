"""How the desk speaks to one customer: their language, and amounts and dates as their country writes them."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Protocol

from bot.domain.kernel.locales import locale_for
from bot.domain.kernel.money import Money
from bot.domain.kernel.periods import Period
from bot.writing import amounts, dates
from bot.writing.lists import listed

_HARMLESS: Final = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|~#&"})
ECHO: Final = 80
"""The most characters of a customer's own words that are repeated to them."""


class Sentences(Protocol):
    """The sentences customers read, by key and language, as `bot.words.Words` holds them."""

    def __contains__(self, key: object) -> bool: ...

    def say(self, key: str, language: str, **blanks: object) -> str:
        """The text with its blanks filled."""

    def counted(self, key: str, count: int, language: str, **blanks: object) -> str:
        """The text for one or for many, with the blank `count` filled."""

    def buttons(self, key: str, language: str, **blanks: object) -> tuple[dict[str, Any], ...]:
        """The buttons with their blanks filled."""


class Voice:
    """Sentences, amounts and dates for one reply."""

    def __init__(self, words: Sentences, language: str, locale: str | None = None) -> None:
        """`locale` is the customer's ("en_US"). It is used if it is of the language of the reply."""
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
        """Whether there is a sentence for a key."""
        return f"utter_{key}" in self._words

    def buttons(self, key: str, **blanks: object) -> list[dict[str, str]]:
        """The buttons of a key. Raises WordsMissing."""
        return list(self._words.buttons(f"utter_{key}", self.language, **blanks))

    def money(self, amount: Money) -> str:
        """An amount with its currency."""
        return amounts.money(amount, self.locale)

    def signed(self, amount: Money) -> str:
        """An amount with "+" or "−" in front of it."""
        return amounts.signed(amount, self.locale)

    def currency(self, code: str) -> str:
        """What a currency is called: "US dollars"."""
        return amounts.currency(code, self.locale)

    def amount(self, value: Decimal) -> str:
        """An amount without its currency, with two decimals."""
        return amounts.plain(value, self.locale)

    def number(self, value: Decimal | int) -> str:
        """A number with at most three decimals."""
        return amounts.number(value, self.locale)

    def percent(self, rate: Decimal) -> str:
        """A rate such as 0.2 as a percentage, with at most two decimals."""
        return amounts.percent(rate, self.locale)

    def day(self, day: date) -> str:
        """A date in full: 21 November 2026."""
        return dates.day(day, self.locale)

    def near_day(self, day: date) -> str:
        """A date near today: with its weekday, without its year."""
        return dates.near_day(day, self.locale)

    def when(self, at: datetime, today: date) -> str:
        """When something happens, within a sentence: "tomorrow at 09:00". `at` and `today` belong to one place."""
        return dates.when(at, today, self.locale)

    def span(self, period: Period) -> str:
        """A billing period: a month by its name, anything else by its first and last day."""
        return dates.span(period, self.locale)

    def in_days(self, days: int) -> str:
        """How far ahead: today, in 1 day, in 10 days."""
        return self.say("today") if days == 0 else self.counted("in_days", days)

    def days_ago(self, days: int) -> str:
        """How far back: today, 1 day ago, 10 days ago."""
        return self.say("today") if days == 0 else self.counted("days_ago", days)

    def days(self, days: int) -> str:
        """A number of days: "1 day", "10 days"."""
        return self.counted("days", days)

    def seats(self, seats: Decimal | int) -> str:
        """A number of seats: "1 seat", "10 seats"."""
        return self.counted("seats", int(seats))

    def list(self, items: Iterable[str]) -> str:
        """All items in one phrase: "a, b and c"."""
        return listed(items, self.locale)


def quoted(text: str, limit: int = ECHO) -> str:
    """Somebody's own words on one line, shortened, and harmless where markdown or HTML is rendered."""
    line = " ".join(text.split())
    return (line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…").translate(_HARMLESS)


def opening(text: str) -> str:
    """The text with a capital first letter, for words that stand alone: "Due in 10 days"."""
    return text[:1].upper() + text[1:]


def bullets(lines: Iterable[str]) -> str:
    """Lines as a markdown list."""
    return "\n".join(f"- {line}" for line in lines)
