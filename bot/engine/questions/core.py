"""Which words of a message are its writer's own: not those quoted, forwarded, signed or added by a mail server."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

Span = tuple[int, int]

# All of these are found in one pass each: they begin at the start of a line, or with words that hardly ever occur.
_QUOTED: Final = re.compile(r"^[ \t\xa0]{0,20}>.*$", re.MULTILINE)
_DAY_AND_SENDER = r"(?=[^\n]{0,200}(?:\d[:h]\d\d|20\d\d|<|@))"
_INTRODUCED: Final = re.compile(
    rf"^[ \t>]{{0,20}}(?:On|Le|El) {_DAY_AND_SENDER}[^\n]{{5,200}}?(?:\n[^\n]{{0,120}}?)?"
    r"(?:wrote|a [ée]crit|(?:vous )?avez [ée]crit)[ \t\xa0\u202f]?:[ \t]*$|"
    r"\b(?:On|Le) (?:\w{2,9}[.,]? )?(?:\w{1,9}[.,]? ){1,4}20\d\d\b[^\n]{0,120}?"
    r"(?:wrote|a [ée]crit)[ \t\xa0\u202f]?:",
    re.MULTILINE | re.IGNORECASE,
)
_FORWARDED: Final = re.compile(
    r"(?<!-)-{2,60} ?(?:Original Message|Forwarded (?:Message|by)|Message (?:d['’ ]?origine|original|initial|"
    r"transf[ée]r[ée]))|^[ \t]{0,20}(?:Begin forwarded message|D[ée]but du message (?:transf[ée]r[ée]|"
    r"r[ée]exp[ée]di[ée])) ?:|^[ \t*]{0,20}(?:From|De|Von)\*? ?[:\xa0\u202f][^\n]{1,200}?(?:\n(?:[^\n]{0,200}\n)?[ "
    r"\t*]{0,20}|[ \t])(?:Sent|Date|Envoy[ée]e?|To|[ÀA]|Gesendet)\*?[ \xa0\u202f]?:|\b(?:From|"
    r"De)[ \xa0\u202f]?: [^\n:]{1,120} (?:Sent|Envoy[ée])[ \xa0\u202f]?:",
    re.MULTILINE | re.IGNORECASE,
)
_SIGNED: Final = re.compile(
    r"^[ \t]{0,20}(?:--[ \t]*|_{5,}[ \t]*|(?:(?:with )?(?:my |our )?(?:kind(?:est)?|best|warm(?:est)?|many) "
    r"(?:regards|wishes)|regards|sincerely|yours (?:sincerely|faithfully|truly)|cheers|kr|br|"
    r"(?:bien |tr[èe]s )?cordialement|sinc[èe]rement|bien [àa] (?:vous|toi)|(?:meilleures|cordiales|sinc[èe]res) "
    r"salutations|salutations(?: distingu[ée]es)?|(?:bonne|excellente) (?:journ[ée]e|r[ée]ception|soir[ée]e)|cdlt|cdt|"
    r"(?:veuillez|je vous prie|nous vous prions)[^\n]{0,120}(?:salutations|sentiments|consid[ée]ration)"
    r"[^\n]{0,30})(?:, ?[^\n?]{0,40})?[ \t]*[,.!]{0,3}[ \t]*)$",
    re.MULTILINE | re.IGNORECASE,
)
_ADDED: Final = re.compile(
    r"^[ \t]{0,20}(?:Sent from (?:my|Mail|Outlook|Yahoo|Samsung)|Envoy[ée] (?:de|depuis|à partir de) (?:mon|Outlook|"
    r"Yahoo|l['’])|Get Outlook for|T[ée]l[ée]charge[rz] Outlook|Obtenez Outlook)[^\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
_DISCLAIMED: Final = re.compile(
    r"(?:\bThis (?:e-?mail|message|communication)(?: \w+)?(?: and any \w+(?: \w+){0,5})?,? (?:is|are|may be|contains?|"
    r"may contain)(?: \w+){0,4} (?:confidential|privileged|intended)|\bThe information (?:contained )?in this "
    r"(?:e-?mail|message)|\bIf you (?:have received this (?:e-?mail|message)|are not the intended)|"
    r"^[ \t*]{0,20}(?:(?:legal )?disclaimer|confidentiality(?: notice)?|avis (?:de confidentialit[ée]|important)|"
    r"clause de confidentialit[ée])|\bCe (?:message|courriel|mail|e-mail)(?: \w+)?(?: et (?:\w+ ){1,6}?)? ?(?:est|"
    r"sont|contient|peut contenir|peuvent contenir)(?: \w+){0,4} (?:confidentiel|destin[ée]|privil[ée]gi)|"
    r"\bSi vous (?:avez re[çc]u ce (?:message|courriel|mail)|n['’][êe]tes pas le destinataire)|"
    r"\bPlease consider the environment|\bPensez [àa] l['’]environnement)[^\n]*(?:\n[ \t]*[^\s][^\n]*)*",
    re.MULTILINE | re.IGNORECASE,
)
_POSTSCRIPT: Final = re.compile(r"^[ \t]{0,20}(?:P\.? ?S\.?|N\.? ?B\.?)[ :,.-]", re.MULTILINE | re.IGNORECASE)
_WROTE = re.compile(r"wrote|[ée]crit", re.IGNORECASE)
_AFTER_INTRODUCTION = re.compile(r"\s{0,20}>")
SHORT: Final = 200
"""Characters of one line, without a colon, that are too few to hold anybody else's words."""
MAX_SIGNATURE: Final = 600
"""Characters after a closing up to which it is a signature; more is a message that goes on."""
MAX_QUESTION: Final = 300
"""Characters of a last paragraph up to which it is a question about the mail above it."""
MAX_SIGNATURES: Final = 20
"""Closings looked at; a thread with more is quoted, not signed."""


