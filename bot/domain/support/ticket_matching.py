"""Which ticket is meant where its subject is told instead of its number."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from bot.domain.support.tickets import Ticket

_SAME: Final = {
    word: words.split()[0]
    for words in (
        "vat tva tax taxe taxes",
        "invoice invoices facture factures bill bills facturation billing",
        "number numbers numero numeros",
        "licence licences license licenses seat seats poste postes",
        "order orders commande commandes",
        "address adresse adresses addresses",
        "password mdp passe passwords",
        "mail email mails courriel courriels e-mail",
        "missing manque manquant manquante absent",
        "meeting meetings reunion reunions",
        "credit avoir avoirs credits",
        "payment payments paiement paiements",
    )
    for word in words.split()
}
"""Words of both languages that mean the same in a subject."""
_SMALL: Final = frozenset(
    word
    for words in (
        "the our your that this with for and not are was has have showing raised",
        "les des nos notre mon une pas sur que qui pour dans est son ses vos votre avec",
    )
    for word in words.split()
)
_WORD: Final = re.compile(r"\w+")


def about(tickets: Sequence[Ticket], said: str) -> tuple[Ticket, ...]:
    """The tickets that share most words with what was said: several where they share as many, none without any."""
    wanted = _words((said,))
    shared = [(len(wanted & _words((one.subject, one.text, one.product or ""))), one) for one in tickets]
    most = max((count for count, _ in shared), default=0)
    return tuple(one for count, one in shared if count == most) if most else ()


def _words(texts: Iterable[str]) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", " ".join(texts)).encode("ascii", "ignore").decode().lower()
    found = (_SAME.get(word, word) for word in _WORD.findall(plain))
    return frozenset(word for word in found if len(word) > 2 and word not in _SMALL)
