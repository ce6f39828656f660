"""Support plans named by their place or price, and who works on a ticket."""

import pytest

from bot.bootstrap import Desk
from tests.actions.conftest import TECHNICAL
from tests.actions.talk import Talk

BASIC = "The plan Basic costs nothing extra"
PLUS = "Your plan Plus costs **€49.00**"
PREMIUM = "The plan Premium costs **€199.00**"
NONE = "There is no such plan. Ours are Basic, Plus and Premium, from the smallest to the largest."


@pytest.mark.parametrize(
    ("asked", "named", "answer"),
    [
        ("support_pricing/ours", {"rank": "smallest"}, BASIC),
        ("support_pricing/difference", {"rank": "smallest"}, BASIC),
        ("support_pricing/plans", {"rank": "largest"}, PREMIUM),
        ("support_pricing/price", {"amount": "49.00 EUR"}, PLUS),
        ("support_pricing/price", {"amount": "199"}, PREMIUM),
        ("support_pricing/price", {"amount": "199.00 USD"}, NONE),
        ("support_pricing/price", {"amount": "48.99 EUR"}, NONE),
        ("support_pricing/price", {"spoken_of": "one_up"}, PREMIUM),
        ("support_pricing/price", {"spoken_of": "one_down"}, BASIC),
    ],
)
def test_a_plan_is_found_by_its_place_or_price(contoso: Talk, asked: str, named: dict[str, str], answer: str) -> None:
    assert contoso.ask(asked, "that plan", form="which", **named).text.startswith(answer)


def test_up_and_down_go_from_the_plan_told_last_and_end(contoso: Talk) -> None:
    answers = [contoso.ask("support_pricing/price", "up", spoken_of="one_up").text for _ in range(2)]
    assert answers[0].startswith(PREMIUM)
    assert answers[1] == NONE
    assert contoso.ask("support_pricing/price", "down", which="previous").text.startswith(PLUS)


@pytest.mark.parametrize(
    ("named", "texts"),
    [
        ({"date": "W6", "rank": "smallest"}, ["On Saturday 21 November your plan Plus covers you: 08:00–20:00.", PLUS]),
        ({"date": "W6"}, ["On Saturday 21 November your plan Plus covers you: 08:00–20:00.", PLUS]),
        ({"date": "W7"}, ["On Sunday 22 November the plan Premium covers critical issues", PREMIUM]),
        ({"date": "W4", "rank": "smallest"}, ["the plan Basic", BASIC]),
    ],
)
def test_the_cheapest_plan_that_covers_a_day_is_told_with_its_price(
    contoso: Talk, named: dict[str, str], texts: list[str]
) -> None:
    said = contoso.ask("support_pricing/plans", "which plan then", form="which", **named)
    assert [part in text for part, text in zip(texts, said.texts, strict=True)] == [True, True], said.texts


@pytest.mark.parametrize(
    ("hours", "texts"),
    [
        ("8", ["that is what the plan Basic gives.", BASIC]),
        ("4", ["First answer within 4 hours", PLUS]),
        ("1", ["critical issues around the clock within 1 hour", PREMIUM]),
    ],
)
@pytest.mark.parametrize("form", ["which", "how_much"])
def test_the_cheapest_plan_that_answers_in_time_is_told_with_its_price(
    contoso: Talk, hours: str, texts: list[str], form: str
) -> None:
    said = contoso.ask("support_pricing/response", "which plan then", form=form, answer_within=hours)
    assert [part in text for part, text in zip(texts, said.texts, strict=True)] == [True, True], said.texts


def test_no_plan_answers_at_once_and_a_plan_named_is_told_itself(contoso: Talk) -> None:
    assert contoso.ask("support_pricing/response", "x", form="yes_no", answer_within="4", plan="basic").text.startswith(
        "First answer within 8 hours"
    )


def test_two_plans_that_answer_equally_fast_are_said_so_and_no_third_is_told(contoso: Talk) -> None:
    said = contoso.ask_named("support_pricing/response", "both", plan=("plus", "premium")).text
    assert said.startswith("The first answer is promised equally fast, but for what is said of critical issues:")
    assert "Basic" not in said
    apart = contoso.ask_named("support_pricing/response", "both", plan=("basic", "plus")).text
    assert apart.startswith("That depends on the support plan:")
    assert "Premium" not in apart


def test_an_invoice_after_the_next_is_no_plan(contoso: Talk) -> None:
    contoso.ask("find_invoice/whole")
    assert contoso.ask("support_pricing/price", "the next one", which="next").text.startswith("We have 3 support plans")


def test_who_works_on_a_ticket_is_its_team_and_at_a_moment_whether_anybody_is_there(contoso: Talk) -> None:
    said = contoso.ask(
        "ticket_status/who", "who works on it tonight", form="who", spoken_of="worked_on", daypart="night"
    )
    assert said.texts[0] == "Ticket **T-1002** is with: Billing team."
    assert said.texts[1] == "At night your plan Plus does not cover you: it covers Monday to Saturday 08:00–20:00."


def test_nobody_works_on_a_closed_ticket(desk: Desk) -> None:
    said = Talk.of(desk, TECHNICAL).ask("ticket_status/who", "who works on it", spoken_of="worked_on")
    assert said.text.startswith("Nobody works on ticket **T-1001** any more: it is closed.")


def test_within_how_long_after_a_ticket_was_opened_is_its_own_deadline(desk: Desk) -> None:
    talk = Talk.of(desk, TECHNICAL)
    talk.press("open_ticket", ticket_matter="technical")
    talk.ask("technical_issue", "Teams is silent")
    opened = talk.press("open_ticket", severity="moderate")
    assert "today at 15:00" in opened.text
    said = talk.ask("support_pricing/response", "within how long?", form="how_long")
    assert said.text.startswith("Ticket **T-1003**:")
    assert "15:00" in said.text
