"""What a short message goes on with: "since when?" after a suspension is about the suspension."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.engine.text import words_of_list

SHORT: Final = 10
"""Words up to which a message may leave out what it is about."""
_STRENGTH: Final = (45.0, 45.0, 30.0, 18.0, 11.0, 9.0, 7.0, 5.0, 4.0, 3.0, 2.0)
"""How many times likelier the topic talked about is than if nothing had been said before, by the number of words."""
_NEAR: Final = 0.05
"""The part of it that a topic of the same family gets."""
_POINTS_BACK_TIMES: Final = 2.5
"""How many times more it counts when the message points back at what was said."""

_FAMILIES: Final = tuple(
    frozenset(family.split())
    for family in (
        "find_invoice previous_invoice invoice_status list_open_invoices balance_due explain_charge payment_methods"
        " refund_status",
        "subscription_info cancel_subscription change_subscription collections_policy",
        "support_hours contact_support support_pricing",
        "collections_policy invoice_status balance_due",
        "ticket_status open_ticket",
        "payment_methods payment_problem",
    )
)
_POINTS_BACK: Final = re.compile(
    r"\W*(?:and|so|then|what about|what if|how about|same|or|but|no,? (?:the|i)|et|alors|donc|pareil|idem|ou|mais|non,? (?:la|le|l'))(?!\w)"  # noqa: E501
    r"|(?<![\w'])(?:it|they|that|this|those|these|them|then|there|y|en|ca|dedans|dessus|la-dessus|celle-ci|celles-ci|elles?|ils?|ce)(?![\w])"
)
_FILLERS: Final = words_of_list(
    "and so then what about how same for the in on of with to is it that this one ones my our a an at",
    "by or please pls ok no not i mean meant sorry typo mistake mistyped oops ah oh wrong number should be read",
    "et alors donc pour la le les l un une de du des d en sur avec est c ce cet cette ca mon ma notre nos",
    "first second premier premiere deuxieme seconde 1st 2nd",
    "too also both as well again aussi egalement encore idem tant faire",
    "oups erreur faute frappe numero trompe suis m ai voulu lire plutot",
    "ou dans qu quid pareil idem meme chose celle celui ceux celles svp stp non pas je veux dire voulais pardon",
)
_TAKES_BACK: Final = re.compile(
    r"(?<!\w)(?:sorry|oops|oups|pardon|desolee?|excuse[zs]?|apolog\w+|mistake\w*|mistook|erreur|tromp\w+|confus\w+|"
    r"confond\w+|mix(?:ed)?|meant|voulais dire)(?!\w)"
)
"""Words by which somebody takes back what was named before."""
_TAKING_BACK: Final = words_of_list(
    "och aye ah hm apologies excuse excusez moi me you i we was were am have had has is are what which that wanted",
    "mixed mix mixup up confused confusing mistook mistaken took picked gave looked looking look read reading at",
    "paper papers sheet page line row pile invoice bill reference refs ref another different bad",
    "desole desolee me suis etais etait avais trompais trompee tromper melange emmele confondu confondais confonds",
    "j l s est sont donne pris lu regarde regardais lisais parlais parle cite que qui voulais mauvais",
    "mauvaise bon bonne papier papiers feuille page ligne facture piece tas",
)
"""Words that say no more than that: they name no other question."""
_ASKING: Final = words_of_list(
    "who whom which when why how what where much many long come since until till by within exactly really often",
    "qui quel quelle quels quelles quand pourquoi pkoi pk comment combien ou quoi depuis jusqu jusque sous",
    "exactement precisement means way moyen facon maniere quoi",
    "est il elle se fait t a au juste are was is were do does did",
)
_SUPPOSES: Final = re.compile(r"\W*(?:and |et |so |alors )?(?:what if|if |et si |si |suppos)")
_SUPPOSES_TIMES: Final = 4.0
"""How many times more it counts when a message supposes something: "what if I had waited?"."""
_BARE_TIMES: Final = 20.0
"""How many times more it counts when a message holds nothing but asking words: "since when?", "pourquoi ?"."""
_WORD: Final = re.compile(r"[^\W_]+")


def weights(topic: str | None, text: str, topics: Sequence[str]) -> list[float]:
    """Return how much likelier each topic is because `topic` was talked about last: 1 where nothing is left out.

    `text` is folded. The shorter a message, the more it leaves out; "and" at its beginning or "it" points back.
    """
    words = len(_WORD.findall(text))
    if topic is None or words > SHORT:
        return [1.0] * len(topics)
    strength = _STRENGTH[words] * (_POINTS_BACK_TIMES if _POINTS_BACK.search(text) else 1.0)
    strength *= _SUPPOSES_TIMES if _SUPPOSES.match(text) else 1.0
    strength *= _BARE_TIMES if all(word in _ASKING or word in _FILLERS for word in _WORD.findall(text)) else 1.0
    family = set().union(*(family for family in _FAMILIES if topic in family))
    return [strength if name == topic else max(1.0, strength * _NEAR) if name in family else 1.0 for name in topics]


def names_only(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether a folded text holds nothing but things named (at `spans`) and small words: "and for October?".

    Who takes something back may say so at length: "sorry, I mixed up the papers, NS-104188 is what I wanted".
    """
    if not spans:
        return False
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    left = [word for word in _WORD.findall("".join(kept)) if word not in _FILLERS]
    return not left or (_TAKES_BACK.search(text) is not None and all(word in _TAKING_BACK for word in left))


def weighted(ranking: Sequence[tuple[str, float]], factors: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return the ranking with each probability times its factor, again one in sum and likeliest first."""
    changed = [(name, chance * factors.get(name, 1.0)) for name, chance in ranking]
    whole = sum(chance for _, chance in changed) or 1.0
    return sorted(((name, chance / whole) for name, chance in changed), key=lambda one: -one[1])
