"""Which invoice a payment went to, whether tax is in an amount, and invoices to be mailed to somebody."""

import pytest

from bot.bootstrap import Desk
from tests.actions.conftest import BILLING, COMPTA, NORTHWIND, TECHNICAL
from tests.actions.talk import Talk

WENT = "On invoice **NS-104188**. A SEPA transfer of €1,284.00 arrived on 24 October 2026."
NONE = "No such payment is booked on your invoices (I looked at the latest 2)."


@pytest.mark.parametrize(
    ("text", "named", "answer"),
    [
        ("which invoice did it go to", {"amount": "1284.00 EUR"}, WENT),
        ("which invoice did it go to", {"amount": "1284.00"}, WENT),
        ("which invoice did it go to", {}, WENT),
        ("what did we pay then", {"date": "2026-10-24"}, WENT),
        ("what did we pay then", {"period": "2026-10"}, WENT),
        ("which invoice did the 500 go to", {}, f"These payments are booked, the newest first:\n\n{WENT}"),
        ("which invoice did it go to", {"amount": "1284.00 USD"}, NONE),
        ("which invoice did it go to", {"amount": "500.00 EUR"}, NONE),
        ("what did we pay then", {"date": "2026-10-23"}, NONE),
        ("what did we pay then", {"period": "2026-09"}, NONE),
    ],
)
def test_a_payment_is_told_with_its_invoice_or_named_as_not_booked(
    contoso: Talk, text: str, named: dict[str, str], answer: str
) -> None:
    assert contoso.ask("payment_problem/arrived", text, form="which", **named).text.startswith(answer)


def test_a_declined_attempt_is_no_payment(desk: Desk) -> None:
    said = Talk.of(desk, NORTHWIND).ask("payment_problem/arrived", "which invoice", form="which", amount="2310.00 USD")
    assert said.text == "On invoice **NS-104052**. A bank wire of $2,310.00 arrived on July 5, 2026."


def test_payments_are_money(desk: Desk) -> None:
    said = Talk.of(desk, TECHNICAL).ask("payment_problem/arrived", "which invoice", form="which")
    assert "your role" in said.text
    assert "104188" not in said.text


def test_who_asks_when_it_was_paid_is_told_by_which_means(contoso: Talk) -> None:
    said = contoso.ask("invoice_status/paid_when", invoice_number="NS-104188")
    assert (
        said.text == "**NS-104188** was paid on **24 October 2026** (25 days ago). The payment came by SEPA transfer."
    )


ON_TOP, INCLUDED = "tax_on_top", "tax_included"


@pytest.mark.parametrize(
    ("asked", "spoken", "answer"),
    [
        ("find_invoice/amount", ON_TOP, "No, tax is included. Invoice **NS-104231** comes to **€1,476.60**"),
        ("find_invoice/amount", INCLUDED, "Yes, tax is included. Invoice **NS-104231** comes to **€1,476.60**"),
        ("balance_due/net", ON_TOP, "No, tax is included. Without tax you owe **€1,230.50**"),
        ("subscription_info/price", ON_TOP, "Yes, where tax is due, it comes on top. **€20.60**"),
        ("subscription_info/cost", INCLUDED, "No, where tax is due, it comes on top. "),
        ("support_pricing/price", ON_TOP, "Yes, where tax is due, it comes on top. The plan Premium costs **€199.00**"),
        (
            "support_pricing/price",
            INCLUDED,
            "No, where tax is due, it comes on top. The plan Premium costs **€199.00**",
        ),
    ],
)
def test_whether_tax_is_in_an_amount_is_a_yes_or_a_no(contoso: Talk, asked: str, spoken: str, answer: str) -> None:
    plan = {"plan": "premium"} if asked.startswith("support") else {}
    assert contoso.ask(asked, "and the tax?", form="yes_no", spoken_of=spoken, **plan).text.startswith(answer)


def test_after_an_amount_without_tax_tax_comes_on_top(contoso: Talk) -> None:
    contoso.ask("find_invoice/net", invoice_number="NS-104231")
    said = contoso.ask("find_invoice/tax", "tax on top?", form="yes_no", spoken_of=ON_TOP)
    assert said.text.startswith(
        "Yes, where tax is due, it comes on top. The tax on invoice **NS-104231** is **€246.10**"
    )


def test_with_or_without_is_no_question_for_yes(contoso: Talk) -> None:
    said = contoso.ask_named("find_invoice/amount", "net or gross?", spoken_of=[ON_TOP, INCLUDED])
    assert said.text.startswith("Invoice **NS-104231** comes to")


def test_invoices_to_be_mailed_to_somebody_are_a_wish_with_all_of_them(desk: Desk) -> None:
    talk = Talk.of(desk, COMPTA, "fr")
    talk.ask("find_invoice/list", many="all")
    said = talk.ask("find_invoice/copy", "les deux à lui", together="yes", email="patron@fabrikam.example")
    assert "**Envoyer NS-104240 et NS-104199 à patron@fabrikam.example**" in said.text
    opened = talk.ask("affirm", "oui")
    assert "T-1003" in opened.text


def test_one_invoice_to_be_mailed_to_two_people_names_both(contoso: Talk) -> None:
    said = contoso.ask_named("find_invoice/copy", "send it to both", email=["a@contoso.example", "b@contoso.example"])
    assert "**Send NS-104231 to a@contoso.example and b@contoso.example**" in said.text


def test_a_promised_day_is_kept_when_the_reminders_are_asked_about(desk: Desk) -> None:
    talk = Talk.of(desk, COMPTA, "en")
    promised = talk.ask("collections_policy/more_time", "we pay on the 25th", date="2026-11-25")
    assert promised.text.startswith("Yes, **25 November 2026** is possible")
    held = talk.ask(
        "collections_policy/more_time", "the reminders stop?", form="yes_no", spoken_of="held", step="reminder"
    )
    assert held.text.startswith("Yes, with a promise to pay until **25 November 2026** the reminders")
    assert "**More time to pay NS-104199, until 25 November 2026**" in held.text


def test_a_day_before_the_due_date_needs_no_promise(contoso: Talk) -> None:
    said = contoso.ask("collections_policy/more_time", "we pay on the 24th", date="2026-11-24")
    assert said.text == "Yes: **NS-104231** is due on 28 November 2026, so 24 November 2026 is in time."


def test_the_day_after_the_due_date_needs_one(desk: Desk) -> None:
    said = Talk.of(desk, BILLING).ask("collections_policy/more_time", "we pay on the 29th", date="2026-11-29")
    assert said.text.startswith("No, a promise to pay until 29 November 2026 is not provided for")
