"""Several invoices: listed, counted, added up, and the largest, smallest or oldest of them."""

from actions.billing import invoice_words as words
from actions.billing.invoices import one
from actions.billing.invoices.asking import is_plural, of_those_listed, wish_of
from actions.billing.invoices.copies import table_button
from actions.billing.invoices.list_words import head, sum_text
from actions.billing.invoices.subjects import FEW, all_button, listing, none_text, show_button
from actions.kernel.exchange import Button, Exchange, payload
from actions.kernel.planned import Plan
from bot.domain.billing.selection import Order
from bot.services.billing.invoice_lists import InvoiceList, InvoiceWish
from bot.services.billing.invoices import InvoiceFacts


def listed(exchange: Exchange, state: str | None = None) -> None:
    """The list, with count and sum; one alone is told in a sentence."""
    if exchange.asked.first("invoice_number"):
        one.each(words.sentence, "pay")(exchange)
        return
    wish, found = _found(exchange, state)
    if not found.count:
        tell_empty(exchange, wish, found)
    elif found.count == 1:
        _tell_only(exchange, wish, found)
    else:
        _tell_list(exchange, wish, found)
    _tell_beyond(exchange, wish, found)


def whether_any(exchange: Exchange) -> None:
    """Yes or no: whether something is open, or overdue; then which."""
    wish, found = _found(exchange, "open")
    if found.count and not exchange.asked.first("invoice_number"):
        _keep(exchange, found)
        yes = exchange.voice.say("yes")
        text = f"{yes} {_small(head(exchange, wish, found))}."
        if found.count == 1:
            text += f" {words.sentence(exchange, found.invoices[0])}"
            exchange.say(text, words.buttons(exchange, found.invoices[0]))
            return
        rows = words.list_card(exchange, exchange.voice.say("found_title"), found.invoices)
        exchange.say(text, _show(exchange, found), rows)
        return
    tell_empty(exchange, wish, found, no=True)


def counted(exchange: Exchange, state: str | None = None) -> None:
    """How many, and what they come to."""
    wish, found = _found(exchange, state)
    if not found.count:
        tell_empty(exchange, wish, found)
        return
    _keep(exchange, found)
    text = f"{head(exchange, wish, found)}."
    if found.count == 1:
        text += f" {words.sentence(exchange, found.invoices[0])}"
    exchange.say(text, [*_show(exchange, found), _list_all(exchange, wish)])
    _tell_beyond(exchange, wish, found)


def added_up(exchange: Exchange) -> None:
    """What they come to together, before and after credit notes."""
    asked = exchange.asked
    if asked.first("invoice_number"):
        found = exchange.desk.billing.invoices
        named = [found.one(n, asked_by=exchange.who, today=exchange.today).number for n in asked.all("invoice_number")]
        wish = InvoiceWish(numbers=tuple(named), last=None)
        result = listing(exchange, wish)
    else:
        wish, result = _found(exchange, None)
    if not result.count:
        tell_empty(exchange, wish, result)
        return
    _keep(exchange, result)
    text = f"{sum_text(exchange, wish, result)}."
    exchange.say(text, [*_show(exchange, result), table_button(exchange, wish)])
    _tell_beyond(exchange, wish, result)


def extreme(key: str, order: Order) -> Plan:
    """A plan that names the first in an order, and why; several where a number of them is asked for."""

    def plan(exchange: Exchange) -> None:
        asked = exchange.asked
        wish = wish_of(exchange, order, numbers=of_those_listed(asked))
        if is_plural(asked) and (wish.last or 0) > 1:
            listed(exchange)
            return
        found = listing(exchange, wish)
        if not found.count:
            tell_empty(exchange, wish, found)
            return
        firsts = _first_of_each(found) if order is not Order.OLDEST else list(found.invoices[:1])
        said = [_extreme(exchange, key, facts, found) for facts in firsts]
        if len(firsts) == 1:
            exchange.remember(invoice_number=firsts[0].number)
        exchange.say(" ".join(said), [show_button(exchange, facts.number) for facts in firsts] + [all_button(exchange)])

    return plan


def tell_empty(exchange: Exchange, wish: InvoiceWish, found: InvoiceList, *, no: bool = False) -> None:
    """That there is none (`no`: as a plain no), then the nearest useful thing."""
    voice = exchange.voice
    narrowed = found.period is not None or any((wish.product, wish.currency, wish.amount, wish.above, wish.below))
    if wish.state is None or narrowed:
        said = none_text(exchange, found) if narrowed else voice.say("no_invoices")
        exchange.say(said, [all_button(exchange)] if narrowed else [])
        return
    said = voice.say(f"none_{wish.state}")
    said = f"{voice.say('no')} {_small(said)}" if no else said
    unpaid = exchange.desk.billing.invoices.unpaid(asked_by=exchange.who, today=exchange.today)
    nearest = unpaid[:1] if wish.state == "overdue" else ()
    for facts in nearest:
        exchange.remember(invoice_number=facts.number, listed=None)
        said += f" {_nearest(exchange, facts)}"
    exchange.say(said, [*(show_button(exchange, facts.number) for facts in nearest), all_button(exchange)])


