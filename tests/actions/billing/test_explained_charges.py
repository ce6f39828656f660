"""Why an invoice is what it is: each question about a charge is answered as asked, and adds up to the cent."""

import pytest

from bot.bootstrap import Desk
from tests.actions.conftest import BILLING, COMPTA, NORTHWIND, TAILSPIN, TECHNICAL
from tests.actions.talk import Talk
from tests.fixtures.statements import transactions

N188, N231 = {"invoice_number": "NS-104188"}, {"invoice_number": "NS-104231"}
AZURE, PREMIUM, VISIO = {"product": "Azure"}, {"product": "Microsoft 365 Business Premium"}, {"product": "Visio"}

ENGLISH = [
    ("whole", N188, "Azure plan, usage: €40.00"),
    ("whole", N231, "Invoice **NS-104231** for 27 Sept – 26 Oct 2026 comes to €1,476.60. It is made up of:"),
    ("whole", {"period": "2026-09"}, "Invoice **NS-104188**"),
    ("whole", AZURE, "On invoice **NS-104231**, €118.10 before tax is your usage of Azure plan"),
    ("line", N231 | AZURE, "On invoice **NS-104231**, €118.10 before tax is your usage of Azure plan"),
    ("line", {"amount": "412.00"}, "On invoice **NS-104231**, €412.00 taken back and €494.40 charged belong to one"),
    ("line", {"amount": "40.00"}, "On invoice **NS-104188**, €40.00 before tax is your usage of Azure plan"),
    ("line", N188 | VISIO, "Invoice **NS-104188** has no line for Visio. It is made up of:"),
    ("seats", N188, "You were charged for **50 seats** of Microsoft 365 Business Premium on invoice **NS-104188**"),
    ("seats", N231, "From 15 October 2026 to 26 October 2026 it was 60 instead of 50 seats"),
    ("seats", N188 | AZURE, "Azure plan is billed by usage, not by seats: €40.00 before tax"),
    ("seats", N188 | VISIO, "Nothing: invoice **NS-104188** bills no Visio."),
    ("unit_price", N188, "**€20.60** for one seat of Microsoft 365 Business Premium on invoice **NS-104188**"),
    ("share", {"which": "last"} | AZURE, "**€118.10** of invoice **NS-104231** is Azure plan before tax, €141.72 with"),
    ("share", N188 | VISIO, "Nothing: invoice **NS-104188** bills no Visio."),
    ("share", N231, "Invoice **NS-104231** comes to €1,230.50 before tax, of which:"),
    ("change", {}, "Invoice **NS-104231** (€1,476.60) is **€192.60** higher than **NS-104188** (€1,284.00)."),
    ("change", AZURE, "**€78.10** more: Azure plan was €40.00 on invoice **NS-104188** and is €118.10 on"),
    ("change", N188, "Invoice **NS-104231** (€1,476.60) is **€192.60** higher than **NS-104188**"),
    ("difference", {}, "**€192.60** more: invoice **NS-104231** comes to €1,476.60, **NS-104188** to €1,284.00."),
    ("difference", PREMIUM, "**€82.40** more: Microsoft 365 Business Premium was €1,030.00"),
    (
        "negative",
        {"amount": "412.00"},
        "No refund: one change, from 50 to 60 seats of Microsoft 365 Business Premium on 15 October 2026",
    ),
    ("negative", N188, "There is no minus line on invoice **NS-104188**."),
    ("zero", N188, "Nothing on invoice **NS-104188** is at zero."),
    ("twice", {}, "Nothing is billed twice; each invoice is for a period of its own: **NS-104188** for 28 Aug"),
    ("days", N231, "**12 of the period's 30 days**, from 15 October 2026 to 26 October 2026"),
    ("days", N188 | AZURE, "**30 days**, from 28 August 2026 to 26 September 2026: Azure plan"),
    ("not_ours", {"amount": "1284.00 EUR"}, "Yes, that is from us: invoice **NS-104188**"),
    ("not_ours", {"amount": "99.00 EUR"}, "I find no invoice or payment of €99.00 of yours with us."),
    ("not_ours", {}, "Only a charge with our name, Northstar Cloud, or an invoice number that begins with NS-"),
]

