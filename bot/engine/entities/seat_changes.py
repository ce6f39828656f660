"""How many seats a wish changes by or to: the number at the verb, whatever other numbers stand around."""

import re
from collections.abc import Iterator
from typing import Final

from bot.engine.entities.found import Entity, says
from bot.engine.entities.quantities import NUMBER, number

_VERB: Final = (
    r"(?:add|drop|remove|cut|cancel|delete|lose|axe|ditch|get rid of|take off|take away|hand back|give back|knock off|"
    r"return|order|buy|"
    r"(?:r?ajout|retir|enlev|supprim|command|rend|achet)(?:er?|ez|ons|e|s|re)|rendez|rendons|resili(?:er?|ez))"
)
_SMALL: Final = (
    r"(?:(?:en|us|me|another|other|the|those|these|our|just|only|about|some|back|off|les|ces|nos|encore|juste|"
    r"seulement|y|m'en|nous en|moi|nous)[ -])"
)
# After these a number counts something else: "add 5 days", "remove 2 invoices", "cancel 3 tickets".
_OTHER_THING: Final = (
    r"(?! ?(?:[%€$£]|\d|(?:eur|usd|euros?|dollars?|percent|pour ?cent|days?|weeks?|months?|years?|hours?|minutes?|"
    r"jours?|semaines?|mois|ans?|annees?|heures?|invoices?|bills?|factures?|avoirs?|credit notes?|tickets?|"
    r"lines?|lignes?|questions?|contacts?|addresses|adresses?|emails?|mails?|am|pm|h)(?!\w)))"
)
_AT_VERB: Final = re.compile(
    rf"(?<!\w){_VERB}[ -]{_SMALL}{{0,3}}(?P<at>{NUMBER})(?![\w.,-]\d|[\w%]){_OTHER_THING}|"
    rf"(?<!\w)(?:take|knock) (?P<off>{NUMBER}) (?:\w+ ){{0,3}}off(?!\w)|"
    rf"(?<!\w)on (?:en )?(?:retire|enleve|ajoute|supprime|prend|rend) (?P<on>{NUMBER})(?![\w.,-]\d|[\w%]){_OTHER_THING}"
)
_TO: Final = re.compile(
    rf"(?<!\w)(?:reduc\w+|cut\w*|lower\w*|bring|brought|come|go(?:ing)?|drop\w*|increas\w+|rais\w+|scale\w*|mov\w+|"
    rf"chang\w+|set|get|down|up|seats|licen[sc]es|"
    rf"rest(?:er\w*|ons|ent|e)|stay\w*|pass\w+|ramen\w+|redui\w+|redescend\w*|descend\w*|baiss\w+|augment\w+|mont\w+|remont\w+|revenir|revenons)"
    rf"(?: (?!to |a )[\w']+){{0,6}}? (?:to|at|a|jusqu'a) (?:only |just |about |seulement )?(?P<to>{NUMBER})"
    rf"(?![\w.,-]\d|[\w%]){_OTHER_THING}"
)
_STEMS: Final = (
    *("add", "drop", "remov", "cut", "cancel", "delet", "lose", "axe", "ditch", "rid of", "take", "back", "knock"),
    *("return", "order", "buy", "jout", "retir", "enlev", "supprim", "command", "rend", "achet", "resili", "prend"),
)
_TO_STEMS: Final = (" to ", " at ", " a ", "jusqu'a")
_ALONE: Final = frozenset({"one", "un", "une"})
_OF_SEATS: Final = re.compile(
    r"(?<!\w)(?:seats?|licen[sc]es?|users?|mailboxes|staff|people|postes?|utilisat\w+|sieges?|boites|personnes|it|them|"
    r"premium|standard|basic|e[135]|f[13])(?!\w)"
)
_SEAT_AFTER: Final = re.compile(r" ?(?:\w+ ){0,3}?(?:seats?|licen[sc]es?|users?|postes?|sieges?|utilisat\w+)(?!\w)")


def changed_by(text: str) -> Iterator[Entity]:
    """Yield the numbers that stand at a verb of adding or removing, as `seats`."""
    if not says(text, _STEMS):
        return
    for match in _AT_VERB.finditer(text):
        place = next(name for name in ("at", "off", "on") if match[name])
        value = number(match[place])
        if value and not (match[place] in _ALONE and not _seat_follows(text, match.end())):
            yield Entity("seats", str(value), *match.span(place))


def changed_to(text: str) -> Iterator[Entity]:
    """Yield the number of seats there shall be after a change: "from 60 to 48", "ramener à 48"."""
    if not says(text, _TO_STEMS) or not _OF_SEATS.search(text):
        return
    for match in _TO.finditer(text):
        value = number(match["to"])
        if value and match["to"] not in _ALONE:
            yield Entity("seats_to", str(value), *match.span("to"))


def _seat_follows(text: str, end: int) -> bool:
    return _SEAT_AFTER.match(text[end : end + 50]) is not None
