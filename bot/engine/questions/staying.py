"""A clause that stays with what the one before it is about: its plain words name no other thing."""

import re
from dataclasses import replace
from typing import Final

from bot.domain.kernel.questions import Form
from bot.engine.questions.continuing import SHORT
from bot.engine.questions.heard import Asked
from bot.engine.text import folded

SURE: Final = 0.9
"""How sure such a question is: its words leave little choice."""
_PLANS: Final = "support_pricing"
_INVOICES: Final = frozenset({"find_invoice", "invoice_status", "previous_invoice"})
_OF_PRICES: Final = frozenset({Form.HOW_MUCH, Form.HOW_MANY, Form.WHICH})
_PRICE: Final = re.compile(
    r"\b(?:prices?|costs?|pay(?:ing)?|charged?|how much|prix|tarifs?|cout\w*|combien|pai\w+|pay[ae]\w*)\b"
)
_OF_OTHERS: Final = re.compile(
    r"\b(?:seats?|licen\w+|users?|postes?|utilisateurs?|invoices?|bills?|factures?|subscriptions?|abonnements?|"
    r"overdue|ow(?:e|ing)|doit|devons|dois|temps|jours|heures|tickets?|difference|more|plus)\b"
)
"""Words that name something else that has a price, or another sum."""
_PRICED: Final = frozenset({"product", "invoice_number", "ticket_number", "seats", "amount", "period"})
"""Things of that kind."""
_MONEY: Final = r"(?:euros?|dollars?|pounds?|francs?|livres?|usd|eur|gbp|chf)"
_CURRENCY: Final = re.compile(
    rf"\b(?:which|what|quelles?) (?:currency|currencies|devises?|monnaies?)\b|"
    rf"\b{_MONEY} (?:or|ou) (?:en |in )?{_MONEY}\b"
)


def staying(asked: Asked, earlier: Asked | None) -> Asked:
    """Return what a clause asks after `earlier`, the one before it in the same message, if that asks anything.

    A price asked for after a support plan is the plan's; "and in which currency?" after an invoice is the invoice's.
    """
    if earlier is None:
        return asked
    text = folded(asked.heard.text)
    if earlier.topic == _PLANS and asked.form in _OF_PRICES and _asks_only_price(asked, text):
        return _sure(asked, _PLANS, "price", Form.HOW_MUCH)
    if earlier.topic in _INVOICES and len(text.split()) <= SHORT and _CURRENCY.search(text):
        return _sure(asked, "find_invoice", "currency", Form.WHICH)
    return asked


def _asks_only_price(asked: Asked, text: str) -> bool:
    others = {str(one["entity"]) for one in asked.heard.entities} & _PRICED or _OF_OTHERS.search(text)
    return not others and len(text.split()) <= SHORT and _PRICE.search(text) is not None


def _sure(asked: Asked, topic: str, aspect: str, form: Form) -> Asked:
    return replace(asked, topic=topic, confidence=SURE, aspect=aspect, aspect_confidence=SURE, form=form)
