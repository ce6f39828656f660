"""Other companies are not spoken of; tickets are found by their subject; a suspension explains why nobody gets in."""

import pytest

from bot.bootstrap import Desk
from tests.actions.conftest import BILLING, COMPTA, TAILSPIN
from tests.actions.talk import Talk

NORTHWIND = "accounts@northwind.example"


@pytest.mark.parametrize(
    "topic", ["balance_due/total", "find_invoice/whole", "list_open_invoices/list", "out_of_scope"]
)
@pytest.mark.parametrize("company", ["Contoso", "Litware"])
def test_another_company_is_refused_whether_it_exists_or_not(desk: Desk, topic: str, company: str) -> None:
    said = Talk.of(desk, COMPTA, "fr").ask(topic, "combien ?", company=company)
    assert said.text == "Je ne peux vous renseigner que sur votre propre entreprise, pas sur une autre."


@pytest.mark.parametrize("company", ["Contoso", "Contoso Ltd", "Northstar"])
def test_the_own_company_and_the_partner_are_answered(desk: Desk, company: str) -> None:
    assert "€1,476.60" in Talk.of(desk, BILLING).ask("balance_due/total", "how much?", company=company).text


@pytest.mark.parametrize("subject", ["the vat number", "notre n° de tva qui n'apparait pas sur les factures"])
def test_a_ticket_is_found_by_its_subject(desk: Desk, contoso: Talk, subject: str) -> None:
    contoso.press("open_ticket", ticket_matter="technical")
    contoso.ask("technical_issue", "Teams is silent")
    contoso.press("open_ticket", severity="moderate")
    said = contoso.ask("ticket_status/state", "how far is it?", request=subject)
    assert said.text.startswith("Ticket **T-1002** is open")


def test_without_a_word_in_common_the_tickets_are_listed(desk: Desk, contoso: Talk) -> None:
    contoso.press("open_ticket", ticket_matter="technical")
    contoso.ask("technical_issue", "Teams is silent")
    contoso.press("open_ticket", severity="moderate")
    contoso.slots.update(ticket_number=None, opened_ticket=None)
    assert contoso.ask("ticket_status/state", "how far?", request="the parking space").titles == ["T-1003", "T-1002"]


@pytest.mark.parametrize("topic", ["out_of_scope/other", "nlu_fallback"])
def test_a_suspension_explains_a_fault_whatever_it_was_taken_for(desk: Desk, topic: str) -> None:
    talk = Talk.of(desk, NORTHWIND)
    said = talk.ask(topic, "nobody can log in", matter="technical")
    assert "suspended" in said.text
    assert (talk.slots["topic"], talk.slots["aspect"]) == ("subscription_info", "why")


def test_the_portal_of_the_own_cloud_is_told_where_a_portal_is_spoken_of(desk: Desk) -> None:
    talk = Talk.of(desk, TAILSPIN)
    assert (
        "portal.azure.us"
        in talk.ask("contact_support/product", "which portal?", product="Azure", spoken_of="portal").text
    )
    assert talk.slots["aspect"] == "portal"


def test_asked_how_first_answers_differ_that_of_each_plan_is_told(desk: Desk) -> None:
    said = Talk.of(desk).ask("support_pricing/response", "difference?", plan="premium", spoken_of="difference")
    assert "within 1 hour" in said.text
    assert "**Plus**: first answer within 4 hours" in said.text


def test_asked_for_a_day_a_plan_tells_whether_it_covers_it(desk: Desk) -> None:
    said = Talk.of(desk).ask("support_pricing/response", "on Saturday?", form="yes_no", plan="plus", date="W6")
    assert said.text == "Yes, on Saturday 21 November the plan Plus covers you: 08:00–20:00."


def test_a_plan_compared_with_the_own_is_the_one_talked_about(desk: Desk) -> None:
    talk = Talk.of(desk, COMPTA)
    talk.ask("support_pricing/difference", "and with Plus?", plan="plus")
    assert "€49.00" in talk.ask("support_pricing/price", "what would it cost?", form="how_much").text
