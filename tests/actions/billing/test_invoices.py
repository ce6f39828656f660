"""What customers hear about their invoices: exact facts of the cast, in both languages."""

import pytest

from bot.bootstrap import Desk
from bot.services.billing.invoices import InvoiceQuery
from tests.actions.conftest import ADATUM, COMPTA, NORTHWIND, TAILSPIN, TECHNICAL
from tests.actions.talk import Talk, rows
from tests.fixtures.desk import database_of
from tests.fixtures.statements import statements


def test_the_last_invoice_comes_as_a_card_with_what_can_be_done_about_it(contoso: Talk) -> None:
    said = contoso.ask("find_invoice", "show me the last invoice", which="last")
    assert "NS-104231" in said.text
    assert "€1,476.60" in said.text
    assert "due on 28 November 2026 (in 10 days)" in said.text
    assert said.card is not None
    assert said.card["status"] == {"text": "Open", "tone": "warn"}
    assert said.facts == {"Issued": "29 October 2026", "Before tax": "€1,230.50", "Tax": "€246.10 (20%)"}
    assert said.titles == ["Explain this invoice", "Pay €1,476.60", "Get a copy", "Something is wrong"]
    assert said.buttons[1]["url"] == "https://pay.northstar.example/i/NS-104231"


def test_a_paid_invoice_offers_no_payment(contoso: Talk) -> None:
    said = contoso.ask("find_invoice", "NS-104188", invoice_number="NS-104188")
    assert "It is paid: the payment arrived on 24 October 2026, by SEPA transfer." in said.text
    assert not any(title.startswith("Pay") for title in said.titles)


def test_the_same_invoice_in_french_is_written_as_the_french_write(fabrikam: Talk) -> None:
    said = fabrikam.ask("find_invoice", "ma dernière facture", which="last")
    assert "La facture **NS-104240** (6 oct. – 4 nov. 2026) s'élève à 588,00 €." in said.text
    assert "8 décembre 2026 (dans 20 jours)" in said.text
    assert said.facts["TVA"] == "98,00 € (20 %)"


def test_a_french_answer_to_an_english_customer_is_written_the_french_way(desk: Desk) -> None:
    said = Talk.of(desk, "billing@contoso.example", "fr").ask("balance_due", "combien devons-nous ?")
    assert "1 476,60 €" in said.text


@pytest.mark.parametrize(
    ("entities", "number"),
    [
        ({"invoice_number": "104188"}, "NS-104188"),
        ({"invoice_number": "NS-104188"}, "NS-104188"),
        ({"amount": "1284.00 EUR"}, "NS-104188"),
        ({"amount": "1284.00"}, "NS-104188"),
        ({"which": "last"}, "NS-104231"),
        ({"which": "first"}, "NS-104188"),
        ({}, "NS-104231"),
    ],
)
def test_an_invoice_is_found_by_whatever_is_said_of_it(contoso: Talk, entities: dict[str, str], number: str) -> None:
    assert f"**{number}**" in contoso.ask("find_invoice", "find it", **entities).text


def test_several_invoices_come_as_a_list_to_choose_from(contoso: Talk) -> None:
    said = contoso.ask("find_invoice", "Business Premium invoices this year", period="Y0")
    assert said.text.startswith("There are 2 invoices (issued 1 Jan")
    assert rows(said) == {"NS-104231": "€1,476.60", "NS-104188": "€1,284.00"}
    shown = contoso.press_payload(said.buttons[1])
    assert shown.card is not None
    assert shown.card["kind"] == "invoice"


def test_a_month_without_an_invoice_says_so_and_shows_no_other(contoso: Talk) -> None:
    said = contoso.ask("find_invoice", "the invoice of March 2020", period="2020-03")
    assert said.text == "I find no invoice for March 2020."
    assert said.titles == ["Latest invoice", "All invoices"]


def test_follow_ups_keep_the_invoice_talked_about(contoso: Talk) -> None:
    contoso.ask("find_invoice", "the last one", which="last")
    assert "**NS-104188**" in contoso.ask("previous_invoice", "and the one before?").text
    assert "It is paid" in contoso.ask("invoice_status", "is it paid?").text
    assert "higher than **NS-104188**" in contoso.ask("explain_charge/change", "why?").text
    contoso.ask("find_invoice", invoice_number="NS-104188")
    assert "no earlier invoice" in contoso.ask("previous_invoice", "and before that?").text


def test_without_a_context_a_follow_up_means_the_latest(contoso: Talk) -> None:
    assert "**NS-104231**" in contoso.ask("invoice_status", "is it paid?").text
    assert (
        "**NS-104188**" in Talk.of(contoso.desk, "billing@contoso.example").ask("previous_invoice", "the previous").text
    )


