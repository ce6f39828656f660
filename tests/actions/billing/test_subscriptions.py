"""What is asked about subscriptions is answered first, in both languages, with the cast's exact facts."""

import pytest

from bot.bootstrap import Desk
from tests.actions.conftest import ADATUM, BILLING, COMPTA, NORTHWIND, TAILSPIN, TECHNICAL
from tests.actions.talk import Talk

PREMIUM, E3 = "Microsoft 365 Business Premium", "Microsoft 365 E3"
OWED = "invoice **NS-104120** ($2,100.00, due on October 5, 2026)"
DUE = "la facture **NS-104120** (2 100,00 $US, échue le 5 octobre 2026)"

FIRST = [
    ("which", BILLING, {}, "You have 2 subscriptions:", "Vous avez 2 abonnements :"),
    ("seats", BILLING, {}, f"**60 seats** of {PREMIUM}.", f"**60 postes** de {PREMIUM}."),
    ("seats", TAILSPIN, {}, "**25 seats** of Microsoft 365 G3.", "**25 postes** de Microsoft 365 G3."),
    ("seats", BILLING, {"product": "Azure"}, "**Azure plan** has no seats", "**Azure plan** n'a pas de postes"),
    ("price", COMPTA, {}, "**€12.25** a month before tax for one seat",
     "**12,25 €** par mois hors taxes pour un poste"),
    ("price", NORTHWIND, {}, "**$105.00** a quarter before tax", "**105,00 $US** par trimestre hors taxes"),
    ("price", BILLING, {"product": "Visio"}, "I do not have our price for Visio here. That product is not among your",
     "Je n'ai pas ici notre prix pour Visio. Ce produit ne fait pas partie"),
    ("cost", BILLING, {}, f"**€1,236.00** a month before tax: 60 seats of {PREMIUM} at €20.60 each.",
     f"**1 236,00 €** par mois hors taxes : 60 postes de {PREMIUM} à 20,60 € chacun."),
    ("cost", COMPTA, {"seats": "40"}, "**€490.00** a month before tax: 40 seats",
     "**490,00 €** par mois hors taxes : 40"),
    ("cost", NORTHWIND, {"seats": "1"}, "**$105.00** a quarter before tax: 1 seat", "**105,00 $US** par trimestre"),
    ("state", NORTHWIND, {},
     f"**{E3}** has been suspended since November 4, 2026 (14 days ago), because {OWED} is unpaid.",
     f"**{E3}** est suspendu depuis le 4 novembre 2026 (il y a 14 jours), parce que {DUE} est impayée."),
    ("state", COMPTA, {}, "**Microsoft 365 Business Standard** is active.",
     "**Microsoft 365 Business Standard** est actif."),
    ("why", NORTHWIND, {}, f"Because {OWED} is unpaid:", f"Parce que {DUE} est impayée :"),
    ("why", NORTHWIND, {"product": "Teams"}, f"Because {OWED} is unpaid:", f"Parce que {DUE} est impayée :"),
    ("why", BILLING, {}, "None of your subscriptions is suspended", "Aucun de vos abonnements n'est suspendu"),
    ("since", NORTHWIND, {}, "Since **November 4, 2026**, 14 days ago:",
     "Depuis le **4 novembre 2026**, il y a 14 jours :"),
    ("restore", NORTHWIND, {}, f"At once when {OWED} is paid:", f"Dès que {DUE} est payée :"),
    ("data", NORTHWIND, {}, "Yes, administrators keep access to the data", "Oui, les administrateurs gardent l'accès"),
    ("renewal", BILLING, {"product": PREMIUM}, "On **29 April 2027**, in 162 days: then the term",
     "Le **29 avril 2027**, dans 162 jours : l'engagement"),
    ("renewal", NORTHWIND, {}, "On **March 6, 2027**, in 108 days:", "Le **6 mars 2027**, dans 108 jours :"),
    ("changes", BILLING, {}, f"On **15 October 2026**, {PREMIUM} went from 50 to 60 seats: 10 more",
     f"Le **15 octobre 2026**, {PREMIUM} est passé de 50 à 60 postes : 10 de plus"),
    ("changes", NORTHWIND, {}, "I see no change of seats", "Je ne vois aucun changement de postes"),
    ("unused", BILLING, {}, "Unused seats are billed too", "Les postes inutilisés sont facturés aussi"),
]  # fmt: skip


