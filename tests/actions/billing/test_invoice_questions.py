"""One thing asked about an invoice is what the first sentence says, in both languages; the facts are the cast's."""

import pytest

from bot.bootstrap import Desk
from bot.domain.billing.invoices import Invoice
from bot.domain.kernel.questions import ASPECTS
from tests.actions.conftest import BILLING, COMPTA, NORTHWIND, TAILSPIN
from tests.actions.talk import Talk

NUMBER = {"invoice_number": "NS-104231"}
PAID = {"invoice_number": "NS-104188"}
LATE = {"invoice_number": "NS-104120"}

ANSWERS = [
    # about NS-104231, open
    (BILLING, "find_invoice/amount", NUMBER, "Invoice **NS-104231** comes to **€1,476.60**", "1 476,60 €"),
    (BILLING, "find_invoice/net", NUMBER, "Without tax, invoice **NS-104231** comes to **€1,230.50**", "1 230,50 €"),
    (BILLING, "find_invoice/net", PAID, "Without tax, invoice **NS-104188** comes to **€1,070.00**", "1 070,00 €"),
    (
        BILLING,
        "find_invoice/tax",
        NUMBER,
        "The tax on invoice **NS-104231** is **€246.10**, 20%",
        "246,10 €**, soit 20 %",
    ),
    (BILLING, "find_invoice/tax_rate", NUMBER, "The tax rate on invoice **NS-104231** is **20%**", "**20 %**"),
    (BILLING, "find_invoice/tax_reason", NUMBER, "was issued with 20% tax (€246.10)", "avec 20 % de TVA"),
    (BILLING, "find_invoice/currency", NUMBER, "Invoice **NS-104231** is in euros (EUR).", "est en euros (EUR)"),
    (BILLING, "find_invoice/issued", NUMBER, "was issued on **29 October 2026** (20 days ago)", "(il y a 20 jours)"),
    (BILLING, "find_invoice/period", NUMBER, "**27 September 2026** to **26 October 2026** (30 days)", "(30 jours)"),
    (BILLING, "find_invoice/number", {}, "The number is **NS-104231**", "Le numéro est **NS-104231**"),
    (BILLING, "find_invoice/copy", NUMBER, "Here is your copy of invoice **NS-104231**", "Voici votre copie"),
    (BILLING, "find_invoice/recipient", {}, "I cannot see to which address", "Je ne vois pas à quelle adresse"),
    (BILLING, "find_invoice/not_received", {}, "was issued on 29 October 2026. I cannot see", "voici donc le PDF"),
    (BILLING, "find_invoice/next", {}, "The next invoice has not been issued yet", "n'est pas encore émise"),
    (BILLING, "find_invoice/largest", {}, "**NS-104231** is the largest: **€1,476.60**", "est la plus élevée"),
    (BILLING, "find_invoice/smallest", {}, "**NS-104188** is the smallest: **€1,284.00**", "est la plus petite"),
    (BILLING, "find_invoice/oldest", {}, "**NS-104188** is the oldest", "est la plus ancienne"),
    (BILLING, "find_invoice/count", {}, "There are 2 invoices: €2,760.60 in all.", "Il y a 2 factures : 2 760,60 €"),
    (BILLING, "find_invoice/list", {}, "There are 2 invoices: €2,760.60 in all.", "Il y a 2 factures : 2 760,60 €"),
    (BILLING, "find_invoice/sum", {}, "**€2,760.60** billed on 2 invoices: NS-104231", "sur 2 factures : NS-104231"),
    (BILLING, "find_invoice/whole", NUMBER, "Invoice **NS-104231** for 27 Sept", "La facture **NS-104231** ("),
    (BILLING, "invoice_status/paid", NUMBER, "No, **NS-104231** is not paid yet.", "Non, **NS-104231** n'est pas"),
    (
        BILLING,
        "invoice_status/paid",
        PAID,
        "Yes, **NS-104188** is paid: €1,284.00 by SEPA transfer",
        "Oui, **NS-104188**",
    ),
    (
        BILLING,
        "invoice_status/paid_when",
        PAID,
        "was paid on **24 October 2026** (25 days ago)",
        "le **24 octobre 2026**",
    ),
    (BILLING, "invoice_status/paid_how", PAID, "by SEPA transfer on 24 October 2026", "par virement SEPA"),
    (BILLING, "invoice_status/due", NUMBER, "is due on **28 November 2026** (in 10 days)", "(dans 10 jours)"),
    (BILLING, "invoice_status/due", PAID, "Nothing is due on **NS-104188** any more", "plus rien à payer"),
    (BILLING, "invoice_status/days_left", NUMBER, "10 days are left: **NS-104231**", "Il reste 10 jours"),
    (BILLING, "invoice_status/late", NUMBER, "No, **NS-104231** is not late", "Non, **NS-104231** n'est pas en retard"),
    (
        BILLING,
        "invoice_status/state",
        NUMBER,
        "It is open and due on 28 November 2026",
        "Elle reste à payer pour le 28",
    ),
    # the others of the cast
    (NORTHWIND, "find_invoice/currency", LATE, "is in US dollars (USD)", "en dollars des États-Unis (USD)"),
    (NORTHWIND, "find_invoice/oldest", {}, "**NS-104052** is the oldest", "**NS-104052** est la plus ancienne"),
    (NORTHWIND, "find_invoice/tax", LATE, "is **$210.00**, 10%", "10 % de 2 100,00 $US"),
    (NORTHWIND, "invoice_status/days_left", LATE, "No day is left", "Il ne reste plus de jour"),
    (NORTHWIND, "invoice_status/late", LATE, "Yes, **NS-104120** is 44 days overdue", "Oui, **NS-104120** a 44 jours"),
    (TAILSPIN, "find_invoice/tax", {}, "There is no tax on invoice **NS-104236**: it is exempt.", "elle est exonérée"),
    (TAILSPIN, "find_invoice/tax_rate", {}, "There is no tax on invoice **NS-104236**", "elle est exonérée"),
    (TAILSPIN, "find_invoice/tax_reason", {}, "Because invoice **NS-104236** was issued as exempt", "en exonération"),
    (COMPTA, "find_invoice/largest", {}, "are the largest, €588.00 each", "588,00 € chacune"),
    # what is unpaid
    (
        BILLING,
        "list_open_invoices/list",
        {},
        "One invoice is unpaid. Invoice **NS-104231**",
        "Une facture est impayée.",
    ),
    (BILLING, "list_open_invoices/any", {}, "Yes, one invoice is unpaid.", "Oui, une facture est impayée."),
    (
        BILLING,
        "list_open_invoices/any",
        {"state": "overdue"},
        "No, nothing is overdue. Next",
        "Non, rien n'est en retard.",
    ),
    (BILLING, "list_open_invoices/count", {}, "One invoice is unpaid.", "Une facture est impayée."),
    (
        COMPTA,
        "list_open_invoices/any",
        {"state": "overdue"},
        "Yes, one invoice is overdue. Invoice **NS-104199**",
        "Oui",
    ),
    (COMPTA, "list_open_invoices/count", {}, "2 invoices are unpaid: €1,176.00 to pay in all.", "1 176,00 € à payer"),
    (BILLING, "list_open_invoices/list", {"state": "paid"}, "One invoice is paid. Invoice **NS-104188**", "est payée."),
    (
        BILLING,
        "balance_due/statement",
        {},
        "**€1,476.60**: €0.00 before it, plus €2,760.60 billed",
        "**1 476,60 €**",
    ),
    # what is owed
    (BILLING, "balance_due/total", {}, "You owe **€1,476.60**; nothing is overdue.", "Vous devez **1 476,60 €**"),
    (BILLING, "balance_due/overdue", {}, "Nothing is overdue. You owe €1,476.60", "Rien n'est en retard."),
    (BILLING, "balance_due/net", {}, "Without tax you owe **€1,230.50**", "Hors taxes, vous devez **1 230,50 €**"),
    (BILLING, "balance_due/credit", {}, "You owe **€1,476.60**; no credit note", "aucun avoir"),
    (
        BILLING,
        "balance_due/next_due",
        {},
        "**€1,476.60** is due on **28 November 2026** (in 10 days)",
        "(dans 10 jours)",
    ),
    (BILLING, "balance_due/remaining", {}, "Nothing would remain once NS-104231 is paid.", "Il ne resterait rien"),
    (
        BILLING,
        "balance_due/remaining",
        {"amount": "476.60"},
        "**€1,000.00** would remain of",
        "Il resterait **1 000,00 €**",
    ),
    (COMPTA, "balance_due/total", {}, "You owe **€1,176.00**, of which €588.00 is overdue.", "dont 588,00 € en retard"),
    (COMPTA, "balance_due/overdue", {}, "**€588.00** is overdue: NS-104199 by 12 days.", "**588,00 €** sont en retard"),
    (
        COMPTA,
        "balance_due/next_due",
        {},
        "**€588.00** has been due since **6 November 2026**",
        "depuis le **6 novembre",
    ),
    (COMPTA, "balance_due/remaining", {"state": "overdue"}, "**€588.00** would remain", "Il resterait **588,00 €**"),
    (COMPTA, "balance_due/remaining", {}, "Which invoice do you mean?", "De quelle facture s'agit-il ?"),
    (
        NORTHWIND,
        "balance_due/credit",
        {},
        "you owe **$2,100.00**; before it was $2,310.00.",
        "avant, c'était 2 310,00 $US",
    ),
    (NORTHWIND, "balance_due/net", {}, "Without tax you owe **$2,100.00** as well", "il n'y reste pas de TVA"),
]


