"""The statement of account of a year or another time: balances in words, entries on a card, everything in a file."""

from typing import Any

from actions.billing.invoices.asking import wish_of
from actions.billing.invoices.copies import table_button
from actions.kernel.exchange import Exchange
from bot.domain.billing.statement import Entry, EntryKind, Statement
from bot.domain.kernel.money import Money
from bot.services.billing.invoice_lists import days_of

SHOWN = 12
"""Entries on the card; the file has all of them."""


def statement(exchange: Exchange) -> None:
    """What was billed, paid and credited, from opening to closing balance."""
    days = days_of(wish_of(exchange), exchange.today)
    found = exchange.desk.billing.lists.statements(days, asked_by=exchange.who)
    if not found:
        exchange.say(exchange.voice.say("statement_empty", period=exchange.voice.span(days)))
        return
    count = sum(len(each.entries) for each in found)
    said = [_sentence(exchange, each) for each in found]
    if count > SHOWN:
        said.append(exchange.voice.say("statement_cut", shown=SHOWN, count=count))
    exchange.say(" ".join(said), [table_button(exchange, days)], _card(exchange, found, SHOWN))


def _sentence(exchange: Exchange, told: Statement) -> str:
    voice = exchange.voice
    return voice.say(
        "statement",
        period=voice.span(told.period),
        closing=voice.money(told.closing),
        opening=voice.money(told.opening),
        billed=voice.money(told.sum_of(EntryKind.INVOICE)),
        paid=voice.money(told.sum_of(EntryKind.PAYMENT)),
        credited=voice.money(told.sum_of(EntryKind.CREDIT_NOTE)),
    )


def _card(exchange: Exchange, found: tuple[Statement, ...], most: int) -> dict[str, Any]:
    balances = [pair for each in found for pair in each.balances()]
    rows = [_row(exchange, entry, balance) for entry, balance in balances[-most:]]
    title = exchange.voice.say("statement_title")
    return {"kind": "invoices", "title": title, "facts": [], "sections": [{"rows": rows}]}


def _row(exchange: Exchange, entry: Entry, balance: Money) -> dict[str, str]:
    voice = exchange.voice
    what = voice.say(f"entry_{entry.kind}", number=entry.number)
    after = voice.say("entry_balance", balance=voice.money(balance))
    return {"label": what, "value": voice.signed(entry.amount), "note": f"{voice.day(entry.on)} · {after}"}
