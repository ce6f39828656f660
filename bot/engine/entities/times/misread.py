"""What looks like a day, a time or a place in time and is none, or none that can be decided: told back as typed."""

import re
from collections.abc import Iterator

from bot.engine.entities.found import Entity, has_digit, says
from bot.engine.entities.times.calendar import MONTH

_IMPOSSIBLE = (
    r"(?<![\w./-])\d{1,2}([-/])\d{1,2}\1(?:20\d\d|\d\d)(?![\w]|[-/.]\d)",  # 32/13/2026
    r"(?<![\w./-])\d{1,2}\.\d{1,2}\.20\d\d(?![\w]|[-/.]\d)",
    r"(?<![\w./-])20[0-4]\d[-/](?:\d{1,2}[-/]\d{1,2}|0?0|1[3-9]|[2-9]\d)(?![\w]|[-/.]\d)",  # 2026-13
    r"(?<![\w./-])(?:0?0|1[3-9]|[2-9]\d)/20[1-4]\d(?![\w]|[-/.]\d)",
    r"(?<![\w./,:-])(?:\d{3,4}/\d{1,2}|\d{1,2}/\d{3,4})/\d{2,4}(?![\w]|[-/.]\d)",
    rf"(?<![\w.,/-])(?:0|3\d|[4-9]\d)(?:er|st|nd|rd|th|e)?(?: of)? {MONTH}(?:,? 20\d\d)?(?!\w)",  # 31 February
    rf"(?<!\w){MONTH} (?:the )?(?:3\d|[4-9]\d)(?:st|nd|rd|th)?(?:,? 20\d\d)?(?![\w%€$£]|[.,:/]\d| ?(?:eur|usd|lic|"
    rf"seat|user))",
    r"(?<!\w)(?:week|semaine|kw|wk) ?(?:no\.? ?|n° ?|# ?|number )?(?:0|5[4-9]|[6-9]\d|\d{3})(?:(?: of|"
    r" de)? 20\d\d)?(?![\w%])",
    r"(?<!\w)[qt][05-9][ -]?(?:of |de )?20\d\d(?!\w)|(?<!\w)20\d\d-?q[05-9](?!\w)",
    r"(?<![\w.:/-])(?:2[5-9]|[3-9]\d)[:h][0-5]\d(?![\w:/])|(?<![\w.:/-])\d{1,2}[:h][6-9]\d(?![\w:/])",  # 25:00, 9h75
    r"(?<![\w.:/,-])(?:0|2[5-9]|[3-9]\d)\s?(?:[ap]\.?m|o'clock)\b",
)
_SAISON = r"(?:ete|hiver|printemps|automne)"
_UNDECIDED = (
    r"(?<!\w)(?:[05-9](?:th|e|eme)?|fifth|sixth|cinquieme|sixieme) (?:quarter|trimestre)(?!\w)",
    r"(?<!\w)(?:last|this|next|that|previous|since last) (?:summer|winter|autumn)"
    r"(?: (?:20\d\d|\d{4}))?(?!\w)|(?<!\w)(?:last|this|next) (?:spring|fall)(?!\w)",
    rf"(?<!\w)(?:l'|cet |cette |en |au |du |le |l'an )?{_SAISON} (?:derni(?:er|ere)|passee?|prochaine?|20\d\d)(?!\w)|"
    rf"(?<!\w)(?:cet|cette|ce) {_SAISON}(?!\w)",
    r"(?<!\w)(?:a few|some|several|many|a couple of) (?:days|weeks|months|years) (?:ago|back)(?!\w)",
    r"(?<!\w)il y a (?:quelques|plusieurs) (?:jours|semaines|mois|annees|ans)(?!\w)",
    r"(?<!\w)(?:thanksgiving(?: day)?|independence day|memorial day|ramadan|eid|aid el[- ]\w+|diwali|hanukkah|hanoucca|"
    r"lunar new year|nouvel an chinois|chinese new year|mardi gras|mlk day|presidents'? day|canada day|"
    r"saint[- ]jean(?:[- ]baptiste)?|black friday|cyber monday)(?!\w)",
)
_NUMBERED = tuple(re.compile(pattern) for pattern in _IMPOSSIBLE)
_NAMED = tuple(re.compile(pattern) for pattern in _UNDECIDED)
_STEMS = (
    *("summer", "winter", "spring", "autumn", "fall", "ete", "hiver", "printemps", "automne", " ago", "back", "il y a"),
    *(
        "thanksgiving",
        "day",
        "ramadan",
        "eid",
        "aid",
        "diwali",
        "hanu",
        "hanou",
        "new year",
        "nouvel",
        "gras",
    ),
    *("jean", "black", "cyber", "quarter", "trimestre"),
)


def impossible(text: str, written: str) -> Iterator[Entity]:
    """Yield days, weeks, quarters and times there are none of, as typed; dates that were read hold."""
    if has_digit(text):
        yield from _as_typed(_NUMBERED, text, written)


def undecided(text: str, written: str) -> Iterator[Entity]:
    """Yield places in time that no day can be given to, as typed: last summer, a few weeks ago."""
    if says(text, _STEMS):
        yield from _as_typed(_NAMED, text, written)


def _as_typed(patterns: tuple[re.Pattern[str], ...], text: str, written: str) -> Iterator[Entity]:
    for pattern in patterns:
        yield from (Entity("unread", written[slice(*match.span())], *match.span()) for match in pattern.finditer(text))
