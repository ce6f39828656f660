"""Conversations about invoices: what was listed or talked about stays meant, and a qualifier narrows it."""

import pytest

from bot.bootstrap import Desk
from bot.storage.demo.seed import seed_scale
from tests.actions.conftest import BILLING, COMPTA, NORTHWIND, TAILSPIN, TECHNICAL
from tests.actions.talk import Talk, rows
from tests.fixtures.desk import database_of

TURNS = {
    "paid ones, then how": (BILLING, [
        ("list_open_invoices/list", {}, "NS-104231"),
        ("find_invoice/list", {"state": "paid"}, "One invoice is paid. Invoice **NS-104188**"),
        ("invoice_status/paid_how", {}, "**NS-104188** was paid with €1,284.00 by SEPA transfer on 24 October 2026."),
    ]),
    "billed lately, then the one before": (BILLING, [
        ("find_invoice/list", {"span": "R-30D", "many": "plural"}, "**NS-104231**"),
        ("previous_invoice", {}, "**NS-104188** for 28 Aug – 26 Sept 2026 comes to €1,284.00. It is paid"),
    ]),
    "tax, its rate, and of the one before": (BILLING, [
        ("find_invoice/tax", {"invoice_number": "104231"}, "is **€246.10**"),
        ("find_invoice/tax_rate", {}, "**20%**"),
        ("find_invoice/tax", {"which": "previous"}, "The tax on invoice **NS-104188** is **€214.00**"),
    ]),
    "tax of two named one after the other, then both together": (BILLING, [
        ("find_invoice/tax", {"invoice_number": "104231"}, "is **€246.10**"),
        ("find_invoice/tax", {"invoice_number": "104188"}, "is **€214.00**"),
        ("find_invoice/sum", {"together": "yes"}, "**€460.10**"),
    ]),
    "the one before is asked the same": (BILLING, [
        ("find_invoice/tax", {"invoice_number": "104231"}, "is **€246.10**"),
        ("previous_invoice", {}, "The tax on invoice **NS-104188** is **€214.00**"),
        ("previous_invoice", {}, "There is no earlier invoice in your account."),
    ]),
    "tax of two, told one after the other, then together": (BILLING, [
        ("find_invoice/tax", {"invoice_number": "104231"}, "is **€246.10**"),
        ("previous_invoice", {}, "**€214.00**"),
        ("find_invoice/amount", {"together": "yes"}, "**€460.10** of tax in all"),
    ]),
    "a count, what these come to, and without tax": (BILLING, [
        ("find_invoice/count", {}, "There are 2 invoices"),
        ("balance_due/total", {"together": "yes"}, "**€2,760.60** in all"),
        ("find_invoice/net", {}, "**€2,300.50** before tax in all"),
    ]),
    "everything billed, and of it a product": (BILLING, [
        ("find_invoice/sum", {}, "**€2,760.60** billed"),
        ("explain_charge/share", {"product": "Azure"}, "**€158.10** in all for Azure plan before tax, €189.72"),
    ]),
    "a product on two invoices, then together": (BILLING, [
        ("explain_charge/share", {"product": "Azure", "which": "last"}, "**€118.10**"),
        ("previous_invoice", {}, "**€40.00**"),
        ("balance_due/total", {"together": "yes"}, "**€158.10** in all"),
    ]),
    "why more, and what part of it": (BILLING, [
        ("explain_charge/change", {}, "€192.60"),
        ("explain_charge/share", {"part": "seats"}, "**+€82.40**"),
        ("find_invoice/tax", {"part": "tax"}, "**+€32.10**: tax on these amounts"),
    ]),
    "an amount a credit note changed": (NORTHWIND, [
        ("explain_charge/change", {"amount": "2100.00"}, "Credit note **NS-C-10031**"),
    ]),
    "all of them, the paid ones too": (NORTHWIND, [
        ("list_open_invoices/list", {"many": "all"}, "There are 2 invoices"),
    ]),
    "all of them, then what of these is paid": (BILLING, [
        ("find_invoice/sum", {"many": "all"}, "**€2,760.60** billed"),
        ("find_invoice/sum", {"spoken_of": "paid_part"}, "**€1,284.00** is paid, **€1,476.60** is still to pay"),
        ("find_invoice/whole", {"invoice_number": "NS-104231"}, "NS-104231"),
        ("find_invoice/amount", {"spoken_of": "paid_part"}, "comes to **€1,476.60**"),
    ]),
    "half a year, its sum, what of it is unpaid": (NORTHWIND, [
        ("find_invoice/list", {"span": "R-6M", "many": "all"}, "2 invoices (issued May 18 – Nov 18, 2026): $4,620.00"),
        ("find_invoice/sum", {}, "**$4,620.00** ($4,410.00 after credit notes) billed on 2 invoices: NS-104120"),
        ("find_invoice/list", {"state": "open"}, "One invoice is unpaid. Invoice **NS-104120**"),
        ("find_invoice/sum", {"state": "open"}, "**$2,100.00** to pay on one invoice: NS-104120."),
    ]),
    "what is late, and by how many days": (COMPTA, [
        ("invoice_status/late", {"state": "overdue"}, "**NS-104199** is 12 days overdue"),
        ("invoice_status/late", {}, "**NS-104199** is 12 days overdue"),
    ]),
    "the late one in every aspect, never the latest": (COMPTA, [
        (asked, {"state": "overdue"}, "NS-104199")
        for asked in (
            *("find_invoice/number", "find_invoice/amount", "find_invoice/net", "find_invoice/tax"),
            *("find_invoice/period", "find_invoice/issued", "find_invoice/copy", "find_invoice/whole"),
            *("invoice_status/due", "explain_charge/days", "explain_charge/seats", "explain_charge/share"),
            "payment_methods/reference",
        )
    ]),
    "the paid one where it is not the latest": (BILLING, [
        ("find_invoice/number", {"state": "paid"}, "NS-104188"),
        ("explain_charge/unit_price", {"state": "paid"}, "NS-104188"),
    ]),
    "what stands so is none": (TAILSPIN, [
        ("explain_charge/seats", {"state": "paid"}, "I find no invoice that fits. Your latest one is this:"),
    ]),
    "a late list, and by how many days": (COMPTA, [
        ("list_open_invoices/list", {"state": "overdue"}, "One invoice is overdue. Invoice **NS-104199**"),
        ("invoice_status/late", {}, "**NS-104199** is 12 days overdue: €588.00 was due on 6 November 2026."),
    ]),
    "the other of two": (COMPTA, [
        ("find_invoice/list", {"many": "all"}, "2 invoices: €1,176.00"),
        ("invoice_status/due", {"invoice_number": "NS-104199"}, "**NS-104199** was due on **6 November 2026**"),
        ("invoice_status/due", {"which": "other"}, "**NS-104240** is due on **8 December 2026** (in 20 days)"),
    ]),
    "the other than the only one listed": (COMPTA, [
        ("list_open_invoices/list", {"state": "overdue"}, "One invoice is overdue. Invoice **NS-104199**"),
        ("find_invoice/whole", {"which": "other"}, "**NS-104240**"),
    ]),
    "the first and the second of a list": (BILLING, [
        ("find_invoice/list", {"many": "all"}, "There are 2 invoices"),
        ("find_invoice/tax", {"option": "1", "which": "first"}, "The tax on invoice **NS-104231**"),
        ("find_invoice/tax", {"option": "2"}, "The tax on invoice **NS-104188**"),
    ]),
    "owed, then without tax": (BILLING, [
        ("balance_due/total", {}, "You owe **€1,476.60**"),
        ("balance_due/net", {}, "Without tax you owe **€1,230.50**"),
    ]),
    "paying the late one": (COMPTA, [
        ("balance_due/overdue", {}, "**€588.00** is overdue: NS-104199 by 12 days."),
        ("balance_due/remaining", {"state": "overdue"}, "**€588.00** would remain once NS-104199 is paid: NS-104240."),
    ]),
    "a copy, and again": (BILLING, [
        ("find_invoice/copy", {"invoice_number": "NS-104231"}, "Here is your copy of invoice **NS-104231**"),
        ("find_invoice/copy", {}, "Here is your copy of invoice **NS-104231**"),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", TURNS)
def test_a_conversation_keeps_what_is_meant(desk: Desk, name: str) -> None:
    email, turns = TURNS[name]
    talk = Talk.of(desk, email)
    for asked, entities, answer in turns:
        said = talk.ask(asked, **entities)
        assert answer in said.text, (asked, said.text)


def test_of_several_listed_it_is_asked_which_and_the_choice_is_kept(fabrikam: Talk) -> None:
    fabrikam.ask("find_invoice/list", many="all")
    asked = fabrikam.ask("invoice_status/paid")
    assert (asked.text, asked.titles) == ("De quelle facture s'agit-il ?", ["NS-104240", "NS-104199"])
    assert "**NS-104199** n'est pas encore payée" in fabrikam.press_payload(asked.buttons[1]).text
    assert "**NS-104199** était à payer" in fabrikam.ask("invoice_status/due").text


def test_what_fits_beside_the_list_talked_about_is_not_kept_quiet(fabrikam: Talk) -> None:
    fabrikam.ask("find_invoice/list", span="R-30D", many="plural")
    said = fabrikam.ask("find_invoice/list", state="open")
    assert "Une facture est impayée. La facture **NS-104240**" in said.texts[0]
    assert "Une autre, qui n'était pas dans cette liste, correspond aussi." in said.text


@pytest.mark.parametrize(
    ("entities", "answer"),
    [
        ({"product": "Azure", "many": "plural"}, "There are 2 invoices (with Azure): €2,760.60 in all."),
        ({"above": "1300.00 EUR", "many": "plural"}, "There is one invoice (over €1,300.00). Invoice **NS-104231**"),
        ({"below": "100.00", "many": "plural"}, "I find no invoice that fits."),
        ({"count": "1", "which": "last"}, "Invoice **NS-104231**"),
        ({"count": "2", "which": "last"}, "There are 2 invoices (the newest): €2,760.60 in all."),
        ({"period": "2026-10"}, "I chose it by its date of issue (October 2026)"),
        ({"period": "2026-08"}, "None was issued then (August 2026); this one bills for days of it."),
        ({"state": "paid"}, "Invoice **NS-104188**"),
        ({"rank": "largest"}, "Invoice **NS-104231**"),
        ({"which": "next"}, "There is no later invoice in your account yet."),
        ({"currency": "USD"}, "I find no invoice that fits."),
    ],
)
def test_qualifiers_filter(contoso: Talk, entities: dict[str, str], answer: str) -> None:
    assert answer in contoso.ask("find_invoice/whole", **entities).text


def test_several_invoices_named_are_answered_in_order_and_a_missing_one_is_named(contoso: Talk) -> None:
    numbers = {"NS-104188": 0, "NS-104231": 10, "NS-104199": 20}
    said = contoso.ask_placed("find_invoice", "NS-104188 NS-104231 NS-104199", numbers).text
    assert said.startswith("I cannot find an invoice NS-104199 in your account.")
    assert said.index("**NS-104188**") < said.index("**NS-104231**")
    assert "588" not in said


@pytest.mark.parametrize("number", ["NS-104241", "NS-104231"])
def test_someone_elses_invoice_and_a_missing_one_are_told_alike(fabrikam: Talk, number: str) -> None:
    said = fabrikam.ask("find_invoice/amount", invoice_number=number)
    assert said.text.startswith(f"Je ne trouve pas de facture {number} dans votre compte.")
    assert not any(character.isdigit() for character in said.text.replace(number, ""))


@pytest.mark.parametrize("asked", ["find_invoice/amount", "invoice_status/paid", "balance_due/remaining"])
def test_what_was_not_understood_is_named_and_nothing_else_is_answered(contoso: Talk, asked: str) -> None:
    unread = contoso.ask(asked, unread="NS-1O4231").text
    assert unread.startswith("I did not understand “NS-1O4231”")
    foreign = contoso.ask(asked, foreign_number="G061085238").text
    assert foreign.startswith("“G061085238” is not one of our numbers")
    assert "1,476" not in unread + foreign


def test_nobody_else_learns_whether_something_could_be_read(desk: Desk) -> None:
    assert "sign in" in Talk.of(desk).ask("find_invoice/amount", unread="x").text
    assert "your role" in Talk.of(desk, TECHNICAL).ask("invoice_status/paid", foreign_number="G06").text


def test_a_long_list_is_turned_page_by_page(desk: Desk) -> None:
    seed_scale(database_of(desk), 3000, desk.partner.today(desk.clock()))
    talk = Talk.of(desk, "accounts@m000000.example")
    first = talk.ask("find_invoice/list", many="all")
    assert len(rows(first)) == 12
    assert "This is page 1 of " in first.text
    second = talk.press_payload(first.buttons[0])
    assert "This is page 2 of " in second.text
    assert not set(rows(first)) & set(rows(second))
    assert second.text.split(".")[0] == first.text.split(".")[0]


def test_zero_tax_is_an_exemption(desk: Desk) -> None:
    assert "exempt" in Talk.of(desk, TAILSPIN).ask("find_invoice/tax_reason").text


def test_of_many_invoices_asked_about_it_is_said_that_not_all_are_told(desk: Desk) -> None:
    seed_scale(database_of(desk), 3000, desk.partner.today(desk.clock()))
    said = Talk.of(desk, "accounts@m000000.example").ask("invoice_status/paid", many="all")
    assert "These are the latest 12 of " in said.text
    assert said.titles[-1] == "All invoices"


def test_a_currency_asked_about_describes_no_invoice(contoso: Talk) -> None:
    assert "**NS-104231** is in euros (EUR)" in contoso.ask("find_invoice/currency", currency="USD").text


def test_no_rate_is_known_for_another_currency(contoso: Talk, desk: Desk) -> None:
    said = contoso.ask("find_invoice/currency", form="how_much", currency="CHF", which="last").text
    assert said.startswith("I cannot tell that in Swiss francs: I know no exchange rate.")
    assert said.endswith("Invoice **NS-104231** comes to **€1,476.60**.")
    typed = contoso.ask("find_invoice/currency", form="how_many", currency="GBP", amount="33.00 EUR").text
    assert (
        typed
        == "I cannot tell that in British pounds: I know no exchange rate. Each invoice is paid in its own currency."
    )
    own = Talk.of(desk, TAILSPIN).ask("find_invoice/currency", form="how_much", currency="USD").text
    assert own == "Invoice **NS-104236** comes to **$900.00**."


def test_a_product_on_the_last_two_is_told_with_both_values_and_the_difference(contoso: Talk) -> None:
    contoso.ask("find_invoice/whole", invoice_number="104188")
    said = contoso.ask("explain_charge/difference", form="how_much", product="Azure plan", which="last").text
    assert said.startswith("**€78.10** more")
    assert "€40.00" in said
    assert "€118.10" in said
