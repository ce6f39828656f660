"""The words customers use for products, support plans, languages and neighbours, in English and French.

Phrases are written folded (lower case, no accents) and matched word by word with spaCy's PhraseMatcher.
"""

# The name shown -> what is typed for it. Longer phrases win, so "teams phone" is not Teams.
PRODUCTS: dict[str, tuple[str, ...]] = {
    "Microsoft 365 Business Basic": (
        "microsoft 365 business basic", "m365 business basic", "o365 business basic", "365 business basic",
        "office 365 business basic", "business basic", "m365 basic", "microsoft 365 basic",
    ),
    "Microsoft 365 Business Standard": (
        "microsoft 365 business standard", "m365 business standard", "o365 business standard", "365 business standard",
        "office 365 business standard", "business standard", "m365 standard", "microsoft 365 standard",
    ),
    "Microsoft 365 Business Premium": (
        "microsoft 365 business premium", "m365 business premium", "o365 business premium", "365 business premium",
        "office 365 business premium", "business premium", "m365 premium", "microsoft 365 premium", "m365 bp",
    ),
    "Microsoft 365 Apps for business": ("microsoft 365 apps for business", "apps for business", "m365 apps", "microsoft 365 apps"),
    "Copilot": ("microsoft 365 copilot", "m365 copilot", "copilot", "co pilot", "ms copilot"),
    "Copilot Studio": ("copilot studio",),
    "Microsoft 365": ("microsoft 365", "m365", "ms 365", "ms365", "office 365", "o365", "office365", "microsoft365", "m 365"),
    "Windows 365": ("windows 365", "w365", "cloud pc", "cloud pcs"),
    "Azure": ("azure", "microsoft azure", "azur"),
    "Entra ID": (
        "entra id", "entra", "azure ad", "azure active directory", "aad", "entra id p1", "entra id p2",
        "azure ad premium", "entra id premium", "azure ad premium p1", "azure ad premium p2",
    ),
    "Dynamics 365 Business Central": ("business central", "dynamics 365 business central", "d365 business central"),
    "Dynamics 365": (
        "dynamics 365", "dynamics", "d365", "dynamics crm", "dynamics 365 sales", "dynamics 365 finance",
        "dynamics sales", "microsoft dynamics", "microsoft dynamics 365",
    ),
    "Power BI": ("power bi", "powerbi", "power bi pro", "power bi premium", "pbi"),
    "Power Apps": ("power apps", "powerapps", "power app"),
    "Power Automate": ("power automate", "powerautomate"),
    "Power Pages": ("power pages",),
    "Power Platform": ("power platform", "powerplatform"),
    "Outlook": ("outlook", "outlook web", "owa"),
    "Exchange": ("exchange", "exchange online", "exchange server", "exchange online plan 1", "exchange online plan 2"),
    "Teams Phone": ("teams phone", "teams telephony", "telephonie teams", "teams calling", "teams voice"),
    "Teams Rooms": ("teams rooms", "teams room", "mtr"),
    "Teams Premium": ("teams premium",),
    "Teams": ("teams", "microsoft teams", "ms teams"),
    "SharePoint": ("sharepoint", "share point", "sharepoint online"),
    "OneDrive": ("onedrive", "one drive", "onedrive for business"),
    "Visio": ("visio", "visio plan 1", "visio plan 2"),
    "Project": (
        "microsoft project", "ms project", "project plan 1", "project plan 3", "project plan 5", "project online",
        "project pro", "planner and project",
    ),
    "Planner": ("planner",),
    "Intune": ("intune", "microsoft intune", "endpoint manager"),
    "Defender": ("defender", "microsoft defender", "defender for business", "defender for office", "ms defender", "windows defender"),
    "Purview": ("purview",),
    "Sentinel": ("sentinel", "microsoft sentinel"),
    "Excel": ("excel",),
    "Windows Server": ("windows server",),
    "SQL Server": ("sql server", "azure sql"),
}
EDITIONS = ("E1", "E3", "E5", "F1", "F3", "G1", "G3", "G5", "A1", "A3", "A5")
EDITION_FAMILIES = {
    "Microsoft 365": ("microsoft 365", "m365", "ms 365", "365", "microsoft"),
    "Office 365": ("office 365", "o365", "office"),
}
# "A3" is paper and "E1" a battery; these few are said alone.
SAID_ALONE = frozenset({"E3", "E5", "F3", "G3", "G5"})
# What the word means otherwise, by the word right before or right after it.
NOT_A_PRODUCT = {
    "teams": (("our", "your", "support", "sales", "both", "two", "three", "other", "different", "finance", "of", "which", "their"), ()),
    "exchange": (("in", "an"), ("rate", "rates", "for")),
    "excel": ((), ("at", "in")),
    "dynamics": (("the", "market"), ()),
    "planner": (("wedding", "event", "a", "route", "trip"), ()),
}

