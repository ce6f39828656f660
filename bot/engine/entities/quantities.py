"""Numbers in words, and how many seats a customer speaks of."""

import re
from collections.abc import Iterator

from bot.engine.entities.found import Entity, says

_UNITS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "onze": 11,
    "douze": 12,
    "treize": 13,
    "quatorze": 14,
    "quinze": 15,
    "seize": 16,
}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}
_ROUND = {
    "hundred": 100,
    "cent": 100,
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "centaine": 100,
    "dozen": 12,
    "couple": 2,
}
_WORDS = {**_UNITS, **_TENS, **_ROUND, "vingts": 20}
_NUMBER_WORD = "(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")"
NUMBER = (
    rf"(?:\d{{1,5}}|half a dozen|(?:une )?demi[- ]douzaine|{_NUMBER_WORD}(?:[ -](?:et[ -]|and )?{_NUMBER_WORD}){{0,3}})"
)

_SEAT = (
    r"(?:seats?|licen[sc]es?|subscriptions?|users?|mailbox(?:es)?|employees|people|colleagues|accounts|staff|workers|"
    r"utilisat(?:eurs?|rices?)|postes?|sieges?|boites?|personnes?|collegues?|comptes?|salarie[es]*|collaborat(?:eurs?|"
    r"rices?)|employe[es]*|abonnements?)"
)
# What may stand between the number and the seats: "six more seats", "3 additional Business Premium licences".
_BETWEEN = (
    r"(?:(?:more|additional|extra|new|further|other|fewer|less|of|our|the|those|d'|de|des|autres?|nouve(?:aux|lles?)|"
    r"supplementaires?|plus|moins|microsoft|office|m365|o365|365|business|premium|standard|basic|copilot|visio|teams|"
    r"project|power|bi|azure|exchange|online|defender|intune|e[135]|f[13]|g[135]|p[12])[ -]?){0,5}"
)
_MORE = r"(?:more|additional|extra|fewer|less|de plus|de moins|en plus|en moins|supplementaires?)"
_COUNTED = re.compile(rf"(?<![\w.,-])(?P<at>{NUMBER})\s?(?P<between> ?{_BETWEEN}){_SEAT}(?!\w)")
_NAMED = re.compile(rf"(?<!\w){_SEAT} (?:to|a|:|=|de \d+ a|from \d+ to|passe[rz]? a) ?(?P<at>{NUMBER})(?![\w.,]\d|\w)")
_CHANGED = re.compile(
    rf"(?<![\w.,-])(?P<at>{NUMBER}) {_MORE}(?!\w)(?! (?:days?|months?|weeks?|jours?|mois|semaines?|minutes?|hours?|heures?|invoices?|factures?|questions?|euros?|dollars?|than))"  # noqa: E501
)
# A number with nothing but small words around it: "5 of them", "and 10?", "et si on en prend 10 ?".
_SMALL = (
    r"(?:and|or|so|then|ok|what about|what if|how about|if|for|we|i|took|take|want|wanted|need|needed|buy|bought|add|"
    r"added|had|have|get|got|just|only|say|maybe|with|of them|of those|instead|please|pls|et|ou|si|on|en|nous|je|pour|"
    r"prends|prend|prenons|prenait|prenions|voulait|veut|ajoute|ajoutait|faut|il|juste|plutot|disons|avec|alors|donc|"
    r"mettons|svp|par exemple)"
)
_BARE = re.compile(
    rf"\W*(?:{_SMALL}[ ,]+)+(?P<at>{NUMBER})(?:[ ,]+{_SMALL})*\W*|\W*(?P<of>{NUMBER})(?:[ ,]+{_SMALL})+\W*"
)
_FOR = re.compile(
    rf"(?:cost|price|cout|prix|combien|revien)[^.;]{{0,60}}? (?:for|pour) (?P<at>{NUMBER})(?! ?(?:\w+ )?(?:months?|"
    rf"mois|days?|jours?|years?|ans?|annees?|hours?|heures?|factures?|invoices?))\W*$"
)
_LONGEST_BARE = 60
_STEMS = (
    *("seat", "licen", "subscr", "user", "mailbox", "employ", "people", "colle", "account", "staff", "worker", "util"),
    *("post", "sieg", "boite", "personne", "compte", "salari", "collab", "abonn"),
    *("more", "addit", "extra", "fewer", "less", "de plus", "en plus", "moins", "suppl"),
)
_ALONE = frozenset({"un", "une", "one"})


def number(words: str) -> int | None:
    """Return the number written in digits or words, None when the words make none."""
    if words.isdigit():
        return int(words)
    if words.startswith("half") or "demi" in words:
        return 6
    total = 0
    for word in re.split(r"[ -]", words.replace("quatre-vingt", "huitante").replace("quatre vingt", "huitante")):
        word = word.removesuffix("s") if word == "huitantes" else word
        if word in ("et", "and", ""):
            continue
        if word not in _WORDS:
            return None
        total = max(total, 1) * 100 if word in ("hundred", "cent") else total + _WORDS[word]
    return _dozens(words) or total


def _dozens(words: str) -> int | None:
    """Return what "half a dozen", "a dozen", "une dizaine" count, where adding up would count the article."""
    last = re.split(r"[ -]", words)[-1]
    first = words.split()[0]
    if last in _ROUND and last not in ("hundred", "cent"):
        return _ROUND[last] * (1 if first in ("un", "une") or first == last else _WORDS.get(first, 1))
    return None


def seats(text: str) -> Iterator[Entity]:
    """Yield how many seats are spoken of. "A licence", "une licence" count only with "more" and the like."""
    yield from _bare(text)
    if not says(text, _STEMS):
        return
    for pattern in (_COUNTED, _NAMED, _CHANGED):
        for match in pattern.finditer(text):
            value = number(match["at"])
            vague = (
                match["at"] in _ALONE
                and pattern is _COUNTED
                and not re.search(_MORE + "|plus|autre|new|nouve", match[0] + text[match.end() : match.end() + 16])
            )
            if value and not vague:
                yield Entity("seats", str(value), *match.span("at"))


def _bare(text: str) -> Iterator[Entity]:
    match = _BARE.fullmatch(text) if len(text) <= _LONGEST_BARE else None
    place = "at" if match and match["at"] else "of"
    value = number(match[place]) if match and match[place] not in _ALONE else None
    if match and value:
        yield Entity("seats", str(value), *match.span(place))
    for priced in _FOR.finditer(text) if says(text, ("for ", "pour ")) else ():
        if value := number(priced["at"]):
            yield Entity("seats", str(value), *priced.span("at"))
