"""The first sentence in the form of the question: a yes or a no where one was asked for."""

from typing import Final

from actions.kernel.exchange import Exchange
from bot.domain.kernel.cues import SpokenOf
from bot.domain.kernel.questions import Form

_OPEN: Final = frozenset({Form.YES_NO, Form.STATEMENT})
"""Forms that want a yes or no where the aspect is of that kind: "open on Saturday?"."""


def yes_or_no(exchange: Exchange, holds: bool, sentence: str, *, usual: bool = False) -> str:
    """The sentence behind "Yes" or "No" where that was asked; with `usual` also where no other form is recognised."""
    form = exchange.asked.form
    if form is not Form.YES_NO and not (usual and form in _OPEN):
        return sentence
    return exchange.voice.say("yes_answer" if holds else "no_answer", sentence=within(sentence))


def tax_answer(exchange: Exchange, *, told_net: bool) -> str:
    """Yes or no to "tax on top?" and "with tax?" about an amount told without tax (`told_net`) or with it.

    Empty where neither was asked, or both.
    """
    asked, voice = exchange.asked, exchange.voice
    on_top, included = asked.speaks_of(SpokenOf.TAX_ON_TOP), asked.speaks_of(SpokenOf.TAX_INCLUDED)
    if asked.form is not Form.YES_NO or on_top == included:
        return ""
    sentence = voice.say("tax_on_top" if told_net else "tax_included")
    return voice.say("yes_answer" if on_top == told_net else "no_answer", sentence=sentence)


def within(sentence: str) -> str:
    """As it stands within another sentence; "I" keeps its capital."""
    return sentence if sentence[:2] in {"I ", "I'"} else sentence[:1].lower() + sentence[1:]
