"""Access cut off: whether, why, since when, how it comes back, and what becomes of the data."""

from actions.billing.invoice_words import pay_button
from actions.kernel.exchange import Button, Exchange
from actions.subscriptions.which import standing, tell_not_subscribed
from bot.domain.billing.subscriptions import SubscriptionState
from bot.domain.customers.audience import may_ask
from bot.domain.kernel.questions import Form
from bot.domain.support.tickets import Matter
from bot.services.billing.invoice_facts import InvoiceFacts, balances_of
from bot.services.billing.subscriptions import Standing, SubscriptionFacts
from bot.writing.voice import bullets


def state(exchange: Exchange) -> None:
    """Active, suspended or what else, and what suspended it."""
    _tell(exchange, "state", others=True)


def why(exchange: Exchange) -> None:
    """The unpaid invoices; contacts who may not see money learn that invoices are unpaid."""
    _tell(exchange, "why")


def since(exchange: Exchange) -> None:
    """The day, and how long ago that is."""
    _tell(exchange, "since")


def restore(exchange: Exchange) -> None:
    """Paying brings access back at once."""
    _tell(exchange, "restore")


def data(exchange: Exchange) -> None:
    """Administrators keep access to the data; for how long after an end is for people to tell."""
    found = standing(exchange, any_of_them=True)
    voice, cut = exchange.voice, _cut(found)
    said = [voice.say("data_kept"), *([] if cut else [voice.say("none_cut")]), voice.say("data_after_end")]
    exchange.say(" ".join(said), [exchange.button("person", "talk_to_human")])


def suspended_text(exchange: Exchange) -> list[str]:
    """That users cannot sign in, for each subscription of the speaker's company suspended for non-payment."""
    if not may_ask(exchange.who, "subscription_info"):
        return []
    voice = exchange.voice
    own = exchange.desk.billing.subscriptions.standing(None, asked_by=exchange.who, today=exchange.today)
    return [
        voice.say("suspended_users", product=each.product, day=voice.day(each.subscription.state_since))
        for each in own.found
        if each.suspended_for_payment
    ]


def explains_fault(exchange: Exchange) -> bool:
    """Whether a message of something that does not work comes from a company whose access is cut off."""
    return exchange.asked.first("matter") == Matter.TECHNICAL and bool(suspended_text(exchange))


def _tell(exchange: Exchange, asked_for: str, *, others: bool = False) -> None:
    """Of the subscriptions suspended for non-payment; with `others` of all. A product within one is the whole one."""
    found = standing(exchange, any_of_them=True)
    cut = _cut(found)
    told = found.found if others and found.is_named else cut or found.found
    if not told:
        exchange.tell("no_subscriptions")
    elif not found.is_named and not cut:
        tell_not_subscribed(exchange, found)
    elif len(told) > 1 and all(facts.subscription.state is SubscriptionState.ACTIVE for facts in told):
        exchange.tell("none_cut")
    else:
        said = [_sentence(exchange, asked_for, facts, found) for facts in told]
        if asked_for == "restore" and found.overdue and exchange.asked.form is Form.HOW_MUCH:
            said.insert(0, _to_pay(exchange, found))
        text = said[0] if len(said) == 1 else "\n\n".join(said) if len(told) == 1 else bullets(said)
        exchange.say(text, _buttons(exchange, found) if cut else ())


def _to_pay(exchange: Exchange, found: Standing) -> str:
    """What is overdue in each currency: this brings access back."""
    voice, balances = exchange.voice, balances_of(found.overdue, exchange.today)
    return voice.say("restore_sum", sum=voice.list(voice.money(balance.overdue) for balance in balances))


def _cut(found: Standing) -> tuple[SubscriptionFacts, ...]:
    return tuple(facts for facts in found.found if facts.suspended_for_payment)


def _sentence(exchange: Exchange, asked_for: str, facts: SubscriptionFacts, found: Standing) -> str:
    if not facts.suspended_for_payment:
        return _active(exchange, facts) if asked_for == "state" else _not_cut(exchange, facts)
    voice, each, unpaid = exchange.voice, facts.subscription, found.unpaid_for(facts)
    ago = voice.say("days_ago", days=voice.days((exchange.today - each.state_since).days))
    blanks = {"product": facts.product, "day": voice.day(each.state_since), "ago": ago}
    if not unpaid:
        return voice.say(f"cut_{asked_for}", **blanks)
    invoices = voice.list(_unpaid(exchange, invoice) for invoice in unpaid)
    return voice.counted(f"cut_{asked_for}_for", len(unpaid), invoices=invoices, **blanks)


def _unpaid(exchange: Exchange, facts: InvoiceFacts) -> str:
    voice, invoice = exchange.voice, facts.invoice
    return voice.say(
        "unpaid_invoice", number=facts.number, balance=voice.money(invoice.balance), day=voice.day(invoice.due_on)
    )


def _active(exchange: Exchange, facts: SubscriptionFacts) -> str:
    """How it stands, in a sentence."""
    return exchange.voice.say("is_in_state", product=facts.product, state=_state_words(exchange, facts))


def _not_cut(exchange: Exchange, facts: SubscriptionFacts) -> str:
    if facts.subscription.state is SubscriptionState.SUSPENDED:
        return f"{_active(exchange, facts)} {exchange.voice.say('suspended_otherwise')}"
    return exchange.voice.say("is_not_cut", product=facts.product, state=_state_words(exchange, facts))


def _state_words(exchange: Exchange, facts: SubscriptionFacts) -> str:
    each, voice = facts.subscription, exchange.voice
    if each.state is SubscriptionState.SUSPENDED:
        return voice.say("state_suspended_since", day=voice.day(each.state_since))
    return voice.say(f"state_{each.state}")


def _buttons(exchange: Exchange, found: Standing) -> list[Button]:
    payable = [facts for facts in found.overdue if facts.payment_link][:2]
    pay = [pay_button(exchange, facts.payment_link, facts.invoice.balance) for facts in payable if facts.payment_link]
    return [*pay, exchange.button("payment_methods", "payment_methods"), exchange.button("person", "talk_to_human")]