@lru_cache(maxsize=16)  # asked for by the entities and by the encoder
def own_words(text: str) -> tuple[Span, ...]:
    """Return where the writer's own words stand, as [start, end) in order; the whole text where nothing else is left.

    Not own are lines quoted with ">", what follows the heading of an answered or forwarded mail, a signature from
    its closing on (a postscript is own again) and the notices that mail programs and servers add.
    """
    if len(text) < SHORT and "\n" not in text and ":" not in text:
        return ((0, len(text)),)
    foreign = sorted(_foreign(text))
    foreign = sorted([*foreign, *_signatures(text, foreign)])
    if not foreign:
        return ((0, len(text)),)
    left = _kept(text, foreign)
    own = tuple(span for span in left if any(map(str.isalnum, text[slice(*span)])))
    return own or _question_below(text) or ((0, len(text)),)


def _question_below(text: str) -> tuple[Span, ...]:
    """Return the last paragraph of a pasted mail where it asks something: whoever wrote it, that is what is asked."""
    end = len(text.rstrip())
    start = text.rfind("\n\n", 0, end) + 2
    asks = start > 1 and end - start <= MAX_QUESTION and text[end - 1] == "?" and text[start] not in "> \t"
    return ((start, end),) if asks else ()


def _foreign(text: str) -> Iterator[Span]:
    """Yield the places of quoted, forwarded and added words, in no order; they may overlap."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    yield from quoted
    for pattern in (_ADDED, _DISCLAIMED):
        yield from (match.span() for match in pattern.finditer(text))
    if match := _FORWARDED.search(text):
        yield match.start(), len(text)
    for match in _INTRODUCED.finditer(text) if _WROTE.search(text) else ():
        answered_below = quoted and _AFTER_INTRODUCTION.match(text, match.end())
        yield match.start(), match.end() if answered_below else len(text)


def _signatures(text: str, foreign: list[Span]) -> Iterator[Span]:
    """Yield what stands from a closing to a postscript, to words that are foreign anyway or to the end."""
    for match in islice(_SIGNED.finditer(text), MAX_SIGNATURES):
        end = next((start for start, _ in foreign if start >= match.end()), len(text))
        if postscript := _POSTSCRIPT.search(text, match.end(), end):
            end = postscript.start()
        if end - match.end() <= MAX_SIGNATURE and "?" not in text[match.end() : end]:
            yield match.start(), end


def _kept(text: str, foreign: list[Span]) -> Iterator[Span]:
    """Yield what lies between the foreign places, without the blanks around it."""
    place = 0
    for start, end in [*foreign, (len(text), len(text))]:
        between = text[place:start]
        if between.strip():
            yield place + len(between) - len(between.lstrip()), place + len(between.rstrip())
        place = max(place, end)
