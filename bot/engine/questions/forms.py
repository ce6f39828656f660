"""In which form a text asks: yes or no, how much, when, who, please do."""

import re
from typing import Final

from bot.domain.kernel.questions import Form

_WORDS: Final[tuple[tuple[Form, re.Pattern[str]], ...]] = tuple(
    (form, re.compile(rf"(?<![\w-])(?:{words})"))
    for form, words in (
        (Form.HOW_LONG, r"how long|how (?:much|many) (?:more )?(?:time|days|hours|weeks|months)\b|for how long|combien de (?:temps|jours?|mois|semaines?|heures?)\b|de combien de jours|en combien de temps"),  # noqa: E501
        (Form.HOW_MANY, r"how many|number of|combien (?:de |d'|on a |avons[- ]nous |y a[- ]t[- ]il )(?!jours|temps|mois|heures)|nombre de|nb de"),  # noqa: E501
        (Form.HOW_MUCH, r"how much|what (?:is|was|'s) the (?:amount|total|price|cost|sum)|combien|quel (?:est )?(?:le |notre )?(?:montant|prix|cout|total|solde|tarif)|a combien"),  # noqa: E501
        (Form.WHEN, r"when(?:'s)?\b|what (?:day|date|time)\b|which (?:day|date)\b|on what date|by what date|since when|until when|till when|quand\b|quelle (?:est la )?date|a quelle (?:date|heure)|quel jour|depuis quand|jusqu'a quand|jusqu'a quelle"),  # noqa: E501
        (Form.WHY, r"why\b|how come|what for\b|pourquoi|pkoi|pourkoi|pk\b|pq\b|comment ca se fait|comment se fait"),
        (Form.WHO, r"who(?:m|se|'s)?\b|qui\b(?! (?:est |sont )?(?:marche|fonctionne|plante|bug))"),
        (Form.WHERE, r"where(?:'s)?\b|ou (?:est|sont|en|puis|peut|se|trouv)"),
        (Form.WHICH, r"which\b|what\b|what's\b|whats\b|quels?\b|quelles?\b|lesquels?\b|lesquelles?\b|laquelle\b|lequel\b|c'est quoi|qu'est[- ]ce que|quoi\b"),  # noqa: E501
        (Form.HOW, r"how\b|comment\b"),
    )
)  # fmt: skip
_YES_NO: Final = re.compile(
    r"\W*(?:and |so |but |then |et |donc |mais |alors )?(?:is|are|was|were|am|do|does|did|have|has|had|can|could|will|would|may|must|should|shall|(?:isn't|aren't|don't|doesn't|haven't|hasn't)(?= (?:we|i|you|it|they|he|she|there|that|this|the|our|my)\b)|"  # noqa: E501
    r"any|est[- ]ce|es[- ]?tu|etes|est[- ]il|est[- ]elle|sont|a[- ]t|ont|as[- ]tu|avez|avons|peut|peux|puis|pouvons|pouvez|dois|doit|devons|faut[- ]il|y a)"  # noqa: E501
    r"(?![\w'])"
)
_PLEASE: Final = re.compile(
    r"\W*(?:please|kindly|pls|svp|merci de|(?:can|could|would|will) (?:you|u)\b|pouvez[- ]vous|pourriez[- ]vous|peux[- ]tu|pourrais[- ]tu|"  # noqa: E501
    r"(?:i|we) (?:want|need|would like|wish)|i'd like|we'd like|je (?:veux|voudrais|souhaite)|nous (?:voulons|voudrions|souhaitons)|j'aimerais|il (?:me|nous) faut|"  # noqa: E501
    r"send|show|give|list|add|remove|change|put|open|close|reopen|cancel|envoyez|envoie|donnez|donne|montrez|montre|"
    r"ajoutez|ajoute|mettez|changez|ouvrez|fermez|rouvrez|annulez)"
    r"(?!\w)"
)
_WHETHER: Final = re.compile(
    r"\bwhether\b|\b(?:tell|know|check|confirm|ask\w*|see) (?:me |us )?if\b|"
    r"\b(?:savoir|dire|verifier|confirmer|demande|voir) s(?:i\b|'il)"
)
ENDING: Final = 400
"""Characters at the end of a long text that are looked at: the question stands there, or at its beginning."""


_WHENEVER: Final = re.compile(
    r"\W*(?:each time|every time|when(?:ever)?|chaque fois que|quand|lorsqu(?:e|')) ?(?:we|i|you|they|he|she|it|"
    r"somebody|"
    r"someone|people|a|an|the|our|my|one of|on|nous|vous|je|j'|il|elle|ils|elles|quelqu'un|un|une|le|la|les|nos|mon|"
    r"mes|notre)(?!\w)"
)
"""Words that begin a clause about what happens at such times, unless it asks with a mark or is a few words long."""
FEW: Final = 8
"""Words below which "quand vous ouvrez" asks."""


def form_of(text: str) -> Form:
    """Return the form of a folded text. Asking words decide, wherever they stand; the earliest of them wins."""
    looked = text if len(text) <= 2 * ENDING else f"{text[:ENDING]} {text[-ENDING:]}"
    if (told := _WHENEVER.match(looked)) and "?" not in looked and len(looked.split()) >= FEW:
        looked = looked[told.end() :]
    if _YES_NO.match(looked) and not _PLEASE.match(looked):
        return Form.YES_NO
    if _WHETHER.search(looked):
        return Form.YES_NO
    found = [
        (match.start(), place, form) for place, (form, words) in enumerate(_WORDS) if (match := words.search(looked))
    ]
    if found:
        return min(found)[2]
    if _PLEASE.match(looked):
        return Form.PLEASE
    return Form.YES_NO if looked.rstrip().endswith("?") else Form.STATEMENT
