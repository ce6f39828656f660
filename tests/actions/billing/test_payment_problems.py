"""Payments that failed, did not show or came twice, and charges that are contested."""

import pytest

from bot.bootstrap import Desk
from tests.actions.conftest import BILLING, COMPTA, NORTHWIND
from tests.actions.talk import Talk


def test_who_asks_whether_a_payment_arrived_hears_of_the_attempt_that_failed(desk: Desk) -> None:
    for aspect in ("arrived", "unmatched"):
        said = Talk.of(desk, NORTHWIND).ask(f"payment_problem/{aspect}", "did you ever receive it?").text
        assert "A card payment of $2,310.00 was declined on October 7, 2026." in said


def test_who_deleted_users_and_contests_the_charge_hears_that_seats_are_billed(desk: Desk) -> None:
    said = Talk.of(desk, BILLING).ask("dispute_charge/dispute", "I deleted two users, why are we still charged for 60")
    assert said.text.startswith("Unused seats are billed too")
    assert "unused seats" not in Talk.of(desk, BILLING).ask("dispute_charge/dispute", "this is wrong").text.casefold()


@pytest.mark.parametrize(("language", "warning"), [("en", "please never here"), ("fr", "jamais ici")])
def test_who_has_another_card_is_led_to_the_payment_page_and_types_no_number_here(
    desk: Desk, language: str, warning: str
) -> None:
    said = Talk.of(desk, NORTHWIND, language).ask("payment_problem/failed", "our card was refused, we have a new one")
    assert warning in said.text
    assert any("/i/NS-104120" in button.get("url", "") for button in said.buttons)


def test_a_payment_is_found_by_its_amount_though_its_invoice_is_paid(desk: Desk) -> None:
    said = Talk.of(desk, BILLING).ask("payment_problem/arrived", "and the 1284?", amount="1284.00", period="M0")
    assert said.text.startswith("Yes. A SEPA transfer of €1,284.00 arrived on 24 October 2026.")


def test_open_invoices_of_one_amount_are_different_ones(desk: Desk) -> None:
    said = Talk.of(desk, COMPTA, "fr").ask("payment_problem/twice", "deux fois 588", amount="588.00 EUR")
    assert said.text.startswith("Non, ce sont des factures différentes du même montant, 588,00 € : **NS-104199** du")


def test_one_open_invoice_of_an_amount_is_told_as_ever(desk: Desk) -> None:
    said = Talk.of(desk, NORTHWIND).ask("payment_problem/twice", "twice 2310", amount="2310.00 USD")
    assert said.text.startswith("No, invoice **NS-1")