PLANS = {"basic": ("basic", "basique"), "plus": ("plus",), "premium": ("premium",)}
PLAN_WORDS = frozenset("""
    plan plans support formule formules offre forfait niveau tier package pack contrat level assistance
""".split())

_BILL = ("invoice", "bill", "one", "statement", "invoices", "bills", "document", "credit note", "payment", "charge")
_FACTURE = ("facture", "factures", "document", "piece", "note", "avoir", "decompte", "paiement", "celle")
WHICH: dict[str, tuple[str, ...]] = {
    "last": (
        *(f"{word} {bill}" for word in ("last", "latest", "most recent", "newest", "recent") for bill in _BILL),
        "latest", "most recent", "newest", "the last", "my last", "our last", "the very last",
        *(f"{word} {bill}" for word in ("derniere", "dernieres", "dernier", "toute derniere", "nouvelle") for bill in _FACTURE),
        *(f"{bill} la plus recente" for bill in _FACTURE), "la plus recente", "la derniere", "ma derniere", "notre derniere",
        "le dernier", "votre derniere", "derniere en date", "facture derniere",
    ),
    "previous": (
        *(f"{word} {bill}" for word in ("previous", "prior", "preceding", "earlier") for bill in _BILL),
        "previous", "the one before", "one before", "one before that", "one before it", "the one prior", "the month before",
        "month before that", "the month before that", "and before that", "before that one", "preceding",
        *(f"{bill} precedente" for bill in _FACTURE), *(f"{bill} d'avant" for bill in _FACTURE),
        *(f"avant derniere {bill}" for bill in _FACTURE), *(f"precedente {bill}" for bill in _FACTURE),
        "la precedente", "precedente", "le precedent", "celle d'avant", "celui d'avant", "celle du mois d'avant",
        "celle juste avant", "avant derniere", "l'avant derniere", "le mois d'avant", "et avant", "et avant ca", "d'avant",
    ),
    "next": (
        *(f"{word} {bill}" for word in ("next", "upcoming", "following", "coming") for bill in _BILL),
        "the one after", "one after that", "the following one",
        *(f"prochaine {bill}" for bill in _FACTURE), *(f"{bill} suivante" for bill in _FACTURE),
        "la prochaine", "la suivante", "celle d'apres", "celui d'apres", "le suivant",
    ),
    "first": (
        *(f"{word} {bill}" for word in ("first", "oldest", "very first", "earliest") for bill in _BILL),
        "the first", "oldest", "the oldest", "the earliest",
        *(f"{word} {bill}" for word in ("premiere", "toute premiere", "plus ancienne") for bill in _FACTURE),
        "la premiere", "la plus ancienne", "le premier",
    ),
}
# After these, "last", "first" and their like speak of time or order, not of an invoice.
NOT_WHICH_BEFORE = frozenset("""
    month months quarter quarters year years week weeks time times day days night name step thing hour hours fois mois
    trimestre trimestres an annee semaine semaines jour jours nom etape chose heure heures minute minutes response contact
    class part place date dates possible paragraph line ligne lignes paragraphe prenom
""".split())

# These name an invoice only where no other noun follows: "la dernière", but not "la dernière personne".
WHICH_ALONE = frozenset({
    "latest", "most recent", "the last", "my last", "our last", "previous", "la derniere", "ma derniere", "notre derniere", "le dernier",
    "votre derniere", "precedente", "la precedente", "le precedent", "la prochaine", "la suivante", "le suivant", "the first",
    "la premiere", "le premier", "preceding", "oldest", "the oldest", "the earliest",
})
WHICH_FOLLOWERS = frozenset("""
    please pls plz svp stp s'il merci thanks and et or ou is was est etait in from of for to a d'azure de du des que qu'on qui
    emise recue envoyee first only again then puis en par pour chez on one two deux trois three again aussi too ? ! . , ; : )
    paid payee n't it we i you nous vous j'ai je
""".split())

CLOUDS = (
    "us government", "us gov", "u.s. government", "us government cloud", "government cloud", "gov cloud", "govcloud",
    "gcc", "gcc high", "gcch", "azure government", "azure gov", "office 365 government", "microsoft 365 government",
    "government community cloud", "cloud gouvernemental", "cloud du gouvernement", "gouvernement americain", "us sovereign cloud",
)
