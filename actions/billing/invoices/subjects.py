"""Which invoice a question is about: the one named, described, talked about, or the one of several that is chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from actions.billing.invoices.asking import IN_TURN, is_described, is_plural, listed_last, told_in_turn, wish_of
from actions.kernel.exchange import Button, Exchange, payload
from actions.kernel.question import Question
from bot.domain.billing.selection import Order
from bot.domain.kernel.cues import Cue
from bot.domain.kernel.errors import InvoiceNotFound
from bot.services.billing.invoice_lists import By, InvoiceList, InvoiceWish
from bot.services.billing.invoices import InvoiceFacts, InvoiceQuery
from bot.writing.voice import quoted

FEW = 4
"""Invoices that are each answered in a sentence, and that buttons are offered for."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """The invoices a question is about, in order; `note` says how one was chosen where that could be otherwise,
    and that of many not all are told."""

    invoices: tuple[InvoiceFacts, ...]
    note: str = ""


def subjects(exchange: Exchange) -> Subjects:
    """The invoices meant; none when the answer has been given already. Raises DeskError."""
    asked = exchange.asked
    if asked.first("invoice_number"):
        return _remembered(exchange, Subjects(_named(exchange)))
    which = asked.first("which")
    if which in ("previous", "next"):
        return _remembered(exchange, Subjects(_neighbour(exchange, which)))
    if which == "other":
        return _remembered(exchange, Subjects(_other(exchange)))
    if (chosen := _by_place(asked)) is not None:
        return _remembered(exchange, Subjects(_one(exchange, chosen)))
    if is_described(asked) or is_plural(asked) or asked.first("rank") or which in ("last", "first"):
        return _remembered(exchange, _described(exchange, which))
    return _remembered(exchange, Subjects(_talked_about(exchange)))


def listing(exchange: Exchange, wish: InvoiceWish, most: int | None = None) -> InvoiceList:
    """The invoices wanted. Raises DeskError."""
    lists, more = exchange.desk.billing.lists, {} if most is None else {"most": most}
    return lists.listed(wish, asked_by=exchange.who, today=exchange.today, **more)


def none_text(exchange: Exchange, found: InvoiceList) -> str:
    """That nothing fits what was said."""
    if found.period is None or exchange.asked.first("state"):
        return exchange.voice.say("none_fits")
    return exchange.voice.say("none_in_period", period=exchange.voice.span(found.period))


def ask_which(exchange: Exchange, numbers: Iterable[str]) -> None:
    """Asks which of several is meant; a button puts the same question about that one."""
    asked = exchange.asked
    more = {"aspect": asked.aspect} if asked.aspect else {}
    buttons = [_button(number, payload(asked.intent, invoice_number=number, **more)) for number in numbers]
    exchange.tell("which_invoice", buttons)


def show_button(exchange: Exchange, number: str) -> Button:
    """Shows one invoice."""
    title = exchange.voice.say("button_show_invoice", number=number)
    return {"title": title, "payload": payload("find_invoice", invoice_number=number)}


def all_button(exchange: Exchange) -> Button:
    """Lists every invoice."""
    return exchange.button("all_invoices", "find_invoice", aspect="list", many="all")


def _button(number: str, asks: str) -> Button:
    return {"title": number, "payload": asks}


def _looking_elsewhere(exchange: Exchange) -> list[Button]:
    return [exchange.button("latest_invoice", "find_invoice", which="last"), all_button(exchange)]


def _remembered(exchange: Exchange, found: Subjects) -> Subjects:
    numbers = [facts.number for facts in found.invoices]
    if len(numbers) == 1:
        exchange.remember(invoice_number=numbers[0], **_listed_with(exchange.asked, numbers[0]))
    elif numbers:
        exchange.remember(invoice_number=None, listed=",".join(numbers))
    return found


def _listed_with(asked: Question, number: str) -> dict[str, str | None]:
    """What is kept as listed beside one invoice: the list it is on, or those told one after the other before it."""
    here, turns = asked.slot("invoice_number"), told_in_turn(asked)
    if number in listed_last(asked) or (number in turns and not asked.first("invoice_number")):
        return {}
    if here is None or here == number or not (asked.first("which") or _asks_the_same(asked)):
        return {"listed": None}
    return {"listed": IN_TURN.join([*(turns if here in turns else (here,)), number])}


def _asks_the_same(asked: Question) -> bool:
    """Whether it asks about this one what was asked about the one before."""
    return asked.aspect is not None and (asked.slot("topic"), asked.slot("aspect")) == (asked.intent, asked.aspect)


def _named(exchange: Exchange) -> tuple[InvoiceFacts, ...]:
    """Those named, in order; of several, those not found are named as such beside the others."""
    numbers = tuple(dict.fromkeys(exchange.asked.all("invoice_number")))
    found: dict[str, InvoiceFacts] = {}
    missing: list[InvoiceNotFound] = []
    for number in numbers:
        try:
            facts = exchange.desk.billing.invoices.one(number, asked_by=exchange.who, today=exchange.today)
            found[facts.number] = facts
        except InvoiceNotFound as refusal:
            missing.append(refusal)
    if missing and not found:
        raise missing[0]
    for absent in missing:
        exchange.say(exchange.voice.say("invoice_not_found_short", number=quoted(absent.blanks["number"], limit=40)))
    return tuple(found.values())


def _neighbour(exchange: Exchange, which: str) -> tuple[InvoiceFacts, ...]:
    """The one before or after the one talked about; without one, counted from the latest."""
    query = InvoiceQuery(which=which, context=exchange.asked.slot("invoice_number"))
    found = exchange.desk.billing.invoices.find(query, asked_by=exchange.who, today=exchange.today)
    if not found.invoices:
        key = "no_earlier_invoice" if which == "previous" else "no_later_invoice"
        exchange.remember(invoice_number=query.context)
        exchange.tell(key if found.latest else "no_invoices", [*_looking_elsewhere(exchange)] if found.latest else [])
    return found.invoices[:1]


def _other(exchange: Exchange) -> tuple[InvoiceFacts, ...]:
    """The other of two: of those listed, else of all there are; of more, it is asked which."""
    asked = exchange.asked
    listed, here = listed_last(asked) or told_in_turn(asked), exchange.asked.slot("invoice_number")
    if not set(listed) - {here}:  # a list of one has no other
        listed = tuple(facts.number for facts in listing(exchange, InvoiceWish()).invoices)
    others = [number for number in listed if number != here]
    if not others:
        exchange.tell("no_other_invoice", [*_looking_elsewhere(exchange)])
    elif len(others) > 1:
        ask_which(exchange, others[:FEW])
    return () if len(others) != 1 else _one(exchange, others[0])


def _by_place(asked: Question) -> str | None:
    """The number of the one of several told before that is meant by its place: "the first one", "the second"."""
    told, place = listed_last(asked), asked.first(Cue.OPTION)
    return told[int(place) - 1] if place and len(told) >= int(place) and len(told) > 1 else None


def _described(exchange: Exchange, which: str | None) -> Subjects:
    found = listing(exchange, wish_of(exchange, Order.OLDEST if which == "first" else Order.NEWEST))
    if not found.count:
        if is_described(exchange.asked):
            exchange.say(none_text(exchange, found), _looking_elsewhere(exchange))
        else:
            exchange.tell("no_invoices")
        return Subjects(())
    one = which in ("last", "first") or exchange.asked.first("rank")
    invoices = found.invoices[:1] if one and not is_plural(exchange.asked) else found.invoices
    if len(invoices) == 1:
        return Subjects(invoices, _note(exchange, found) if exchange.asked.first("period") else "")
    cut = len(invoices) < found.count
    said = exchange.voice.say("each_cut", shown=len(invoices), count=found.count) if cut else ""
    return Subjects(invoices, said)


def _note(exchange: Exchange, found: InvoiceList) -> str:
    """By what an invoice was chosen for a period."""
    if found.period is None:
        return ""
    key = "chosen_by_issue" if found.by is By.ISSUED else "chosen_by_period"
    return exchange.voice.say(key, period=exchange.voice.span(found.period))


def _talked_about(exchange: Exchange) -> tuple[InvoiceFacts, ...]:
    """The one talked about; of several listed it is asked which; with none, the latest."""
    here, listed = exchange.asked.slot("invoice_number"), listed_last(exchange.asked) or told_in_turn(exchange.asked)
    together = exchange.asked.first("together") or (exchange.asked.first("email") and not here)
    if together and 1 < len(listed) <= FEW:
        return tuple(_one(exchange, number)[0] for number in listed)
    if here:
        return _one(exchange, here)
    if len(listed) > 1:
        ask_which(exchange, listed[:FEW])
        return ()
    facts = exchange.desk.billing.invoices.in_question(None, asked_by=exchange.who, today=exchange.today)
    if facts is None:
        exchange.tell("no_invoices")
    return (facts,) if facts else ()


def _one(exchange: Exchange, number: str) -> tuple[InvoiceFacts, ...]:
    return (exchange.desk.billing.invoices.one(number, asked_by=exchange.who, today=exchange.today),)
