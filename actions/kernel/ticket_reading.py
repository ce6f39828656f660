"""What a customer's answer to a question of the ticket dialogue says: a kind, an address, or a question instead."""

import re
from typing import Final

from actions.kernel.question import Question
from bot.domain.support.tickets import TicketChannel

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
_COMMERCIAL: Final = re.compile(
    r"factur|bill|invoic|commerc|command|\border|paie|paye|payment|compta|argent|money|account(?:s|ing)|tarif|pric"
    r"|^(?:the |la |le )?(?:1|1st|1er|1[eè]re|first|premi[eè]re?|former)(?: one| option| choi\w+)?\W*$",
    re.IGNORECASE,
)
_TECHNICAL: Final = re.compile(
    r"techni|informati|\bpanne|\bbug|marche pas|marche plus|fonctionne|not work|n't work|\bbroken|\bdown\b"
    r"|^(?:the |la |le |option )?(?:2|2nd|2[eè]me|2e|second|seconde|deuxi[eè]me|latter)(?: one| option| choi\w+)?\W*$",
    re.IGNORECASE,
)
_NEITHER: Final = re.compile(r"(?:not|pas|ni|neither|none|aucun\w*)\b", re.IGNORECASE)
_OWN_WAY: Final = frozenset({"talk_to_human", "deny", "switch_language"})
"""Ways out of a ticket; only the bare name of a kind is believed more than them."""
_FIRST: Final = re.compile(r"^\W*(?:commercial|billing|facturation|commandes?|orders?)\W*$", re.IGNORECASE)
_SECOND: Final = re.compile(r"^\W*(?:technical|technique|un probl[eè]me technique)\W*$", re.IGNORECASE)
_BY_INTENT: Final = {
    "technical_issue": TicketChannel.TECHNICAL,
    "dispute_charge": TicketChannel.COMMERCIAL,
    "payment_problem": TicketChannel.COMMERCIAL,
    "refund_status": TicketChannel.COMMERCIAL,
}
"""What a problem told instead of an answer is about."""
_ASKS: Final = re.compile(
    r"\W*(?:what|when|where|which|who|how|why|is|are|can|could|do|does|did|will|would|may|show|list|give|tell|send|find|see"
    r"|quel\w*|quand|où|comment|combien|pourquoi|qui|est-ce|es?t-|peut|peux|pouvez|puis|montre\w*|donne\w*|liste\w*"
    r"|affiche\w*|envoie\w*|envoyez|voir|dis|dites)\b",
    re.IGNORECASE,
)
BARE: Final = 3
"""A few words such as "opening hours" ask for something; more of them without a question's words tell something."""


def is_question(asked: Question) -> bool:
    """Whether a message in the middle of a ticket asks the desk something, instead of describing."""
    if not asked.has_words:
        return False
    asks = asked.text.rstrip().endswith("?")
    if asked.intent == "out_of_scope":
        return asks
    clear = asked.intent in QUESTIONS and asked.confidence >= CLEAR
    words = len(asked.text.split())
    return clear and (asks or words <= BARE or (words <= SHORT and bool(_ASKS.match(asked.text))))


def channel_in(asked: Question) -> TicketChannel | None:
    """Which of the two kinds of ticket a message chooses, whatever it was understood as; None when neither."""
    text = asked.text.strip()
    if text.endswith("?") or _NEITHER.match(text):
        return None
    if asked.intent in _OWN_WAY:
        return _only(text, _FIRST, _SECOND) if len(text.split()) <= BARE else None
    return _only(text, _COMMERCIAL, _TECHNICAL) or (_BY_INTENT.get(asked.intent) if asked.has_words else None)


def _only(text: str, commercial: re.Pattern[str], technical: re.Pattern[str]) -> TicketChannel | None:
    found = bool(commercial.search(text)), bool(technical.search(text))
    return {(True, False): TicketChannel.COMMERCIAL, (False, True): TicketChannel.TECHNICAL}.get(found)