FRENCH = [
    ("whole", N188, "La facture **NS-104188** (28 août – 26 sept. 2026) s'élève à 1 284,00 €."),
    ("line", N231 | AZURE, "118,10 € hors taxe sont votre consommation Azure plan"),
    ("line", {"amount": "412.00"}, "les 412,00 € repris et les 494,40 € facturés font un seul changement"),
    ("seats", N188, "**50 postes** Microsoft 365 Business Premium vous ont été facturés sur la facture **NS-104188**"),
    ("unit_price", N188, "**20,60 €** hors taxe pour un poste Microsoft 365 Business Premium"),
    (
        "share",
        N231 | AZURE,
        "**118,10 €** de la facture **NS-104231** sont pour Azure plan hors taxe, soit 141,72 € avec",
    ),
    ("change", {}, "La facture **NS-104231** (1 476,60 €) est supérieure de **192,60 €** à **NS-104188**"),
    ("difference", {}, "**192,60 €** de plus : la facture **NS-104231** s'élève à 1 476,60 €"),
    ("negative", {"amount": "412.00"}, "Pas de remboursement : un seul changement, de 50 à 60 postes"),
    ("zero", N188, "Rien n'est à zéro sur la facture **NS-104188**."),
    ("twice", {}, "Rien n'est facturé deux fois ; chaque facture porte sur une période à elle"),
    ("days", N231, "**12 des 30 jours de la période**, du 15 octobre 2026 au 26 octobre 2026"),
    ("not_ours", {}, "Seul un montant à notre nom, Northstar Cloud, ou avec un numéro de facture qui commence par NS-"),
]


@pytest.mark.parametrize(("aspect", "entities", "answer"), ENGLISH)
def test_it_answers_in_english(desk: Desk, aspect: str, entities: dict[str, str], answer: str) -> None:
    assert answer in Talk.of(desk, BILLING).ask(f"explain_charge/{aspect}", **entities).text


@pytest.mark.parametrize(("aspect", "entities", "answer"), FRENCH)
def test_it_answers_in_french(desk: Desk, aspect: str, entities: dict[str, str], answer: str) -> None:
    assert answer in Talk.of(desk, BILLING, "fr").ask(f"explain_charge/{aspect}", **entities).text


@pytest.mark.parametrize("aspect", sorted({row[0] for row in ENGLISH}))
def test_each_answer_is_one_look_at_the_books(contoso: Talk, aspect: str) -> None:
    with transactions() as begun:
        contoso.ask(f"explain_charge/{aspect}", **N231)
    assert len(begun) == 2  # who speaks, and the one service call
    with transactions() as begun:
        contoso.ask(f"explain_charge/{aspect}", which="previous")
    assert len(begun) <= 2


def test_the_causes_of_a_rise_add_up_to_the_cent(contoso: Talk) -> None:
    contoso.ask("find_invoice", "the last one", which="last")
    said = contoso.ask("explain_charge/change", "why did it go up?").text
    assert "**+€82.40**: 10 seats of Microsoft 365 Business Premium added" in said
    assert "for 12 of the period's 30 days" in said
    assert "**+€78.10**: more usage of Azure plan" in said
    assert "**+€32.10**: tax" in said


@pytest.mark.parametrize(("language", "answers"), [
    ("en", ["**€118.10** of invoice **NS-104231**", "**€40.00** of invoice **NS-104188**", "**€78.10** more"]),
    ("fr", ["**118,10 €** de la facture", "**40,00 €** de la facture", "**78,10 €** de plus"]),
])  # fmt: skip
def test_the_share_of_azure_then_the_earlier_invoice_then_the_rise(
    desk: Desk, language: str, answers: list[str]
) -> None:
    talk = Talk.of(desk, BILLING, language)
    first = talk.ask("explain_charge/share", which="last", product="Azure")
    second = talk.ask("explain_charge/share", which="previous")
    third = talk.ask("explain_charge/difference")
    assert [one.text.startswith(answer) for one, answer in zip((first, second, third), answers, strict=True)] == [
        True
    ] * 3


