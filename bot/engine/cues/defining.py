"""What a message asks the meaning of: a word of invoices, payments or subscriptions, by the form that asks for it."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.kernel.cues import Cue
from bot.engine.entities.found import Entity, says

_WORDS: Final = {
    "credit_note": r"credit notes?|credit memos?|avoirs?|notes? de credit",
    "proration": r"pro[- ]?rat(?:a|ion|ed|ing)|(?:au )?prorata(?: temporis)?|proratisation",
    "cycle_charge": r"cycle[- ]?(?:charge|fee)s?",
    "remove_quantity": r"remove[- ]?quantity",
    "add_quantity": r"add[- ]?quantity",
    "net": r"net(?: (?:amounts?|prices?|totals?))?|montants? nets?|ht|hors[- ]taxes?|excl(?:uding|\.)? (?:vat|tax)",
    "gross": (
        r"gross(?: (?:amounts?|prices?|totals?))?|montants? bruts?|ttc|toutes taxes comprises|"
        r"incl(?:uding|\.)? (?:vat|tax)"
    ),
    "vat": r"vat|tva|value added tax|taxe sur la valeur ajoutee",
    "reverse_charge": r"(?:vat )?reverse[- ]charges?|auto[- ]?liquidation(?: de (?:la )?tva)?",
    "formal_notice": r"formal notices?|mises? en demeure",
    "reminder": r"dunning(?: (?:letters?|steps?|notices?))?|(?:payment )?reminders?|relances?|rappels? de paiement",
    "fixed_sum": (
        r"(?:fixed |lump )?(?:recovery|late payment) (?:fee|charge|sum|compensation)s?|"
        r"indemnites? forfaitaires?(?: (?:de|pour frais de) recouvrement)?"
    ),
    "mandate": r"(?:sepa |direct[- ]debit )?mandates?|mandats?(?: (?:sepa|de prelevement))*",
    "sepa": r"sepa(?: (?:transfers?|payments?))?|virements? sepa",
    "iban": r"iban",
    "bic": r"bic|swift(?: codes?)?|codes? swift",
    "payment_reference": r"payment references?|references? de (?:paiement|virement)",
    "payment_promise": r"promises? to pay|payment promises?|promesses? de paiement",
    "extended_term": (
        r"extended (?:service )?terms?|term extensions?|engagements? prolonges?|prolongations? d'engagement"
    ),
    "term": r"commitment terms?|committed terms?|commitments?|(?:duree|periode)s? d'engagement|engagements?",
    "auto_renewal": r"auto(?:matic)?[- ]?renew(?:al)?s?|(?:tacite reconduction|reconduction (?:tacite|automatique))",
    "usage": (
        r"(?:azure (?:plan )?)?(?:usage|consumption)(?: (?:charges?|lines?|based))?|"
        r"(?:lignes? de )?consommations?(?: azure)?"
    ),
    "billing_period": (r"billing (?:period|cycle)s?|service periods?|(?:periode|cycle)s? de (?:facturation|service)"),
    "arrears": r"(?:billed |billing )?in arrears|(?:a )?terme echu",
    "overdue": r"overdue|past[- ]due|echue?s?|en souffrance",
    "due_date": r"due dates?|(?:dates? d')?echeances?",
    "seat": r"seats?|postes?(?: utilisateurs?)?|sieges?",
    "suspension": r"suspensions?|suspended|suspendue?s?",
    "purchase_order": r"purchase orders?(?: numbers?)?|po(?: numbers?)?|bons? de commande",
    "statement": r"statements? of account|account statements?|releves? de compte",
    "first_response": r"first (?:response|answer)(?: times?)?|premieres? reponses?",
    "csp": r"csp|cloud solution providers?",
}
_CODES: Final = frozenset({"cycle_charge", "remove_quantity", "add_quantity"})
"""Words that nobody uses but to ask what they are: "and removeQuantity?" is enough."""
_ABSTRACT: Final = _CODES | frozenset({
    "proration", "reverse_charge", "fixed_sum", "extended_term", "auto_renewal", "arrears", "csp", "sepa", "bic",
})  # fmt: skip
"""Words of which nobody has one: "what is the proration?" asks for the meaning; "what is the VAT?" for an amount."""
_NOT_BARE: Final = frozenset({"overdue", "net", "gross", "suspension", "statement", "due_date", "reminder", "term"})
"""Words after whose bare "what is" a state or an amount is asked: only "what does it mean" asks for the meaning."""
_END: Final = (
    r"(?= ?(?:[?.!,;:)]|$)| (?:and|or|et|ou|on|in|sur|dans|please|pls|svp|stp|exactly|exactement|then|alors|donc|"
    r"anyway|again|actually|deja|au juste|for you|chez vous|pour vous|mean|means|stand|about)(?!\w))"
)
_Q: Final = r"['\"«»“”‘’ ]{0,3}"
_ARTICLE: Final = (
    r"(?:an?|une?|l'|d'|d'une?|du|des|de|les|this|that|ces?|cette|these|the (?:word|term)|le (?:mot|terme)) ?"
)
_THE: Final = r"(?:the|la|le|l'|les|our|your|my|notre|votre|mon|ma) ?"
_IS: Final = (
    r"(?:what(?:'?s| is| are| exactly (?:is|are)|'s exactly| is exactly)|wot(?:'?s| is)|"
    r"(?:et )?c(?:'?est|'| est)? ?(?:quoi|koi)(?: exactement| au juste| deja)?|"
    r"qu'est[- ]ce qu(?:e(?: c'est(?: qu[e'])?)?|')|qu'est[- ]ce|kesako|keske|c'est quoi comme)"
)
_MEANS: Final = (
    r"(?:what (?:do you |does one |is )?(?:mean|meant)(?: (?:by|with))|what (?:does|do|dose)|meaning of|"
    r"definition (?:of|de|d')|define|what is the meaning of|explain (?:me )?(?:the (?:word|term)|what)|"
    r"que (?:veut|veulent|signifie\w*)(?: dire)?|qu'entend\w*(?:[- ]vous|[- ]on)? par|signification (?:de|d'|du)|"
    r"(?:ca|sa|cela) (?:veut dire|signifie) (?:quoi|koi)|defini\w+|sens (?:de|du|d'))"
)
_MEAN_AFTER: Final = (
    r"(?:,? ?(?:ca |sa |cela )?(?:veut|veulent|veu) dire(?: (?:quoi|koi))?|,? ?(?:ca |cela )?signifie\w*(?: quoi)?|"
    r",? ?c(?:'?est|'| est)? ?(?:quoi|koi)|,? (?:is|are|stands?|means?) what|,? what(?:'?s| is) (?:that|it|this)|"
    r" (?:means?|stands? for)(?= ?(?:[?.!]|$))|,? (?:qu'est[- ]ce que c'est|kesako)| mean(?:ing)?(?= ?(?:[?.!]|$)))"
)
_ALONE: Final = r"\W*(?:(?:and|et|ok|or|ou|then|alors|what about|how about|pour) )*"


def _forms(term: str, words: str) -> re.Pattern[str]:
    at = rf"{_Q}(?P<at>{words}){_Q}"
    articles = rf"(?:{_ARTICLE}|{_THE})" if term in _ABSTRACT else rf"(?:{_ARTICLE})"
    forms = [
        rf"(?<!\w){_MEANS} (?:{_ARTICLE}|{_THE})?{at.replace('at>', 'mean>')}(?! (?:of|du|de la|de notre|on)(?!\w))",
        rf"(?<!\w)(?<!our )(?<!notre )(?<!la )(?<!my ){at.replace('at>', 'after>')}{_MEAN_AFTER}",
    ]
    optional = "" if term in _NOT_BARE else "?"
    asked = _NOT_BARE_ARTICLE if term in _NOT_BARE else articles
    forms.append(rf"(?<!\w){_IS} ?(?:{asked}){optional}{at.replace('at>', 'what>')}{_END}")
    if term in _CODES:
        forms.append(rf"^{_ALONE}{at.replace('at>', 'alone>')}\W*$")
    return re.compile("|".join(forms))


_NOT_BARE_ARTICLE: Final = r"(?:an?|une?|d'une?|the (?:word|term)|le (?:mot|terme)) ?"
_PATTERNS: Final = {term: _forms(term, words) for term, words in _WORDS.items()}
_BARE: Final = {code: re.compile(rf"(?<!\w)(?:{_WORDS[code]})(?!\w)") for code in sorted(_CODES)}
"""They are explained as well wherever they stand beside a word that is asked about."""
_STEMS: Final = (
    *("what", "wot", "mean", "defin", "explain", "quoi", "koi", "qu'", "kes", "sens", "dire", "signif", "quantity"),
    *("cycle", "que ", "stand"),
)
LOOKED_AT: Final = 600
"""Characters of a text that are looked at."""
EXPLAINED: Final = frozenset(_WORDS)
"""The codes found; a test holds them against those the desk explains."""


def terms(text: str) -> Iterator[Entity]:
    """Yield the words whose meaning a folded text asks for, in their order; of two in one place the longer."""
    text = text[:LOOKED_AT]
    if not says(text, _STEMS):
        return
    found = [
        Entity(Cue.TERM.value, term, *match.span(name))
        for term, pattern in _PATTERNS.items()
        for match in pattern.finditer(text)
        for name in ("mean", "after", "what", "alone")
        if match.groupdict().get(name)
    ]
    found += [
        Entity(Cue.TERM.value, code, *at.span())
        for code in sorted(_CODES)
        for at in _BARE[code].finditer(text)
        if found
    ]
    held: list[Entity] = []
    for one in sorted(found, key=lambda each: each.start - each.end):
        if not any(one.overlaps(other) for other in held):
            held.append(one)
    yield from sorted(held, key=lambda each: each.start)
