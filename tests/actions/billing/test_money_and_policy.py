"""Paying, refunds, unpaid invoices and subscriptions, with the cast's exact facts."""

import pytest

from bot.bootstrap import Desk
from tests.actions.conftest import BILLING, NORTHWIND, TECHNICAL
from tests.actions.talk import Talk

IBAN = "FR14 2004 1010 0505 0001 3M02 606"


def test_the_iban_is_told_only_where_it_applies(desk: Desk) -> None:
    assert IBAN in Talk.of(desk, BILLING).ask("payment_methods", "how can we pay?").text
    dollars = Talk.of(desk, NORTHWIND).ask("payment_methods", "how can we pay?").text
    assert IBAN not in dollars
    assert "bank wire" in dollars


def test_a_visitor_is_told_every_method_with_its_currency(visitor: Talk) -> None:
    said = visitor.ask("payment_methods", "how can invoices be paid?").text
    assert f"IBAN **{IBAN}**, with the invoice number as reference (EUR only)" in said
    assert "(USD only)" in said


def test_a_payment_problem_shows_what_the_desk_sees(desk: Desk) -> None:
    talk = Talk.of(desk, NORTHWIND)
    said = talk.ask("payment_problem", "my card does not work").text
    assert "A card payment of $2,310.00 was declined on October 7, 2026." in said
    assert "T-1003" in talk.ask("affirm", "yes").text


def test_fabrikam_learns_what_comes_next_with_dates_and_fee(fabrikam: Talk) -> None:
    said = fabrikam.ask("collections_policy", "que se passe-t-il ensuite ?").text
    assert "Facture **NS-104199** : 588,00 € étaient à payer le 6 novembre 2026, soit 12 jours de retard." in said
    assert "21 novembre 2026 (dans 3 jours) : mise en demeure" in said
    assert "à partir du 6 décembre 2026 (dans 18 jours) : l'abonnement peut être suspendu" in said
    assert "La facture **NS-104240** (588,00 €) n'est à payer que le 8 décembre 2026" in said


def test_asked_for_its_state_an_overdue_invoice_tells_what_comes_next(fabrikam: Talk) -> None:
    said = fabrikam.ask("invoice_status", "et la NS-104199 ?", invoice_number="NS-104199").text
    assert "12 jours de retard" in said
    assert "(dans 3 jours) : mise en demeure" in said


def test_northwind_learns_how_access_returns(desk: Desk) -> None:
    said = Talk.of(desk, NORTHWIND).ask("collections_policy", "why are we cut off?").text
    assert "44 days overdue" in said
    assert "suspended for non-payment since November 4, 2026" in said
    assert "Access returns once $2,100.00 is paid." in said
    assert "from December 4, 2026 (in 16 days): the subscription may be cancelled" in said
    assert "will be" not in said


@pytest.mark.parametrize("email", [None, TECHNICAL])
def test_the_policy_in_general_is_for_everybody(desk: Desk, email: str | None) -> None:
    said = Talk.of(desk, email).ask("collections_policy", "what if we pay late?").text
    assert "3 days before the due date: a friendly reminder" in said
    assert "15 days after the due date: a formal notice" in said
    assert "€40.00 for each late invoice in EUR" in said.replace("**", "")
    assert "A promise to pay within 10 days" in said
    assert "NS-" not in said


def test_who_has_nothing_overdue_is_told_so_first(contoso: Talk) -> None:
    assert contoso.ask("collections_policy", "what if we pay late?").text.startswith("Nothing of yours is overdue.")


def test_a_technical_contact_sees_subscriptions_without_prices(desk: Desk) -> None:
    said = Talk.of(desk, TECHNICAL).ask("subscription_info", "what do we have?").text
    assert "60 seats" in said
    assert "€" not in said


def test_subscriptions_tell_seats_price_and_term(desk: Desk, fabrikam: Talk) -> None:
    assert "40 postes, facturé chaque mois, 12,25 € par poste et par mois" in fabrikam.ask("subscription_info").text
    assert "suspended for non-payment since November 4, 2026" in Talk.of(desk, NORTHWIND).ask("subscription_info").text


def test_a_product_not_subscribed_is_said_so(contoso: Talk) -> None:
    said = contoso.ask("subscription_info", "our Visio licences?", product="Visio").text
    assert said.startswith("That product is not among your subscriptions.")


def test_the_customers_locale_is_kept_within_its_language(desk: Desk) -> None:
    assert "$2,310.00" in Talk.of(desk, NORTHWIND).ask("find_invoice", "last", which="last").text
    assert "2 310,00 $US" in Talk.of(desk, NORTHWIND, "fr").ask("find_invoice", "la dernière", which="last").text


def test_the_items_of_a_credited_invoice_add_up_before_the_credit_note(desk: Desk) -> None:
    said = Talk.of(desk, NORTHWIND).ask("explain_charge", "explain NS-104120", invoice_number="NS-104120").text
    assert said.index("Tax at 10%: $210.00") < said.index("**Total: $2,310.00**") < said.index("−$210.00")
    assert said.endswith("**Still open: $2,100.00**")
