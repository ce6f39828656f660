"""Several things asked for in one breath by their names."""

import pytest

from bot.engine.questions.named import begun_with, named_in
from bot.engine.text import folded

NET, TAX, AMOUNT, DUE = "find_invoice/net", "find_invoice/tax", "find_invoice/amount", "invoice_status/due"
ACCOUNT, REFERENCE, PHONE = "payment_methods/account", "payment_methods/reference", "contact_support/phone"


@pytest.mark.parametrize(
    ("text", "topic", "expected"),
    [
        ("What is the net and the VAT on our latest invoice?", "find_invoice", (NET, TAX)),
        ("Le montant hors taxes, la TVA et le total, svp", "find_invoice", (NET, TAX, AMOUNT)),
        ("amount + due date + why no tax", "invoice_status", (AMOUNT, DUE, "find_invoice/tax_reason")),
        ("the IBAN and the reference please", "payment_methods", (ACCOUNT, REFERENCE)),
        ("numéro de téléphone et adresse mail", "contact_support", (PHONE, "contact_support/email")),
        ("phone & opening hours", "support_hours", (PHONE, "support_hours/week")),
    ],
)
def test_things_in_a_list_are_each_asked_for(text: str, topic: str, expected: tuple[str, ...]) -> None:
    assert named_in(folded(text), topic) == expected


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what is the VAT on the net amount", "find_invoice"),  # nothing joins them
        ("the tax, and by the way the tax", "find_invoice"),  # the same twice
        ("the amount is wrong and somebody should look at the tax", "find_invoice"),  # more than small words between
        ("please send invoices by e-mail and phone me", "find_invoice"),  # no names of that topic
        ("the net and the VAT", "greet"),
        ("", "find_invoice"),
        ("network and taxonomy", "find_invoice"),
    ],
)
def test_other_words_beside_each_other_are_no_list(text: str, topic: str) -> None:
    assert named_in(folded(text), topic) == ()


@pytest.mark.parametrize(
    ("text", "topic", "expected"),
    [
        ("total of our latest invoice", "find_invoice", AMOUNT),
        ("Montant de la dernière facture", "find_invoice", AMOUNT),
        ("le montant HT de la NS-104188", "find_invoice", NET),
        ("the due date", "invoice_status", DUE),
        ("number of seats", "subscription_info", "subscription_info/seats"),
        ("amount paid on Tuesday", "find_invoice", None),  # what was paid, not the amount of an invoice
        ("total nonsense on this bill", "find_invoice", None),
        ("invoice number NS-104231", "find_invoice", None),  # names the invoice
        ("we wonder about the total of our invoice", "find_invoice", None),
        ("total of our latest invoice", "greet", None),
        ("", "find_invoice", None),
    ],
)
def test_a_clause_may_begin_with_the_name_of_what_it_asks(text: str, topic: str, expected: str | None) -> None:
    assert begun_with(folded(text), topic) == expected
