"""Slips in the words that decide are put right, and no other word is touched."""

import time
from pathlib import Path

import pytest

from bot.engine.finding import entities_of
from bot.engine.spelling import SLIPS, WORDS, respelt, respelt_in_place
from bot.engine.text import fold, folded

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "nlu"
MISSPELT = frozenset({
    "abonement", "abonnemnt", "factur", "invoce", "invocies", "opne", "ouver", "paymnt", "respnse", "respons", "retar",
    "suport", "supprot", "suspnded",
})  # fmt: skip
"""The slips in what people wrote for data/nlu; a word that is none must not come to be among them."""
MOST_MS = 0.5


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("any overdeu invocies?", "any overdue invoices?"),
        ("la factrue en reatrd", "la facture en retard"),
        ("are you opne on satuday", "are you open on saturday"),
        ("colsed on mondday?", "closed on monday?"),
        ("une facure impaayee", "une facture impayee"),
        ("l'echeence est dimnache", "l'echeence est dimanche"),  # a wrong letter is not guessed
        ("close the ticket", "close the ticket"),
        ("on a ete facturee deux fois", "on a ete facturee deux fois"),
        ("mail paymnt@contoso.example", "mail paymnt@contoso.example"),
        ("see contoso.example/invocie", "see contoso.example/invocie"),
    ],
)
def test_slips_are_put_right_and_nothing_else(text: str, read: str) -> None:
    assert respelt(text) == read
    assert respelt_in_place(fold(text)).text == read


def test_what_is_put_right_is_one_of_few_words_and_none_of_them_is_changed() -> None:
    assert len(SLIPS) < 2000
    assert not WORDS & SLIPS.keys()
    assert all(slip[0] == word[0] and abs(len(slip) - len(word)) < 2 for slip, word in SLIPS.items())


def test_no_example_is_read_otherwise_but_for_slips() -> None:
    changed: set[str] = set()
    for path in EXAMPLES.rglob("*.yml"):
        for line in path.read_text("utf-8").splitlines():
            said = folded(line)
            if (read := respelt(said)) != said:
                changed |= {word for word in said.replace("'", " ").split() if respelt(word) != word} or {read}
    assert {word.strip('.,;:!?()"') for word in changed} <= MISSPELT


@pytest.mark.parametrize(
    "text", ["la factrue en retard", "show me the invocie", "Une facure « impayeee », svp", "œuvre : la facure"]
)
def test_every_letter_keeps_its_place(text: str) -> None:
    read = respelt_in_place(fold(text))
    assert len(read.text) == len(read.places)
    assert list(read.places) == sorted(read.places)
    assert read.places[-1] == len(text) - 1
    for entity in entities_of(text):
        assert 0 <= entity.start < entity.end <= len(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("overdeu invoices", ("state", "overdue")),
        ("open on satuday?", ("date", "W6")),
        ("les factures en reatrd", ("state", "overdue")),
    ],
)
def test_what_is_named_with_a_slip_is_found(text: str, named: tuple[str, str]) -> None:
    assert named in {(one.name, one.value) for one in entities_of(text)}


def test_it_takes_no_time() -> None:
    text = "any overdeu invoices of satuday, and is the factrue en retard or not? " * 12
    begun = time.perf_counter()
    for _ in range(20):
        respelt_in_place(fold(text))
    assert (time.perf_counter() - begun) / 20 * 1000 < 10 * MOST_MS  # measured 0.2 ms with much to put right
