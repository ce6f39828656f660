"""What a message asks: its topic, the aspect of it and the form of the question; names both engine and desk know.

A topic is an intent of the engine. Aspects are learnt from `data/nlu`, in Rasa's notation for retrieval intents
(`find_invoice/tax`); see docs/understanding.md.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Form(StrEnum):
    """In which form something is asked; the first sentence of an answer follows it."""

    YES_NO = "yes_no"
    HOW_MUCH = "how_much"
    HOW_MANY = "how_many"
    WHEN = "when"
    HOW_LONG = "how_long"
    WHO = "who"
    WHY = "why"
    WHICH = "which"
    WHERE = "where"
    HOW = "how"
    PLEASE = "please"
    STATEMENT = "statement"


ASPECTS: Final[Mapping[str, frozenset[str]]] = {
    topic: frozenset(aspects.split())
    for topic, aspects in {
        "find_invoice": (
            "whole amount net tax tax_rate tax_reason currency issued period number copy recipient not_received next"
            " list count sum largest smallest oldest"
        ),
        "invoice_status": "paid paid_when paid_how due days_left late state",
        "list_open_invoices": "list any count",
        "balance_due": "total overdue net credit next_due remaining statement",
        "explain_charge": ("whole line seats unit_price share change difference negative zero twice days not_ours"),
        "dispute_charge": "dispute how meanwhile",
        "payment_methods": "ways account reference link offered terms notify autopay",
        "payment_problem": "failed arrived twice wrong unmatched",
        "refund_status": "where amount why against when number payout",
        "collections_policy": "consequences fee reminder notice suspension end more_time how_long dispute",
        "subscription_info": "which seats price cost state why since restore data renewal changes unused included",
        "cancel_subscription": "cancel window refund cost",
        "change_subscription": "add remove plan effect who when",
        "support_hours": "now at week holiday next until zone",
        "contact_support": "ways phone email address microsoft portal product",
        "support_pricing": "plans price ours response hours cover difference severity free change",
        "technical_issue": "problem how_to outage password credit slow",
        "ticket_status": "list state who since about add close reopen",
        "talk_to_human": "person callback certain complaint",
        "bot_challenge": "machine can",
        "account_request": ("address recipients order_number tax_number contacts bank_details reissue form quote"),
        "out_of_scope": "other confidential",
    }.items()
}
"""The aspects of each topic that has more than one."""

ALONE_AT_LEAST: Final = 0.25
"""How probable an aspect must be, given its topic, to be answered; below it the topic as a whole is."""
