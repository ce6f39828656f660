"""Paying late: each question gets its date, sum or rule first, counted from the own invoices, in both languages."""

import pytest

from bot.bootstrap import Desk
from tests.actions.billing.wishing import note, written
from tests.actions.conftest import ADATUM, BILLING, COMPTA, NORTHWIND, TAILSPIN, TECHNICAL
from tests.actions.talk import Talk

FIRST = [
    ("consequences", COMPTA, {}, "Invoice **NS-104199**: €588.00 was due on 6 November 2026 and is 12 days overdue.",
     "Facture **NS-104199** : 588,00 € étaient à payer le 6 novembre 2026, soit 12 jours de retard."),
    ("consequences", BILLING, {}, "Nothing of yours is overdue.", "Vous n'avez rien en retard."),
    ("consequences", BILLING, {"invoice_number": "NS-104231"}, "Invoice **NS-104231** (€1,476.60) is not due before",
     "La facture **NS-104231** (1 476,60 €) n'est à payer que le 28 novembre 2026"),
    ("consequences", BILLING, {"invoice_number": "NS-104188"}, "Invoice **NS-104188** is paid: no steps follow.",
     "La facture **NS-104188** est payée : aucune étape ne suit."),
    ("fee", COMPTA, {}, "**€40.00** for each late invoice in EUR: a fixed sum",
     "**40,00 €** pour chaque facture en EUR en retard : une indemnité forfaitaire"),
    ("fee", NORTHWIND, {}, "**No late fee** on invoices in USD.",
     "**Pas de frais de retard** sur les factures en USD."),
    ("fee", None, {}, "**€40.00** for each late invoice in EUR", "**40,00 €** pour chaque facture en EUR en retard"),
    ("reminder", BILLING, {}, "On **25 November 2026**, in 7 days: the friendly reminder for invoice **NS-104231**",
     "Le **25 novembre 2026**, dans 7 jours : le rappel amical pour la facture **NS-104231**"),
    ("reminder", COMPTA, {}, "On **14 November 2026**, 4 days ago: that was the day of the second reminder",
     "Le **14 novembre 2026**, il y a 4 jours : c'était le jour prévu pour la deuxième relance"),
    ("notice", COMPTA, {}, "On **21 November 2026**, in 3 days: the formal notice for invoice **NS-104199**",
     "Le **21 novembre 2026**, dans 3 jours : la mise en demeure pour la facture **NS-104199**"),
    ("notice", BILLING, {"invoice_number": "NS-104188"}, "Invoice **NS-104188** is paid", "La facture **NS-104188**"),
    ("notice", None, {}, "15 days after the due date: a formal notice",
     "15 jours après l'échéance : une mise en demeure"),
    ("suspension", COMPTA, {}, "From **6 December 2026**, in 18 days: if invoice **NS-104199** is still unpaid then,",
     "À partir du **6 décembre 2026**, dans 18 jours : si la facture **NS-104199** reste impayée d'ici là,"),
    ("suspension", NORTHWIND, {}, "**Microsoft 365 E3** has been suspended for non-payment since November 4, 2026",
     "**Microsoft 365 E3** est suspendu pour impayé depuis le 4 novembre 2026"),
    ("suspension", TAILSPIN, {}, "From **January 9, 2027**, in 52 days:",
     "À partir du **9 janvier 2027**, dans 52 jours :"),
    ("end", NORTHWIND, {}, "From **December 4, 2026**, in 16 days: if invoice **NS-104120** is still unpaid then,",
     "À partir du **4 décembre 2026**, dans 16 jours : si la facture **NS-104120** reste impayée d'ici là,"),
    ("more_time", COMPTA, {}, "**10 days** at most, once for each invoice",
     "**10 jours** au plus, une fois par facture"),
    ("how_long", None, {}, "**10 days** at most, once for each invoice", "**10 jours** au plus, une fois par facture"),
    ("dispute", COMPTA, {}, "I cannot promise that the steps wait",
     "Je ne peux pas promettre que les étapes attendent"),
]  # fmt: skip


@pytest.mark.parametrize(("aspect", "email", "entities", "english", "french"), FIRST)
def test_the_first_sentence_answers_the_question(
    desk: Desk, aspect: str, email: str | None, entities: dict[str, str], english: str, french: str
) -> None:
    for language, answer in (("en", english), ("fr", french)):
        said = Talk.of(desk, email, language).ask(f"collections_policy/{aspect}", "the question", **entities).text
        assert said.startswith(answer), said


@pytest.mark.parametrize("aspect", ["suspension", "end", "consequences"])
def test_what_people_decide_is_told_as_may(desk: Desk, aspect: str) -> None:
    for email in (BILLING, COMPTA, TAILSPIN, None):
        said = Talk.of(desk, email).ask(f"collections_policy/{aspect}", "what then?").text
        assert "may be" in said
        assert "will be" not in said


