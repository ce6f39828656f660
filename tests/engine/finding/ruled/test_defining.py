"""A word whose meaning is asked is found by the form that asks for it; an amount asked for is no such word."""

import pytest

from bot.domain.conversations.glossary import TERMS
from bot.engine.cues.defining import EXPLAINED
from tests.engine.finding.entities import Table, rows, values

TABLE: Table = [
    (
        "term",
        {
            "What's a credit memo?": ["credit_note"],
            "what are credit notes": ["credit_note"],
            "an avoir, what is that?": ["credit_note"],
            "un avoir, c'est quoi au juste ?": ["credit_note"],
            "kesako un avoir": ["credit_note"],
            "what do you mean by proration": ["proration"],
            "can you explain what prorated means?": ["proration"],
            "que signifie « prorata » ?": ["proration"],
            "définition de cycle charge svp": ["cycle_charge"],
            "ok and addQuantity?": ["add_quantity"],
            "what does removeQuantity mean, and addQuantity": ["remove_quantity", "add_quantity"],
            "what do net and gross mean": ["net", "gross"],
            "TTC ça veut dire quoi": ["gross"],
            "what is VAT?": ["vat"],
            "c'est quoi l'autoliquidation ?": ["reverse_charge"],
            "qu'est-ce qu'un mandat SEPA ?": ["mandate"],
            "what's a SEPA mandate": ["mandate"],
            "what is a BIC": ["bic"],
            "what is the extended term?": ["extended_term"],
            "what does in arrears mean": ["arrears"],
            "terme échu, ça veut dire quoi ?": ["arrears"],
            "what's a seat exactly": ["seat"],
            "what is CSP": ["csp"],
            "what is Azure usage": ["usage"],
            "qu'entendez-vous par engagement ?": ["term"],
            "what is the VAT on our last invoice": [],
            "what's the net of NS-104177": [],
            "what is overdue?": [],
            "what are our due dates": [],
            "c'est quoi la TVA sur la dernière": [],
            "quel est le montant HT ?": [],
            "what is our IBAN on file": [],
            "what is your IBAN?": [],
            "where is our credit note": [],
            "what is the credit note for": [],
            "when does our commitment end": [],
            "I mean the credit note": [],
            "how many seats do we have": [],
            "what reminders did you send": [],
            "c'est quoi votre IBAN": [],
            "it is suspended, what now?": [],
        },
    ),
]


@pytest.mark.parametrize(("name", "text", "expected"), rows(TABLE), ids=lambda part: str(part)[:40])
def test_a_word_is_explained_only_to_who_asks_what_it_means(name: str, text: str, expected: list[str]) -> None:
    assert values(name, text) == expected


def test_every_word_that_is_found_is_one_the_desk_explains() -> None:
    assert EXPLAINED == TERMS
