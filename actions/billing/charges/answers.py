"""The answers about charges: which plan answers which aspect."""

from collections.abc import Mapping
from typing import ClassVar

from actions.billing.charges import amounts, changes, lines, oddities, quantities
from actions.billing.charges.asked import TOPIC, compare_it, of_each
from actions.billing.charges.parts import of_the_difference
from actions.billing.invoices import one
from actions.billing.invoices.together import share_of_those
from actions.kernel.answer import Answer
from actions.kernel.exchange import Exchange
from actions.kernel.planned import Plan, Planned
from bot.domain.kernel.questions import Form

BESIDE_TAX = frozenset({None, "line", "seats", "share", "unit_price"})
"""Aspects that tax is not asked for in."""
AFTER_A_MINUS = frozenset({Form.HOW_MUCH, Form.STATEMENT})
"""Forms in which "what did it cost us then?" is asked after a minus line was explained."""


def _unless_of_a_minus(plan: Plan) -> Plan:
    """The plan, but after a minus line: "how much was that in the end?" asks what the change of seats comes to."""
    net = of_each(oddities.negative)

    def either(exchange: Exchange) -> None:
        asked = exchange.asked
        after_a_minus = asked.slot("topic") == TOPIC and asked.slot("aspect") == "negative"
        names_more = asked.first("product") or asked.first("invoice_number") or asked.first("which")
        (net if after_a_minus and not names_more and asked.form in AFTER_A_MINUS else plan)(exchange)

    return either


def _tax_if_asked(plan: Plan) -> Plan:
    """The plan; "and the tax?" after charges asks for the tax, which is none of them."""
    tax = one.each(one.tax)

    def either(exchange: Exchange) -> None:
        asked = exchange.asked
        if asked.first("part") == "tax" and asked.aspect in BESIDE_TAX and not asked.first("product"):
            exchange.remember(topic="find_invoice", aspect="tax")
            tax(exchange)
        else:
            plan(exchange)

    return either


class ExplainCharge(Planned):
    """What an invoice charges, and why."""

    action = "action_explain_charge"
    plans: ClassVar[Mapping[str, Plan]] = {
        "whole": of_each(lines.whole, compare_it),
        "line": of_each(lines.line, compare_it),
        "seats": of_each(quantities.seats),
        "unit_price": _unless_of_a_minus(of_each(quantities.unit_price)),
        "share": share_of_those(_unless_of_a_minus(of_each(quantities.share))),
        "change": amounts.unless_an_amount(changes.change),
        "difference": _unless_of_a_minus(changes.difference),
        "negative": of_each(oddities.negative),
        "zero": of_each(oddities.zero),
        "twice": oddities.twice,
        "days": of_each(quantities.days),
        "not_ours": oddities.not_ours,
    }

    def answer(self, exchange: Exchange) -> None:
        """Microsoft's own numbers are never explained as ours, whatever is asked about them."""
        asked = exchange.asked
        if asked.first("foreign_number") and not asked.first("invoice_number"):
            exchange.remember(topic=asked.intent, aspect="not_ours")
            oddities.not_ours(exchange)
        else:
            of_the_difference(_tax_if_asked(super().answer))(exchange)

    def whole(self, exchange: Exchange) -> None:
        """Every line with its amount."""
        self.plans["whole"](exchange)


class CompareInvoices(Answer):
    """The comparison with the invoice before, from a button."""

    action = "action_compare_invoices"

    def answer(self, exchange: Exchange) -> None:
        """Compares the invoice named by the button."""
        exchange.remember(topic=TOPIC, aspect="change")
        changes.change(exchange)
