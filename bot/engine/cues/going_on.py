"""What a message says about the conversation it goes on with: read from words of both languages, in a folded text."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.kernel.cues import SpokenOf

_STEPS = r"(?:remind\w*|steps?|relances?|rappels?|etapes?|procedure)"
_WAIT = r"(?:stop|hold|held|paus|freez|wait|arret|interromp|attend|gel)\w*"
_SIGN = r"(?:log|sign)(?:ging|ing)? ?(?:in|on)"
_ACCOUNT = r"(?:(?:my|the|our|your) )?(?:customer )?(?:account|site|portal|space|page|area)"
_PLAN_WORD = r"(?:one|plan|level|tier|step)"
_PLAN = rf"(?:{_PLAN_WORD} )?"
_TAX = r"(?:vat|tax(?:es)?|tva)"
_PATTERNS: Final = tuple(
    (spoken, re.compile(rf"(?<!\w)(?:{words})(?!\w)"))
    for spoken, words in {
        SpokenOf.HELD: rf"{_WAIT} (?:\w+ ){{0,3}}{_STEPS}|{_STEPS} (?:\S+ ){{0,3}}?(?:s')?{_WAIT}",
        SpokenOf.IN_TIME: (
            r"(?:in|on) time|a temps|dans les (?:temps|delais)|(?:too|trop) (?:late|tard)|"
            r"(?:within|before|by) (?:the |its |their )?(?:due date|deadline)|avant (?:l'|son |la date d')echeance"
        ),
        SpokenOf.PAID_PART: (
            r"(?:how much|combien) (?:\S+ ){0,6}?(?:paid|cleared|settled|regles?|payes?|verses?|soldes?)|"
            r"deja (?:\S+ )?(?:regle|paye|verse|solde) combien"
        ),
        SpokenOf.PAID_LATE: (
            r"(?:paid|settled|cleared|payees?|reglees?|soldees?)(?: \S+){0,8}? "
            r"(?:(?:too )?late|delayed|(?:en|avec du) retard|"
            r"(?:after|past) (?:the |its |their )?(?:due date|deadline)|trop tard|apres (?:l'|son |la date d')echeance)"
        ),
        SpokenOf.TAX_ON_TOP: (
            rf"(?:without|excl\w*|plus|before|add|sans|hors) (?:of )?(?:la |the |any )?{_TAX}|no {_TAX}|net|"
            rf"{_TAX} (?:\S+ ){{0,2}}?(?:on top|excl\w*|extra|en plus|en sus|s'ajoute\w*|a ajouter)|ht|hors[- ]taxes?|"
            rf"(?:pas de|ajoute\w*) (?:la )?{_TAX}"
        ),
        SpokenOf.TAX_INCLUDED: (
            rf"(?:with|incl\w*|after|avec) (?:la |the |any )?{_TAX}|"
            rf"{_TAX} (?:\S+ ){{0,2}}?(?:incl\w*|compris\w*|dedans|in (?:it|there))|ttc|gross|brut|"
            r"toutes taxes comprises"
        ),
        SpokenOf.SIGN_IN: (
            rf"how (?:do|can|could|should) i {_SIGN}|how to {_SIGN}|{_SIGN} (?:here|to {_ACCOUNT})|"
            r"(?:it's |its |it is |it )?(?:not|won't|wont|doesn't|does not) let(?:ting)? me(?: in)?|"
            r"connect\w+ (?:ici|a (?:l'|mon |notre |votre )(?:espace|compte|site)\w*(?: client)?)|"
            r"comment (?:je |on )?(?:me |se )connect\w+|acceder a (?:l'|mon |notre )espace(?: client)?"
        ),
        SpokenOf.WHO_WE_ARE: (
            r"(?:is this|are you(?: guys)?|am i (?:talking|speaking|writing) (?:to|with)) (?:really )?microsoft|"
            r"vous etes (?:bien |donc )?(?:chez )?microsoft|c'est (?:bien )?microsoft ici|"
            r"what do you (?:guys )?sell|vous vendez quoi|que vendez[- ]vous|qu'est[- ]ce que vous vendez"
        ),
        SpokenOf.WORKED_ON: (
            r"(?:who|anybody|anyone|somebody|someone|qui|quelqu'un)(?:'s)? (?:\S+ ){0,2}?(?:work\w* on|"
            r"look\w* (?:at|into|after)|handl\w+|deal\w* with|on (?:it|the case)|(?:s'en )?occupe\w*|travaille\w*|"
            r"(?:le |la |s'en )?traite\w*|s'en charge\w*|(?:le |la )?regarde\w*)"
        ),
        SpokenOf.ONE_UP: (
            rf"next {_PLAN}(?:up|above|higher)|{_PLAN_WORD} (?:up|above)|above (?:that|it)|higher {_PLAN_WORD}|"
            r"au[- ]dessus|superieure?"
        ),
        SpokenOf.ONE_DOWN: (
            rf"next {_PLAN}(?:down|below|lower)|{_PLAN_WORD} (?:down|below)|below (?:that|it)|lower {_PLAN_WORD}|"
            r"au[- ]dessous|en dessous|inferieure?"
        ),
        SpokenOf.BACK_LATER: (
            r"(?:i'll|i will|we'll|we will|let me) (?:just )?(?:check|look|ask|get back|come back|be back)(?![^?]*\?)|"
            r"je (?:verifie|regarde|demande|vais (?:voir|verifier))[^?]{0,30}(?:reviens|redis|recontacte)(?![^?]*\?)|"
            r"je (?:reviens vers vous|vous redis|vous tiens au courant)(?![^?]*\?)"
        ),
    }.items()
)  # fmt: skip
_OF_TAX: Final = frozenset({SpokenOf.TAX_ON_TOP, SpokenOf.TAX_INCLUDED})
_BESIDES: Final = re.compile(r"\W*(?:(?:oh|ah|ok|okay|well|bon)\W+)*(?:and|also|besides|et|aussi|puis|en plus)(?!\w)")
LOOKED_AT: Final = 400
"""Characters of a text that are looked at."""


SHORT: Final = 8
"""Words up to which tax is spoken of as on top of what was told, or not; longer messages ask for a price themselves."""


def going_on(text: str) -> Iterator[SpokenOf]:
    """Yield what a folded text says of what was talked about."""
    for spoken, words in _PATTERNS:
        of_this = spoken not in _OF_TAX or len(text.split()) <= SHORT
        if of_this and words.search(text[:LOOKED_AT]):
            yield spoken
    if _BESIDES.match(text[:LOOKED_AT]):
        yield SpokenOf.BESIDES
