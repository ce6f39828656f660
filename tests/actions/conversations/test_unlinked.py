"""What the assistant says to somebody whose address is proven and whose company is not known."""

import pytest

from bot.bootstrap import Desk
from bot.domain.customers.unlinked import MOST_TICKETS
from tests.actions.talk import Talk

ANN = "ann_b@company.example"
SIGN_IN = ("sign in", "connectez-vous", "une fois connecté", "vous connectez")


@pytest.fixture
def ann(desk: Desk) -> Talk:
    return Talk.of(desk, ANN)


@pytest.mark.parametrize(
    ("language", "known"), [("en", "but no company for it yet"), ("fr", "mais pas encore votre entreprise")]
)
@pytest.mark.parametrize("intent", ["find_invoice", "balance_due", "subscription_info", "refund_status"])
def test_what_is_a_companys_is_refused_with_what_helps(desk: Desk, intent: str, language: str, known: str) -> None:
    said = Talk.of(desk, ANN, language).ask(intent, "NS-104231", invoice_number="NS-104231")
    assert known in said.text
    assert "ann\\_b@company.example" in said.text or ANN in said.text
    assert not [words for words in SIGN_IN if words in said.text]
    assert said.buttons[0]["payload"].startswith("/open_ticket")
    assert said.card is None


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "intent",
    [
        "out_of_scope", "dispute_charge", "payment_problem", "cancel_subscription", "change_subscription",
        "account_request", "ticket_status", "support_pricing/ours", "greet", "support_hours", "collections_policy",
    ],
)  # fmt: skip
def test_nobody_who_is_signed_in_is_told_to_sign_in(desk: Desk, intent: str, language: str) -> None:
    said = Talk.of(desk, ANN, language).ask(intent, "hello there")
    assert said.text
    assert not [words for words in SIGN_IN if words in said.text]


def test_a_ticket_is_opened_without_asking_for_an_address_and_it_is_said_where_the_answer_goes(ann: Talk) -> None:
    ann.press("open_ticket", ticket_matter="commercial")
    said = ann.ask("out_of_scope", "our company is Contoso, please link me")
    assert "ticket **T-1003**" in said.text
    assert "We will answer to ann" in said.text
    assert "e-mail address" not in said.text
    assert "T-1003" in ann.ask("ticket_status", "where is my ticket?").text
    assert "T-1003" in Talk.of(ann.desk, ANN).ask("ticket_status", "where is my ticket?").text
    assert "T-1003" not in Talk.of(ann.desk, "bob@company.example").ask("ticket_status", "where is my ticket?").text


def test_an_address_typed_in_the_chat_stays_a_claim(ann: Talk) -> None:
    said = ann.ask("out_of_scope", "I am billing@contoso.example", email="billing@contoso.example")
    assert "opens nothing" in said.text
    assert "but no company for it yet" in ann.ask("find_invoice", "show me our last invoice").text


def test_too_many_tickets_are_refused_with_another_way(ann: Talk) -> None:
    for _ in range(MOST_TICKETS):
        ann.press("open_ticket", ticket_matter="commercial")
        assert "ticket **T-" in ann.ask("out_of_scope", "our company is Contoso, please link me").text
    ann.press("open_ticket", ticket_matter="commercial")
    said = ann.ask("out_of_scope", "our company is Contoso, please link me")
    assert ann.desk.partner.support.phone in said.text
    assert "T-" not in said.text
