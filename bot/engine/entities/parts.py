"""What of a bill is asked about, and whether several things told before are meant together."""

import re
from collections.abc import Iterator

from bot.engine.entities.found import Entity, always, matches, says

_TAX = re.compile(
    r"(?<!\w)(?P<beside>(?:with(?:out)?|incl\w*|excl\w*|before|after|plus|ex|hors|sans|avec|avant|apres)"
    r"\.? (?:the |la |les )?)?"
    r"(?:vat|tva|tax(?:es)?|gst|hst|tps|tvq)(?!\w)(?! ?(?:numbers?|no|id|n°|nr|exempt\w*|certif\w*|"
    r"included|excluded|compris\w*)\b)"
)
_SEATS = re.compile(
    r"(?<!\w)(?:(?:extra|additional|added|new|more) (?:seats?|licen[sc]es?|users?)|(?:the|those) (?:seats|licen[sc]es)|"
    r"(?:seats?|licen[sc]es?|users?) (?:were |we )?added|(?:les|des|ces) (?:nouve\w+ |\d+ )?(?:postes|licences|sieges)|"
    r"(?:postes|licences|sieges) (?:en plus|supplementaires|ajoute\w*))(?!\w)"
)
_TOGETHER = re.compile(
    r"(?<!\w)(?:in total|altogether|all together|together|both(?: of them)?|the two(?: of them)?|"
    r"(?:total|sum) (?:of|for) (?:those|these|them|both|all)(?: (?:two|three|of them))?|en tout|au total|ensemble|"
    r"(?:total|somme) (?:des|de|pour les) (?:deux|trois|celles)[\w-]*|les (?:deux|trois)(?: ensemble)?)(?!\w)"
)
_OF_DEBTS = re.compile(
    r"(?<!\w)(?:ow(?:e|ed|es|ing)|due|pay|paid|balance|open|doi\w+|dev\w+|dus|dues|regler|payer|solde|reste\w*)(?!\w)"
)
_STEMS = ("vat", "tva", "tax", "gst", "hst", "tps", "tvq")
_SEAT_STEMS = ("seat", "licen", "user", "poste", "siege")
_TOGETHER_STEMS = ("total", "gether", "both", "two", "tout", "sum", "somme", "ensemble", "deux", "trois")


def parts(text: str) -> Iterator[Entity]:
    """Yield tax and seats, as parts of what was told."""
    if says(text, _STEMS):
        yield from matches("part", _TAX, _asked_for, text)
    if says(text, _SEAT_STEMS):
        yield from matches("part", _SEATS, always("seats"), text)


def _asked_for(found: re.Match[str]) -> str | None:
    """Return nothing for "without tax", which says of another sum how it is meant."""
    return None if found["beside"] else "tax"


def together(text: str) -> Iterator[Entity]:
    """Yield that the sum of several is meant; what is owed in all is none."""
    if says(text, _TOGETHER_STEMS) and not _OF_DEBTS.search(text):
        yield from list(matches("together", _TOGETHER, always("yes"), text))[:1]
