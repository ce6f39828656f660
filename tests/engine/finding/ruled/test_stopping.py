"""Whom a problem stops is read from words, the gravest first; people spoken of beside it are no severity."""

import pytest

from bot.engine.finding import entities_of

CRITICAL = [
    "nobody in the office has been able to open their mail since Monday",
    "no one can log in",
    "none of us can work",
    "Teams is down for everybody",
    "everyone is locked out since this morning",
    "we can't work at all",
    "our whole office is cut off from mail",
    "all 30 of us are stuck",
    "yes, the business is at a standstill",
    "plus personne ne peut travailler",
    "personne n'arrive à ouvrir Outlook",
    "chez nous plus personne n'a accès à Teams",
    "tout le monde est bloqué",
    "Teams est en panne pour tout le monde",
    "toute l'équipe est à l'arrêt",
    "on ne peut plus travailler du tout",
    "everybody here can't log in",
    "nobody gets mails any more",
]
MODERATE = [
    "one of my users cannot open Excel",
    "it is only me",
    "just my laptop",
    "nobody else has this",
    "everybody else is fine, only me",
    "c'est juste chez moi",
    "une de nos collègues n'a plus Word",
    "les autres n'ont pas ce problème",
]
MINIMAL = ["Teams is slow, no rush", "it's not urgent", "rien d'urgent, mais Excel rame", "ça peut attendre lundi"]
NONE = [
    "nobody can tell me what this line is",
    "everybody was paid yesterday",
    "not just me",
    "it does not concern everybody",
    "is everyone billed separately?",
    "why is nobody answering the phone",
    "personne ne me répond",
    "tous les utilisateurs sont facturés ?",
    "can everyone on the team see the invoice?",
    "Outlook does not start",
    "Outlook keeps crashing on all our laptops since this morning",
    "Teams plante chez tout le monde",
    "nobody told me when you open",
    "nobody can open the invoice you sent",
    "personne ne peut m'ouvrir un ticket ?",
    "we can't work out this total",
    "nous ne pouvons pas faire le virement",
    "I can't add everybody to the plan",
    "please add one user",
    "un de nos clients veut une facture",
    "everyone is paid on the 28th, can we pay then",
]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        *((text, ["critical"]) for text in CRITICAL),
        *((text, ["moderate"]) for text in MODERATE),
        *((text, ["minimal"]) for text in MINIMAL),
        *((text, []) for text in NONE),
    ],
)
def test_what_is_said_of_whom_it_stops(text: str, severity: list[str]) -> None:
    assert [one.value for one in entities_of(text) if one.name == "severity"] == severity
