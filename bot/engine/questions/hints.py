"""What named things and asking words say about topic and aspect: a plan is named where support is asked about.

A hint makes something likelier, it decides nothing: a message that clearly asks something else still does.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from bot.domain.kernel.questions import Form

Entities = Sequence[Mapping[str, Any]]

LOOKED_AT: Final = 300
"""Characters of a text in which words that name an aspect are looked for."""

_TOPICS: Final[Mapping[str, Mapping[str, float]]] = {
    "plan": {"support_pricing": 8.0},
    "ticket_number": {"ticket_status": 6.0},
    "request": {"ticket_status": 15.0},
    "daypart": {"support_hours": 3.0},
    "foreign_number": {"explain_charge": 15.0},
    "severity=critical": {"technical_issue": 3.0},
    "holiday": {"support_hours": 4.0},
    "zone": {"support_hours": 4.0},
    "time": {"support_hours": 2.0},
    "rank": {"find_invoice": 2.0},
    "state": {"list_open_invoices": 2.5, "find_invoice": 1.5},
    "span": {"find_invoice": 2.5, "list_open_invoices": 1.5},
    "payment_way": {"payment_methods": 2.0, "payment_problem": 1.5},
    "order_reference": {"account_request": 3.0},
    "tax_number": {"account_request": 3.0},
    "iban": {"account_request": 2.0},
}
"""How many times likelier a topic is where such a thing, or such a value of it, is named."""
_ASPECTS: Final[Mapping[tuple[str, str], Mapping[str, float]]] = {
    ("rank", "largest"): {"largest": 8.0},
    ("rank", "smallest"): {"smallest": 8.0},
    ("which", "first"): {"oldest": 6.0},
    ("which", "last"): {"next": 0.2},
    ("many", "all"): {"list": 3.0, "sum": 1.5},
    ("many", "plural"): {"list": 1.5},
    ("count", ""): {"list": 3.0},
    ("span", ""): {"list": 2.0, "sum": 2.0},
    ("holiday", ""): {"holiday": 6.0},
    ("time", ""): {"at": 3.0},
    ("date", ""): {"at": 4.0},
    ("foreign_number", ""): {"not_ours": 8.0},
}
"""How many times likelier an aspect is where such a value is named, or (empty) any."""
_FORMS: Final[Mapping[Form, frozenset[str]]] = {
    form: frozenset(aspects.split())
    for form, aspects in {
        Form.WHEN: "issued paid_when due next next_due when since renewal notice suspension end reminder until at",
        Form.HOW_LONG: "days_left late days how_long window response since restore",
        Form.HOW_MANY: "count seats days_left days changes late",
        Form.HOW_MUCH: "amount net tax sum total overdue credit remaining price cost fee share unit_price difference",
        Form.WHO: "who recipient changes certain microsoft product",
        Form.WHY: "why change twice tax_reason negative zero",
        Form.WHERE: "where portal address link copy",
        Form.HOW: "ways how paid_how restore how_to can",
    }.items()
}
"""The aspects that are asked for in such a form."""
_WORDS: Final = tuple(
    (aspect, re.compile(words))
    for aspect, words in {
        "suspension": r"suspen|cut (?:us |me )?off|shut (?:us )?off|coup(?:er|ure|ez|e)\b",
        "notice": r"formal notice|mise en demeure",
        "end": r"cancel|terminat|resili|annul",
        "reminder": r"remind|relanc|rappel",
        "more_time": r"\bpromis|engag\w+ a payer|commit to pay|more time|extra time|plus de temps|un delai|"
        r"(?:one|a|two|another) (?:more |extra )?weeks?\b|semaines? de plus|"
        r"(?:payer|paie|pay|paying) (?:la semaine prochaine|next week)",
        "fee": r"\bfees?\b|interest|penalt|interets|penalit|indemnit|majoration|late charge|\b40\b",
        "why": r"\bmotif|\braisons?\b|\breason|\bwhy\b|pourquoi|what for|for what|correspond",
        "against": r"\bimput|which (?:invoice|bill)|quelle (?:facture|piece)|applied|appliqu|deduct|dedui",
        "tax": r"\bvat\b|\btva\b|\btax(?:es?)?\b|\bgst\b",
        "tax_rate": r"\brate\b|per ?cent|%|\btaux\b|pourcent",
        "net": r"\bnet\b|\bht\b|excl|(?:before|without) (?:the )?(?:tax|vat)|(?:hors|sans) (?:la )?(?:tax|tva)",
        "copy": r"\bpdf\b|\bcopy\b|copies\b|copie|duplicat|download|telecharg",
        "currency": r"currenc|devise|monnaie",
        "period": r"\bperiode?\b|\bperiods\b",
        "account": r"\biban\b|\brib\b|bank (?:account|details)|coordonnees bancaires",
        "link": r"\blinks?\b|\bliens?\b",
        "reference": r"\brefs?\b|reference|communication|libelle",
        "seats": r"\bseats?\b|licen[cs]e|\busers?\b|utilisateur|\bpostes?\b",
        "negative": r"minus|negative?\b|negatif|(?<![\w-])- ?\d",
        "phone": r"phone|\btel\b|telephone",
        "email": r"e-?mail|courriel",
        "portal": r"portal|portail|\burl\b|admin cent",
        "difference": r"differ|how much more|de combien|combien de plus",
        "sum": r"\bsums?\b|in total|total of|altogether|add(?:ed)? up|\bsomme\b|en tout|cumul",
        "state": r"\bstate\b|\betat\b|suspend|\bactive?\b|\bactif",
        "until": r"until|\btill\b|jusqu",
        "next": r"\bnext\b|reopen|rouvr|prochain",
        "response": r"respon|react|reply|repon|reag|delai",
    }.items()
)
"""Words that name an aspect."""
_CREDIT_NOTE: Final = re.compile(r"(?:^|-)c-?\d{3,}", re.IGNORECASE)
"""The number of a credit note: its series is told from that of invoices by a C."""
_OF_CREDIT: Final = 12.0
"""How many times likelier credits are where a credit note is named."""
_NAMED: Final = 3.0
"""How many times likelier an aspect is that is named by its word."""
_FITS: Final = 2.5
"""How many times likelier an aspect is that is asked for in the form of the question."""


def topic_factors(entities: Entities) -> dict[str, float]:
    """Return how many times likelier topics are because of what is named; those not in it are neither more nor less."""
    factors: dict[str, float] = {}
    named = {str(entity["entity"]) for entity in entities}
    for name in named | {f"{entity['entity']}={entity['value']}" for entity in entities}:
        for topic, factor in _TOPICS.get(name, {}).items():
            factors[topic] = factors.get(topic, 1.0) * factor
    if any(entity["entity"] == "invoice_number" and _CREDIT_NOTE.search(str(entity["value"])) for entity in entities):
        factors["refund_status"] = factors.get("refund_status", 1.0) * _OF_CREDIT
    return factors


def aspect_factors(text: str, form: Form, entities: Entities, aspects: Iterable[str]) -> dict[str, float]:
    """Return how many times likelier each of `aspects` is because of words, the form and of what is named.

    `text` is folded; only its beginning is looked at.
    """
    fitting = _FORMS.get(form, frozenset())
    factors = {aspect: _FITS if aspect in fitting else 1.0 for aspect in aspects}
    for aspect, words in _WORDS:
        if aspect in factors and words.search(text[:LOOKED_AT]):
            factors[aspect] *= _NAMED
    for name, value in {(str(entity["entity"]), str(entity["value"])) for entity in entities}:
        for aspect, factor in {**_ASPECTS.get((name, ""), {}), **_ASPECTS.get((name, value), {})}.items():
            if aspect in factors:
                factors[aspect] *= factor
    return factors
