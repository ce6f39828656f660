"""Which amounts are meant: those above or below another, those in a currency."""

import re
from collections.abc import Iterator

from bot.engine.entities.found import Entity, has_digit, matches, says
from bot.engine.entities.money import AMOUNT, amount_of, currency_of
from bot.engine.entities.quantities import NUMBER

_OVER = (
    r"(?:over|above|more than|greater than|higher than|larger than|bigger than|exceed(?:s|ing|ed)?|at least|"
    r"no less than|(?:d'un montant )?superieure?s? a|(?:de )?plus de|au[- ]dessus de|au[- ]dela de|depass\w+|exced\w+|"
    r"au moins|a partir de|>=?)"
)
_UNDER = (
    r"(?:under|below|less than|lower than|smaller than|cheaper than|at most|no more than|up to|inferieure?s? a|"
    r"(?:de )?moins de|en[- ]dessous de|au[- ]dessous de|au plus|jusqu'a|<=?)"
)
_SUBJECT = (
    r"(?:invoices?|bills?|ones?|charges?|payments?|anything|everything|amounts?|factures?|celles|avoirs?|"
    r"montants?|paiements?)"
)
_BARE = (
    r"(?P<bare>\d{1,3}(?:[ .,']\d{3})+|\d{1,7}(?:[.,]\d{1,2})?)(?![\w%]|[.,:/]\d| ?(?:%|"
    r"licen|seat|user|util|post|day|jour|mois|month|pers|week|heure|hour|gb|go|mb|min|eur|usd|"
    r"dollar|chf|fr|gbp|pound|cad|quid|[€$£k]))"
)
_BOUNDS = {
    name: (
        re.compile(rf"(?<!\w){cue} ?(?P<amount>{AMOUNT})"),
        re.compile(rf"(?<!\w){_SUBJECT} (?:of |are |is |that are |de |d'un montant |qui sont )?{cue} ?{_BARE}"),
    )
    for name, cue in (("above", _OVER), ("below", _UNDER))
}
_BOUND_STEMS = (
    "over",
    "abov",
    "than",
    "exce",
    "least",
    "super",
    "plus",
    "au",
    "depass",
    "under",
    "below",
    "most",
    "up to",
    "infer",
    "moins",
    "dessous",
    "jusqu",
    ">",
    "<",
    "a partir",
)
_BETWEEN = re.compile(rf"(?<!\w)(?:between|entre) (?P<low>\d[\d .,']{{0,12}}?) ?(?:and|et) (?P<amount>{AMOUNT})")

_CURRENCIES = re.compile(
    r"(?<![\w€$£])(?:in |en |the |our |les |nos )?(?P<at>us dollars?|dollars? (?:us|americains?)|canadian dollars?|"
    r"dollars? canadiens?|francs? cfa|f ?cfa|xof|"
    r"swiss francs?|francs? suisses?|pounds?(?: sterling)?|livres? sterling|sterling|dollars?|"
    r"euros?|francs(?! cfa)|usd|eur|gbp|chf|cad)(?!\w)(?! (?:sign|rate|exchange))"
)
_COUNTED = re.compile(rf"(?<!\w){NUMBER} $")
_MONEY_STEMS = ("doll", "eur", "fran", "pound", "sterling", "usd", "gbp", "chf", "cad", "cfa", "xof")


def bounds(text: str) -> Iterator[Entity]:
    """Yield amounts that the ones meant are above or below."""
    if not has_digit(text):
        return
    for match in _BETWEEN.finditer(text):
        high = amount_of(match["amount"])
        yield Entity("above", amount_of(match["low"] + high.partition(" ")[2]), *match.span("low"))
        yield Entity("below", high, *match.span("amount"))
    if says(text, _BOUND_STEMS):
        for name, (told, bare) in _BOUNDS.items():
            yield from matches(name, told, lambda found: amount_of(found["amount"]), text)
            yield from matches(name, bare, lambda found: amount_of(found["bare"]), text)


def currencies(text: str) -> Iterator[Entity]:
    """Yield currencies named without an amount."""
    if says(text, _MONEY_STEMS):
        yield from matches("currency", _CURRENCIES, _currency, text)


def _currency(found: re.Match[str]) -> str | None:
    counted = _COUNTED.search(found.string[max(0, found.start("at") - 24) : found.start("at")])
    return None if counted else currency_of(found["at"])
