"""What a message says about the conversation it goes on with: read from words of both languages, in a folded text."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.kernel.cues import SpokenOf

_STEPS = r"(?:remind\w*|steps?|relances?|rappels?|etapes?|procedure)"
_WAIT = r"(?:stop|hold|held|paus|freez|wait|arret|interromp|attend|gel)\w*"
_SIGN = r"(?:log|sign)(?:ging|ing)? ?(?:in|on)"
_ACCOUNT = r"(?:(?:my|the|our|your) )?(?:customer )?(?:account|site|portal|space|page|area)"
_TAX = r"(?:vat|tax(?:es)?|tva)"
_PATTERNS: Final = tuple(
    (spoken, re.compile(rf"(?<!\w)(?:{words})(?!\w)"))
    for spoken, words in {
        SpokenOf.HELD: rf"{_WAIT} (?:\w+ ){{0,3}}{_STEPS}|{_STEPS} (?:\S+ ){{0,3}}?(?:s')?{_WAIT}",
        SpokenOf.IN_TIME: r"(?:in|on) time|a temps|dans les (?:temps|delais)|(?:too|trop) (?:late|tard)",
        SpokenOf.TAX_ON_TOP: (
            rf"(?:with(?:out)?|incl\w*|excl\w*|plus|before|after|avec|sans|hors) (?:la |the |any )?{_TAX}|no {_TAX}|"
            rf"{_TAX} (?:\w+ )?(?:on top|incl\w*|excl\w*|compris\w*)|ttc|ht|hors[- ]taxes?|pas de {_TAX}"
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
        SpokenOf.BACK_LATER: (
            r"(?:i'll|i will|we'll|we will|let me) (?:just )?(?:check|look|ask|get back|come back|be back)(?![^?]*\?)|"
            r"je (?:verifie|regarde|demande|vais (?:voir|verifier))[^?]{0,30}(?:reviens|redis|recontacte)(?![^?]*\?)|"
            r"je (?:reviens vers vous|vous redis|vous tiens au courant)(?![^?]*\?)"
        ),
    }.items()
)  # fmt: skip
_BESIDES: Final = re.compile(r"\W*(?:(?:oh|ah|ok|okay|well|bon)\W+)*(?:and|also|besides|et|aussi|puis|en plus)(?!\w)")
LOOKED_AT: Final = 400
"""Characters of a text that are looked at."""


SHORT: Final = 8
"""Words up to which tax is spoken of as on top of what was told, or not; longer messages ask for a price themselves."""


def going_on(text: str) -> Iterator[SpokenOf]:
    """Yield what a folded text says of what was talked about."""
    for spoken, words in _PATTERNS:
        of_this = spoken is not SpokenOf.TAX_ON_TOP or len(text.split()) <= SHORT
        if of_this and words.search(text[:LOOKED_AT]):
            yield spoken
    if _BESIDES.match(text[:LOOKED_AT]):
        yield SpokenOf.BESIDES
