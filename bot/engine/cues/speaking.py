"""What a message speaks of beside its question: read from words of both languages, in a folded text."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.kernel.cues import SpokenOf

_PATTERNS: Final = tuple(
    (spoken, re.compile(rf"(?<!\w)(?:{words})(?!\w)"))
    for spoken, words in {
        SpokenOf.DIFFERENCE: r"differ\w*|compar\w*|versus|vs",
        SpokenOf.PORTAL: (
            r"portals?|portails?|url|urls|admin(?:istration)? (?:cent(?:er|re)|console|page|site|url)|web ?address"
            r"|(?:centre|console|page) d'admin\w*"
        ),
        SpokenOf.MORE: (
            r"more|additional|extra|another|on top|in total|with what we have|de plus|en plus|supplementaires?|autres?"
            r"|au total|avec ce qu"
        ),
        SpokenOf.CHANGED: r"added|removed|ajout\w+|retir\w+|enlev\w+",
        SpokenOf.DELETED: (
            r"(?:delet|remov|supprim|retir|enlev|disabl|desactiv)\w+ (?:\w+ ){0,3}(?:users?|accounts?|people|persons?"
            r"|utilisat\w+|comptes?|employ\w+|salari\w+|personnes?)"
        ),
        SpokenOf.PRICE: (
            r"costs?|prices?|how much|(?:per|a|each) month|monthly|budget\w*|combien|cout\w*|prix|tarifs?|par mois"
        ),
        SpokenOf.COURT: (
            r"bailiffs?|(?:in|to|at) court|lawyers?|solicitors?|sue|sued|suing|legal (?:action|proceedings|steps)|"
            r"debt collect\w+|collection agenc\w+|huissiers?|tribuna\w+|avocats?|en justice|poursuites?|"
            r"(?:societe|cabinet|agence) de recouvrement|injonction"
        ),
        SpokenOf.HOW_LATE: r"how (?:many days )?(?:late|overdue)|en retard|de retard",
        SpokenOf.FEE: (
            r"\w*(?:fee|interest|penalt|charge|cost|extra|frais|interet|indemnit|penalit|majoration|amende|cout|payer)\w*"
        ),
        SpokenOf.DISCOUNT: r"discounts?|rebates?|escomptes?|remises?|ristournes?|rabais|reductions?",
    }.items()
)
LOOKED_AT: Final = 1500
"""Characters of a text that are looked at."""


def spoken_of(text: str) -> Iterator[SpokenOf]:
    """Yield what a folded text speaks of."""
    for spoken, words in _PATTERNS:
        if words.search(text[:LOOKED_AT]):
            yield spoken