@pytest.mark.parametrize(("email", "asked", "entities", "english", "french"), ANSWERS)
def test_the_answer_is_to_the_question(
    desk: Desk, email: str, asked: str, entities: dict[str, str], english: str, french: str
) -> None:
    said = [Talk.of(desk, email, language).ask(asked, **entities) for language in ("en", "fr")]
    assert english in said[0].text
    assert french in said[1].text
    assert said[0].buttons


def test_every_aspect_has_an_answer_in_the_table() -> None:
    asked = {asked for _, asked, *_ in ANSWERS}
    topics = ("find_invoice", "invoice_status", "list_open_invoices", "balance_due")
    wanted = {f"{topic}/{aspect}" for topic in topics for aspect in ASPECTS[topic]}
    assert wanted == asked


@pytest.mark.parametrize(
    ("spoken", "english", "french"),
    [
        (
            ["in_time"],
            "Yes, **NS-104188** was paid in time: on **24 October 2026**",
            "Oui, **NS-104188** a été payée à",
        ),
        (
            ["paid_late"],
            "No, **NS-104188** was paid in time: on **24 October 2026**",
            "Non, **NS-104188** a été payée à",
        ),
        (["in_time", "paid_late"], "**NS-104188** was paid in time", "**NS-104188** a été payée à temps"),
    ],
)
def test_whether_one_was_paid_in_time_is_told_with_both_days(
    desk: Desk, spoken: list[str], english: str, french: str
) -> None:
    named = [{"entity": "invoice_number", "value": "NS-104188"}] + [
        {"entity": "spoken_of", "value": value} for value in spoken
    ]
    for language, told in (("en", english), ("fr", french)):
        talk = Talk.of(desk, BILLING, language)
        said = talk._turn("invoice_status", "?", None, 0.9, {}, [], named, aspect="late", form="yes_no").text
        assert said.startswith(told)


@pytest.mark.parametrize(
    ("spoken", "english", "french"),
    [("paid_late", "Yes", "Oui"), ("in_time", "No", "Non")],
)
def test_one_paid_after_its_due_date_was_paid_late(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, spoken: str, english: str, french: str
) -> None:
    monkeypatch.setattr(Invoice, "paid_after", property(lambda _: 9))
    late = {"invoice_number": "NS-104188", "spoken_of": spoken}
    said = [Talk.of(desk, BILLING, each).ask("invoice_status/late", form="yes_no", **late) for each in ("en", "fr")]
    assert said[0].text.startswith(f"{english}, **NS-104188** was paid late: on **24 October 2026**, 9 days after")
    assert said[1].text.startswith(f"{french}, **NS-104188** a été payée en retard : le **24 octobre 2026**, 9 jours")


def test_which_of_two_currencies_gets_neither_yes_nor_no(desk: Desk) -> None:
    named = [{"entity": "currency", "value": code} for code in ("EUR", "USD")]
    said = Talk.of(desk, BILLING)._turn(
        "find_invoice", "in euros or dollars?", None, 0.9, {}, [], named, aspect="currency", form="yes_no"
    )
    assert said.text.startswith("Invoice **NS-104231** is in euros (EUR).")
