"""The first sentence in the form of the question: a yes or a no where one was asked for."""

from typing import Final

from actions.kernel.exchange import Exchange
from bot.domain.kernel.questions import Form

_OPEN: Final = frozenset({Form.YES_NO, Form.STATEMENT})
"""Forms that want a yes or no where the aspect is of that kind: "open on Saturday?"."""


def yes_or_no(exchange: Exchange, holds: bool, sentence: str, *, usual: bool = False) -> str:
    """The sentence behind "Yes" or "No" where that was asked; with `usual` also where no other form is recognised."""
    form = exchange.asked.form
    if form is not Form.YES_NO and not (usual and form in _OPEN):
        return sentence
    return exchange.voice.say("yes_answer" if holds else "no_answer", sentence=within(sentence))


def within(sentence: str) -> str:
    """As it stands within another sentence; "I" keeps its capital."""
    return sentence if sentence[:2] in {"I ", "I'"} else sentence[:1].lower() + sentence[1:]
