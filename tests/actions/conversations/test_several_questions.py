"""Several questions in one message are each answered, in order."""

import logging

import pytest

from bot.bootstrap import Desk
from tests.actions.conftest import BILLING, TECHNICAL
from tests.actions.talk import Talk


def test_each_question_is_answered_in_its_order(contoso: Talk) -> None:
    said = contoso.ask_several(
        "Is NS-104188 paid, and are you open on Monday?",
        ("invoice_status/paid", {"invoice_number": "NS-104188"}),
        ("support_hours/at", {"date": "W1"}),
    )
    assert said.text.index("Yes") < said.text.index("Monday")
    assert "NS-104188" in said.text


def test_what_the_last_one_was_about_is_talked_about_next(contoso: Talk) -> None:
    contoso.ask_several("open? and the VAT?", ("support_hours/now", {}), ("find_invoice/tax", {}))
    assert (contoso.slots["topic"], contoso.slots["aspect"]) == ("find_invoice", "tax")


def test_all_that_was_asked_together_is_kept_for_another_month_and_for_one_turn(contoso: Talk) -> None:
    contoso.ask_several("net and VAT?", ("find_invoice/net", {}), ("find_invoice/tax", {}))
    assert contoso.slots["along"] == "find_invoice/net,find_invoice/tax"
    contoso.ask("invoice_status/paid")
    assert not contoso.slots["along"]


@pytest.mark.parametrize("money_first", [True, False])
def test_a_refused_question_refuses_no_other(desk: Desk, money_first: bool) -> None:
    asked = [("balance_due/total", {}), ("support_hours/week", {})]
    said = Talk.of(desk, TECHNICAL).ask_several("how much and when", *(asked if money_first else asked[::-1]))
    assert "your role" in said.text
    assert "1,476" not in said.text
    assert "09:00" in said.text


def test_an_unknown_further_question_adds_nothing(desk: Desk) -> None:
    said = Talk.of(desk, BILLING).ask_several("a and b", ("support_hours/now", {}), ("sing", {}))
    assert said.text


def test_an_aspect_without_a_plan_is_answered_as_a_whole_and_logged(
    contoso: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        said = contoso.ask("support_hours/colour", "in which colour are you open?")
    assert "no plan for support_hours/colour" in caplog.text
    assert said.text


def test_what_the_first_answer_says_already_is_not_said_twice(contoso: Talk) -> None:
    said = contoso.ask_several(
        "the account and the reference", ("payment_methods/account", {}), ("payment_methods/reference", {})
    )
    assert "NS-104231" in said.text
    assert len(said.texts) == 1
