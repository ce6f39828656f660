"""What can be foreseen of the next invoice: the seats subscribed now for a whole period, and around which day."""

from datetime import timedelta

from actions.kernel.exchange import Exchange
from bot.domain.billing.shares import with_tax
from bot.domain.billing.subscriptions import BillingFrequency, Subscription, SubscriptionState
from bot.domain.kernel.money import Money, total
from bot.services.billing.invoices import InvoiceFacts


def expected(exchange: Exchange, last: InvoiceFacts) -> str:
    """No promise: what the seats of today come to, that usage is not known, and when it may come. Empty where nothing
    can be said."""
    standing = exchange.desk.billing.subscriptions.standing(None, asked_by=exchange.who, today=exchange.today)
    own = [each.subscription for each in standing.found if each.subscription.state is SubscriptionState.ACTIVE]
    priced = [(each, cost) for each in own if (cost := _cost(each, last.invoice.currency)) is not None]
    if not priced:
        return ""
    voice = exchange.voice
    net = total((cost for _, cost in priced), last.invoice.currency)
    gross = with_tax(last.invoice, net)
    what = voice.list(
        voice.say("expected_seats", seats=voice.seats(each.seats or 0), product=each.product) for each, _ in priced
    )
    key = "expected_taxed" if gross != net else "expected_untaxed"
    said = [voice.say(key, net=voice.money(net), gross=voice.money(gross), what=what)]
    usage = [each.product for each in own if each.frequency is BillingFrequency.USAGE]
    said += [voice.say("expected_usage", products=voice.list(usage))] if usage else []
    around = last.invoice.issued_on + timedelta(days=last.period.days)
    said += [voice.say("expected_around", day=voice.day(around))] if around > exchange.today else []
    return " ".join(said)


def _cost(each: Subscription, currency: str) -> Money | None:
    cost = each.cost_of(each.seats or 0) if each.seats else None
    return cost if cost and cost.currency == currency else None
