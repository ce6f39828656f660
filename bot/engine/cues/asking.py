"""How and about which side of a matter a message asks: read from words of both languages."""

import re

from bot.domain.kernel.cues import NEITHER, Asks
from bot.engine.entities.found import says

_ASKING_WORD = re.compile(
    r"\W*(?:what|when|where|which|who|how|why|is|are|can|could|do|does|did|will|would|may|show|list|give|tell|send|find|see"
    r"|quel\w*|quand|comment|combien|pourquoi|qui|est-ce|es?t-|peut|peux|pouvez|puis|montre\w*|donne\w*|liste\w*"
    r"|affiche\w*|envoie\w*|envoyez|voir|dis|dites)\b"
)
_WHERE = re.compile(r"\W*où\b", re.IGNORECASE)  # with its accent, without which it is "or"

# Stems are looked for anywhere in the text, which is fast; words only where they stand alone.
_CHANGE = (
    *("higher", "increas", "went up", "gone up", "jump", "expensive", "lower", "compar", "differ"),
    *("pourquoi", "pkoi", "pourkoi", "augment", "hausse", "baiss", "grimp", "monte"),
)
_CHANGE_WORDS = re.compile(r"\b(?:why\b|more\b|rose\b|rise\b|less\b|moins\b|plus (?:cher|haut|gros))")
_HIGH = re.compile("élev|eleve", re.IGNORECASE)  # folded, "élevé" would be the same as "élève"
_LINE = (
    *("refund", "rembours", "negativ", "proration", "prorata", "what's", "what is", "c'est quoi", "qu'est"),
    *("correspond", "detail", "breakdown", "break down"),
)
_LINE_WORDS = re.compile(r"\b(?:lines?\b|lignes?\b|vat\b|tva\b|tax)")
_THAN = re.compile(
    r"\bthan\b|\bcompar\w+ (?:to|with)\b|\bversus\b|\bvs\b|\bqu[e']|\bpar rapport\b|\bcompare\w* a\b|\bface a\b"
)

_COMMERCIAL = (
    *("bill", "invoic", "commerc", "payment", "accounts", "accounting", "money", "pric"),
    *("factur", "command", "paie", "paye", "compta", "argent", "tarif"),
)
_ORDER = re.compile(r"\border")
_TECHNICAL = ("techni", "informati", "not work", "n't work", "marche pas", "marche plus", "fonctionne")
_FAULT = re.compile(
    r"\b(?:panne|bug|broken|down\b|locked out|"
    r"(?:can't|cant|cannot|can not|nobody can|no one can|none of [\w ]{1,30}? can|unable to|impossible de|"
    r"(?:pas|plus|personne ne (?:peut|arrive|parvient)|n'arriv\w+ (?:pas|plus)|rien)(?: a)?) (?:\w+ ){0,1}?"
    r"(?:log(?:ging)? ?(?:in|on)|sign(?:ing)? in|get in(?:to)?|connect\w*|se connecter|acceder|"
    r"ouvrir|open (?:outlook|teams|mail)))"
)
_NEITHER = re.compile(r"\s*(?:not|pas|ni|neither|none|aucun\w*)\b")
_ALONE = {
    "commercial": re.compile(r"\W*(?:commercial|billing|facturation|commandes?|orders?)\W*"),
    "technical": re.compile(r"\W*(?:technical|technique|un probleme technique)\W*"),
}
_OPENING = r"\W*(?:(?:and|so|what about|how about|for|et|alors|pour)\W+)*"
_PLACES = {
    "1": r"(?:1|1st|1er|1ere|first|premiere?|former)",
    "2": r"(?:2|2nd|2eme|2e|second|seconde|deuxieme|latter)",
}
_OPTIONS = {
    place: re.compile(
        rf"{_OPENING}(?:the |la |le |option )?{words}(?: one| option| choi\w+)?(?: too| as well| aussi)?\W*"
        rf"|.*\b(?:on|of|for|in|about|is|sur|de|pour|dans|est) (?:the|la) {words}(?: one)?\W*",
        re.DOTALL,
    )
    for place, words in _PLACES.items()
}
OPTION_WITHIN = 120
"""Characters of a message that may end with the place of a choice: "and the tax on the second?"."""


def asks(text: str, written: str) -> Asks | None:
    """Return by what a message asks; `text` is folded, `written` the same as typed."""
    if written.rstrip().endswith("?"):
        return Asks.MARK
    return Asks.WORD if _ASKING_WORD.match(text) or _WHERE.match(written) else None


def speaks_of_change(text: str, written: str) -> bool:
    """Return whether a change is asked about; who asks for a line ("what is the higher tax?") does not."""
    line = _says(text, _LINE, _LINE_WORDS)
    return not line and (_says(text, _CHANGE, _CHANGE_WORDS) or _HIGH.search(written) is not None)


def measured_against(text: str) -> tuple[int, int] | None:
    """Return where a question about a change last begins to name what to compare with ("than ...")."""
    return max((match.span() for match in _THAN.finditer(text)), default=None)


def matter(text: str) -> str | None:
    """Return the one kind of ticket a message speaks of, NEITHER where it begins so; None for both or no word of it."""
    if _NEITHER.match(text):
        return NEITHER
    found = _says(text, _COMMERCIAL, _ORDER), _says(text, _TECHNICAL, _FAULT)
    return {(True, False): "commercial", (False, True): "technical"}.get(found)


def matter_alone(text: str) -> str | None:
    """Return the kind of ticket of which the message is nothing but the name."""
    return next((kind for kind, name in _ALONE.items() if name.fullmatch(text)), None)


def option(text: str) -> str | None:
    """Return the place of the choice a message is nothing but the name of, or ends with: "the first one", "2"."""
    if len(text) > OPTION_WITHIN:
        return None
    return next((place for place, name in _OPTIONS.items() if name.fullmatch(text)), None)


def _says(text: str, stems: tuple[str, ...], words: re.Pattern[str]) -> bool:
    return says(text, stems) or words.search(text) is not None
