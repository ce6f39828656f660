"""Names in messages: those the desk knows, and those that the words around them give away."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

SOMEBODY: Final = ("Alex", "Camille", "Robin", "Sasha", "Morgan", "Lou")
COMPANIES: Final = ("Example", "Sample", "Acme", "Specimen")
LEAST: Final = 3
"""Letters of a name's word that is replaced: shorter ones are particles and initials."""
INSIDE: Final = 5
"""Letters from which a name is also found inside a longer word."""


def _either(words: str) -> str:
    return words.replace(" ", "|")


TELLS_NOTHING: Final = frozenset({
    "the", "and", "des", "les", "aux", "pour", "par", "sur", "van", "von", "der", "den", "del", "della", "dos", "sarl",
    "sas", "eurl", "ltd", "llc", "inc", "corp", "gmbh", "plc", "spa", "limited", "company", "group", "groupe",
    "societe",
})  # fmt: skip
"""Words of names that are anybody's: articles, particles, legal forms. They stay, or sentences would fall apart."""

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_SPELLED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .\-_]{1,2}){2,40}[^\W\d_](?![^\W_])")

_CAPITALISED = r"[A-ZÀ-ÞŒ][\w'’-]*"
_MASKED = rf"(?:{'|'.join(SOMEBODY)})\b(?:\s[A-ZÀ-ÞŒ][a-zà-ÿœ][\w'-]*)*"
"""A substitute takes with it what still looks like the rest of a name, and no sentence that follows."""
_FULL = rf"(?:{_MASKED}|{_CAPITALISED}(?:\s(?:(?:de|du|van|von|le|la|el|ben)\s)?{_CAPITALISED}){{0,2}})"
_NO_NAMES = _either(
    "microsoft outlook teams azure power office windows onedrive sharepoint exchange copilot dynamics visio intune "
    "defender entra global billing user monsieur madame mr mrs ms m mme mlle dr sir team support all everyone tous "
    "bonjour hello je i"
)
_NOT_A_NAME = rf"(?!(?i:{_NO_NAMES})\b)"
_ENDS = _either(
    "and from i i'm my the of at here with to we our can could et de du des je j'ai mon ma mes le la les nous chez "
    "pouvez en un une a is invoice facture ticket"
)
_ANY_NAME = rf"(?!(?i:{_ENDS})\b)[^\W\d_][\w'-]*"
_PARTICLE = r"(?:Le|La|De|Du|Van|Von|El|Ben)(?=\s[A-ZÀ-Þ])"
_TELLING = (
    r"my (?:full )?name is|my name's|name\s?:|i am called|you can call me|je m'appelle|je me nomme|mon nom est|"
    r"mon nom\s?:|nom\s?:|moi c'est|prénom\s?:"
)
_TOLD = re.compile(
    rf"(?P<before>\b(?i:{_TELLING})\s?)(?P<name>{_MASKED}|{_ANY_NAME}(?:\s(?:{_PARTICLE}\s)?{_ANY_NAME}){{0,2}})"
)
_PRESENTED = re.compile(
    rf"(?P<before>\b(?i:i am|i'm|this is|it's|je suis|ici|c'est)\s){_NOT_A_NAME}(?P<name>{_FULL})"
    r"(?=,?\s(?i:from|at|of|speaking|calling|here|writing|de la|de|du|des|chez|pour)\b)"
)
_TITLES = _either("mr mrs ms miss dr prof mme mlle monsieur madame mademoiselle maître")
_TITLED = re.compile(rf"(?P<before>\b(?i:{_TITLES})\.?\s|\bM\.\s){_NOT_A_NAME}(?P<name>{_FULL})")
_GREETING = r"hello|hi|hey|dear|good morning|good afternoon|bonjour|bonsoir|salut|cher|chère"
_GREETED = re.compile(
    rf"(?P<before>(?:^|(?<=[\n.!?]))\s?(?i:{_GREETING})\s){_NOT_A_NAME}(?P<name>{_FULL})(?=\s?(?:[,!\n]|$))"
)
_CLOSING = (
    r"(?:best|kind|kindest|warm|with best|with kind)\s(?:regards|wishes)|regards|yours (?:sincerely|faithfully|truly)|"
    r"sincerely(?: yours)?|(?:bien |très )?cordialement|bien à vous|bien a vous|sincères salutations|"
    r"salutations distinguées|meilleures salutations|amicalement|respectueusement"
)
_LINES_AFTER = r"(?:[ \t]*\n[^\n]{0,60}){0,6}"
_SIGNED = re.compile(
    rf"(?P<before>(?:^|[\n.,!?;:)-])\s*(?i:{_CLOSING})[\s,.!:-]*)"
    rf"(?P<name>\w\S*(?:[ \t]+\S+){{0,3}}{_LINES_AFTER})\s*$"
)
_THANKED = re.compile(
    r"(?P<before>\n\s*(?i:thanks|thank you|many thanks|cheers|merci|merci d'avance)\s?[,.!]?\s*\n\s*)"
    rf"(?P<name>\w\S*(?:[ \t]+\S+){{0,2}}{_LINES_AFTER})\s*$"
)
_GIVEN_AWAY: Final = (_SIGNED, _THANKED, _TOLD, _PRESENTED, _TITLED, _GREETED)


def mask_names(text: str, people: Sequence[str], companies: Sequence[str]) -> str:
    """The text with known names and given-away names replaced by ones that are nobody's here."""
    known_people, known_companies = words_of(people), words_of(companies)
    somebody = _free(SOMEBODY, known_people | known_companies)
    company = _free(COMPANIES, known_people | known_companies)
    told = _given_away(text, somebody)
    told = _known(told, known_people, somebody)
    return _known(told, known_companies - known_people, company)


def words_of(names: Iterable[str]) -> frozenset[str]:
    """The words of names that are replaced: folded, of at least LEAST letters, none that tell nothing."""
    words = {_folded(word) for name in names for word in _WORD.findall(unicodedata.normalize("NFKC", name))}
    return frozenset(word for word in words if len(word) >= LEAST and word not in TELLS_NOTHING)


def _free(substitutes: Sequence[str], known: frozenset[str]) -> str:
    return next((name for name in substitutes if not _holds(_folded(name), known)), "X")


def _given_away(text: str, somebody: str) -> str:
    for pattern in _GIVEN_AWAY:
        text = pattern.sub(lambda match: match["before"] + somebody, text)
    return text


def _known(text: str, known: frozenset[str], substitute: str) -> str:
    if not known:
        return text
    spelled = _SPELLED.sub(lambda m: substitute if _holds(_folded(re.sub(r"[ .\-_]", "", m[0])), known) else m[0], text)
    masked = _WORD.sub(lambda match: substitute if _holds(_folded(match[0]), known) else match[0], spelled)
    return re.sub(rf"\b{substitute}(?:[\s-]+{substitute}\b)+", substitute, masked)


def _holds(word: str, known: frozenset[str]) -> bool:
    return word in known or any(len(name) >= INSIDE and name in word for name in known)


def _folded(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(part for part in parts if not unicodedata.combining(part))
