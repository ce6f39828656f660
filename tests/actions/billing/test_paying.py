"""How to pay, what went wrong, what was credited and what is contested: each question answered as asked."""

import pytest

from bot.bootstrap import Desk
from tests.actions.conftest import BILLING, COMPTA, NORTHWIND, TECHNICAL
from tests.actions.talk import Talk
from tests.fixtures.statements import transactions

IBAN = "FR14 2004 1010 0505 0001 3M02 606"
N188 = {"invoice_number": "NS-104188"}
Case = tuple[str | None, str, str, dict[str, str], str]

WAYS: list[Case] = [
    (BILLING, "en", "ways", {}, "You can pay the €1,476.60 open on invoice **NS-104231** in these ways:"),
    (COMPTA, "fr", "ways", {}, "Vous pouvez régler vos factures en EUR ainsi :"),
    (BILLING, "en", "account", {}, f"IBAN **{IBAN}** in the name of Northstar Cloud SAS, for invoices in EUR."),
    (COMPTA, "fr", "account", {}, f"IBAN **{IBAN}**, au nom de Northstar Cloud SAS"),
    (None, "en", "account", {}, f"IBAN **{IBAN}** in the name of Northstar Cloud SAS, for invoices in EUR."),
    (NORTHWIND, "en", "account", {}, "For invoices in USD, the details for a bank wire are printed on the invoice."),
    (BILLING, "en", "reference", {}, "As the reference, write the invoice number: **NS-104231**."),
    (COMPTA, "fr", "reference", {}, "En référence, indiquez le numéro de la facture que vous payez : **NS-104199** et"),
    (None, "en", "reference", {}, "As the reference, write the number of the invoice you pay (it begins with NS-)."),
    (BILLING, "en", "link", {}, "Yes, here is the payment page of invoice **NS-104231** (€1,476.60 open)"),
    (BILLING, "en", "link", N188, "It is paid: the payment arrived on 24 October 2026, by SEPA transfer."),
    (COMPTA, "fr", "link", {}, "Oui, chaque facture a sa page de paiement : **NS-104199** (588,00 € à payer) et"),
    (None, "en", "link", {}, "Yes, each invoice has its own payment page. Sign in and I show you yours."),
    (BILLING, "en", "terms", {}, "No, I cannot agree other terms here, such as instalments or a later due date"),
    (COMPTA, "fr", "terms", {}, "Non, je ne peux pas convenir ici d'autres conditions"),
    (BILLING, "en", "notify", {}, "Send it to **support@northstar.example**, or tell me here in this chat"),
    (COMPTA, "fr", "notify", {}, "Envoyez-le à **support@northstar.example**, ou dites-le-moi ici même"),
    (BILLING, "en", "autopay", {}, "No, automatic payment is not offered: each invoice is paid by itself."),
    (COMPTA, "fr", "autopay", {}, "Non, le paiement automatique n'est pas proposé"),
]
PROBLEMS: list[Case] = [
    (NORTHWIND, "en", "failed", {}, "A card payment of $2,310.00 was declined on October 7, 2026. It was for invoice"),
    (NORTHWIND, "fr", "failed", {}, "Un paiement par carte de 2 310,00 $US a été refusé le 7 octobre 2026."),
    (BILLING, "en", "failed", {}, "No payment or attempt is booked on invoice **NS-104231** so far."),
    (
        COMPTA,
        "fr",
        "arrived",
        {"amount": "588.00 EUR"},
        "Pas encore : aucun paiement n'est enregistré sur **NS-104199**",
    ),
    (BILLING, "en", "arrived", {}, "Not yet: no payment is booked on **NS-104231** (€1,476.60 open)."),
    (BILLING, "en", "arrived", N188, "Yes. A SEPA transfer of €1,284.00 arrived on 24 October 2026."),
    (BILLING, "en", "twice", {}, "No, on none of your invoices is more booked than was owed."),
    (BILLING, "en", "twice", N188, "No, invoice **NS-104188** is not paid twice. A SEPA transfer of €1,284.00 arrived"),
    (COMPTA, "fr", "twice", {}, "Non, sur aucune de vos factures il n'est enregistré plus que ce qui était dû."),
    (BILLING, "en", "wrong", {}, "I cannot move or correct a payment; our billing team can."),
    (COMPTA, "fr", "wrong", {}, "Je ne peux ni déplacer ni corriger un paiement"),
    (COMPTA, "fr", "unmatched", {}, "Aucun paiement n'est enregistré sur **NS-104199** (588,00 € à payer)"),
    (
        BILLING,
        "en",
        "unmatched",
        N188,
        "A SEPA transfer of €1,284.00 arrived on 24 October 2026. Invoice **NS-104188** is",
    ),
]
CREDITS: list[Case] = [
    (
        NORTHWIND,
        "en",
        "where",
        {},
        "Credit note **NS-C-10031** of $210.00 (tax exemption) was issued on November 13, 2026",
    ),
    (NORTHWIND, "en", "amount", {}, "**$210.00** was credited, by credit note **NS-C-10031**"),
    (NORTHWIND, "en", "why", {}, "For this reason: tax exemption."),
    (
        NORTHWIND,
        "en",
        "against",
        {},
        "On invoice **NS-104120**: credit note NS-C-10031 (tax exemption) took $210.00",
    ),
    (NORTHWIND, "en", "when", {}, "On November 13, 2026 (5 days ago): credit note **NS-C-10031**"),
    (NORTHWIND, "en", "number", {}, "**NS-C-10031**, a credit note of $210.00"),
    (
        NORTHWIND,
        "en",
        "payout",
        {},
        "No, not by this chat: the $210.00 of credit note **NS-C-10031** was already set off",
    ),
    (
        NORTHWIND,
        "fr",
        "where",
        {},
        "L'avoir **NS-C-10031** de 210,00 $US (exonération de taxe) a été émis le 13 novembre",
    ),
    (NORTHWIND, "fr", "amount", {}, "**210,00 $US** ont été crédités"),
    (NORTHWIND, "fr", "why", {}, "Pour cette raison : exonération de taxe."),
    (NORTHWIND, "fr", "against", {}, "Sur la facture **NS-104120**"),
    (NORTHWIND, "fr", "when", {}, "Le 13 novembre 2026 (il y a 5 jours)"),
    (NORTHWIND, "fr", "number", {}, "**NS-C-10031**, un avoir de 210,00 $US"),
    (
        NORTHWIND,
        "fr",
        "payout",
        {},
        "Non, pas par ce chat : les 210,00 $US de l'avoir **NS-C-10031** ont déjà été imputés",
    ),
    (BILLING, "en", "where", {}, "I see no refund or credit note on your account so far. The €412.00 taken back on"),
    (BILLING, "en", "where", {"amount": "412.00"}, "No refund: one change, from 50 to 60 seats"),
    (
        NORTHWIND,
        "en",
        "when",
        {"invoice_number": "NS-104052"},
        "I see no refund or credit note on invoice **NS-104052**.",
    ),
    (COMPTA, "fr", "amount", {}, "Je ne vois pas de remboursement ni d'avoir sur votre compte à ce jour."),
]
DISPUTES: list[Case] = [
    (BILLING, "en", "dispute", N188, "I'm sorry that invoice **NS-104188** (€1,284.00) does not look right."),
    (COMPTA, "fr", "dispute", {}, "Je suis désolé que la facture **NS-104240** (588,00 €) ne vous semble pas juste."),
    (BILLING, "en", "how", {}, "You contest an invoice by telling me here its number and what is wrong with it"),
    (COMPTA, "fr", "how", {}, "Vous contestez une facture en me disant ici son numéro"),
    (
        BILLING,
        "en",
        "meanwhile",
        {},
        "That is not settled in advance: whether you may wait with paying what you contest",
    ),
    (COMPTA, "fr", "meanwhile", {}, "Ce n'est pas réglé d'avance"),
]
ALL = [
    *(("payment_methods", *case) for case in WAYS),
    *(("payment_problem", *case) for case in PROBLEMS),
    *(("refund_status", *case) for case in CREDITS),
    *(("dispute_charge", *case) for case in DISPUTES),
]