@pytest.mark.parametrize("aspect", ["difference", "share"])
@pytest.mark.parametrize(
    ("language", "net"), [("en", "**€82.40** before tax, for 12"), ("fr", "**82,40 €** hors taxe")]
)
def test_after_the_minus_line_its_net_cost_and_its_days(desk: Desk, language: str, net: str, aspect: str) -> None:
    talk = Talk.of(desk, BILLING, language)
    talk.ask("explain_charge/negative", amount="412.00")
    assert talk.ask(f"explain_charge/{aspect}").text.startswith(net)
    assert talk.ask("explain_charge/days").text.startswith("**12 ")


@pytest.mark.parametrize(("language", "answer"), [
    ("en", "No difference: invoices **NS-104240** and **NS-104199** both come to €588.00."),
    ("fr", "Aucune différence : les factures **NS-104240** et **NS-104199** s'élèvent toutes deux à 588,00 €."),
])  # fmt: skip
def test_two_invoices_named_are_compared_with_each_other(desk: Desk, language: str, answer: str) -> None:
    talk = Talk.of(desk, COMPTA, language)
    text = "difference of price between 104199 and 104240"
    places = {"104199": text.index("104199"), "104240": text.index("104240")}
    assert talk.ask_placed("explain_charge/difference", text, places).text == answer


def test_what_comes_after_than_is_compared_with(contoso: Talk) -> None:
    text = "why is NS-104231 higher than NS-104188?"
    places = {"NS-104231": text.index("NS-104231"), "NS-104188": text.index("NS-104188")}
    assert "**€192.60** higher than **NS-104188**" in contoso.ask_placed("explain_charge/change", text, places).text


def test_the_one_before_is_what_an_invoice_is_compared_with(contoso: Talk) -> None:
    contoso.ask("find_invoice", "show me my last invoice", which="last")
    said = contoso.ask("explain_charge/change", "why is it higher than the one before?", which="previous").text
    assert "**€192.60** higher than **NS-104188**" in said
    assert "**NS-104231**" in contoso.ask("invoice_status", "is it paid?").text


def test_a_month_without_an_invoice_is_not_explained_as_another(contoso: Talk) -> None:
    said = contoso.ask("explain_charge/whole", "what about march?", period="2020-03")
    assert said.texts[0] == "I find no invoice for March 2020. Your latest one is this:"
    assert "**NS-104231**" in said.text


def test_a_number_named_wins_and_one_not_found_is_said_so(desk: Desk, contoso: Talk) -> None:
    contoso.ask("find_invoice", which="last")
    missing = contoso.ask("explain_charge/share", invoice_number="NS-999999", product="Azure").text
    someone_elses = contoso.ask("explain_charge/share", invoice_number="NS-104199", product="Azure").text
    assert missing.startswith("I cannot find an invoice NS-999999 in your account.")
    assert someone_elses == missing.replace("999999", "104199")
    text = "compare 104231 and 999999"
    places = {"104231": text.index("104231"), "999999": text.index("999999")}
    said = contoso.ask_placed("explain_charge/difference", text, places).text
    assert "cannot find an invoice NS-999999" in said
    assert "NS-104188" not in said


@pytest.mark.parametrize("number", ["G061085238", "E0400XAB12", "MSBILL.INFO"])
@pytest.mark.parametrize("aspect", ["not_ours", "whole", "change"])
@pytest.mark.parametrize(("email", "language", "no"), [
    (BILLING, "en", "No, {} is not"), (TECHNICAL, "fr", "Non, {} n'est pas"), (None, "en", "No, {} is not"),
])  # fmt: skip
def test_microsofts_own_numbers_are_never_explained_as_ours(
    desk: Desk, number: str, aspect: str, email: str | None, language: str, no: str
) -> None:
    said = Talk.of(desk, email, language).ask(f"explain_charge/{aspect}", foreign_number=number).text
    assert said.startswith(no.format(number))
    assert "admin.microsoft.com" in said
    assert "104231" not in said


def test_a_credit_note_and_no_tax_are_minus_and_zero(desk: Desk) -> None:
    northwind, tailspin = Talk.of(desk, NORTHWIND), Talk.of(desk, TAILSPIN)
    minus = "The minus of $210.00 is credit note **NS-C-10031** (tax exemption), issued on November 13, 2026"
    assert northwind.ask("explain_charge/negative").text.startswith(minus)
    assert tailspin.ask("explain_charge/zero").text.startswith("The tax on invoice **NS-104236** is zero because")
    assert "first invoice with us, so there is none to compare" in tailspin.ask("explain_charge/change").text
