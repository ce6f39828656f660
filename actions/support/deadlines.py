"""What is due of a ticket, as its customer is told: by when, and honestly where that has passed."""

from collections.abc import Iterator

from actions.kernel.exchange import Exchange
from bot.domain.support.support_clock import Standing
from bot.domain.support.tickets import Ticket


def deadlines_told(exchange: Exchange, ticket: Ticket, *, to_come: bool = False) -> Iterator[str]:
    """A sentence for each target that is due, the next one first; none while the customer is waited for.

    With `to_come` only those that have not passed.
    """
    for standing in exchange.desk.support.clock.deadlines(ticket, exchange.now):
        if not (to_come and standing.overdue):
            yield _told(exchange, standing)


def _told(exchange: Exchange, standing: Standing) -> str:
    at = standing.by.astimezone(exchange.desk.partner.zone)
    ending = "late" if standing.overdue else "by"
    return exchange.voice.say(f"due_{standing.target}_{ending}", when=exchange.voice.when(at, exchange.today))
