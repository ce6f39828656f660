"""What a message says that is answered by rule, whatever topic it sounds like: read from words of both languages."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.kernel.cues import Cue, SpokenOf
from bot.engine.entities.found import Entity, says

_BANK: Final = (
    r"(?:iban|rib|bics?|banks?|bank(?:ing)? (?:accounts?|details|data)|account (?:details|numbers?)|payment details|"
    r"(?:coordonnees|references|donnees) bancaires|comptes?(?: bancaires?| de paiement)?|banque|numero de compte)"
)
_CHANGE: Final = (
    r"(?:chang\w+|moved|mov(?:e|ing)|switch\w*|updat\w+|different|differ\w*|no longer|modifi\w+|nouve(?:au|l|lles?)|"
    r"remplac\w+|replac\w+|plus (?:le|la|les) meme\w*)"
)
_YOURS: Final = r"(?:your|yer|ur|northstar's|the supplier's|votre|vos|le votre)"
_NEW: Final = r"(?:new|different|another|other|changed|updated|nouve(?:au|l|lle|lles)|autres?|differente?s?)"
_BROUGHT: Final = (
    r"(?:e-?mails?|mails?|letters?|messages?|calls?|called|phoned|told|says?|saying|announc\w+|received|got|from you|"
    r"courriels?|courriers?|appels?|appele\w*|recu\w*|annonce\w*|de votre part|indique\w*|pretend\w*)"
)
_OURS: Final = re.compile(
    rf"(?<!\w)(?:our|my|notre|nos|mon|mes)(?: \w+){{0,2}} {_BANK}|(?<!\w)(?:we|i|nous|on|j'ai|j') ?"
    rf"(?:have |'ve |avons |a |ai )?(?:just )?(?:chang|switch|mov)\w+ (?:our |de |d'|notre )?(?:\w+ )?{_BANK}"
)
_MICROSOFT_ASKS: Final = (
    r"microsoft (?:\w+ )?(?:charg\w*|bill\w*|invoic\w*|ask\w*|sell\w*) (?:it |them |that |this )?(?:to |"
    r"for )?(?:you|ye|u|"
    r"northstar)(?!\w)|microsoft (?:vous|te) (?:\w+ )?(?:factur\w*|vend\w*|fait payer|prend|compte|coute\w*|demande)|"
    r"(?:you|ye|u|northstar) (?:guys )?(?:pay|pays|paid|paying|give|gives) (?:\w+ )?(?:to )?microsoft|"
    r"(?:payez|achetez|paie|paies|achetes|reversez)(?:[- ](?:vous|tu))?(?: \w+){0,3} (?:a|chez|aupres de) microsoft"
)
_PRICES: Final = r"(?:prices?|pricing|rates?|tarifs?|prix)"
_MOVE: Final = (
    r"(?:go(?:ing|es)? (?:up|down)|increas\w*|ris(?:e|es|ing)|chang\w*|boug\w+|augment\w*|mont\w+|hausse\w*|"
    r"evolu\w+|baiss\w+)"
)
_TO_COME: Final = (
    r"(?:next (?:year|month|quarter|january)|in 20\d\d|will|planned|expected|l'an(?:nee)? prochaine?|"
    r"(?:le|la) prochaine? \w+|en 20\d\d|va|vont|prevue?s?)"
)
_PATTERNS: Final = {
    SpokenOf.PRICE_TO_COME: re.compile(
        rf"(?<!\w)(?:{_PRICES}(?: \S+){{0,6}}? {_MOVE}|{_MOVE}(?: \S+){{0,4}}? {_PRICES})"
        rf"(?: \S+){{0,8}}? {_TO_COME}(?!\w)|(?<!\w){_PRICES}(?: \S+){{0,6}}? {_TO_COME} {_MOVE}(?!\w)"
    ),
    SpokenOf.CONFIDENTIAL: re.compile(
        r"(?<!\w)(?:(?:your|yer|ur|northstar's) (?:own |profit |reseller )?(?:margins?|mark[- ]?ups?|cut|"
        r"profits?|commissions?|"
        r"(?:purchase|buying|buy|wholesale|cost) (?:price|cost)s?)(?! (?:off|of[- ]point))|(?:votre|vos|ta|"
        r"ton) (?:propres? )?"
        r"(?:marges?|benefices?|commissions?|profits?|(?:prix|couts?|tarifs?) (?:d'achat|de revient|d'acquisition))|"
        r"what (?:do|does) (?:you|ye|northstar) (?:guys )?(?:make|earn|pocket)(?!\w)|"
        r"how much (?:do|does) (?:you|ye|northstar) (?:guys )?(?:make|earn|keep|pocket)(?!\w)|"
        r"(?:combien|que) (?:vous )?(?:gagnez|margez|touchez|empochez)(?:[- ]vous)?|vous margez|"
        + _MICROSOFT_ASKS
        + r")"
        r"(?!\w)"
    ),
    SpokenOf.ERASURE: re.compile(
        r"(?<!\w)(?:(?:delet|eras|wip|forget|remov)(?:e|es|ed|ing)?(?: \w+){0,3}? (?:my|our) (?:\w+ ){0,2}?(?:data|"
        r"information|chats?|conversations?|chat history|personal details|records?)|"
        r"(?:delet|eras|forget)(?:e|es|ed|ing)?(?: \w+){0,3}? (?:my|our) (?:e-?mail(?: address)?|"
        r"account with you|messages)"
        r"(?! (?:from|off) the (?:list|invoic|bill|recip))|"
        r"right (?:to be forgotten|to erasure|of erasure)|(?:delete|erase) (?:everything|all|"
        r"what) (?:that )?(?:you (?:have|"
        r"know|store|hold|keep)|about (?:me|us))|(?:erase|forget) (?:me|us) (?:from|in) your|"
        r"(?:effac|supprim|oubli|detrui)\w*(?: \w+){0,3}? (?:mes|nos|ma|notre|mon) (?:\w+ ){0,2}?(?:donnees|"
        r"informations|"
        r"infos|echanges|conversations?|messages|historique|adresse(?: (?:e-?)?mail| courriel)?|e-?mail|coordonnees)"
        r"(?! (?:des|de la liste|sur les|de vos) ?(?:destinat|factur|envoi)?)|"
        r"droit (?:a l'oubli|a l'effacement|d'effacement)|(?:effac|supprim)\w* tout ce que vous (?:avez|savez|gardez))"
        r"(?!\w)"
    ),
    SpokenOf.INTERFACE: re.compile(
        r"(?<!\w)(?:(?:have|got|is there|are there|any|offer\w*|provid\w*|support|use|through|via|expose|avez|"
        r"y a|a[- ]t[- ]il|"
        r"existe\w*|propos\w*|dispos\w*|fourni\w*|par)(?:[- ]vous| \w+){0,3}? (?:an |a |une |un |des |d'|l')?"
        r"(?:public |rest |open )?(?:apis?|webhooks?)|^\W*(?:(?:and|or|et|ou|an?|any|une?|des|"
        r"pas de) )*(?:apis?|webhooks?)"
        r"|(?:apis?|webhooks?) (?:to|for|when|pour|quand|afin de|pr) (?:\w+ ){0,4}?(?:invoic\w*|bill\w*|"
        r"factur\w*|new one)|"
        r"(?:or|ou) (?:an? |une? |des )?(?:webhooks?|apis?))(?!\w)"
    ),
    SpokenOf.DOWNLOAD: re.compile(
        r"(?<!\w)(?:csv|(?:as|in|en|to|vers|sous|format|fichiers?) (?:an? |un )?(?:excel|xlsx?|json|xml)|"
        r"(?:excel|json|xml) (?:exports?|files?|downloads?))(?!\w)"
    ),
    SpokenOf.MISSED: re.compile(
        r"(?<!\w)(?:not (?:really |at all )?(?:what (?:i|we) (?:asked|meant|wanted|am asking|was asking|"
        r"had asked)|my question|"
        r"the question(?! is)|answering my question|an answer to my question)|"
        r"(?:did ?n'?t|have ?n'?t|do ?n'?t|does ?n'?t|did not|have not|do not|does not) (?:really )?answer(?:ed)? "
        r"(?:my|the) question|wrong answer|(?:i|we) (?:did ?n'?t|did not) ask (?:that|for that|about that|you that)|"
        r"(?:pas|point) (?:du tout |vraiment )?(?:ma question|la question(?! de| des| du)|"
        r"ce que (?:je (?:demand\w+|voulais)|j'ai demande|"
        r"j'avais demande|nous demand\w+|on demand\w+))|(?:pas|jamais) (?:vraiment )?repond(?:u|ez|s|ait)? (?:pas )?a "
        r"(?:ma|la) question|repond\w* pas a (?:ma|la) question|mauvaise reponse|a cote de la (?:question|plaque)|"
        r"(?:j'ai|j'avais) pas demande (?:ca|cela)|n'ai pas demande (?:ca|cela))(?!\w)"
    ),
}
_STEMS: Final = {
    SpokenOf.PRICE_TO_COME: ("price", "pricing", "rate", "tarif", "prix"),
    SpokenOf.CONFIDENTIAL: (
        *("margin", "mark", "cut", "profit", "commission", "price", "cost", "marge", "benefice", "achat", "revient"),
        *("make", "earn", "keep", "pocket", "gagnez", "touchez", "empochez", "microsoft", "acquisition"),
    ),
    SpokenOf.ERASURE: (
        *("delet", "eras", "wip", "forget", "forgotten", "remov", "effac", "supprim", "oubli", "detrui"),
    ),
    SpokenOf.INTERFACE: ("api", "webhook"),
    SpokenOf.DOWNLOAD: ("csv", "excel", "xls", "json", "xml"),
    SpokenOf.MISSED: (
        "question",
        "answer",
        "asked",
        "ask ",
        "meant",
        "wanted",
        "asking",
        "demand",
        "voulais",
        "plaque",
        "reponse",
    ),
}
_BANK_CHANGED: Final = re.compile(
    rf"(?<!\w)(?:{_YOURS} (?:\w+ )?{_BANK}(?:[ ,:]+\w+){{0,5}}? {_CHANGE}|{_YOURS} {_CHANGE} {_BANK}|"
    rf"(?:you|you've|northstar|vous|supplier|fournisseur)(?: have| has| had| avez| a)? {_CHANGE} (?:your |"
    rf"the |its |de |d'|"
    rf"votre |vos |les )?(?:\w+ )?{_BANK}|iban (?:has |have |is |was |a |est )?(?:been )?{_CHANGE}|"
    rf"(?:changement|modification) d(?:e |')(?:vos |votre )?{_BANK}|(?:change|update) of {_BANK})(?!\w)"
)
_NEW_BANK: Final = re.compile(rf"(?<!\w){_NEW} {_BANK}(?!\w)|{_BANK} {_NEW}(?!\w)")
_WAS_BROUGHT: Final = re.compile(rf"(?<!\w){_BROUGHT}(?!\w)")
_BANK_STEMS: Final = ("iban", "rib", "bank", "account", "payment details", "bancaire", "compte", "banque", "bic")
LOOKED_AT: Final = 1500
"""Characters of a text that are looked at."""


def told_apart(text: str) -> Iterator[Entity]:
    """Yield what a folded text says of this kind, each at its place, so that it belongs to its own clause."""
    text = text[:LOOKED_AT]
    for spoken, pattern in _PATTERNS.items():
        if says(text, _STEMS[spoken]) and (match := pattern.search(text)):
            yield Entity(Cue.SPOKEN_OF.value, spoken.value, *match.span())
    if says(text, _BANK_STEMS) and (match := _bank_changed(text)):
        yield Entity(Cue.SPOKEN_OF.value, SpokenOf.BANK_CHANGED.value, *match.span())


def _bank_changed(text: str) -> re.Match[str] | None:
    """Return where our bank details are said to have changed; a change of the customer's own is none of it."""
    if match := _BANK_CHANGED.search(text):
        return match
    new = _NEW_BANK.search(text)
    return new if new and _WAS_BROUGHT.search(text) and not _OURS.search(text) else None
