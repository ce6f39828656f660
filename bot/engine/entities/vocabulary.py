"""The words customers use for support plans, for an invoice among others, for clouds, in English and French.

Phrases are written folded (lower case, no accents) and matched word by word with spaCy's PhraseMatcher.
"""

from bot.engine.text import words_of_list

PLANS = {"basic": ("basic", "basique"), "plus": ("plus",), "premium": ("premium",)}
PLAN_WORDS = words_of_list("""
    plan plans support formule formules offre forfait niveau tier package pack contrat level assistance
""")
NO_PLAN_BEFORE = words_of_list("seat seats licence licences license licenses user users subscription poste postes")
NO_PLAN_AFTER = words_of_list("seat seats licence licences license licenses postes poste")
"""Beside these a word of a support plan is part of a product's name: "premium seats", "licences premium"."""

_BILL = ("invoice", "bill", "one", "statement", "invoices", "bills", "document", "credit note", "payment", "charge")
_FACTURE = ("facture", "factures", "document", "piece", "note", "avoir", "decompte", "paiement", "celle")
WHICH: dict[str, tuple[str, ...]] = {
    "last": (
        *(f"{word} {bill}" for word in ("last", "latest", "most recent", "newest", "recent") for bill in _BILL),
        "latest",
        "most recent",
        "newest",
        "the last",
        "my last",
        "our last",
        "the very last",
        *(
            f"{word} {bill}"
            for word in ("derniere", "dernieres", "dernier", "toute derniere", "nouvelle")
            for bill in _FACTURE
        ),
        *(f"{bill} la plus recente" for bill in _FACTURE),
        "la plus recente",
        "la derniere",
        "ma derniere",
        "notre derniere",
        "le dernier",
        "votre derniere",
        "derniere en date",
        "facture derniere",
    ),
    "previous": (
        *(f"{word} {bill}" for word in ("previous", "prior", "preceding", "earlier") for bill in _BILL),
        "previous",
        "the one before",
        "one before",
        "one before that",
        "one before it",
        "the one prior",
        "the month before",
        "month before that",
        "the month before that",
        "and before that",
        "before that one",
        "preceding",
        *(f"{bill} precedente" for bill in _FACTURE),
        *(f"{bill} d'avant" for bill in _FACTURE),
        *(f"avant derniere {bill}" for bill in _FACTURE),
        *(f"precedente {bill}" for bill in _FACTURE),
        "la precedente",
        "precedente",
        "le precedent",
        "celle d'avant",
        "celui d'avant",
        "celle du mois d'avant",
        "celle juste avant",
        "avant derniere",
        "l'avant derniere",
        "le mois d'avant",
        "et avant",
        "et avant ca",
        "d'avant",
    ),
    "next": (
        *(f"{word} {bill}" for word in ("next", "upcoming", "following", "coming") for bill in _BILL),
        "the one after",
        "one after that",
        "the following one",
        *(f"prochaine {bill}" for bill in _FACTURE),
        *(f"{bill} suivante" for bill in _FACTURE),
        "la prochaine",
        "la suivante",
        "celle d'apres",
        "celui d'apres",
        "le suivant",
    ),
    "other": (
        "the other",
        "other one",
        *(f"the other {bill}" for bill in _BILL if not bill.endswith("s")),
        "l'autre",
        *(f"l'autre {bill}" for bill in _FACTURE if not bill.endswith("s")),
    ),
    "first": (
        *(f"{word} {bill}" for word in ("first", "oldest", "very first", "earliest") for bill in _BILL),
        "the first",
        "oldest",
        "the oldest",
        "the earliest",
        *(
            f"{word} {bill}"
            for word in ("premiere", "toute premiere", "plus ancienne", "plus vieille")
            for bill in _FACTURE
        ),
        "la premiere",
        "la plus ancienne",
        "la plus vieille",
        "le premier",
    ),
}
# After these, "last", "first" and their like speak of time or order, not of an invoice.
NOT_WHICH_BEFORE = words_of_list("""
    month months quarter quarters year years week weeks time times day days night name step thing hour hours fois mois
    trimestre trimestres an annee semaine semaines jour jours nom etape chose heure heures minute minutes response
    contact
    class part place date dates possible paragraph line ligne lignes paragraphe prenom
""")

# These name an invoice only where no other noun follows: "la dernière", but not "la dernière personne".
WHICH_ALONE = frozenset(
    {
        "latest",
        "most recent",
        "the last",
        "my last",
        "our last",
        "the other",
        "l' autre",
        "previous",
        "la derniere",
        "ma derniere",
        "notre derniere",
        "le dernier",
        "votre derniere",
        "precedente",
        "la precedente",
        "le precedent",
        "la prochaine",
        "la suivante",
        "le suivant",
        "the first",
        "la premiere",
        "le premier",
        "preceding",
        "oldest",
        "the oldest",
        "the earliest",
    }
)
WHICH_FOLLOWERS = words_of_list("""
    please pls plz svp stp s'il merci thanks and et or ou is was est etait in from of for to a d'azure de du des que
    qu'on qui
    emise recue envoyee first only again then puis en par pour chez on one two deux trois three again aussi too ? ! .
    , ; : )
    paid payee n't it we i you nous vous j'ai je
""")

CLOUDS = (
    "us government",
    "us gov",
    "u.s. government",
    "us government cloud",
    "government cloud",
    "gov cloud",
    "govcloud",
    "gov tenant",
    "government tenant",
    "gov azure",
    "gov admin",
    "us gov cloud",
    "cloud gouvernemental",
    "cloud du gouvernement",
    "gcc",
    "gcc high",
    "gcch",
    "azure government",
    "azure gov",
    "office 365 government",
    "microsoft 365 government",
    "government community cloud",
    "cloud gouvernemental",
    "cloud du gouvernement",
    "gouvernement americain",
    "us sovereign cloud",
)

BESIDE_PLAN_ALONE = words_of_list("and what about how or then the et avec pour ou alors la le with for")
"""Words beside which a plan's name stands alone: "and Plus?"."""
