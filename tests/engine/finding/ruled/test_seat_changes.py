"""The number at the verb is how many seats change, in both languages; the numbers around it are not."""

import pytest

from tests.engine.finding.entities import Table, rows, values

TABLE: Table = [
    (
        "seats",
        {
            "there are 70 seats and 55 people here, remove 15 of them": ["15"],
            "of the 70 licences, please drop 15": ["15"],
            "add 4, that makes 64 users": ["4"],
            "take 9 licences off, we are 31 people": ["9"],
            "we are 31 people with 40 seats, get rid of nine": ["9"],
            "sur nos 70 licences, retirez-en 15": ["15"],
            "nous avons 70 postes pour 55 personnes : enlever 15 postes": ["15"],
            "ajoutez encore 4 licences, on sera 64 utilisateurs": ["4"],
            "on en retire 9": ["9"],
            "remove 3 and add 5 seats": ["3", "5"],
            "70 seats, 55 users": ["70", "55"],
            "remove one seat": ["1"],
            "add 5 days": [],
            "remove 2 invoices": [],
            "ajoutez 3 factures": [],
            "je vire 300 demain": [],
            "ajoutez 20 %": [],
            "remove 104231": [],
            "add 12.50": [],
        },
    ),
    (
        "seats_to",
        {
            "reduce the licences from 70 to 55": ["55"],
            "bring our seats down to 55": ["55"],
            "ramenez nos licences de 70 à 55": ["55"],
            "passer à 55 postes": ["55"],
            "increase the users to 80": ["80"],
            "reduce the price to 55": [],
            "add 5 seats": [],
            "ramener le délai à 30 jours": [],
        },
    ),
    (
        "order_reference",
        {
            "put PO-8842 on the invoices": ["PO-8842"],
            "bon de commande CD/2026-77": ["CD/2026-77"],
            "our PO 8842": ["8842"],
            "our purchase order is 8842": ["8842"],
            "n° de bon de commande BC-5120 sur la 104177": ["BC-5120"],
        },
    ),
]


@pytest.mark.parametrize(("name", "text", "expected"), rows(TABLE), ids=lambda part: str(part)[:40])
def test_the_number_at_the_verb_is_the_one_that_changes(name: str, text: str, expected: list[str]) -> None:
    assert values(name, text) == expected