def _nearest(exchange: Exchange, facts: InvoiceFacts) -> str:
    voice, invoice = exchange.voice, facts.invoice
    day, in_days = voice.day(invoice.due_on), voice.in_days(facts.days_to_due)
    return voice.say(
        "nearest_open", number=facts.number, balance=voice.money(invoice.balance), day=day, in_days=in_days
    )


def _found(exchange: Exchange, state: str | None) -> tuple[InvoiceWish, InvoiceList]:
    order = Order.DUE if (exchange.asked.first("state") or state) in ("open", "overdue") else Order.NEWEST
    order = Order.OLDEST if exchange.asked.first("which") == "first" else order
    among = of_those_listed(exchange.asked)
    wish = wish_of(exchange, order, state, among)
    found = listing(exchange, wish)
    if among is not None and not found.count:  # "and which ones are paid?" after those unpaid means others
        wish = wish_of(exchange, order, state)
        found = listing(exchange, wish)
    return wish, found


def _tell_only(exchange: Exchange, wish: InvoiceWish, found: InvoiceList) -> None:
    facts = found.invoices[0]
    exchange.remember(invoice_number=facts.number, listed=facts.number)
    text = f"{head(exchange, wish, found)}. {words.sentence(exchange, facts)}"
    exchange.say(text, words.buttons(exchange, facts), words.card(exchange, facts))


def _tell_list(exchange: Exchange, wish: InvoiceWish, found: InvoiceList) -> None:
    _keep(exchange, found)
    rows = words.list_card(exchange, exchange.voice.say("found_title"), found.invoices)
    text = f"{head(exchange, wish, found)}."
    if found.pages > 1:
        text += f" {exchange.voice.say('list_page', page=found.page + 1, pages=found.pages)}"
    turning = _turning(exchange, wish, found)
    exchange.say(text, [*turning, *_show(exchange, found), table_button(exchange, wish)], rows)


def _tell_beyond(exchange: Exchange, wish: InvoiceWish, found: InvoiceList) -> None:
    """Of a list talked about only some were asked for: what fits as well outside it is not kept quiet."""
    if wish.numbers is None or wish.state is None:
        return
    everywhere = listing(exchange, wish_of(exchange, wish.order, wish.state))
    more = everywhere.count - found.count
    if more > 0:
        state = wish.state
        button = exchange.button("all_invoices", "find_invoice", aspect="list", many="all", state=state)
        exchange.say(exchange.voice.counted("list_beyond", more), [button])


def _keep(exchange: Exchange, found: InvoiceList) -> None:
    whole = found.numbers if len(found.numbers) == found.count else ()
    only = whole[0] if len(whole) == 1 else None
    exchange.remember(invoice_number=only, listed=",".join(whole) or None)


def _show(exchange: Exchange, found: InvoiceList) -> list[Button]:
    return [show_button(exchange, facts.number) for facts in found.invoices[:FEW]]


def _list_all(exchange: Exchange, wish: InvoiceWish) -> Button:
    return {"title": exchange.voice.say("button_list"), "payload": _payload(wish, 0)}


def _turning(exchange: Exchange, wish: InvoiceWish, found: InvoiceList) -> list[Button]:
    voice, buttons = exchange.voice, []
    if found.page + 1 < found.pages:
        buttons.append({"title": voice.say("button_next_page"), "payload": _payload(wish, found.page + 1)})
    if found.page:
        buttons.append({"title": voice.say("button_previous_page"), "payload": _payload(wish, found.page - 1)})
    return buttons


def _payload(wish: InvoiceWish, page: int) -> str:
    """What lists the same again, at a page."""
    said = {
        "state": wish.state, "period": wish.period, "span": wish.span, "date": wish.day, "product": wish.product,
        "currency": wish.currency, "amount": wish.amount, "above": wish.above, "below": wish.below,
        "count": wish.last, "page": page or None, "many": None if wish.numbers else "all",
        "rank": wish.order.value if wish.order in (Order.LARGEST, Order.SMALLEST) else None,
        "which": "first" if wish.order is Order.OLDEST else None,
    }  # fmt: skip
    named = {name: str(value) for name, value in said.items() if value is not None}
    return payload("find_invoice", aspect="list", **named)


def _first_of_each(found: InvoiceList) -> list[InvoiceFacts]:
    """The first of each currency: amounts of several are not compared."""
    firsts: dict[str, InvoiceFacts] = {}
    for facts in found.invoices:
        firsts.setdefault(facts.invoice.currency, facts)
    return list(firsts.values())


def _extreme(exchange: Exchange, key: str, facts: InvoiceFacts, found: InvoiceList) -> str:
    voice, invoice = exchange.voice, facts.invoice
    alike = [other.number for other in found.invoices if key != "oldest" and other.invoice.total == invoice.total]
    if len(alike) > 1:
        return voice.say(f"one_{key}_same", numbers=voice.list(alike), total=voice.money(invoice.total))
    day = voice.day(invoice.issued_on)
    return voice.say(f"one_{key}", number=facts.number, total=voice.money(invoice.total), day=day)


def _small(sentence: str) -> str:
    """To stand after "Yes," or "No,"."""
    return sentence[:1].lower() + sentence[1:]
