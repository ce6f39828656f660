"""Several things asked for in one breath by their names: "the net amount, the tax and the due date"."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.engine.questions.hints import LOOKED_AT

_INVOICE: Final = {
    "find_invoice/tax_reason": r"why (?:is there |are there )?no (?:tax|vat)|pourquoi (?:il n'y a )?(?:pas de|sans) (?:tva|taxes?)",  # noqa: E501
    "find_invoice/tax_rate": r"(?:tax|vat) rate|taux(?: de (?:la )?(?:tva|taxe))?",
    "find_invoice/net": r"net(?: amount| total)?|(?:montant |total |prix )?(?:ht|hors taxes?)|(?:amount|total|price) (?:before|without|excluding|excl\.?) (?:tax|vat)",  # noqa: E501
    "find_invoice/tax": r"(?:the )?(?:vat|tax)(?:es)?(?: amount)?|(?:montant de (?:la )?)?(?:tva|taxes?)",
    "find_invoice/amount": r"(?:total|full|gross) amount|amount|total(?: ttc| with (?:tax|vat))?|gross|montant(?: total| ttc)?|ttc",  # noqa: E501
    "invoice_status/due": r"due date|date d'? ?echeance|echeance|when (?:it is|it's|its|is it) due|when due|due when|(?:a )?payer (?:pour )?quand",  # noqa: E501
    "find_invoice/issued": r"(?:issue|invoice|billing) date|date (?:of issue|d'? ?emission|de (?:la )?facture|de facturation)",  # noqa: E501
    "find_invoice/period": r"(?:billing |invoice )?period|periode(?: facturee| de facturation)?",
    "find_invoice/number": r"(?:invoice )?number|numero(?: de (?:la )?facture)?",
    "invoice_status/state": r"status|statut|etat",
    "invoice_status/paid_how": r"payment method|means of payment|how (?:it was|was it) paid|(?:moyen|mode) de (?:paiement|reglement)",  # noqa: E501
    "invoice_status/paid_when": r"(?:payment|paid) date|date (?:de|du) (?:paiement|reglement)",
    "find_invoice/copy": r"pdf|copy|copie",
}  # fmt: skip
_PAYING: Final = {
    "payment_methods/account": r"iban|rib|bank (?:details|account)|account number|coordonnees bancaires|numero de compte",  # noqa: E501
    "payment_methods/reference": r"(?:payment )?(?:reference|ref)|libelle|communication(?: structuree)?",
    "payment_methods/link": r"(?:payment )?link|lien(?: de paiement)?",
}  # fmt: skip
_SUPPORT: Final = {
    "contact_support/phone": r"(?:tele)?phone(?: number)?|tel|numero(?: de tel(?:ephone)?)?",
    "contact_support/email": r"e-?mail(?: address)?|(?:adresse )?(?:mail|courriel|e-mail)",
    "contact_support/address": r"postal address|adresse postale",
    "support_hours/week": r"(?:opening |support )?hours|opening times|horaires(?: d'ouverture)?",
    "support_pricing/response": r"response times?|reaction times?|delais? de (?:reponse|reaction)",
    "support_pricing/price": r"prices?|costs?|prix|tarifs?|cout",
}
_SUBSCRIPTIONS: Final = {
    "subscription_info/seats": r"(?:number of )?(?:seats|licen[cs]es)|(?:nombre de )?(?:postes|licences)",
    "subscription_info/price": r"price(?: per seat)?|prix(?: (?:par|du) poste| unitaire)?|tarif",
    "subscription_info/renewal": r"renewal(?: date)?|(?:date (?:de|du) )?renouvellement|end date|date de fin",
    "subscription_info/state": r"status|state|statut|etat",
}
_OF_TOPIC: Final[Mapping[str, Mapping[str, str]]] = {
    **dict.fromkeys(("find_invoice", "previous_invoice", "invoice_status", "explain_charge"), _INVOICE),
    "payment_methods": _PAYING,
    **dict.fromkeys(("contact_support", "support_hours", "support_pricing"), _SUPPORT),
    "subscription_info": _SUBSCRIPTIONS,
}
_JOINS: Final = re.compile(
    r"(?:\W|\b(?:the|its|his|our|your|le|la|les|l|du|de|d|des|leur|son|sa|ses|votre|vos|a|an|also|aussi|of|me)\b)*"
)
_JOINED: Final = re.compile(r"[,+&/]|\b(?:and|et|plus|n|as well as|ainsi que|avec|with)\b")


def _pattern(names: Mapping[str, str]) -> re.Pattern[str]:
    groups = "|".join(f"(?P<_{place}>{words})" for place, words in enumerate(names.values()))
    return re.compile(rf"(?<![\w-])(?:{groups})(?![\w-])")


def _beginning(names: Mapping[str, str]) -> re.Pattern[str]:
    groups = "|".join(f"(?P<_{place}>{words})" for place, words in enumerate(names.values()))
    articles = r"(?:(?:please|svp|the|our|your|le|la|les|l|notre|votre|nos|vos)\b\W*)*"
    return re.compile(rf"\W*{articles}(?:{groups})(?:\s+(?:of|on|for|de|du|des|d|pour|sur)\b|\W*$)")


_ALL: Final = (_INVOICE, _PAYING, _SUPPORT, _SUBSCRIPTIONS)
_PATTERNS: Final = {id(names): _pattern(names) for names in _ALL}
_BEGINNINGS: Final = {id(names): _beginning(names) for names in _ALL}


def named_in(text: str, topic: str) -> tuple[str, ...]:
    """Return the labels (`topic/aspect`) of the things a folded text lists, in order; none for fewer than two.

    Only what belongs to `topic` and its like is looked for: an "address" is something else beside an invoice.
    """
    names = _OF_TOPIC.get(topic)
    if names is None:
        return ()
    return max(_runs(text[:LOOKED_AT], names), key=len, default=())


def begun_with(text: str, topic: str) -> str | None:
    """Return the label of the thing a folded clause begins with and is about: "the total of our latest invoice".

    None where another word follows the name ("amount paid"), or where it names no thing of `topic`.
    """
    names = _OF_TOPIC.get(topic)
    match = _BEGINNINGS[id(names)].match(text[:LOOKED_AT]) if names is not None else None
    return tuple(names)[int(str(match.lastgroup)[1:])] if names is not None and match else None


def _runs(text: str, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the lists of at least two different things, one beside the other."""
    labels, end = tuple(names), 0
    run: list[str] = []
    for match in _PATTERNS[id(names)].finditer(text):
        label = labels[int(str(match.lastgroup)[1:])]
        if run and not _joined(text[end : match.start()]):
            run = []
        if label not in run:
            run.append(label)
        end = match.end()
        if len(run) > 1:
            yield tuple(run)


def _joined(between: str) -> bool:
    """Return whether nothing but "and", a comma and small words stands between two names."""
    return bool(_JOINED.search(between)) and _JOINS.fullmatch(_JOINED.sub(" ", between)) is not None
