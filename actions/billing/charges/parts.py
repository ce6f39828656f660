"""What part of a difference tax, seats or a product are: "how much of that is tax?" after a comparison."""

from collections.abc import Sequence

from actions.billing.charges.asked import TOPIC, each_line, talked_about
from actions.kernel.exchange import Exchange
from actions.kernel.planned import Plan
from bot.domain.billing.comparison import Cause, CauseKind, compare
from bot.domain.billing.invoices import Invoice
from bot.domain.kernel.errors import CurrenciesDiffer, PeriodsDiffer
from bot.services.billing.meant import Meant
from bot.services.billing.sentences.causes import cause_text

_KINDS = {
    "tax": frozenset({CauseKind.TAX}),
    "seats": frozenset({CauseKind.SEAT_CHANGE, CauseKind.EARLIER_SEAT_CHANGE, CauseKind.SEATS}),
}
COMPARED = frozenset({"change", "difference"})
"""Aspects that put two invoices side by side."""


def of_the_difference(plan: Plan) -> Plan:
    """The plan; asked right after a comparison about a part of it, that cause with its amount first."""

    def either(exchange: Exchange) -> None:
        part = exchange.asked.first("part") or exchange.asked.first("product")
        if part is None or not _tells_part(exchange, part):
            plan(exchange)

    return either


def _tells_part(exchange: Exchange, part: str) -> bool:
    """Whether the part of what was compared just before could be told."""
    asked, pair = exchange.asked, talked_about(exchange)
    named = any(asked.first(entity) for entity in ("invoice_number", "period", "which", "date", "many"))
    if named or len(pair) != 2 or asked.slot("topic") != TOPIC or asked.slot("aspect") not in COMPARED:
        return False
    found = exchange.desk.billing.explaining.billed(Meant(pair), asked_by=exchange.who, today=exchange.today)
    if not found.pairs:
        return False
    earlier, later = found.pairs[0]
    causes = _causes(earlier, later, part)
    if not causes:
        return False
    said = [cause_text(exchange.voice, cause) for cause in causes]
    if part == "tax":
        voice = exchange.voice
        said.append(voice.say("part_tax_in_all", number=later.number, tax=voice.money(later.tax)))
    exchange.remember(topic=TOPIC, aspect="change", invoice_number=later.number, listed=",".join(pair))
    exchange.say("\n".join(said), each_line(exchange, later.number))
    return True


def _causes(earlier: Invoice, later: Invoice, part: str) -> Sequence[Cause]:
    try:
        causes = compare(earlier, later).causes
    except (CurrenciesDiffer, PeriodsDiffer):
        return ()
    if part in _KINDS:
        return [cause for cause in causes if cause.kind in _KINDS[part]]
    return [cause for cause in causes if part.casefold() in (cause.product or "").casefold()]
