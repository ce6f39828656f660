"""Parts of a day, other companies and earlier requests are found, and nothing else is taken for one."""

import pytest

from bot.engine.finding import entities_of
from tests.engine.finding.entities import Table, rows, values

TABLE: Table = [
    (
        "daypart",
        {
            "and after lunch?": ["afternoon"],
            "on Christmas Eve in the afternoon": ["afternoon"],
            "le 24 décembre après midi": ["afternoon"],
            "et cet aprem": ["afternoon"],
            "la pause de midi c'est quand": ["lunch"],
            "do you close for lunch": ["lunch"],
            "ouvert demain matin ?": ["morning"],
            "open on Saturday morning?": ["morning"],
            "this evening": ["evening"],
            "vous travaillez le soir ?": ["evening"],
            "en cas de panne la nuit": ["night"],
            "at night": ["night"],
            "pis la fin de semaine ?": ["weekend"],
            "open at weekends?": ["weekend"],
            "good morning, a question": [],
            "bonsoir": [],
            "it's 3 in the morning": [],
            "à midi": [],
        },
    ),
    ("time", {"la pause de midi": [], "à midi": ["12:00"], "midi et demi": ["12:30"], "cet aprem à 15h": ["15:00"]}),
    (
        "company",
        {
            "combien doit Contoso chez vous ?": ["Contoso"],
            "il doit combien Contoso": ["Contoso"],
            "what does Fabrikam pay you": ["Fabrikam"],
            "how much does Northwind Traders owe": ["Northwind Traders"],
            "show me Contoso's invoices": ["Contoso"],
            "les factures de Fabrikam SARL": ["Fabrikam SARL"],
            "la facture de Mars": [],
            "Qui doit payer ?": [],
            "Combien doit-on payer ?": [],
            "the price of Power BI": [],
            "where is Microsoft's bill": [],
            "Please pay for it": [],
        },
    ),
    (
        "request",
        {
            "what's the status of our request about the VAT number": ["the vat number"],
            "Où en est ma demande concernant notre n° de TVA ?": ["notre n° de tva "],
            "I have a request about the VAT number": [],
            "we asked you last month to change our address, any news?": ["change our address"],
            "nous avions fait une demande pour le n° de commande, du nouveau ?": ["le n° de commande"],
            "we asked you to change our address": [],
            "I asked for a copy, when is it due": [],
        },
    ),
    ("unread", {"i raised it a while ago": [], "c'était il y a quelque temps": [], "recently": []}),
]


@pytest.mark.parametrize(("name", "text", "expected"), rows(TABLE))
def test_what_is_spoken_of_is_found(name: str, text: str, expected: list[str]) -> None:
    assert values(name, text) == expected


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("où ça en est avec notre adresse ? j'ai fait la demande en mai", "notre adresse"),
        ("any news on the new address? we made a request in May", "the new address"),
        ("où ça en est avec notre facture ?", ""),
    ],
)
def test_news_of_what_was_requested_are_news_of_the_request(text: str, request_: str) -> None:
    found = [one.value.strip() for one in entities_of(text) if one.name == "request"]
    assert found == ([request_] if request_ else [])


@pytest.mark.parametrize("text", ["will you sue us", "est-ce qu'un huissier va venir ?", "do we end up in court?"])
def test_a_court_is_spoken_of(text: str) -> None:
    assert "court" in [one.value for one in entities_of(text) if one.name == "spoken_of"]
