"""What a message says of its writer: an address, a language wished for, that they buy elsewhere."""

import re
from collections.abc import Iterator

from bot.domain.kernel.email_addresses import emails_in
from bot.engine.entities.found import Entity, always, matches

_LANGUAGE = {"en": "english|anglais|anglaise", "fr": "french|francais|francaise"}
_NAMES = tuple(name for names in _LANGUAGE.values() for name in names.split("|"))
_SPEAK = (
    r"(?:speak|talk|write|answer|reply|respond|continue|switch|change|go on|carry on|chat|parl\w+|ecri\w+|repon\w+|continu\w+|"  # noqa: E501
    r"pass\w+|discut\w+|basculer?|causer?)"
)
_POLITE = r"(?:please|pls|plz|svp|s'il (?:vous|te) plait|merci|thanks|thank you|now|instead|maintenant|plutot|possible)"
# A wish for a language of the conversation; "the invoice in French" is none.
_WISHES = {
    code: re.compile(
        rf"(?<!\w){_SPEAK}(?: \w+){{0,4}}? (?:(?:in|to|en|vers l'|a l')[ ]?)?(?:{names})(?!\w)|"
        rf"^\W*(?:ok|sorry|pardon|hello|hi|bonjour|yes|oui|can we|could we|peut on|on peut|et|and)?\W*"
        rf"(?:(?:do (?:this|it|that)|faire (?:ca|cela)|le faire) )?(?:in |en )?(?:{names})(?: language)?(?: {_POLITE})*\W*$|"  # noqa: E501
        rf"^\W*(?:{_POLITE}\W*)?(?:in|en) (?:{names})\b|(?<!\w)(?:in|en) (?:{names}) {_POLITE}\W*$"
    )
    for code, names in _LANGUAGE.items()
}
_DOCUMENT = re.compile(
    r"(?<!\w)(?:invoices?|bills?|statements?|factures?|documents?|pdf|copy|copie|version|contract|contrat)(?!\w)"
)
_NEGATED = re.compile(
    r"(?<!\w)(?:not|don't|dont|no|ne|pas)(?: \w+){0,3}? (?:english|french|anglais|francais)(?!\w)|(?:english|french|anglais|francais)(?: \w+)? (?:not|pas)(?!\w)"  # noqa: E501
)

_BUYS_DIRECT = re.compile(
    r"(?<!\w)(?:bu(?:y|ys|ying)|bought|purchased?|purchasing|order(?:ed|ing)?|subscribed?|signed up|pa(?:y|id|ying)|got|have)(?:\W{1,3}\w+){0,6}?\W{1,3}"  # noqa: E501
    r"(?:direct(?:ly)?|straight)(?:\W{1,3}\w+){0,2}?\W{1,3}(?:from|with|to|through|at|via)\W{1,3}microsoft|"
    r"(?:from|with|through)\W{1,3}microsoft\W{1,3}(?:direct(?:ly)?|themselves|itself)|"
    r"(?:direct(?:ly)?|straight)\W{1,3}(?:from|with|through)\W{1,3}microsoft|microsoft\W{1,3}direct\b|"
    r"(?:not|n't|never been|no longer)\W{1,3}(?:\w+\W{1,3}){0,2}?(?:a |your |one of your )?(?:csp )?customers?(?: of (?:yours|northstar))?(?!\w)(?! (?:number|service|care|support|id))|"  # noqa: E501
    r"(?:directement|en direct|direct)\W{1,3}(?:\w+\W{1,3}){0,2}?(?:chez|aupres de|avec|a|par)\W{1,3}microsoft|"
    r"(?:chez|aupres de|avec|a)\W{1,3}microsoft\W{1,3}(?:directement|en direct)|"
    r"(?:pas|plus|jamais ete)\W{1,3}(?:encore\W{1,3})?(?:un\w* |vos |votre )?(?:de vos )?clients?e?s?(?: chez vous| de chez vous)?(?!\w)(?! (?:numero|support|service))"  # noqa: E501
)


MAX_WISH = 200  # characters; who asks for a language does so shortly, and at once


def emails(written: str) -> Iterator[Entity]:
    """Yield e-mail addresses as typed, for somebody may be answered there: the whole message, or those in it."""
    for address, start in emails_in(written):
        yield Entity("email", address, start, start + len(address))


def wanted_languages(text: str) -> Iterator[Entity]:
    """Yield the language the writer asks to go on in."""
    text = text[:MAX_WISH]
    if not any(name in text for name in _NAMES) or _DOCUMENT.search(text) or _NEGATED.search(text):
        return
    for code, wish in _WISHES.items():
        yield from matches("wanted_language", wish, always(code), text)


def buying_direct(text: str) -> Iterator[Entity]:
    """Yield that the writer buys from Microsoft itself or is not the partner's customer."""
    yield from matches("buys_direct", _BUYS_DIRECT, lambda _: "true", text)
