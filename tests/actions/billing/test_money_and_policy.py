"""Paying, refunds, unpaid invoices and subscriptions, with the cast's exact facts."""

import pytest

from bot.bootstrap import Desk
from tests.actions.conftest import BILLING, NORTHWIND, TAILSPIN, TECHNICAL
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


def test_a_paid_invoice_shows_the_payment_that_arrived(contoso: Talk) -> None:
    said = contoso.ask("payment_problem", "reminder for NS-104188 although paid", invoice_number="NS-104188").text
    assert "A SEPA transfer of €1,284.00 arrived on 24 October 2026." in said


def test_a_refund_is_the_credit_note_and_what_it_did(desk: Desk) -> None:
    said = Talk.of(desk, NORTHWIND).ask("refund_status", "where is our credit?").text
    assert "Credit note **NS-C-10031** of $210.00 (tax exemption) was issued on November 13, 2026" in said
    assert "applied to invoice NS-104120, which now has $2,100.00 open" in said


def test_no_refund_is_said_and_a_ticket_offered(fabrikam: Talk) -> None:
    said = fabrikam.ask("refund_status", "où est notre avoir ?")
    assert "Je ne vois pas de remboursement ni d'avoir" in said.text
    assert said.titles == ["Ouvrir un ticket de facturation", "Non merci"]


def test_fabrikam_learns_what_comes_next_with_dates_and_fee(fabrikam: Talk) -> None:
    said = fabrikam.ask("collections_policy", "que se passe-t-il ensuite ?").text
    assert "Facture **NS-104199** : 588,00 € étaient à payer le 6 novembre 2026, soit 12 jours de retard." in said
    assert "21 novembre 2026 (dans 3 jours) : mise en demeure avec 40,00 € de frais sur la prochaine facture" in said
    assert "à partir du 6 décembre 2026 (dans 18 jours) : l'abonnement peut être suspendu" in said
    assert "La facture **NS-104240** (588,00 €) n'est à payer que le 8 décembre 2026" in said


def test_asked_for_its_state_an_overdue_invoice_tells_what_comes_next(fabrikam: Talk) -> None:
    said = fabrikam.ask("invoice_status", "et la NS-104199 ?", invoice_number="NS-104199").text
    assert "12 jours de retard" in said
    assert "(dans 3 jours) : mise en demeure" in said


@pytest.mark.parametrize("intent", ["list_open_invoices", "invoice_status", "collections_policy"])
def test_what_happens_next_is_answered_however_it_is_understood(fabrikam: Talk, intent: str) -> None:
    said = fabrikam.ask(intent, "que se passe-t-il ensuite avec la facture en retard ?").text
    assert "(dans 3 jours) : mise en demeure" in said
    assert "peut être suspendu" in said


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
    assert "15 days after the due date: a formal notice with a fixed fee of 40.00 in the invoice's currency" in said
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


def test_the_own_plan_is_marked_among_the_prices(desk: Desk) -> None:
    said = Talk.of(desk, TAILSPIN).ask("support_pricing", "what does Plus cost?", plan="plus").text
    lines = said.splitlines()
    assert lines[2].startswith("- **Plus**, €49.00 a month")
    assert next(line for line in lines if "This is your plan." in line).startswith("- **Premium**")
    assert "first answer within 1 hour" in said


def test_hours_tell_the_state_now_and_the_next_opening(desk: Desk, at_night: Desk) -> None:
    assert "We are open right now, until 12:30." in Talk.of(desk).ask("support_hours", "open?").text
    assert "open again tomorrow at 09:00" in Talk.of(at_night).ask("support_hours", "open?").text


@pytest.mark.parametrize(
    ("entities", "answer"),
    [
        ({"date": "W6"}, "On Saturday 21 November we are closed."),
        ({"date": "--12-24"}, "On Thursday 24 December we are open 09:00–12:30."),
        ({"date": "2026-12-25"}, "On Friday 25 December we are closed (Christmas"),
        ({"time": "13:00"}, "On Wednesday 18 November at 13:00 we are closed."),
        ({"time": "17:59"}, "On Wednesday 18 November at 17:59 we are open (until 18:00)."),
        ({"time": "18:00"}, "On Wednesday 18 November at 18:00 we are closed."),
        ({"date": "W5", "time": "17:30"}, "On Friday 20 November at 17:30 we are closed."),
    ],
)
def test_hours_of_a_day_or_time_asked_about(visitor: Talk, entities: dict[str, str], answer: str) -> None:
    assert answer in visitor.ask("support_hours", "are you there then?", **entities).text