def test_an_open_invoice_is_followed_from_its_own_due_date(contoso: Talk) -> None:
    said = contoso.ask("collections_policy/consequences", "and if we pay late?", invoice_number="NS-104231").text
    assert "- 29 November 2026 (in 11 days): reminder" in said
    assert "- from 28 December 2026 (in 40 days): the subscription may be suspended" in said


def test_the_invoice_talked_about_is_meant(fabrikam: Talk) -> None:
    fabrikam.ask("collections_policy/consequences", "et la NS-104240 ?", invoice_number="NS-104240")
    assert "**NS-104240**" in fabrikam.ask("collections_policy/notice", "et la mise en demeure").text


def test_the_fixed_sum_is_billed_apart_and_in_no_balance(fabrikam: Talk) -> None:
    said = fabrikam.ask("collections_policy/fee", "c'est déjà dans le solde ?").text
    assert "facturée à part, par une personne, et ne fait jamais partie de votre solde" in said
    assert "La facture **NS-104199** a 12 jours de retard" in said


def test_a_wish_for_more_time_becomes_a_ticket_for_people(desk: Desk, fabrikam: Talk) -> None:
    said = fabrikam.ask("collections_policy/more_time", "nous paierons vendredi")
    assert "Je ne peux pas noter de promesse moi-même" in said.text
    assert note(said) == "Délai de paiement pour NS-104199"
    fabrikam.ask("affirm", "oui")
    assert written(desk, fabrikam) == ("Délai de paiement pour NS-104199", "nous paierons vendredi")


@pytest.mark.parametrize("email", [None, TECHNICAL, ADATUM])
def test_who_may_not_see_money_hears_the_policy_without_invoices(desk: Desk, email: str | None) -> None:
    for aspect in ("consequences", "fee", "reminder", "notice", "suspension", "end", "more_time", "dispute"):
        assert "NS-" not in Talk.of(desk, email).ask(f"collections_policy/{aspect}", "what then?").text


def test_somebody_elses_invoice_is_not_found(contoso: Talk) -> None:
    said = contoso.ask("collections_policy/notice", "NS-104120?", invoice_number="NS-104120").text
    assert "15 days" not in said
    assert "NS-104120" in said


def test_a_step_named_is_the_one_told_of(fabrikam: Talk, desk: Desk) -> None:
    assert "6 décembre 2026" in fabrikam.ask("collections_policy/fee", "et suspension ?", step="suspension").text
    assert "5 janvier 2027" in fabrikam.ask("collections_policy/suspension", "vous résiliez quand", step="end").text
    for asked in ("cancel_subscription/cancel", "subscription_info/renewal"):
        assert (
            Talk.of(desk, NORTHWIND)
            .ask(asked, "will you cancel us?", step="end")
            .text.startswith("From **December 4, 2026**")
        )


def test_a_number_of_days_late_names_the_steps_until_then(fabrikam: Talk, desk: Desk) -> None:
    said = fabrikam.ask("collections_policy/more_time", "et au bout de 60 jours", late_days="60").text
    assert "peut être résilié ; une personne en décide (5 janvier 2027)" in said, said
    few = Talk.of(desk, None).ask("collections_policy/consequences", "a few days late?", late_days="7").text
    assert "a reminder" in few
    assert "€40.00" in few


def test_how_late_one_is_has_days_and_amount(fabrikam: Talk) -> None:
    said = fabrikam.ask("collections_policy/fee", "dont en retard ?").text
    assert said == "Facture **NS-104199** : 588,00 € étaient à payer le 6 novembre 2026, soit 12 jours de retard."


def test_a_promise_of_so_many_days_is_held_against_the_longest_possible(fabrikam: Talk, desk: Desk) -> None:
    short = fabrikam.ask("collections_policy/more_time", "je la règle dans 8 jours", date="D8")
    assert short.text.startswith("Oui, le **26 novembre 2026** est possible")
    assert note(short) == "Délai de paiement pour NS-104199, jusqu'au 26 novembre 2026"
    long = Talk.of(desk, NORTHWIND).ask("collections_policy/more_time", "we pay in 3 weeks", date="D21").text
    assert long.startswith("No, a promise to pay until December 9, 2026 is not provided for")


@pytest.mark.parametrize(
    ("language", "first"),
    [("en", "No, no bailiff and no court is part of our steps"), ("fr", "Non, ni huissier ni tribunal")],
)
def test_who_fears_a_bailiff_learns_first_that_none_comes(desk: Desk, language: str, first: str) -> None:
    said = Talk.of(desk, COMPTA, language).ask("collections_policy/notice", form="yes_no", spoken_of="court")
    assert said.text.startswith(first)
