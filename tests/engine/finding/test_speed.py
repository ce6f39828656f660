"""No text, however odd, keeps the rules busy: other customers wait for the same engine."""

import random
import time
from collections.abc import Callable

import pytest

from bot.engine import text as texts
from bot.engine.cues import asking, speaking, waiting
from bot.engine.entities.mood import moods
from bot.engine.finding import entities_of
from bot.engine.questions.core import own_words

LENGTH = 20_000
LIMIT = 0.1
"""Seconds of processor time: twice what is wanted, for busy machines. The slowest texts take a quarter of it."""
UNITS = (
    *("1", " ", "a", "\n", ".", "'", '"', "-", "_", "(", "?", "!", "€", "é", "T̷", "ß", "😀", "\t", "\r\n", "\u202f"),
    *(">", "> a\n", "1 ", "1,", "1.", "1,1.", "1/", "1/1/", "01:", "a ", "a.", "a_", "a-1-", "20", "2026 ", "2026-"),
    *("ns-1", "invoice 1 ", "facture n° ", "n°", "0x", "+33 1 ", "aa11 ", "aa111111 ", "e1111", "a@", "a@b.", "msft*"),
    *("po 1", "order number is ", "vat is ", "the last ", "last 1 ", "les dernieres ", "vingt et ", "9h", "week 1 "),
    *("from 1 to ", "between ", "since may ", "depuis ", "on 2026 ", "from: ", "this email and any a ", "regards\n"),
    *("not ", "no, ", "not the invoice number ", "sorry i meant the ", "pas la ", "plus de ", "over 1 ", "€1", "1€"),
    *("i am so ", "c'est tres ", "je suis ", "we'll go ", "WHY ", "invoices we have ", "factures que nous avons "),
    *("leave a message ", "je voudrais ", "directly from ", "speak a b c d ", "in the ", "may ", "what happens "),
)


def nasty() -> list[str]:
    """One thing again and again, with an end that does not fit, and mixtures, the same in every run."""
    chance = random.Random(20261127)
    mixed = ["".join(chance.sample(UNITS, chance.randint(2, 4))) for _ in range(60)]
    long = [(unit * (LENGTH // len(unit) + 1))[: LENGTH - 1] + "x" for unit in (*UNITS, *mixed)]
    return [*long, *("".join(chance.choices(UNITS, k=LENGTH))[:LENGTH] for _ in range(10))]


def seconds(rule: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    rule(text)
    return time.process_time() - started


@pytest.mark.parametrize(
    "rule",
    [
        entities_of,
        own_words,
        texts.fold,
        lambda text: list(moods.moods(texts.folded(text), text)),
        lambda text: list(speaking.spoken_of(text.lower())),
        lambda text: asking.asks(text.lower(), text),
        lambda text: asking.measured_against(text.lower()),
        lambda text: list(waiting.wishes(text.lower())),
    ],
    ids=["entities", "own words", "folding", "moods", "spoken of", "asking", "comparison", "waiting"],
)
def test_no_text_takes_long(rule: Callable[[str], object]) -> None:
    entities_of("warm up")
    slow = [text for text in nasty() if seconds(rule, text) > LIMIT]
    still = [text[:40] for text in slow if min(seconds(rule, text) for _ in range(3)) > LIMIT]
    assert still == []
