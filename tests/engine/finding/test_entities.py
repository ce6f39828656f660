"""What a message names is found in any spelling, in both languages, and nothing else is taken for it."""

import time

import pytest

from bot.engine.finding import entities_of
from tests.engine.finding.entities import Table, rows, values

TABLE: Table = [
    (
        "product",
        {
            "M365 Business Premium": ["Microsoft 365 Business Premium"],
            "business standard": ["Microsoft 365 Business Standard"],
            "office 365 e3": ["Office 365 E3"],
            "E5": ["Microsoft 365 E5"],
            "G3": ["Microsoft 365 G3"],
            "azure": ["Azure"],
            "Azure AD": ["Entra ID"],
            "dynamics": ["Dynamics 365"],
            "powerbi": ["Power BI"],
            "Teams": ["Teams"],
            "our teams": [],
            "teams phone": ["Teams Phone"],
            "exchange rate": [],
            "exchange": ["Exchange"],
            "one drive": ["OneDrive"],
            "Share Point": ["SharePoint"],
            "my project": [],
            "project plan 3": ["Project"],
            "copilot": ["Copilot"],
            "Windows 365": ["Windows 365"],
            "o365": ["Microsoft 365"],
            "intune et defender": ["Intune", "Defender"],
            "visio": ["Visio"],
            "A3": [],
            "l'Outlook": ["Outlook"],
            "excellent": [],
        },
    ),
    (
        "plan",
        {
            "what does Premium cost": ["premium"],
            "plan Plus": ["plus"],
            "the Plus plan": ["plus"],
            "support basic": ["basic"],
            "formule plus": ["plus"],
            "Business Premium": [],
            "plus de licences": [],
            "en plus de support": [],
            "a basic question": [],
            "je n'ai plus accès": [],
            "Une panne ? Plus rien ne répond": [],
            "passer en Premium": ["premium"],
        },
    ),
    (
        "which",
        {
            "the last one": ["last"],
            "la dernière": ["last"],
            "ma dernière facture": ["last"],
            "my latest invoice": ["last"],
            "celle d'avant": ["previous"],
            "and the one before?": ["previous"],
            "la précédente": ["previous"],
            "previous invoice": ["previous"],
            "next bill": ["next"],
            "la prochaine facture": ["next"],
            "the first one": ["first"],
            "last month": [],
            "last time": [],
            "la dernière fois": [],
            "la dernière personne": [],
            "the latest date": [],
            "my last supplier": [],
            "le dernier mois": [],
            "au dernier trimestre": [],
            "l'avant-dernière": ["previous"],
        },
    ),
    (
        "wanted_language",
        {
            "in English please": ["en"],
            "en anglais svp": ["en"],
            "parlez français": ["fr"],
            "can we speak French": ["fr"],
            "english": ["en"],
            "français ?": ["fr"],
            "switch to English": ["en"],
            "the invoice in French": [],
            "I don't speak French": [],
            "I need an English speaking lawyer": [],
            "peut-on continuer en français": ["fr"],
            "my english colleague left": [],
            "deutsch bitte": [],
        },
    ),
    (
        "email",
        {
            "write to Jane.Doe@contoso.example please": ["Jane.Doe@contoso.example"],
            "a@b": [],
            "compta@fabrikam.example.": ["compta@fabrikam.example"],
        },
    ),
    (
        "buys_direct",
        {
            "we buy directly from Microsoft": ["true"],
            "I'm not a customer of yours": ["true"],
            "nous achetons directement chez Microsoft": ["true"],
            "nous ne sommes pas clients chez vous": ["true"],
            "I am a customer": [],
            "Microsoft is down": [],
            "we bought it straight from Microsoft": ["true"],
            "I am not customer service": [],
        },
    ),
    (
        "cloud",
        {
            "we are in the US Government cloud": ["us_government"],
            "GCC High tenant": ["us_government"],
            "cloud": [],
            "government grant": [],
        },
    ),
]


@pytest.mark.parametrize(("name", "text", "expected"), rows(TABLE), ids=lambda part: str(part)[:40])
def test_a_message_names_what_it_names_and_no_more(name: str, text: str, expected: list[str]) -> None:
    assert values(name, text) == expected


@pytest.mark.parametrize(
    "text", ["Où est la facture NS–104231 d’août ?", "😀 invoice 104231 😀", "Z̷a̸l̵g̶o NS-104231", "ﬁnd NS-104231"]
)
def test_an_entity_tells_where_it_stands_in_the_text_as_typed(text: str) -> None:
    for entity in entities_of(text):
        assert 0 <= entity.start < entity.end <= len(text)
    number = next(entity for entity in entities_of(text) if entity.name == "invoice_number")
    assert "104231" in text[number.start : number.end]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "😀" * 50,
        "<b>hi</b><script>",
        "a" * 8000,
        "1 " * 4000,
        "1,1." * 2000,
        "n°" * 4000,
        "in the " * 1100,
        "T̷" * 4000,
        "-" * 8000,
        "\u0000\ud83d",
        "NS" * 4000,
        "a@" * 4000,
        "not " * 2000,
        "20" * 4000,
    ],
)
def test_no_text_is_too_odd_or_too_long(text: str) -> None:
    started = time.process_time()
    entities_of(text)
    assert time.process_time() - started < 0.5
