"""Whom the desk speaks to and what they may ask, so that nobody is offered what would be refused."""

from enum import StrEnum
from typing import Final

from bot.domain.customers.identity import Identity, Level, Relationship

MONEY: Final = frozenset({
    "find_invoice", "previous_invoice", "list_open_invoices", "invoice_status", "balance_due", "explain_charge",
    "compare_invoices", "copy_invoice", "refund_status",
})  # fmt: skip
"""Questions about the money of the speaker's own company."""
MONEY_UNLESS_VISITOR: Final = frozenset({"dispute_charge", "payment_problem"})
"""Matters that visitors may report with an address, and contacts only in a role that sees money."""
ORDERS: Final = frozenset({"account_request"})
"""Wishes about the customer's account, for the contacts who answer for its money."""
ACCOUNT: Final = frozenset({"subscription_info"})
"""Questions about the speaker's own company that every role may ask."""
PARTNERS_CUSTOMERS: Final = frozenset({
    "payment_methods", "cancel_subscription", "change_subscription", "technical_issue", "open_ticket",
    "talk_to_human",
})  # fmt: skip
"""What is done for everybody but those who buy from Microsoft directly."""


class Audience(StrEnum):
    """Kinds of speakers who are greeted and helped differently. UNLINKED: a proven address that no company has."""

    VISITOR = "visitor"
    UNLINKED = "unlinked"
    BILLING = "billing"
    CONTACT = "contact"
    DIRECT = "direct"


def audience_of(speaker: Identity) -> Audience:
    """Who is no contact, contacts who may see money, other contacts, and those who buy from Microsoft directly."""
    if speaker.level < Level.SIGNED:
        return Audience.VISITOR if speaker.confirmed_address is None else Audience.UNLINKED
    if speaker.relationship is Relationship.DIRECT:
        return Audience.DIRECT
    return Audience.BILLING if speaker.may_see_money else Audience.CONTACT


def may_ask(speaker: Identity, intent: str) -> bool:
    """Whether the question gets an answer; False where it would be refused for who asks."""
    audience = audience_of(speaker)
    if intent in MONEY | ORDERS:
        return audience is Audience.BILLING
    if intent in MONEY_UNLESS_VISITOR:
        return audience in (Audience.BILLING, Audience.VISITOR, Audience.UNLINKED)
    if intent in ACCOUNT:
        return audience in (Audience.BILLING, Audience.CONTACT)
    return intent not in PARTNERS_CUSTOMERS or audience is not Audience.DIRECT
