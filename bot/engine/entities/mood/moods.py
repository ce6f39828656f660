"""How the writer feels, where it should be answered: angry, or about to leave for another provider.

Both are found by rules, and rather missed than imagined: a calm customer who is told to calm down becomes an angry one.
"""

import re
from collections.abc import Iterator

from bot.engine.entities.found import Entity
from bot.engine.entities.mood.anger_words import ANGRY
from bot.engine.entities.mood.leaving_words import LEAVING, NEVER_LEFT

MAX_MOOD = 1500  # characters; anger stands at the beginning of a message, or the message is long for other reasons
CALM_WORDS = 30  # characters before a word within which a negation of it stands


def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    # one look behind for all of them: with one each, looking for them took three times as long
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)")


_ANGRY, _LEAVING = _pattern(ANGRY), _pattern(LEAVING)
_NEVER_LEFT = re.compile(NEVER_LEFT)
_NEGATED = re.compile(
    r"(?:(?<!why )(?:not|never|\w+n't|isnt|dont|wasnt|wouldnt|hardly|without|no need to|no reason to)(?: (?:that|so|"
    r"very|really|at all|an?|the|being|getting|get|be|quite|all|saying|say|said|sure|think|call|calling|mean|"
    r"means)){0,4} |(?:(?:ce |c')?(?:n'est|est|etait|sont|suis|sommes)|n'es) pas(?: (?:si|aussi|tres|vraiment|"
    r"forcement|du tout|une?|trop|la)){0,2} |\bsans (?:etre |vouloir etre )?(?:\w+ )?)$"
)
_GLAD = re.compile(
    r"(?<!\w)(?:thanks?|thank you|thx|merci|great|love|perfect|awesome|excellent|wonderful|amazing|congrat\w*|super|"
    r"genial|bravo|parfait|top|happy (?:new|holidays|birthday|christmas)|bonne annee|joyeu\w+|felicitations)(?!\w)"
)
# One of these says little; two of them, of which one presses, are impatience.
_PRESSING = tuple(
    re.compile(rf"(?<!\w)(?:{sign})")
    for sign in (
        r"(?:second|third|3rd|fourth|4th|fifth|5th|sixth|tenth|10th|hundredth|umpteenth|nth) time(?: \w+){0,2} (?:i|"
        r"we|that i|that we)(?:'m|'ve| am| have| had| had to)? ?(?:ask|writ|wrote|report|call|tell|told|contact|"
        r"complain|say|said|explain|send|sent)\w*",
        r"(?:nobody|no one|noone|not one of you|none of you|no-one)(?: (?:ever|even|has|have|is|there))* (?:answer|"
        r"repl|respon|help|car(?:es|ing)|call(?:s|ed|ing)? (?:me|us|back)|pick|react|bother)\w*",
        r"(?:(?:pour|c'est) la |ma |une |notre )?(?:\d+ ?(?:e|eme|ieme)|troisieme|quatrieme|cinquieme|dixieme|"
        r"centieme|enieme|n-?ieme) (?:fois que|message|mail|relance|demande|appel)",
        r"personne (?:ne |n')?(?:me |nous |m'|y )?(?:repond|rappelle|aide|reagi|fait rien|s'en occupe|bouge|lit)\w*",
    )
)
_LOUD = re.compile(r"!\s?!|\?\s?!|!\s?\?|\?\?\?")
_LASTING = re.compile(
    r"(?<!\w)(?:still (?:no|not|nothing|nobody|waiting|haven't|hasn't|isn't|doesn't|didn't|don't|can't|broken|down|"
    r"wrong)|(?:for|since|after) (?:over |more than |almost |nearly )?(?:(?:a|two|three|four|several|many|"
    r"\d+) )?(?:days|weeks?|months?|ages|hours)|yet again|every (?:single )?(?:time|month|day)|nothing (?:works|"
    r"happens|changes)|no (?:answer|reply|response)|waiting|toujours (?:rien|pas|aucun\w*|en attente)|"
    r"aucune (?:reponse|nouvelle)|sans (?:reponse|nouvelles?)|rien ne (?:marche|bouge|change)|(?:depuis|"
    r"ca fait)(?: \w+){0,2} (?:jours|semaines?|mois|heures|lustres)|encore une fois|a chaque fois|tous les mois|"
    r"j'attends|on attend)"
)
_SHOUTED = re.compile(r"\b[A-ZÀ-ÖØ-Þ]{3,}\b")
_QUIET = re.compile(r"\b\w*[a-zà-öø-ÿ]\w*\b")
SHOUTED_WORDS = 4  # in capitals; fewer are names and abbreviations


def moods(text: str, written: str) -> Iterator[Entity]:
    """Yield at most one mood: `leaving` before `angry`. `text` is folded, `written` the same in its own letters."""
    text, written = text[:MAX_MOOD], written[:MAX_MOOD]
    for value, places in (("leaving", _leaving(text)), ("angry", _angry(text, written))):
        place = next(places, None)
        if place is not None:
            yield Entity("mood", value, *place)
            return


def _leaving(text: str) -> Iterator[tuple[int, int]]:
    for match in _LEAVING.finditer(text):
        if not _NEVER_LEFT.search(_before(text, match.start())):
            yield match.span()


def _angry(text: str, written: str) -> Iterator[tuple[int, int]]:
    for match in _ANGRY.finditer(text):
        if not _NEGATED.search(_before(text, match.start())):
            yield match.span()
    yield from _impatient(text, written)


def _impatient(text: str, written: str) -> Iterator[tuple[int, int]]:
    """The whole message, when signs that say little alone come together, and nothing in it is glad."""
    pressing = sum(bool(sign.search(text)) for sign in _PRESSING)
    loud, shouted = bool(_LOUD.search(text)), _shouted(written)
    if not (pressing or loud or shouted) or _GLAD.search(text):
        return
    lasting = bool(_LASTING.search(text))
    if pressing + loud + lasting + shouted >= 2 and (pressing or loud or (shouted and lasting)):
        yield 0, len(text)


def _shouted(written: str) -> bool:
    """Whether nearly everything stands in capitals."""
    return len(_SHOUTED.findall(written)) >= SHOUTED_WORDS and len(_QUIET.findall(written)) <= 1


def _before(text: str, place: int) -> str:
    """What stands before a place in its clause; a mark or a joining word ends one."""
    clause = re.split(
        r"[.,;:!?()\n]| (?:and|but|so|because|et|mais|car|donc) ", text[max(0, place - CALM_WORDS) : place]
    )
    return clause[-1]