@pytest.mark.parametrize(("topic", "email", "language", "aspect", "entities", "answer"), ALL)
def test_the_first_sentence_answers_and_takes_one_look(
    desk: Desk, topic: str, email: str | None, language: str, aspect: str, entities: dict[str, str], answer: str
) -> None:
    talk = Talk.of(desk, email, language)
    with transactions() as begun:
        said = talk.ask(f"{topic}/{aspect}", **entities).text
    assert said.startswith(answer)
    assert len(begun) <= 2  # who speaks, and the one service call


@pytest.mark.parametrize(
    ("email", "language", "way", "answer"),
    [
        (BILLING, "en", "cheque", "No, we do not offer payment by cheque. You can pay the €1,476.60 open"),
        (BILLING, "en", "paypal", "No, we do not offer PayPal."),
        (BILLING, "en", "cash", "No, we do not offer payment in cash."),
        (BILLING, "en", "direct_debit", "No, we do not offer direct debit."),
        (BILLING, "en", "other", "No, we do not offer that way of paying."),
        (COMPTA, "fr", "mobile_money", "Non, nous ne proposons pas le paiement mobile comme Orange Money ou Wave."),
        (COMPTA, "fr", "cheque", "Non, nous ne proposons pas le paiement par chèque."),
        (BILLING, "en", "card", "Yes, you can pay by card."),
        (BILLING, "en", "transfer", f"Yes, you can pay by SEPA transfer to IBAN **{IBAN}**"),
        (
            NORTHWIND,
            "en",
            "sepa",
            "No, a SEPA transfer is possible only for invoices in EUR. You can pay the $2,100.00",
        ),
        (NORTHWIND, "fr", "sepa", "Non, le virement SEPA n'est possible que pour les factures en EUR."),
        (
            NORTHWIND,
            "en",
            "transfer",
            "Yes, you can pay by bank wire; the details are on the invoice. A SEPA transfer is",
        ),
        (BILLING, "en", "wire", "No, a bank wire is possible only for invoices in USD."),
        (None, "en", "cheque", "No, we do not offer payment by cheque. You can pay our invoices in these ways:"),
        (TECHNICAL, "en", "card", "Yes, you can pay by card."),
    ],
)
def test_a_way_to_pay_is_offered_or_not(desk: Desk, email: str | None, language: str, way: str, answer: str) -> None:
    said = Talk.of(desk, email, language).ask("payment_methods/offered", payment_way=way).text
    assert said.startswith(answer)
    assert email != NORTHWIND or "FR14" not in said


