"""Who and what is spoken of by a name or a description: another company, an earlier request."""

import re
from collections.abc import Iterator

from bot.engine.entities.found import Entity, says

_WORD = r"[A-Z](?=[\w&.'’-]*[a-z])[\w&.-]*\w"
_NAME = rf"(?P<at>{_WORD}(?: (?:{_WORD}|&|SARL|SAS|SA|GmbH|AG|BV|LLC|LLP|PLC|NV|SRL)){{0,2}})(?!\w)"
_MONEY = (
    r"(?:invoices?|bills?|balances?|accounts?|payments?|prices?|discounts?|debts?|licen[cs]es|subscriptions?|"
    r"statements?|seats|margins?|rates?|arrears|due dates?)"
)
_ARGENT = (
    r"(?:factures?|soldes?|comptes?|paiements?|impay[ée]s?|tarifs?|prix|remises?|dettes?|licences|abonnements?|"
    r"relev[ée]s?|retards?|montants? d[uû]s?)"
)
_COMPANIES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?i:does|do|did|has|have|will|would|is|can) {_NAME} (?i:(?:still |also |already |now )?(?:owe|owes|owing|"
        r"pay|pays|paid|paying|spend|spends|spending|buy|buys|bought|been paying|get billed|overdue|late|behind))\b",
        rf"(?<!\w){_NAME} (?i:owes?|owed|pays?|paid|spends?) (?i:you|northstar|in|for|on|a month|per|this|last)\b",
        rf"(?<!\w){_NAME}['’]s? (?i:(?:last |latest |open |unpaid |overdue |next )?{_MONEY})\b",
        rf"\b(?i:{_MONEY}) (?i:of|for (?:the )?(?:customer|client|company)|belonging to) (?i:the )?{_NAME}",
        rf"\b(?i:customers?|clients?|compan(?:y|ies)|firm) (?i:called |named |like |such as ){_NAME}",
        rf"\b(?i:doit|doivent|paie|paye|paient|payent|r[eè]gle|d[ée]pense|a pay[ée]|ach[eè]te)"
        rf"(?i:(?:-t-(?:il|elle))?(?: combien| donc| encore)*) {_NAME}",
        rf"(?<!\w){_NAME} (?i:(?:vous |nous |te )?(?:doit|paie|paye|d[ée]pense|a pay[ée]|r[eè]gle|"
        r"a-t-(?:il|elle) pay[ée]|doit-(?:il|elle)|paie-t-(?:il|elle)))\b",
        rf"\b(?i:{_ARGENT}) (?i:(?:ouvertes? |dues? |impay[ée]es? )?(?:de (?:la soci[ée]t[ée] |"
        rf"l['’]entreprise |chez )?|d['’])){_NAME}",
        rf"\b(?i:(?:votre|vos|autres?) clients? (?:nomm[ée]e? |comme )?|soci[ée]t[ée] |entreprise ){_NAME}",
    )
)
_NO_COMPANY = frozenset(
    word
    for words in (
        "i we you he she it they who what which that this there nobody someone somebody everybody anybody everyone one",
        "how when where why please hello hi hey dear good thanks thank regards sorry yes no and but so the a an our my",
        "your their his her its if as at in on of for to from since microsoft northstar office windows google adobe",
        "je tu il elle on nous vous ils elles qui que quoi quel quelle combien quand comment pourquoi bonjour bonsoir",
        "salut merci madame monsieur cher chere oui non et mais ou donc le la les un une des mon ma mes notre nos",
        "votre vos leur leurs ce cet cette ca cela si personne quelqu chacun tout tous toutes aucun est mr mrs ms",
        "january february march april may june july august september october november december janvier fevrier mars",
        "avril mai juin juillet aout septembre octobre novembre decembre monday tuesday wednesday thursday friday",
        "saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche christmas noel easter paques premium",
        "basic standard business plus enterprise teams outlook azure exchange sharepoint onedrive dynamics copilot",
        "visio eur support invoice facture bill vat tva paypal visa mastercard sepa euro euros dollars english",
    )
    for word in words.split()
)
_COMPANY_STEMS = (
    *("owe", "pay", "paid", "spend", "buy", "'s", "customer", "client", "compan", "firm", "bill", "late", "behind"),
    *(" of ", "for ", "doi", "pai", "regl", "depens", "achet", "facture", "solde", "compte", "impaye", "tarif", "prix"),
    *("remise", "dette", "licence", "abonnement", "releve", "retard", "societe", "entreprise", "montant", "overdue"),
)

