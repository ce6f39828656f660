"""A promise to pay until a day: whether the policy allows that much time."""

from datetime import date, timedelta
from typing import Final

from actions.kernel.exchange import Exchange
from bot.domain.kernel.periods import day_to_come

LONGEST: Final = 15
"""Words up to which a day is the one on which the writer pays; longer messages tell of other days as well."""


def promised_day(exchange: Exchange) -> date | None:
    """The day to come that the message names, or the last of the period it names; None where it names none."""
    asked, today = exchange.asked, exchange.today
    if len(asked.text.split()) > LONGEST:
        return None
    return day_to_come(asked.first("date"), asked.first("period"), today)


def promise_text(exchange: Exchange, day: date) -> str:
    """Yes or no to that day, with the last one that is possible."""
    voice = exchange.voice
    most = exchange.desk.partner.collections.dunning_promise_max_days
    last = exchange.today + timedelta(days=most)
    key = "promise_until" if day <= last else "promise_not_until"
    blanks = {"day": voice.day(day), "last": voice.day(last), "days": voice.days(most)}
    return voice.say(key, **blanks)
