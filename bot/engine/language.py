"""In which language to answer: a whole sentence decides, a scrap of text leaves it as it was."""

import re
from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from bot.engine.text import folded, shortened

WHOLE_SENTENCE = 4  # words from which the detector is asked: up to three, it is wrong in 7 of 100 cases
SURE = 0.80  # below this probability even a long text leaves the language as it was
CLEAR = 2  # words of its own by which a text of two or three words shows its language
ALL_NAMES = 8  # a text shorter than this without a word of either language is a list of names

_CODES = {Language.ENGLISH: "en", Language.FRENCH: "fr"}
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that exist in one of the two languages only, and that its speakers do not lend to the other's:
# "merci", "ok", "hello", "super" or "stop" are said in both and decide nothing.
_ENGLISH = _words("""
    the is are was were what which when where why how who does did do has have had will would could should can't don't
    doesn't didn't isn't won't i'm i've i'd it's that's what's where's who's you're we're we've they're there my your
    our their his her this that these those and but with from for about because please invoice invoices bill bills
    unpaid
    paid pay owe owed overdue due billing charged last month year today tomorrow yesterday need want show
    send get give cancel seats licenses license talk speak someone person help
    opening hours open closed yes thanks thank nobody never again before one more less change refund not of in on at by
    if so any some all been being good morning afternoon evening already still yet really him them
""") - frozenset({"on", "so", "change", "open", "one", "in", "at", "get", "send", "all"})
_FRENCH = _words("""
    le la les des du une est sont etait c'est c'etait qu'est quel quelle quels quelles quand ou pourquoi comment combien
    qui que je j'ai j'aimerais j'attends tu il elle nous vous ils elles mon ma mes votre vos notre nos leur leurs ce cet
    cette ces et mais avec dans sur pour par pas ne n'est n'ai n'a plus aux au chez svp plait bonjour bonsoir salut
    facture factures impayee impayees payee payer doit dois devons tarif tarifs bon bonne matin coucou ajouter retirer
    laisse etes vas solde compte mois semaine annee aujourd'hui demain
    hier besoin veux voudrais montrez envoyez envoyer donnez resilier annuler licences parler quelqu'un personne aide de
    horaires ouvert ouverts ferme oui non d'accord rien jamais encore avant celle celui dernier derniere precedente
    remboursement avoir cher chere etes avez peux pouvez faut ca l'a l'ai d'une d'un qu'il qu'on s'il
""") - frozenset({"comment", "plus", "ou", "la"})


# Said in passing whatever one speaks; they count in a whole sentence only.
_ANSWERS = _words("""
    yes no not never nobody nothing again please thanks thank help sorry
    oui non rien jamais encore personne svp plait s'il d'accord aide
""")
_GREETINGS = _words("bonjour bonsoir")  # the one word with which a conversation in French begins

_ELISIONS = ("l'", "d'", "j'", "qu'", "n'", "s'", "c'", "m'", "t'")


def language_of(text: str, current: str) -> str:
    """Return the language of `text`, "en" or "fr"; `current` when the text does not decide it."""
    words = _WORD.findall(_ADDRESS.sub(" ", folded(shortened(text))))
    if len(words) < WHOLE_SENTENCE:
        return _of_scrap(words) or current
    english, french = _own_words(words)
    if not (english or french) and len(words) < ALL_NAMES:
        return current
    evident = None if bool(english) == bool(french) else "en" if english else "fr"
    detected = _detected(text)
    if evident and detected and evident != detected:
        return current
    return detected or evident or current


def _of_scrap(words: list[str]) -> str | None:
    english, french = _own_words([word for word in words if word not in _ANSWERS])
    if english >= CLEAR and not french:
        return "en"
    greeted = any(word in _GREETINGS for word in words)
    return "fr" if (french >= CLEAR or greeted) and not english else None


def _own_words(words: list[str]) -> tuple[int, int]:
    """Return how many of the words are English only, and how many French only."""
    english = sum(word in _ENGLISH for word in words)
    french = sum(word in _FRENCH or word.startswith(_ELISIONS) for word in words)
    return english, french


def prepare() -> None:
    """Load the detector's word lists now: read at the first sentence, they would make that customer wait a second."""
    _detected("In which language is this sentence written?")
    _detected("Dans quelle langue cette phrase est-elle écrite ?")


def _detected(text: str) -> str | None:
    values = _detector().compute_language_confidence_values(shortened(text))
    best = values[0]
    return _CODES[best.language] if best.value >= SURE else None


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*_CODES).build()