def test_the_customers_plan_is_told_where_it_differs(contoso: Talk, fabrikam: Talk) -> None:
    said = contoso.ask("support_hours", "Saturday?", date="W6").text
    assert "Your plan Plus covers you on Saturday 21 November: 08:00–20:00." in said
    assert "formule" not in fabrikam.ask("support_hours", "horaires ?").text


def test_holidays_are_named_in_the_language(fabrikam: Talk) -> None:
    said = fabrikam.ask("support_hours", "vous êtes fermés quels jours fériés ?").text
    assert "25 décembre 2026 : Noël" in said
    assert "1er janvier 2027" in said
    assert "24 décembre : ouvert jusqu'à 12:30" in said


def test_dynamics_is_supported_by_ridgeline(desk: Desk) -> None:
    talk = Talk.of(desk, TECHNICAL)
    said = talk.ask("technical_issue", "Dynamics 365 crashes when saving orders", product="Dynamics 365")
    assert "supported by our partner Ridgeline Consulting" in said.text
    opened = talk.ask("affirm", "yes")
    assert opened.facts["With"] == "Ridgeline Consulting"


def test_portals_of_the_own_cloud_and_of_direct_buyers(desk: Desk, visitor: Talk) -> None:
    said = Talk.of(desk, TAILSPIN).ask("contact_support", "GCC portal?", cloud="us_government").text
    assert "portal.office365.us" in said
    assert "gcc.admin.powerplatform.microsoft.us" in said
    direct = visitor.ask("contact_support", "I buy Azure from Microsoft", buys_direct="true", product="Azure").text
    assert "portal.azure.com" in direct
    assert "admin.microsoft.com" not in direct


def test_the_customers_locale_is_kept_within_its_language(desk: Desk) -> None:
    assert "$2,310.00" in Talk.of(desk, NORTHWIND).ask("find_invoice", "last", which="last").text
    assert "2 310,00 $US" in Talk.of(desk, NORTHWIND, "fr").ask("find_invoice", "la dernière", which="last").text


def test_a_half_day_is_told_with_its_hours_and_the_plan_is_judged_at_that_moment(contoso: Talk) -> None:
    said = contoso.ask("support_hours", "is anyone there on 24 December at 3pm?", date="--12-24", time="15:00").text
    assert "On Thursday 24 December at 15:00 we are closed; our hours that day are 09:00–12:30." in said
    assert "so it covers you then" in said
    assert "so it covers you right now" in contoso.ask("support_hours", "are you open?").text


def test_a_refund_that_is_a_change_of_seats_is_explained_as_one(contoso: Talk) -> None:
    said = contoso.ask("refund_status", "what is that -412 refund on it?", amount="412.00").text
    assert "from 50 to 60 seats" in said
    assert "no refund" not in said
    assert "I see no refund" in contoso.ask("refund_status", "where is our money?").text


def test_who_reports_a_problem_while_suspended_learns_that_it_may_be_the_reason(desk: Desk) -> None:
    said = Talk.of(desk, NORTHWIND).ask("technical_issue", "can't log in to Teams", product="Teams").text
    assert "**Microsoft 365 E3** has been suspended for non-payment since November 4, 2026" in said
    assert "Shall I open a technical ticket" in said
    assert "suspended" not in Talk.of(desk, "it@contoso.example").ask("technical_issue", "Teams is silent").text


def test_the_items_of_a_credited_invoice_add_up_before_the_credit_note(desk: Desk) -> None:
    said = Talk.of(desk, NORTHWIND).ask("explain_charge", "explain NS-104120", invoice_number="NS-104120").text
    assert said.index("Tax at 10%: $210.00") < said.index("**Total: $2,310.00**") < said.index("−$210.00")
    assert said.endswith("**Still open: $2,100.00**")
