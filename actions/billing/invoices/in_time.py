"""Whether a day to come on which somebody pays is early enough for an invoice."""

from dataclasses import replace
from datetime import date

from actions.billing import invoice_words as words
from actions.billing.invoices.one import is_paid
from actions.billing.invoices.subjects import subjects
from actions.billing.late.promises import in_time_text
from actions.kernel.exchange import Exchange
from actions.kernel.planned import Plan
from bot.domain.kernel.cues import SpokenOf
from bot.domain.kernel.periods import day_to_come
from bot.domain.kernel.questions import Form


def in_time_or(plan: Plan) -> Plan:
    """The plan; asked whether a day named is in time, that of each invoice meant.

    "When does it become overdue?" describes no invoice as overdue.
    """

    def either(exchange: Exchange) -> None:
        asked, day = exchange.asked, _day(exchange)
        becoming = asked.form is Form.WHEN and asked.first("state") == "overdue"
        if day is None and not becoming:
            plan(exchange)
            return
        left_out = ("state",) if day is None else ("date", "state")
        exchange.asked = replace(asked, entities={k: v for k, v in asked.entities.items() if k not in left_out})
        try:
            if day is None:
                plan(exchange)
                return
            found = [facts for facts in subjects(exchange).invoices if not is_paid(facts)]
        finally:
            exchange.asked = asked
        if not found:
            plan(exchange)
            return
        pay = words.payment(exchange, found[0]) if len(found) == 1 else []
        exchange.say(" ".join(in_time_text(exchange, facts, day) for facts in found), pay)

    return either


def _day(exchange: Exchange) -> date | None:
    asked = exchange.asked
    return day_to_come(asked.first("date"), None, exchange.today) if asked.speaks_of(SpokenOf.IN_TIME) else None
