"""What a writer takes back: "not NS-104188 but NS-104231", "sorry, I meant the other"."""

import re
from typing import Final

from bot.engine.entities.found import Entity

TAKEN_BACK: Final = frozenset(
    {
        "invoice_number",
        "ticket_number",
        "product",
        "state",
        "period",
        "date",
        "span",
        "which",
        "email",
        "order_reference",
        "foreign_number",
    }
)
"""What is dropped where it is denied or corrected; a number of seats or an amount is compared, not taken back."""

_REACH = 48  # characters before a thing within which it is denied
_ARTICLES = (
    r"(?:(?:the|a|an|my|our|that|this|for|from|of|about|to|number|no\.?|n°|nr\.?|invoices?|bills?|tickets?|facture|"
    r"numero|avoir|la|le|les|l'|celle|celui|de|d'|du|des|sur|pour|one|month|year|mois|#|ns-)[ :]*)*"
)
_DENIED = re.compile(
    r"(?:(?<!why )(?<!or )(?<!if )(?<!is it )(?<!are )(?<!\w)not|(?<!\w)(?:is|was)n'?t|(?:don't|didn't|do not|"
    r"did not) mean|"
    rf"(?<!\w)n'est|(?<!ou )(?<!\w)pas|(?<!\w)(?:forget(?: about)?|ignore|oubliez|oublie))[ :]+{_ARTICLES}$"
)
_REPLACED = re.compile(rf"(?<!\w)(?:instead of|rather than|au lieu de|plutot que)[ :]+{_ARTICLES}$")
_ASKED = re.compile(r"(?:n'est[- ]ce|est[- ]ce|isn't (?:it|that)|n'est-elle|n'est-il) pas")
_CORRECTED = re.compile(
    r"(?<!\w)(?:i (?:meant|mean)(?: to (?:say|write))?|i (?:was|am) (?:asking|talking) about|je (?:voulais|veux|"
    r"voulais plutot) dire|je parl(?:e|ais) de|correction|make (?:that|it)|should be|it's actually|i wanted|"
    r"c'est plutot|plutot|en fait c'est|erreur de ma part)[ ,:.-]*"
    rf"{_ARTICLES}$"
)
_HESITATED = re.compile(
    r"(?<!\w)(?:sorry|pardon|oops|oups|ops|desolee?|excuse[zs]?[- ]moi|wait|attende?[zs]|no|non|nope|actually|en fait|"
    r"rather|erreur)"
    rf"[ ,:.!-]+(?:wait|it's|it is|c'est|that's)?[ ,:]*{_ARTICLES}$"
)
_NEAR = 60  # characters between a thing and the one that corrects it


_GONE_ALONE: Final = frozenset({"invoice_number", "ticket_number", "state"})
"""What is dropped even where nothing is named in its stead."""


def without_taken_back(found: list[Entity], text: str) -> list[Entity]:
    """Return the entities but for those the writer denies or corrects; `found` is in any order."""
    dropped: set[Entity] = set()
    last: dict[str, Entity] = {}
    for entity in sorted(found, key=lambda one: one.start):
        if entity.name in TAKEN_BACK:
            before = text[max(0, entity.start - _REACH) : entity.start]
            earlier = last.get(entity.name)
            replaced = entity.name != "product" and _REPLACED.search(before)  # a product given up is spoken of
            if replaced or (_DENIED.search(before) and not _ASKED.search(before)):
                dropped.add(entity)
            elif earlier and entity.start - earlier.end <= _NEAR and _corrects(before):
                dropped.add(earlier)
            last[entity.name] = entity
    left = {entity.name for entity in found if entity not in dropped} | _GONE_ALONE
    return [entity for entity in found if entity not in dropped or entity.name not in left]


def _corrects(before: str) -> bool:
    return bool(_CORRECTED.search(before) or _HESITATED.search(before))