def test_an_invoice_is_paid_in_its_own_currency(contoso: Talk) -> None:
    assert contoso.ask("payment_methods/offered", currency="USD").text.startswith("No, not in USD")
    assert contoso.ask("payment_methods/offered", currency="EUR").text.startswith("Yes, in EUR")


def test_each_payment_page_has_a_button_that_names_its_invoice(fabrikam: Talk, contoso: Talk) -> None:
    assert contoso.ask("payment_methods/link").buttons[0]["url"] == "https://pay.northstar.example/i/NS-104231"
    assert fabrikam.ask("payment_methods/link").titles == ["Payer NS-104199 : 588,00 €", "Payer NS-104240 : 588,00 €"]


@pytest.mark.parametrize(
    ("language", "said", "answer"),
    [
        ("en", "sorry I meant NS-104231", "Then it is about invoice **NS-104231**, not NS-104188."),
        ("en", "NS-104231", "Then it is about invoice **NS-104231**, not NS-104188."),
        ("fr", "pardon, c'était la NS-104231", "C'est donc la facture **NS-104231**, et non NS-104188."),
    ],
)
@pytest.mark.parametrize("intent", ["dispute_charge/dispute", "find_invoice/whole", "deny"])
def test_a_half_written_ticket_moves_to_the_invoice_meant(
    desk: Desk, language: str, said: str, answer: str, intent: str
) -> None:
    talk = Talk.of(desk, BILLING, language)
    talk.ask("dispute_charge/dispute", "this is wrong", **N188)
    assert talk.ask(intent, said, invoice_number="NS-104231").text.startswith(answer)
    assert talk.slots["ticket_text"] == "NS-104231: this is wrong"
    assert "T-1003" in talk.ask("dispute_charge/dispute", "we never ordered ten more seats", seats="10").text


def test_a_number_that_is_not_found_moves_no_ticket(contoso: Talk) -> None:
    contoso.ask("dispute_charge/dispute", "this is wrong", **N188)
    said = contoso.ask("dispute_charge/dispute", "no, NS-104199", invoice_number="NS-104199").text
    assert said.startswith("I cannot find an invoice NS-104199")
    assert contoso.slots["ticket_text"] == "NS-104188: this is wrong"


def test_what_describes_the_matter_is_taken_down_whatever_invoice_it_names(contoso: Talk) -> None:
    contoso.ask("dispute_charge/dispute", "this is wrong", **N188)
    text = "like NS-104231 it bills 60 seats"
    assert "T-1003" in contoso.ask("dispute_charge/dispute", text, invoice_number="NS-104231", seats="60").text


def test_microsofts_own_charges_are_not_contested_with_us(contoso: Talk) -> None:
    said = contoso.ask("dispute_charge/dispute", "what is G061085238", foreign_number="G061085238").text
    assert said.startswith("No, G061085238 is not one of our invoices")


def test_how_to_pay_in_a_currency_names_the_ways(desk: Desk) -> None:
    ways = {"form": "how", "currency": "USD"}
    said = Talk.of(desk, NORTHWIND).ask("payment_methods/offered", "how do i pay in dollars", **ways)
    assert "bank wire" in said.text
