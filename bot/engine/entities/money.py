"""Amounts of money as customers write them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.engine.entities.found import Entity, has_digit

_CURRENCY = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "bucks": "USD",
    "£": "GBP",
    "gbp": "GBP",
    "pound": "GBP",
    "pounds": "GBP",
    "quid": "GBP",
    "chf": "CHF",
    "sfr": "CHF",
    "franc": "CHF",
    "francs": "CHF",
    "c$": "CAD",
    "ca$": "CAD",
    "cad": "CAD",
    "dollars canadiens": "CAD",
    "dollar canadien": "CAD",
    "canadian dollars": "CAD",
}
_SIGN = "(?:" + "|".join(re.escape(sign) for sign in sorted(_CURRENCY, key=len, reverse=True)) + ")"
_NUMBER = r"(?:\d{1,3}(?:[ .,']\d{3})+|\d{1,7})(?:[.,]\d{1,2})?(?!\d)"
_THOUSANDS = r"(?: ?k)?"
_BEFORE = re.compile(rf"(?<![\w.]){_SIGN} ?(?P<value>{_NUMBER}{_THOUSANDS})(?!\w|[.,-]\d)")
_AFTER = re.compile(rf"(?<![\w.,'])(?<![\w.,]-)(?P<value>{_NUMBER}{_THOUSANDS}) ?(?P<sign>{_SIGN})(?!\w)")
_CENTS = re.compile(r"(?<![\w.,'-])(?P<value>\d{1,6})(?P<sign>[€£])(?P<cents>\d\d)(?!\d)")
_CUED = re.compile(
    r"(?<!\w)(?:amount|sum|total|balance|montant|somme|solde|charge)s?(?: (?:of|is|was|for|de|est|etait|a))?[ :=]{1,3}"
    rf"(?P<at>(?!\d{{6}}(?!\d|[.,]\d))(?P<value>{_NUMBER}))(?![\w%]| ?%|[.,/-]\d| ?(?:licen|seat|user|"
    r"util|poste|mois|month|jour|day))"
)
_MOVED = re.compile(
    r"(?<!\w)(?:(?:payment|transfer|wire|deposit|virement|paiement|reglement|versement|line|ligne|document|credit|"
    r"charge)s?"
    r" (?:of|for|de|d'un montant de)|(?:line of |of |with |a )?minus|moins(?! de)|paid(?: you| in)?|payed|paye|"
    r"regle|vire)"
    r" (?P<at>(?!\d{6}(?!\d|[.,]\d))(?!(?:19|20)\d\d(?!\d|[.,]\d))(?P<value>(?:\d{1,3}(?:[ .,']\d{3})+|"
    r"\d{3,7})(?:[.,]\d{1,2})?(?!\d)))"
    r"(?![\w%:]| ?%|[./-]\d| ?(?:licen|seat|user|util|poste|mois|month|jour|day|times|fois|invoic|factur|semaine|"
    r"week|year|"
    r"an\b|ans\b|heure|hour|h\b|am\b|pm\b))"
)
"""A bare number of three digits or more that was paid or stands with a minus: "our payment of 1284"."""
_EXACT = re.compile(
    r"(?<![\w.,'/-])(?P<at>(?P<value>(?:\d{1,3}(?:[ .,']\d{3})+|\d{2,7})[.,]\d\d))(?![\w%:h]| ?%|[.,/-]\d| ?(?:am|pm|h)\b)"  # noqa: E501
)

_INSTEAD = re.compile(
    rf"(?<![\w.,/'-])(?P<at>(?!\d{{6}}(?!\d|[.,]\d))(?P<value>{_NUMBER}))"
    rf"(?:,? (?:and not|not|instead of|rather than|et non(?: pas)?|au lieu de|plutot que) {_NUMBER}(?![\w%:]))"
)
"""One sum where another was expected: "2100 and not 2310"."""

AMOUNT = rf"(?:{_SIGN} ?{_NUMBER}{_THOUSANDS}(?!\w|[.,-]\d)|{_NUMBER}{_THOUSANDS} ?{_SIGN}(?!\w))"
"""An amount with its currency, for rules about amounts."""
_IN_WORDS = (("canad", "CAD"), ("cad", "CAD"), ("us", "USD"), ("dollar", "USD"), ("fran", "CHF"), ("chf", "CHF"))


def amount_of(told: str) -> str:
    """Return the value of an amount, with its currency where one is told."""
    digits = re.search(rf"{_NUMBER}{_THOUSANDS}", told)
    if digits is None:
        return told
    sign = (told[: digits.start()] + told[digits.end() :]).strip()
    return f"{value_of(digits[0]):.2f} {_CURRENCY.get(sign.lower(), '')}".strip()


def currency_of(told: str) -> str:
    """Return the currency of its name."""
    if told.endswith(("cfa", "xof")):
        return "XOF"
    if told.startswith(("pound", "livre", "sterling", "gbp")):
        return "GBP"
    return next((code for word, code in _IN_WORDS if word in told and "euro" not in told), "EUR")


def amounts(text: str) -> Iterator[Entity]:
    """Yield amounts with their currency, and those without one that cannot be anything else."""
    if not has_digit(text):
        return
    for pattern in (_CENTS, _BEFORE, _AFTER):
        for match in pattern.finditer(text):
            sign = match["sign"] if "sign" in pattern.groupindex else match[0].removesuffix(match["value"]).strip()
            cents = Decimal(match["cents"]) / 100 if pattern is _CENTS else Decimal(0)
            yield Entity("amount", f"{value_of(match['value']) + cents:.2f} {_CURRENCY[sign]}", *match.span())
    for pattern in (_CUED, _MOVED, _EXACT, _INSTEAD):
        for match in pattern.finditer(text):
            if not (pattern is _EXACT and _could_be_date(match["value"])):
                yield Entity("amount", f"{value_of(match['value']):.2f}", *match.span("at"))


def value_of(written: str) -> Decimal:
    """Return the number: the last of several separators is the decimal one, a single one before three digits is not."""
    digits = written.replace("'", "").replace(" ", "")
    thousands = digits.endswith("k")
    digits = digits.removesuffix("k")
    if match := re.fullmatch(r"([\d.,]*?)[.,](\d{1,2})", digits):
        digits = f"{re.sub('[.,]', '', match[1])}.{match[2]}"
    else:
        digits = re.sub("[.,]", "", digits)
    return Decimal(digits) * (1000 if thousands else 1)


def _could_be_date(written: str) -> bool:
    """Return whether "12.08" may as well be a day of a month or a time of day."""
    return re.fullmatch(r"(?:[0-2]?\d|3[01])[.](?:0\d|1[0-2]|[0-5]\d)", written) is not None
