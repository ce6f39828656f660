"""How many people a problem stops, and whether it can wait: read from words of both languages, in a folded text."""

import re
from collections.abc import Iterator
from typing import Final

from bot.engine.entities.found import Entity, says

# What people cannot do any more; "nobody can tell me" and "everybody was paid" are no fault.
_WORK: Final = (
    r"(?:work\w*|log(?:ging)?|sign(?:ing)?|get(?:ting)? (?:in|into|on|mails?|e-?mails?|at|to|anything|any)|open\w*|"
    r"access\w*|"
    r"use|using|send\w*|receiv\w*|connect\w*|print\w*|read|see|reach|do (?:anything|a thing|their)|start\w*|join\w*|"
    r"save|"
    r"call|travaill\w*|boss\w*|se connecter|connect\w*|ouvrir|acced\w*|envoyer|recevoir|recoi\w*|utilis\w*|imprim\w*|"
    r"lire|voir|entrer|rentrer|faire|marche\w*|fonctionn\w*|ses mails|ses courriels|acces)"
)
_STUCK: Final = (
    r"(?:down|stuck|locked out|kicked out|blocked|affected|stopped|offline|cut off|without|unable|can'?t|cannot|"
    r"can not|"
    r"couldn'?t|lost|broken|dead|out|frozen|crash\w*|fail\w*|n'?t work\w*|not work\w*|stopped working|"
    r"bloque\w*|coince\w*|paralys\w*|touche\w*|a l'arret|en panne|en rade|hors service|deconnecte\w*|plante\w*|"
    r"plus (?:acces|rien|de \w+)|(?:peut|peuvent|arrive\w*|pouvons|marche\w*|fonctionne\w*) (?:plus|pas)|impossible)"
)
_ALL: Final = (
    r"(?:every ?(?:body|one)|every (?:user|single (?:user|person|one)|employee|member of staff|machine|computer)|"
    r"all (?:\d+ )?(?:of us|(?:our |the |my )?(?:users|staff|employees|colleagues|people|machines|computers|laptops|"
    r"offices|sites|team))|all \d+ of us|we're all|we are all|(?:the |our )?(?:whole|entire) (?:\w+ )?(?:company|"
    r"office|team|"
    r"firm|staff|business|shop|site|school|department|building|clinic|organi[sz]ation)|company[- ]wide|"
    r"tout le monde|tous (?:les |nos |mes )(?:utilisateurs|postes|collegues|salaries|employes|ordis?|ordinateurs|pc|"
    r"gens|"
    r"bureaux|sites)|tous bloques|(?:on est|nous sommes|sommes) (?:tous|toutes)|l'ensemble (?:de|des) (?:\w+ )?\w+|"
    r"toute (?:la |l'|notre )(?:societe|entreprise|equipe|boite|compta\w*|agence)|tout (?:le|notre) (?:bureau|"
    r"service|"
    r"cabinet|personnel))"
)
_NEAR: Final = r"(?:[^\w.?!;]+\w+){0,8}?[^\w.?!;]+"
_CRITICAL: Final = re.compile(
    rf"(?<!\w)(?:(?:nobody|no[ -]?one|none of us|not (?:a single|one) (?:person|user|"
    rf"of us))(?! else){_NEAR}{_WORK}(?!\w)|"
    rf"(?:plus )?personne(?:{_NEAR}|[^\w.?!;]+)(?:ne(?!\w)|n'\w*|peut|arrive|parvient|a plus|recoit){_NEAR}{_WORK}|"
    rf"(?<!not )(?<!pas ){_ALL}{_NEAR}{_STUCK}(?!\w)|{_STUCK}{_NEAR}(?<!not )(?<!pas ){_ALL}(?!\w)|"
    r"we (?:can'?t|cannot|can not|are unable to|couldn'?t) (?:even )?(?:work|do (?:anything|any work))(?!\w)|"
    r"(?:on|nous) (?:ne )?(?:peut|peux|pouvons) (?:plus |pas )(?:du tout |rien )?(?:travailler|bosser|faire)(?!\w)|"
    r"(?:everything|business|production|work|the (?:whole )?(?:office|company|shop)|tout|l'activite|la boite|"
    r"l'entreprise|"
    r"le bureau) (?:is|has|are|est) (?:\w+ )?(?:at a |ground to a |come to a |a l'|au )?(?:stand[- ]?still|halt|"
    r"stopped|"
    r"arret|paralyse\w*|bloque\w*|point mort))"
)
_MODERATE: Final = re.compile(
    r"(?<!\w)(?:(?<!not )(?:only|just) (?:for |on |with )?(?:me|mine|myself|my \w+|one (?:of|person|user)|1 user|"
    r"her|him)|"
    r"(?:a single|one|1) (?:user|colleague|person|employee)|one of (?:my|our|the) \w+|some (?:of us|users|people|"
    r"of (?:my|our|the))|"
    r"nobody else|no[ -]?one else|(?:everybody|everyone) else (?:is|can|seems|works)|others? (?:can|"
    r"are) (?:still )?(?:work|fine|ok)\w*|"
    r"(?<!pas )(?:juste|seulement|uniquement|que) (?:pour |chez |sur )?(?:moi|mon \w+|ma \w+|un (?:poste|"
    r"utilisateur|collegue))(?!\w)|"
    r"(?:un|une) seule? (?:utilisat\w+|collegue|poste|personne|salariee?)|une? de (?:mes|nos) \w+|(?:personne|"
    r"aucun) d'autre|"
    r"certains (?:d'entre|utilisateurs|collegues|postes)|les autres (?:n'ont|peuvent|ca|arrivent|travaillent|"
    r"y arrivent))"
)
_MINIMAL: Final = re.compile(
    r"(?<!\w)(?:(?:not|isn'?t|nothing|no) (?:at all |that |very |really |so )?urgen\w+|no (?:rush|hurry)|"
    r"(?:it )?can wait|"
    r"whenever you(?:'ve| have| get)|low priority|(?:pas|rien d'|pas vraiment |pas tres |aucune |sans )(?:du tout )?"
    r"?urgen\w+|(?:ca|cela) peut attendre|rien ne presse|pas presse\w*|quand vous (?:aurez|avez) (?:le temps|"
    r"un moment|une minute))"
)
_STEMS: Final = (
    *("nobody", "no one", "no-one", "noone", "none", "not ", "every", "all", "whole", "entire", "wide", "we ", "only"),
    *(
        "just",
        "one",
        "single",
        "some",
        "other",
        "business",
        "production",
        "work",
        "office",
        "company",
        "1 ",
        "her",
        "him",
    ),
    *("personne", "tout", "tous", "ensemble", "on ", "nous", "activite", "boite", "entreprise", "bureau", "juste"),
    *("seul", "uniquement", "que ", "un ", "une ", "certains", "autre", "urgen", "rush", "hurry", "wait", "whenever"),
    *("priority", "attendre", "presse", "quand vous", "isn"),
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
