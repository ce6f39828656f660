"""A promise to pay until a day: whether the policy allows that much time."""

from datetime import date, timedelta
from typing import Final

from actions.kernel.exchange import Exchange
from bot.domain.kernel.cues import SpokenOf
from bot.domain.kernel.periods import day_to_come
from bot.services.billing.invoices import InvoiceFacts

LONGEST: Final = 15
"""Words up to which a day is the one on which the writer pays; longer messages tell of other days as well."""


def promised_day(exchange: Exchange) -> date | None:
    """The day to come that the message names, or the last of the period it names; None where it names none.

    Asked whether the reminders wait right after a day was promised, that day.
    """
    asked, today = exchange.asked, exchange.today
    if len(asked.text.split()) > LONGEST:
        return None
    goes_on = asked.slot("topic") == "collections_policy" and asked.speaks_of(SpokenOf.HELD)
    kept = asked.slot("day") if goes_on else None
    return day_to_come(asked.first("date") or kept, asked.first("period"), today)


def in_time_text(exchange: Exchange, facts: InvoiceFacts, day: date) -> str:
    """Whether a day on which somebody pays is early enough for an invoice."""
    voice, due = exchange.voice, facts.invoice.due_on
    blanks = {"number": facts.number, "day": voice.day(day), "due": voice.day(due)}
    if day <= due:
        return voice.say("in_time", **blanks)
    return voice.say("not_in_time", late=voice.days((day - due).days), **blanks)


def promise_text(exchange: Exchange, day: date, *, holds_asked: bool = False) -> str:
    """Yes or no to that day, with the last one possible; or (`holds_asked`) to reminders that wait till then."""
    voice = exchange.voice
    most = exchange.desk.partner.collections.dunning_promise_max_days
    last = exchange.today + timedelta(days=most)
    key = "promise_until" if day <= last else "promise_not_until"
    key = "promise_holds_until" if holds_asked and day <= last else key
    blanks = {"day": voice.day(day), "last": voice.day(last), "days": voice.days(most)}
    return voice.say(key, **blanks)
