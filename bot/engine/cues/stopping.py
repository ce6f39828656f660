"""How many people a problem stops, and whether it can wait: read from words of both languages, in a folded text."""

import re
from collections.abc import Iterator
from typing import Final

from bot.engine.entities.found import Entity, says

_FEW: Final = r"(?:[^\w.?!;]+\w+){0,3}?[^\w.?!;]+"
_SOME: Final = r"(?:[^\w.?!;]+\w+){0,8}?[^\w.?!;]+"
"""Up to so many words between two that belong together, of one sentence."""

_WORK: Final = (
    r"(?:work(?:ing)?(?! out)|log(?:ging)?|sign(?:ing)?|get(?:ting)? (?:in|into|on|mails?|e-?mails?|at|to)|access|"
    r"connect|print|send|receive|reach|start|join|save|do (?:anything|a thing|their)|use|"
    r"open(?!\w| \w+ (?:invoice|bill|ticket))|travailler|bosser|se connecter|acceder|envoyer|recevoir|imprimer|"
    r"entrer|rentrer|rien faire|utiliser|"
    r"ouvrir(?! \w+ (?:facture|ticket)))(?!\w)"
)
"""What people cannot do any more; to open an invoice or a ticket is no work that a fault stops."""
_ABLE: Final = r"(?:can|could|(?:is|are|was|were|has been|have been) able to|manages? to|managed to)"
_AT_ALL: Final = r"(?:works?|gets? (?:in|mails?|e-?mails?)|receives?|connects?|(?:has|have) (?:any )?access)(?!\w)"
_CANNOT: Final = r"(?:can'?t|cannot|can not|couldn'?t|unable to|ne (?:peut|peuvent)|n'arriven?t? (?:plus |pas )?a)"
_DOWN: Final = (
    r"(?:down|stuck|locked out|kicked out|blocked|stopped(?: working)?|offline|cut off|"
    r"without (?:mails?|e-?mails?|access|internet)|broken|frozen|bloque\w*|coince\w*|"
    r"paralyse\w*|a l'arret|en panne|en rade|"
    r"hors service|deconnecte\w*|plus (?:acces|de (?:mails?|courriels?|messagerie)))(?!\w)"
)
"""In which state people or their programs are that cannot work; who has a program that crashes may work between."""
_ALL: Final = (
    r"(?<!not )(?<!pas )(?:every ?(?:body|one)(?! else)|every (?:user|employee|member of staff|machine|computer)|"
    r"every single (?:user|person|one)|all (?:\d+ )?of us|we(?:'re| are) all|"
    r"all (?:our |the |my )?(?:users|staff|employees|colleagues|people|machines|computers|laptops|offices|sites|team)|"
    r"(?:the |our )?(?:whole|entire) (?:\w+ )?(?:company|office|team|firm|staff|business|shop|site|school|department|"
    r"building|clinic|organi[sz]ation)|company[- ]wide|"
    r"tout le monde|tous (?:les |nos |mes )(?:utilisateurs|postes|collegues|salaries|employes|ordis?|ordinateurs|pc|"
    r"gens|bureaux|sites)|(?:on est|nous sommes|sommes) (?:tous|toutes)|toute (?:la |l'|notre )(?:societe|entreprise|"
    r"equipe|boite|compta\w*|agence)|tout (?:le|notre) (?:bureau|service|cabinet|personnel))"
)
_CRITICAL: Final = re.compile(
    rf"(?<!\w)(?:(?:nobody|no[ -]?one|none of us|not (?:a single|one) (?:person|user|of us))(?! else)"
    rf"(?:{_SOME}{_ABLE}{_FEW}{_WORK}|{_FEW}{_AT_ALL})|"
    rf"personne{_FEW}(?:ne |n')?(?:(?:peut|arrive a|parvient a){_FEW}{_WORK}|"
    rf"(?:a (?:plus )?acces|recoit|travaille)(?!\w))|"
    rf"{_ALL}{_SOME}{_DOWN}|{_DOWN}{_SOME}{_ALL}|{_ALL}{_FEW}{_CANNOT}{_FEW}{_WORK}|"
    rf"we (?:{_CANNOT}|are unable to) (?:even )?(?:work(?! with| out)|do (?:anything|any work))(?!\w)|"
    r"(?:on|nous) (?:ne )?(?:peut|peux|pouvons) (?:plus |pas )(?:du tout )?(?:travailler|bosser|rien faire)(?!\w)|"
    r"(?:business|production|work|the (?:whole )?(?:office|company|shop)|l'activite|la boite|l'entreprise|le bureau) "
    r"(?:is|has|est) (?:\w+ )?(?:at a |ground to a |come to a |a l')?(?:stand[- ]?still|halt|stopped|arret|paralyse\w*|"
    r"bloque\w*)(?!\w))"
)
_ONE: Final = (
    r"(?:(?:a single|one|1) (?:user|colleague|person|employee)|one of (?:my|our|the) \w+|some (?:of us|users|people|of "
    r"(?:my|our|the) \w+)|une? de (?:mes|nos) \w+|certaine?s (?:d'entre nous|utilisateurs|collegues|postes))"
)
_MODERATE: Final = re.compile(
    r"(?<!\w)(?:(?<!not )(?:only|just) (?:for |on |with )?(?:me|mine|myself|"
    r"my (?:laptop|computer|machine|account|pc|mailbox)|one (?:of|person|user)|1 user|her|him)(?!\w)|"
    rf"{_ONE}{_FEW}(?:{_CANNOT}|{_DOWN}|n'a plus|n'ont plus|lost)|"
    r"(?:nobody|no[ -]?one) else (?:is|has|seems)|every(?:body|one) else (?:is|can|seems|works)|"
    r"others? (?:can|are) (?:still )?(?:work|fine|ok)\w*|"
    r"(?<!pas )(?:juste|seulement|uniquement|que) (?:pour |chez |sur )?(?:moi|mon (?:poste|ordi\w*|pc|compte)|"
    r"ma (?:machine|boite)|un (?:poste|utilisateur|collegue))(?!\w)|une? seule? "
    r"(?:utilisat\w+|collegue|poste|salariee?)|"
    r"(?:personne|aucun) d'autre|les autres (?:n'ont|peuvent|arrivent|travaillent|y arrivent))"
)
_MINIMAL: Final = re.compile(
    r"(?<!\w)(?:(?:not|isn'?t|nothing|no) (?:at all |that |very |really |so )?urgen\w+|no (?:rush|hurry)|"
    r"(?:it|this|that) can wait|whenever you(?:'ve| have| get)|low priority|"
    r"(?:pas|rien d'|aucune |sans )(?: ?(?:du tout|vraiment|tres) )? ?urgen\w+|(?:ca|cela) peut attendre|"
    r"rien ne presse|pas presse\w*|quand vous (?:aurez|avez) (?:le temps|un moment|une minute))"
)
_STEMS: Final = (
    *(
        "nobody",
        "no one",
        "no-one",
        "noone",
        "none",
        "not ",
        "every",
        "all",
        "whole",
        "entire",
        "company",
        "we ",
        "only",
    ),
    *("just", "one", "single", "some", "other", "business", "production", "work", "office", "shop"),
    *("personne", "tout", "tous", "on ", "nous", "activite", "boite", "entreprise", "bureau", "juste", "seul"),
    *("uniquement", "que ", "un", "certain", "autre", "urgen", "rush", "hurry", "wait", "whenever", "priority"),
    *("attendre", "presse", "quand vous"),
)
LOOKED_AT: Final = 1500
"""Characters of a text that are looked at."""


def severities(text: str) -> Iterator[Entity]:
    """Yield how severe a folded text says a problem is: the gravest that is said, once."""
    text = text[:LOOKED_AT]
    if not says(text, _STEMS):
        return
    for severity, words in (("critical", _CRITICAL), ("moderate", _MODERATE), ("minimal", _MINIMAL)):
        if match := words.search(text):
            yield Entity("severity", severity, *match.span())
            return