@pytest.mark.parametrize(("aspect", "email", "entities", "english", "french"), FIRST)
def test_the_first_sentence_answers_the_question(
    desk: Desk, aspect: str, email: str, entities: dict[str, str], english: str, french: str
) -> None:
    for language, answer in (("en", english), ("fr", french)):
        said = Talk.of(desk, email, language).ask(f"subscription_info/{aspect}", "the question", **entities).text
        assert said.startswith(answer), said


def test_a_whole_list_names_every_subscription_with_its_seats(contoso: Talk) -> None:
    said = contoso.ask("subscription_info/which", "what do we subscribe to").text
    assert f"- **{PREMIUM}**, 60 seats, billed monthly, €20.60 a seat and month" in said
    assert "- **Azure plan**, billed by usage, active" in said


def test_prices_are_for_who_may_see_money_and_causes_are_told_without_them(desk: Desk) -> None:
    talk = Talk.of(desk, TECHNICAL)
    assert "does not include invoices and payments" in talk.ask("subscription_info/price", "how much").text
    assert "does not include invoices and payments" in talk.ask("subscription_info/cost", "how much").text
    assert talk.ask("subscription_info/seats", "how many").text.startswith("**60 seats**")


def test_a_follow_up_is_about_the_subscription_talked_about(contoso: Talk) -> None:
    contoso.ask("subscription_info/renewal", "when does Azure end", product="Azure")
    assert contoso.ask("subscription_info/seats", "and how many").text.startswith("**Azure plan** has no seats")


def test_paying_is_one_press_away_while_suspended(desk: Desk) -> None:
    said = Talk.of(desk, NORTHWIND).ask("subscription_info/restore", "how do we get back in?")
    assert said.titles == ["Pay $2,100.00", "How to pay", "Talk to a person"]


def test_who_changed_the_seats_is_not_recorded_and_said_so_first(contoso: Talk) -> None:
    said = contoso.ask("subscription_info/changes", "who did that", form="who").text
    assert said.startswith("Who ordered a change is not recorded here; our billing team can find out.")
    assert "from 50 to 60 seats" in said


def test_a_product_nobody_bought_is_offered_as_a_quote(contoso: Talk) -> None:
    said = contoso.ask("subscription_info/price", "Visio?", product="Visio")
    assert "**Microsoft 365 Business Premium**" in said.text
    quote = contoso.press_payload(said.buttons[0]).text
    assert "**Send us a quote: Visio**" in quote


def test_others_are_asked_to_sign_in_or_told_their_portal(desk: Desk, visitor: Talk) -> None:
    assert "sign in" in visitor.ask("subscription_info/state", "are we active?").text
    assert "You buy from Microsoft directly" in Talk.of(desk, ADATUM).ask("subscription_info/seats", "seats").text


def test_seats_spoken_of_are_priced_exactly_and_with_those_there_are(desk: Desk) -> None:
    tailspin = Talk.of(desk, TAILSPIN)
    for asked in ("subscription_info/price", "subscription_info/cost", "change_subscription/add"):
        said = tailspin.ask(asked, "what would 10 more seats cost a month", seats="10").text
        assert said.startswith("**$360.00** a month before tax: 10 seats of Microsoft 365 G3")
        assert "With the 25 you have that makes 35 seats: **$1,260.00** a month" in said


def test_a_word_tells_which_subscription_is_meant(desk: Desk) -> None:
    contoso = Talk.of(desk, BILLING)
    said = contoso.ask("change_subscription/plan", "what would 5 more premium seats cost us a month", seats="5").text
    assert said.startswith("**€103.00** a month before tax")
    said = contoso.ask(
        "change_subscription/add", "what would five more add per month", seats="5", product="Outlook"
    ).text
    assert said.startswith("**€103.00** a month before tax")


def test_since_when_after_a_number_of_seats_is_about_the_seats(desk: Desk) -> None:
    contoso = Talk.of(desk, BILLING)
    contoso.ask("subscription_info/seats", "how many seats")
    assert contoso.ask("subscription_info/since", "since when?").text.startswith("On **15 October 2026**")
    assert Talk.of(desk, BILLING).ask("subscription_info/since", "since when is it 60").text.startswith("On **15 Oct")
