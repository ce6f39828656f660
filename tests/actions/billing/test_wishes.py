"""Wishes to change or end a subscription: the rules with their dates, then the wish in one line, then the ticket."""

import pytest

from bot.bootstrap import Desk
from tests.actions.billing.wishing import note, written
from tests.actions.conftest import BILLING, COMPTA, NORTHWIND, TECHNICAL
from tests.actions.talk import Talk

PREMIUM, E3 = "Microsoft 365 Business Premium", "Microsoft 365 E3"

LINES = [
    ("change_subscription/add", BILLING, {"seats": "12"},
     f"Add 12 seats to {PREMIUM}", f"Ajouter 12 postes à {PREMIUM}"),
    ("change_subscription/add", BILLING, {"seats": "1", "product": "Visio"}, "Add 1 seat to Visio",
     "Ajouter 1 poste à Visio"),
    ("change_subscription/remove", BILLING, {"seats": "3", "product": PREMIUM}, f"Remove 3 seats from {PREMIUM}",
     f"Retirer 3 postes de {PREMIUM}"),
    ("change_subscription/plan", NORTHWIND, {}, f"Change {E3}: the wish",
     f"Modifier {E3} : the wish"),
    ("change_subscription", NORTHWIND, {}, f"Change {E3}: the wish", f"Modifier {E3} : the wish"),
    ("cancel_subscription/cancel", NORTHWIND, {}, f"Cancel {E3} (20 seats)", f"Résilier {E3} (20 postes)"),
    ("cancel_subscription/cancel", BILLING, {"product": "Azure"}, "Cancel Azure plan", "Résilier Azure plan"),
    ("cancel_subscription", COMPTA, {}, "Cancel Microsoft 365 Business Standard (40 seats)",
     "Résilier Microsoft 365 Business Standard (40 postes)"),
]  # fmt: skip

FIRST = [
    ("cancel_subscription/window", f"The 7 days for cancelling **{E3}** ended on March 14, 2026",
     f"Le délai de 7 jours pour résilier **{E3}** a pris fin le 14 mars 2026"),
    ("cancel_subscription/refund", f"Nothing: the 7 days for cancelling **{E3}** ended",
     f"Rien : le délai de 7 jours pour résilier **{E3}** a pris fin"),
    ("cancel_subscription/cost", f"The rest of the term: **{E3}** stays due until March 6, 2027, $2,100.00 a quarter",
     f"Le reste de l'engagement : **{E3}** reste dû jusqu'au 6 mars 2027, 2 100,00 $US par trimestre"),
    ("change_subscription/effect", "**$105.00** a quarter before tax, more or less, for 1 seat",
     "**105,00 $US** par trimestre hors taxes, en plus ou en moins, pour 1 poste"),
    ("change_subscription/who", "Administrators and billing contacts of your company. You are one of them.",
     "Les administrateurs et les contacts de facturation de votre entreprise. Vous en faites partie."),
    ("change_subscription/when", "More seats count from the day they are ordered", "Des postes en plus comptent dès"),
    ("change_subscription/remove", f"**{E3}** (20 seats) can be reduced at its renewal on March 6, 2027, in 108 days",
     f"**{E3}** (20 postes) peut être réduit à son renouvellement le 6 mars 2027, dans 108 jours"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "email", "entities", "english", "french"), LINES)
def test_the_line_read_back_is_what_the_ticket_says(
    desk: Desk, question: str, email: str, entities: dict[str, str], english: str, french: str
) -> None:
    for language, line in (("en", english), ("fr", french)):
        talk = Talk.of(desk, email, language)
        assert note(talk.ask(question, "the wish", **entities)) == line
        talk.ask("affirm", "yes")
        assert written(desk, talk) == (line, "the wish")


@pytest.mark.parametrize(("question", "english", "french"), FIRST)
def test_the_first_sentence_answers_with_the_own_dates(desk: Desk, question: str, english: str, french: str) -> None:
    for language, answer in (("en", english), ("fr", french)):
        said = Talk.of(desk, NORTHWIND, language).ask(question, "the question").text
        assert said.startswith(answer), said


@pytest.mark.parametrize("understood", ["change_subscription", "nlu_fallback", "explain_charge", "affirm"])
def test_a_number_in_the_next_message_completes_the_wish(desk: Desk, contoso: Talk, understood: str) -> None:
    asked = contoso.ask("change_subscription/add", "we need more licences")
    assert asked.text.endswith("has 60 seats now. How many seats is it about?")
    assert note(contoso.ask(understood, "12")) == f"Add 12 seats to {PREMIUM}"
    assert "T-1003" in contoso.ask("affirm", "yes").text
    assert written(desk, contoso) == (f"Add 12 seats to {PREMIUM}", "we need more licences\n\n12")