_HOW_FAR = re.compile(
    r"(?<!\w)(?:status|progress|updates?|news|how far|where (?:are|is)|what(?:'s| is| has)? (?:about|happen\w*|become)|"
    r"heard?|still waiting|any answer|reply|since when|who(?: is|'s)?|when|ou en (?:est|sont|etes|es)|avance\w*|"
    r"nouvelles?|suivi|statut|etat|reponse|repondu|traite\w*|quand|qui|depuis)(?!\w)"
)
_REQUEST = re.compile(
    r"(?<!\w)(?:our|my|the|that) (?:\w+ )?(?:requests?|tickets?|cases?|inquir(?:y|ies)|enquir(?:y|ies)|quer(?:y|ies)|"
    r"complaints?|questions?) (?:about|on|regarding|concerning|re:?|over) (?P<en>[^.?!,;]{3,80})|"
    r"(?<!\w)(?:notre|ma|mon|mes|nos|la|le) (?:demandes?|requetes?|tickets?|dossiers?|reclamations?|signalements?|"
    r"questions?) (?:\w+ )?(?:concernant|sur|a propos d[eu']|au sujet d[eu']|relative? a|relatif a|pour) ?"
    r"(?P<fr>[^.?!,;]{3,80})"
)
_OF_REQUESTED = re.compile(
    r"(?<!\w)(?:ou (?:est-ce que )?(?:ca|c'|cela) en est|ou en (?:est|sont|etes)(?:[- ](?:vous|on|ce))?|what(?:'s|"
    r" is) happening|"
    r"any (?:news|update|progress|word)|how far are you|where are (?:we|you)) (?:avec|pour|de|d'|a propos de|"
    r"concernant|with|on|about) "
    r"(?P<en>[^.?!,;]{3,80})"
)
"""What news are asked of; of a request where the message says that one was made."""
_WAS_REQUESTED = re.compile(
    r"(?<!\w)(?:(?:fait|envoye|depose|transmis|laisse)(?: \w+){0,2} (?:demande|ticket|requete|signalement)|"
    r"(?:avais?|ai|avions|avons) "
    r"(?:deja )?demande|(?:sent|made|put in|raised|opened|logged|filed)(?: \w+){0,2} (?:request|ticket|case)|"
    r"asked (?:you |ye )?"
    r"(?:for|about)|requested)(?!\w)"
)

_ASKED_BEFORE = re.compile(
    r"(?<!\w)(?:i|we)(?:'ve|'d| have| had)? (?:asked|requested|raised|reported)(?: you| ye| it)?(?: \w+){0,4}? "
    r"(?:to|about|for) (?P<en>[^.?!,;]{3,80})|"
    r"(?<!\w)(?:j'avais|j'ai|nous avions|nous avons|on avait|on a)(?: deja)? (?:demande|fait (?:une|la) demande|"
    r"signale|ouvert un ticket)(?: \w+){0,2}? (?:pour|que|concernant|de|d') ?(?P<fr>[^.?!,;]{3,80})"
)
_NEWS = re.compile(
    r"(?<!\w)(?:any ?(?:thing|one|body|news|updates?|progress)|been done|looked at|progress|status|how far|"
    r"still nothing|ca avance|avance\w*|ou en (?:est|sont|etes)|des nouvelles|du nouveau|toujours rien)(?!\w)"
)


def companies(written: str, text: str) -> Iterator[Entity]:
    """Yield companies that are said to owe, pay, buy or have invoices; whose they are, the desk knows."""
    if not says(text, _COMPANY_STEMS):
        return
    for pattern in _COMPANIES:
        for match in pattern.finditer(written):
            words = re.findall(r"\w+", text[match.start("at") : match.end("at")])
            if words and words[0] not in _NO_COMPANY and not set(words) & _PRODUCT_WORDS:
                yield Entity("company", match["at"], *match.span("at"))


def requests(text: str) -> Iterator[Entity]:
    """Yield what an earlier request was about, where it is asked how far it is."""
    asked = _REQUEST.search(text) if _HOW_FAR.search(text) else None
    requested = _OF_REQUESTED.search(text) if _WAS_REQUESTED.search(text) else None
    if match := asked or requested or (_ASKED_BEFORE.search(text) if _NEWS.search(text) else None):
        group = "en" if match["en"] else "fr"
        yield Entity("request", match[group], *match.span(group))


_PRODUCT_WORDS = frozenset({"365", "microsoft"})
