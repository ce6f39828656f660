"""The thought of leaving is found as people write it, and a mood stands where it was written."""

import time

import pytest

from bot.engine.finding import entities_of
from tests.engine.finding.mood.moods import mood

LEAVING = (
    "we got a cheaper quote from someone else",
    "one more mistake and we're off",
    "we're going to take our licences somewhere else",
    "un concurrent nous a fait une offre et on hésite",
    "encore une erreur et on s'en va",
    "on pense quitter votre boîte",
    "we'll move to another provider",
    "we will switch to another provider",
    "We are going to look for another partner",
    "we're thinking of moving to a competitor",
    "I want to change provider",
    "how do we switch providers",
    "we are considering switching reseller",
    "we will take our business elsewhere",
    "we'll go elsewhere",
    "then we'll go somewhere else",
    "we are looking elsewhere",
    "we're leaving you",
    "we are thinking about leaving you",
    "I'm seriously thinking of leaving Northstar",
    "you are going to lose us as a customer",
    "you're losing a customer",
    "you just lost a customer",
    "you will lose us",
    "we want to end our relationship with you",
    "we are done with you",
    "we don't want to be your customer any more",
    "your competitors are cheaper",
    "we got a better offer from a competitor",
    "fix this or we go to a competitor",
    "if this happens again we'll change supplier",
    "we are moving everything to a different reseller",
    "cancel it all, we are going with another provider",
    "this is ridiculous, we'll move to another provider",
    "on va changer de prestataire",
    "on change de prestataire",
    "nous allons changer de fournisseur",
    "je vais changer de revendeur",
    "on envisage de changer de partenaire",
    "on change de prestataire au 1er janvier, quelles sont les démarches pour vous quitter ?",
    "nous allons voir ailleurs",
    "on ira voir ailleurs",
    "on va aller voir ailleurs",
    "nous pensons vous quitter",
    "on vous quitte",
    "nous allons vous quitter",
    "nous passons à la concurrence",
    "on va passer chez un concurrent",
    "nous allons partir chez un autre prestataire",
    "vous allez perdre un client",
    "vous allez nous perdre",
    "vous perdez un bon client",
    "on ne veut plus rester chez vous",
    "vos concurrents sont moins chers",
    "on a trouvé moins cher ailleurs",
    "nous quittons Northstar",
    "je vais partir de chez vous",
    "si ça continue on change de crémerie",
)


@pytest.mark.parametrize("text", LEAVING)
def test_a_threat_to_leave_is_found(text: str) -> None:
    assert mood(text) == "leaving"


def test_who_is_angry_and_leaves_is_leaving() -> None:
    assert mood("This is a disgrace. We will take our business elsewhere.") == "leaving"


def test_capitals_alone_and_marks_alone_are_no_anger() -> None:
    assert mood("PLEASE SEND THE INVOICE OF MARCH") is None
    assert mood("please send the invoice of march!!") is None
    assert mood("I HAVE ASKED FOR THE INVOICE OF MARCH, STILL NOTHING!!") == "angry"


def test_a_mood_stands_where_it_was_written() -> None:
    text = "Où est ma facture ? Franchement, c'est inadmissible."
    (found,) = [entity for entity in entities_of(text) if entity.name == "mood"]
    assert text[found.start : found.end] == "c'est inadmissible"


def test_a_mood_takes_nothing_from_what_else_is_named() -> None:
    names = {
        entity.name: entity.value for entity in entities_of("Invoice NS-104231 is ridiculous! 412.00 EUR for Teams?!")
    }
    assert names["invoice_number"] == "NS-104231"
    assert names["mood"] == "angry"
    assert {"amount", "product"} <= set(names)


@pytest.mark.parametrize(
    "text", ["i am so " * 500, "change de " * 400, "never " * 600, "c'est " * 600, "we'll go " * 400, "!" * 4000]
)
def test_repeated_words_take_no_time(text: str) -> None:
    entities_of("warm up")
    started = time.thread_time()
    entities_of(text)
    assert time.thread_time() - started < 0.5