def test_another_question_instead_of_the_number_is_answered(contoso: Talk) -> None:
    contoso.ask("change_subscription/remove", "we need fewer licences")
    assert "60 seats" in contoso.ask("subscription_info/seats", "how many do we have?").text


def test_words_around_the_number_are_kept_and_another_aspect_is_no_number(desk: Desk, contoso: Talk) -> None:
    contoso.ask("change_subscription/add", "we need more licences")
    assert contoso.ask("change_subscription/effect", "5 more cost what", seats="5").text.startswith("**€103.00**")
    contoso.ask("change_subscription/add", "we need more licences")
    assert note(contoso.ask("change_subscription/add", "make it twelve", seats="12")) == f"Add 12 seats to {PREMIUM}"
    contoso.ask("affirm", "yes")
    assert written(desk, contoso)[1] == "we need more licences\n\nmake it twelve"


def test_a_yes_or_no_comes_first_where_it_was_asked_for(desk: Desk) -> None:
    for language, no, yes in (
        ("en", "No, **Mic", "Yes, seats"),
        ("fr", "Non, **Mic", "Oui, des postes"),
    ):
        talk = Talk.of(desk, BILLING, language)
        assert talk.ask("change_subscription/remove", "10 fewer?", seats="10", form="yes_no").text.startswith(no)
        assert talk.ask("change_subscription/add", "10 more?", seats="10", form="yes_no").text.startswith(yes)


def test_no_instead_of_the_number_drops_the_wish(contoso: Talk) -> None:
    contoso.ask("change_subscription/add", "we need more licences")
    contoso.ask("deny", "no, never mind")
    assert "12 seats" not in contoso.ask("nlu_fallback", "12").text


def test_which_subscription_is_asked_where_several_could_be_meant_and_nothing_is_lost(
    desk: Desk, contoso: Talk
) -> None:
    said = contoso.ask("cancel_subscription/cancel", "we want to stop at the end of the year")
    assert said.titles[:2] == [PREMIUM, "Azure plan"]
    assert note(contoso.press_payload(said.buttons[1])) == "Cancel Azure plan"
    contoso.ask("affirm", "yes")
    assert written(desk, contoso) == ("Cancel Azure plan", "we want to stop at the end of the year")


def test_seats_asked_for_are_priced(contoso: Talk) -> None:
    said = contoso.ask("change_subscription/add", "ten more please", seats="10").text
    assert "10 seats more cost €206.00 a month before tax" in said
    assert "I do not change anything myself" in said


def test_a_technical_contact_may_wish_and_sees_no_prices(desk: Desk) -> None:
    talk = Talk.of(desk, TECHNICAL)
    assert "€" not in talk.ask("change_subscription/add", "ten more please", seats="10").text
    assert "Your role is another one" in talk.ask("change_subscription/who", "who may order?").text
    assert "€" not in talk.ask("cancel_subscription/cost", "what does it cost?", product=PREMIUM).text


def test_a_visitor_hears_the_rules_and_may_leave_a_ticket(visitor: Talk) -> None:
    assert "within 7 days of purchase or renewal" in visitor.ask("cancel_subscription/window", "how long?").text
    assert "Shall I?" in visitor.ask("change_subscription/add", "five more seats", seats="5").text
    assert "Administrators and billing contacts" in visitor.ask("change_subscription/who", "who may?").text


@pytest.mark.parametrize(
    ("language", "target", "first"),
    [
        ("en", "48", "**€247.20** a month less before tax: from 60 to 48 seats"),
        ("en", "65", "**€103.00** a month more before tax: from 60 to 65 seats"),
        ("fr", "48", "**247,20 €** de moins par mois hors taxes : de 60 à 48 postes"),
    ],
)
def test_the_effect_of_a_change_to_a_number_is_the_difference(
    desk: Desk, language: str, target: str, first: str
) -> None:
    said = Talk.of(desk, BILLING, language).ask("change_subscription/effect", seats=target, seats_to=target)
    assert said.text.startswith(first)


@pytest.mark.parametrize("aspect", ["who", "when", "remove"])
def test_a_number_that_shall_be_left_is_a_wish_however_it_is_asked(desk: Desk, aspect: str) -> None:
    said = Talk.of(desk, BILLING, "fr").ask(f"change_subscription/{aspect}", seats_to="59", form="yes_no")
    assert "Retirer 1 poste" in said.text
