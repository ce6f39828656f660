"""Requests about the account are read back in one line, which becomes the subject of the ticket."""

import pytest

from bot.bootstrap import Desk
from tests.actions.billing.wishing import note, written
from tests.actions.conftest import BILLING, TAILSPIN, TECHNICAL
from tests.actions.talk import Talk

LINES = [
    ("order_number", "put PO-7741 on NS-104231", {"invoice_number": "NS-104231", "order_reference": "PO-7741"},
     "Put our reference on invoices: PO-7741 (for NS-104231)",
     "Indiquer notre référence sur les factures : PO-7741 (pour NS-104231)"),
    ("order_number", "BC-88 please", {"foreign_number": "BC-88"}, "Put our reference on invoices: BC-88",
     "Indiquer notre référence sur les factures : BC-88"),
    ("order_number", "always print our reference", {}, "Put our reference on invoices: always print our reference",
     "Indiquer notre référence sur les factures : always print our reference"),
    ("recipients", "send them to compta@new.example too", {"email": "compta@new.example"},
     "Change who receives our invoices: compta@new.example",
     "Modifier les destinataires de nos factures : compta@new.example"),
    ("tax_number", "our VAT is FR12345678901", {"tax_number": "FR12345678901"},
     "Correct our tax details: FR12345678901", "Corriger nos données fiscales : FR12345678901"),
    ("address", "we moved to 5 Hill Road", {},
     "Change our billing address or name: we moved to 5 Hill Road",
     "Modifier notre adresse ou nom de facturation : we moved to 5 Hill Road"),
    ("contacts", "remove Ann", {}, "Change our contacts: remove Ann", "Modifier nos contacts : remove Ann"),
    ("bank_details", "we changed banks", {}, "Change our bank details: we changed banks",
     "Modifier nos coordonnées bancaires : we changed banks"),
    ("reissue", "redo it please", {"invoice_number": "NS-104188"}, "Issue an invoice again: NS-104188",
     "Refaire une facture : NS-104188"),
    ("form", "our supplier form", {}, "Form or papers: our supplier form",
     "Formulaire ou documents : our supplier form"),
    ("quote", "20 Visio please", {"seats": "20", "product": "Visio"}, "Send us a quote: 20 seats, Visio",
     "Nous envoyer un devis : 20 postes, Visio"),
]  # fmt: skip


@pytest.mark.parametrize(("aspect", "text", "entities", "english", "french"), LINES, ids=[line[0] for line in LINES])
def test_the_line_read_back_is_the_subject_and_the_text_the_whole_message(
    desk: Desk, aspect: str, text: str, entities: dict[str, str], english: str, french: str
) -> None:
    for language, line in (("en", english), ("fr", french)):
        talk = Talk.of(desk, BILLING, language)
        assert note(talk.ask(f"account_request/{aspect}", text, **entities)) == line
        talk.ask("affirm", "yes")
        assert written(desk, talk) == (line, text)


def test_a_press_of_the_button_confirms_as_a_yes_does(desk: Desk) -> None:
    talk = Talk.of(desk, TAILSPIN)
    said = talk.ask("account_request/contacts", "Ann has left, write to Bob instead")
    assert "T-1003" in talk.press_payload(said.buttons[0]).text
    assert written(desk, talk)[0] == "Change our contacts: Ann has left, write to Bob instead"


def test_a_long_wish_is_cut_in_the_line_and_whole_in_the_ticket(desk: Desk, contoso: Talk) -> None:
    text = "please change our address, as we have moved to the old mill behind the station, 5 Hill Road, Elm Town"
    line = note(contoso.ask("account_request/address", text))
    contoso.ask("affirm", "yes")
    assert line.endswith("…")
    assert written(desk, contoso) == (line, text)


def test_our_own_papers_are_told_at_once(contoso: Talk) -> None:
    said = contoso.ask("account_request/form", "send us your registration").text
    assert said.startswith("I cannot fill in forms or send papers myself")
    assert "Registration: RCS Paris 000 000 000" in said
    assert "VAT number: FR00 000000000" in said


def test_a_wish_of_no_known_kind_is_read_back_as_it_was_said(contoso: Talk) -> None:
    assert note(contoso.ask("account_request", "something new")) == "Request about our account: something new"


def test_others_learn_who_may_ask(desk: Desk, visitor: Talk) -> None:
    said = Talk.of(desk, TECHNICAL).ask("account_request/address", "we moved")
    assert said.text.startswith("A billing contact or an administrator of your company may ask for that")
    assert said.buttons == []
    assert "signed in to the customer account" in visitor.ask("account_request/quote", "a quote please").text