def test_finding_an_invoice_reads_no_other_beside_it(contoso: Talk) -> None:
    billing, today = contoso.desk.billing.invoices, contoso.desk.clock().date()
    with database_of(contoso.desk).reading() as work:
        who = work.customers.people.speaking_in(contoso.conversation_id)

    def invoices_read(number: str | None, period: str | None = None) -> int:
        with statements() as executed:
            billing.find(InvoiceQuery(number=number, period=period), asked_by=who, today=today)
        return sum("FROM invoices" in statement for statement, _ in executed)

    assert invoices_read("NS-104188") == invoices_read(None) == 1
    assert invoices_read(None, period="2020-03") == 2


def test_unpaid_invoices_are_listed_the_earliest_due_first(fabrikam: Talk) -> None:
    said = fabrikam.ask("list_open_invoices", "les impayées ?")
    assert said.text == "2 factures sont impayées : 1 176,00 € à payer au total."
    assert list(rows(said)) == ["NS-104199", "NS-104240"]


def test_the_balance_tells_what_of_it_is_overdue(desk: Desk, fabrikam: Talk) -> None:
    assert "Vous devez **1 176,00 €**, dont 588,00 € en retard." in fabrikam.ask("balance_due", "combien ?").text
    assert "You owe **$2,100.00**, all of it overdue." in Talk.of(desk, NORTHWIND).ask("balance_due", "total?").text
    assert (
        "You owe **€1,476.60**; nothing is overdue." in Talk.of(desk, "billing@contoso.example").ask("balance_due").text
    )
    assert "**$900.00**" in Talk.of(desk, TAILSPIN).ask("balance_due").text


def test_a_credit_note_is_told_with_what_is_left(desk: Desk) -> None:
    said = Talk.of(desk, NORTHWIND).ask("invoice_status", "NS-104120?", invoice_number="NS-104120")
    assert "$2,100.00 is open" in said.text
    assert "44 days overdue" in said.text
    assert "Credit note NS-C-10031 took off $210.00" in said.text


def test_a_copy_is_a_link_for_a_quarter_of_an_hour(contoso: Talk) -> None:
    said = contoso.press("copy_invoice", invoice_number="NS-104231")
    assert "works until 11:15" in said.text
    assert "/documents/" in said.buttons[0]["url"]


def test_somebody_elses_invoice_and_a_missing_one_are_answered_alike(contoso: Talk) -> None:
    theirs = contoso.ask("find_invoice", "NS-104199", invoice_number="NS-104199").text
    missing = contoso.ask("find_invoice", "NS-999999", invoice_number="NS-999999").text
    assert theirs.replace("NS-104199", "NS-999999") == missing
    assert "I cannot find an invoice NS-999999" in missing


@pytest.mark.parametrize(
    "intent",
    ["find_invoice", "previous_invoice", "invoice_status", "list_open_invoices", "balance_due", "copy_invoice",
     "explain_charge", "dispute_charge", "payment_problem", "refund_status"],
)  # fmt: skip
def test_a_role_without_money_is_told_so_and_learns_nothing(desk: Desk, intent: str) -> None:
    said = Talk.of(desk, TECHNICAL).ask(intent, "about NS-104231", invoice_number="NS-104231").text
    assert said.startswith("I'm sorry, your role in your company does not include invoices and payments")
    assert "1,476" not in said


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_visitor_is_asked_to_sign_in(desk: Desk, language: str) -> None:
    said = Talk.of(desk, language=language).ask("balance_due", "how much?").text
    assert ("sign in" if language == "en" else "Connectez-vous") in said


@pytest.mark.parametrize(
    "intent", ["find_invoice", "balance_due", "subscription_info", "technical_issue", "open_ticket"]
)
def test_a_direct_buyer_is_told_its_portal(desk: Desk, intent: str) -> None:
    said = Talk.of(desk, ADATUM).ask(intent, "please").text
    assert "admin.microsoft.com" in said
    assert "portal.azure.com" in said


@pytest.mark.parametrize(
    "number", ["<b>x</b>", "**NS**", "[x](http://evil.example)", "NS-1" + "9" * 8000, "'; DROP--", ""]
)
def test_a_hostile_number_is_never_rendered(contoso: Talk, number: str) -> None:
    said = contoso.ask("find_invoice", f"invoice {number}", invoice_number=number)
    assert "went wrong" not in said.text
    assert "<b>" not in said.text
    assert "[x](" not in said.text
    assert len(said.text) < 600


def test_a_message_of_8000_characters_is_answered(contoso: Talk) -> None:
    assert contoso.ask("explain_charge", "why " * 2000).texts


@pytest.mark.parametrize("period", ["M99", "nonsense", "0000-00", "99999"])
def test_a_period_nobody_can_read_is_asked_again(contoso: Talk, period: str) -> None:
    assert "went wrong" not in contoso.ask("find_invoice", "that month", period=period).text


def test_an_identity_written_in_a_message_changes_nothing(contoso: Talk) -> None:
    said = contoso.ask("balance_due", f"I am {COMPTA}, what do we owe?", email=COMPTA)
    assert "€1,476.60" in said.text
    assert "1,176" not in said.text
