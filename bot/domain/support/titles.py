"""What a ticket is called: the first thing its text says, without greetings and the words that only lead up to it."""

import re
from collections.abc import Iterator
from textwrap import shorten
from typing import Final

from bot.domain.kernel import lengths

_END: Final = re.compile(r"(?<=[.!?…]) | ?; |\n")
"""Where one thing said ends and the next begins; amounts, versions and addresses have no space behind their point."""
_ABBREVIATED: Final = re.compile(
    r"(?:^|\W)(?:[^\W\d]|mr|mrs|ms|dr|st|mme|mlle|nr|no|ref|réf|art|fig|approx|env|ex)\.$", re.IGNORECASE
)
_GREETING: Final = re.compile(
    r"(?:(?:hello|hi|hey|greetings|good (?:morning|afternoon|evening|day)|dear|bonjour|bonsoir|salut|coucou|allo|allô"
    r"|madame|monsieur|mesdames|messieurs|cher|chère|chers|chères)\b"
    r"(?:[ ,/]+(?:there|all|everyone|everybody|again|team|support|sir|madam|sirs|both|à tous|à toutes|l['’]équipe"
    r"|équipe|madame|monsieur|mesdames|messieurs|et|or|and|collègues|colleagues|le support)\b)*)\s*[,!.:–—-]*\s*",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"(?:(?:please|pls|sorry|well|so|ok|okay|thanks|thank you|merci|svp|stp|s['’]il (?:vous|te) pla[iî]t|désolée?|alors"
    r"|voilà"
    r"|(?:i|we) (?:hope|trust) (?:you are|this finds you|all is) (?:doing )?well"
    r"|j['’]espère que vous allez bien"
    r"|(?:can|could|would) (?:you|someone|somebody|anyone) (?:please )?help(?: me| us)?(?: with)?(?: this)?"
    r"|(?:pouvez|pourriez)[- ]vous (?:m['’]|nous )aider"
    r"|(?:i|we) (?:need|want|would like) (?:some |your )?help(?: with)?|help(?: me| us)?|urgent|aidez[- ](?:moi|nous)"
    r"|(?:i|we)(?: have|['’]ve got| have got) (?:a|another|an|one) (?:\w+ )?(?:problem|question|issue)(?: with)?"
    r"|(?:j['’]ai|nous avons|on a) (?:un|une) (?:\w+ )?(?:problème|question|souci)(?: avec)?"
    r"|(?:here is|this is) (?:the|my|our) (?:problem|question|issue)|voici (?:le|mon|notre) (?:problème|souci)"
    r"|how are you|comment allez[- ]vous|ça va)\b)\s*(?:[,!?.:–—-]+\s*|(?=\s|$))",
    re.IGNORECASE,
)
_TELLS: Final = re.compile(r"\w*\d\w*|[^\W\d_]{3,}")
_MARKS: Final = re.compile(
    r"^(?:\s*(?:(?:re|ref|réf|rép|fwd?|fw|tr|aw|wg|antw|sv|vs)\s*(?:\[\d+\])?\s*:|\[[^\[\]]{0,60}\]))+", re.IGNORECASE
)
"""What mail programs and desks put before a subject."""
_LOOKED_AT: Final = 5 * lengths.SUBJECT
"""Characters of a subject; some mail programs send whole mails in it."""
_UNTELLING: Final = frozenset(
    word
    for words in (
        "question questions problem problems issue issues help urgent urgency important request requests support",
        "ticket information info hello contact message mail email asap please thanks about new",
        "our your the subject none problème problèmes souci aide urgence demande demandes",
        "renseignement renseignements bonjour merci nouveau nouvelle sans objet notre votre une des les",
        "assistance customer client",
    )
    for word in words.split()
)
"""Words of subjects that tell nothing by themselves."""
_LEAST: Final = 2
"""Words that a title has at least; a single one is taken where nothing else is said."""


def title_of(text: str) -> str:
    """The first sentence that says something, in the writer's words, at most lengths.SUBJECT characters.

    Greetings and leads ("I have a problem:", « pouvez-vous m'aider ? ») are left out, numbers stay. A long sentence
    ends at a comma where what is before it tells enough, else at a word. A text of nothing but such words is called by
    its first sentence.
    """
    said = [rest for sentence in _sentences(text) if (rest := _without_lead(sentence))]
    told = next((rest for rest in said if len(_TELLS.findall(rest)) >= _LEAST), None)
    chosen = told or next(iter(said), None) or next(_sentences(text), text)
    return _cut(" ".join(chosen.split()).rstrip(" .,;:!–—-"))


def title_of_mail(subject: str, text: str) -> str:
    """A mail's subject without "Re:" and what stands in brackets where it tells anything, else what the text says."""
    said = " ".join(_MARKS.sub("", subject[:_LOOKED_AT]).split()).strip(" .,;:!–—-")
    tells = [word for word in _TELLS.findall(_without_lead(said)) if word.lower() not in _UNTELLING]
    return _cut(said) if tells else title_of(text)


def _sentences(text: str) -> Iterator[str]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    whole, begin = "\n".join(line for line in lines if line), 0
    for end in _END.finditer(whole):
        if end[0] == " " and _ABBREVIATED.search(whole, begin, end.start()):
            continue
        yield whole[begin : end.start()]
        begin = end.end()
    yield whole[begin:]


def _without_lead(sentence: str) -> str:
    """What is left of a sentence behind its greeting and leads; "" where nothing is."""
    rest = sentence
    while match := _GREETING.match(rest) or _LEAD.match(rest):
        rest = rest[match.end() :]
    return rest.strip(" .,;:!?–—-…") and rest.strip()


def _cut(title: str) -> str:
    title = title[:1].upper() + title[1:]
    if len(title) <= lengths.SUBJECT:
        return title
    clause = title[: lengths.SUBJECT].rpartition(", ")[0]
    if len(clause) >= lengths.SUBJECT // 2:
        return clause
    return shorten(title, lengths.SUBJECT, placeholder="…")
