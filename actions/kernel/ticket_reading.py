"""What a customer's answer to a question of the ticket dialogue says: a kind, an address, or a question instead."""

from typing import Final

from actions.kernel.question import Question
from bot.domain.kernel.cues import NEITHER, Asks, Cue
from bot.domain.support.targets import Severity
from bot.domain.support.tickets import Matter

QUESTIONS: Final = frozenset({
    "find_invoice", "previous_invoice", "list_open_invoices", "invoice_status", "balance_due", "explain_charge",
    "payment_methods", "collections_policy", "subscription_info", "support_hours", "contact_support",
    "support_pricing", "ticket_status",
})  # fmt: skip
"""Intents that ask something the desk answers; in the middle of a ticket they are answered, not written into it."""

CLEAR: Final = 0.8
"""Confidence from which a short message is taken for such a question."""
SHORT: Final = 10
"""Words up to which a question without a question mark is believed to be one; longer ones are descriptions."""
DESCRIBES: Final = 4
"""An answer to "billing or technical?" with more words than these is taken as the description too."""
_CHOICES: Final = {
    "commercial": Matter.COMMERCIAL,
    "1": Matter.COMMERCIAL,
    "technical": Matter.TECHNICAL,
    "2": Matter.TECHNICAL,
}
"""What a message chooses: by the matter it speaks of, or by the place in the question, which names billing first."""
_OWN_WAY: Final = frozenset({"talk_to_human", "deny", "switch_language"})
"""Ways out of a ticket; only the bare name of a kind is believed more than them."""
_BY_INTENT: Final = {
    "technical_issue": Matter.TECHNICAL,
    "dispute_charge": Matter.COMMERCIAL,
    "payment_problem": Matter.COMMERCIAL,
    "refund_status": Matter.COMMERCIAL,
}
"""What a problem told instead of an answer is about."""
BARE: Final = 3
"""A few words such as "opening hours" ask for something; more of them without a question's words tell something."""

STOPS: Final = "severity"
"""`ticket_step` after the desk asked whether the problem stops everybody."""
UNSTOPPED: Final = "unstopped"
"""`ticket_step` after a typed no to that, which may have meant the ticket as well."""


def severity_in(asked: Question) -> Severity | None:
    """What this message, or the button pressed, says it stops; None where it does not."""
    said = asked.first("severity")
    return Severity(said) if said in set(Severity) else None


def severity_said(asked: Question) -> Severity | None:
    """What the customer said it stops, in this message or before; None while they have not."""
    said = asked.slot("ticket_severity")
    return severity_in(asked) or (Severity(said) if said in set(Severity) else None)


def is_question(asked: Question) -> bool:
    """Whether a message in the middle of a ticket asks the desk something, instead of describing."""
    if not asked.has_words:
        return False
    asks = asked.first(Cue.ASKS)
    if asked.intent == "out_of_scope":
        return asks == Asks.MARK
    clear = asked.intent in QUESTIONS and asked.confidence >= CLEAR
    words = len(asked.text.split())
    return clear and (asks == Asks.MARK or words <= BARE or (words <= SHORT and asks == Asks.WORD))


def matter_in(asked: Question) -> Matter | None:
    """Which of the two kinds of ticket a message chooses, whatever it was understood as; None when neither."""
    matter = asked.first(Cue.MATTER)
    if asked.first(Cue.ASKS) == Asks.MARK or matter == NEITHER:
        return None
    if asked.intent in _OWN_WAY:
        return _CHOICES.get(asked.first(Cue.MATTER_ALONE) or "") if len(asked.text.split()) <= BARE else None
    chosen = _CHOICES.get(asked.first(Cue.OPTION) or matter or "")
    return chosen or (_BY_INTENT.get(asked.intent) if asked.has_words else None)
