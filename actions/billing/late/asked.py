"""What a question about paying late is about, where its words name a step or a number of days."""

from typing import Final

from actions.kernel.exchange import Exchange
from actions.kernel.question import Question
from bot.domain.kernel.cues import SpokenOf
from bot.domain.kernel.questions import Form

OF_STEPS: Final = frozenset({"reminder", "notice", "suspension", "end"})
"""The aspects that are one step; a step named is the one asked about."""
OF_TIME: Final = frozenset({"more_time", "how_long"})
SHORT: Final = 4
"""Words of a message that names a step and leaves out the rest: "and the formal notice?"."""
HOW_LATE: Final = "how_late"
"""The plan for what is overdue now."""
AFTER_DAYS: Final = "after_days"
"""The plan for a number of days past the due date."""


def aspect_of(asked: Question) -> str | None:
    """The aspect its words name, else the one understood."""
    named, short = tuple(dict.fromkeys(asked.all("step"))), len(asked.text.split()) <= SHORT
    if asked.aspect in OF_TIME and asked.speaks_of(SpokenOf.HELD):
        return asked.aspect
    if len(named) == 1 and (asked.aspect in OF_STEPS or short or asked.form is Form.WHEN):
        return named[0]
    wished = asked.aspect in OF_TIME and asked.form in (Form.PLEASE, Form.YES_NO)
    if asked.first("late_days") and not wished and not named and (asked.aspect != "fee" or short):
        return AFTER_DAYS
    if asked.aspect == "fee" and not named and asked.speaks_of(SpokenOf.HOW_LATE) and not asked.speaks_of(SpokenOf.FEE):
        return HOW_LATE
    return asked.aspect


def is_cancelled_by_us(exchange: Exchange) -> bool:
    """Whether the words ask when unpaid invoices end the subscription, and something of the speaker's is overdue."""
    if "end" not in exchange.asked.all("step") or not exchange.who.may_see_money:
        return False
    own = exchange.desk.billing.collections.own(asked_by=exchange.who, today=exchange.today)
    return bool(own.overdue)
