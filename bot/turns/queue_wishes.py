"""What somebody waiting for a person wants of the desk itself, read from phrases: no intent stands for it."""

import re
import unicodedata
from typing import Final

WISH_WORDS: Final = 16
"""Words up to which a message is a wish about the waiting; a longer one tells the agent something."""
BARE_WISH: Final = 10
"""Words up to which a wish to leave a message is nothing but the wish."""

_POLITE = (
    r"(?:please|pls|plz|just|maybe|perhaps|rather|also|simply|then|actually|instead|only|quickly|better|alternatively|"
    r"s'il (?:vous|te) plait|svp|juste|plutot|simplement|seulement|alors|aussi|peut-etre|encore)"
)
_MESSAGE = (
    r"(?:(?:you|them|him|her|us|the (?:team|agent)|a colleague|your (?:team|colleague)) )?"
    r"(?:an?|my|this|the) (?:\w+ )?(?:message|note|msg)"
)
_LEAVE: Final = re.compile(
    r"(?<!\w)(?:"
    # English
    rf"(?:can|could|may|shall|should|might|would)(?:n't)? (?:i|we|you|someone|somebody|"
    rf"they)(?: {_POLITE})* (?:be able to |possibly |not )?(?:leave|take|drop|note(?: down)?|write down|pass on|"
    rf"keep) {_MESSAGE}|(?:i|we)(?:'d| would|'ll| will|'m going to)?(?: (?:prefer|like|want|wish|need|"
    rf"have))?(?: to)?(?: {_POLITE})*(?: to)? (?:leave|drop) {_MESSAGE}|(?:^|[.,;!?] ?)(?:(?:ok|okay|well|then|no|so|"
    rf"fine|alright|please|just) )*(?:leave|take|drop|pass on|note) {_MESSAGE}|let me(?: {_POLITE})* (?:leave|"
    rf"drop) {_MESSAGE}|why (?:don't|not)(?: (?:i|you|we))?(?: {_POLITE})* (?:leave|take) {_MESSAGE}|(?:leave|"
    rf"take) (?:an?|my) message instead|(?:an?|my) message instead|is it possible to leave {_MESSAGE}|"
    # French
    r"(?:je|j'|on|nous)(?: (?:ne )?(?:peux|peut|pouvons|puis|pourrais|pourrait|prefere|prefererais|preferons|veux|"
    r"voudrais|voulons|"
    rf"voudrait|vais|vas|va|souhaite|souhaiterais|aimerais|aime mieux|desire|dois))(?: {_POLITE})* (?:(?:vous|lui|"
    rf"leur|y) )?(?:laisser|deposer)(?: {_POLITE})* (?:un|mon|le|ce) (?:petit |court )?(?:message|mot)|"
    r"aimerais (?:vous )?(?:laisser|deposer) (?:un|mon) (?:message|mot)|"
    rf"(?:puis-je|peut-on|pourrais-je|pouvons-nous|est-il possible de|c'est possible de|possible de)(?: {_POLITE})* "
    r"(?:(?:vous|lui|leur) )?(?:laisser|deposer) (?:un|mon) (?:petit |court )?(?:message|mot)|"
    rf"(?:pouvez-vous|pourriez-vous|vous pouvez|peux-tu|tu peux|vous pourriez)(?: {_POLITE})* (?:prendre|noter|"
    rf"transmettre)"
    r"(?: \w+)? (?:un|mon|le|ce) message|"
    rf"(?:prenez|notez|transmettez|prends)(?: {_POLITE})* (?:un|mon|le|ce) message|"
    r"(?:je|nous) (?:vous |lui |leur )?(?:laisse|laissons) (?:plutot |juste )?(?:un|mon) (?:message|mot)|"
    r"laissez-moi (?:vous )?laisser (?:un|mon) message|plutot un message|un message (?:plutot|a la place))(?!\w)"
)
_NOT_LEFT: Final = re.compile(
    r"(?:not|never|won't|don't|dont|didn't|no need to)(?: \w+){0,3} (?:leave|take|drop|note)|(?:already|have|has|"
    r"had) left|(?:ne|n')(?: ?\w+){0,2} pas(?: \w+){0,2} (?:laisser|prendre)|(?:veux|vais|"
    r"souhaite) pas(?: \w+){0,2} laisser|(?:error|warning|following|voice ?mail|voicemail) message|message d'erreur|"
    r"message (?:out|off|away|back to|from|on|in|is|was)(?!\w)"
)
_WHY_NOT: Final = re.compile(r"why (?:don't|not)|(?:ca|could)n't (?:i|we|you)")
_HOW_LONG: Final = re.compile(
    r"(?<!\w)(?:still there|(?:any|some)(?:one|body) (?:there|here|coming|available)|are you (?:there|here)|"
    r"how (?:much )?longer|how long(?! (?:is|are|was|were|does|do|has|have|will) (?:the|my|our|your) (?!wait|queue))|"
    r"(?:what(?:'s| is)|which is) my (?:place|position|turn)|(?:am i|when am i|are we) next|"
    r"where am i in the (?:queue|line)|how many (?:\w+ ){0,2}(?:ahead|before)|when (?:will|does|is|do) (?:some(?:one|"
    r"body)|an? (?:agent|person|human|colleague)|it be my turn|my turn)|hello\W*\?|toujours la|vous etes la|"
    r"il y a quelqu'un|y a[- ]?t[- ]?il quelqu'un|y a quelqu'un|quelqu'un (?:est la|arrive|vient)|"
    r"(?:encore )?combien de temps|(?:encore|ce sera|c'est) longtemps|quand (?:est-ce que |est-ce qu')?(?:quelqu'un|"
    r"un (?:collegue|conseiller|agent|humain)|une personne|mon tour|on me)|quelle (?:est )?(?:ma )?(?:place|position)|"
    r"(?:suis|est) le combien|combien (?:de personnes )?(?:devant|avant) moi|allo\W*\??)(?!\w)"
)


def wants_to_leave_message(text: str) -> bool:
    """Whether a short message asks to leave one instead of waiting."""
    plain = _plain(text)
    if len(plain.split()) > WISH_WORDS or (_NOT_LEFT.search(plain) and not _WHY_NOT.search(plain)):
        return False
    return bool(_LEAVE.search(plain))


def asks_how_long(text: str) -> bool:
    """Whether a short message asks if somebody is coming, and when."""
    plain = _plain(text)
    return len(plain.split()) <= WISH_WORDS and bool(_HOW_LONG.search(plain))


def is_only_a_wish(text: str) -> bool:
    """Whether a wish to leave a message holds nothing worth passing on."""
    return len(text.split()) <= BARE_WISH and wants_to_leave_message(text)


def _plain(text: str) -> str:
    """Small letters without accents, straight apostrophes, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("\u2019", "'"))
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())
