"""A person is asked for at once, and otherwise offered: with a reason, a button, and honestly at night."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from actions.kernel.person_offers import OFFERED
from bot.bootstrap import Desk
from bot.domain.conversations.conversation import HandoffReason
from tests.actions.conftest import ADATUM, BILLING, COMPTA, TECHNICAL
from tests.actions.conversations.offered import DOUBT, RIDICULOUS, button_for, reasons
from tests.actions.talk import Talk
from tests.fixtures.desk import NIGHT, NOW
from tests.fixtures.queue import Queue, with_queue


def test_a_wish_for_a_person_hands_over_at_once_as_asked_for(contoso: Talk) -> None:
    said = contoso.ask("talk_to_human", "a person please")
    assert said.hand_off == {"queue": "commercial", "reason": "asked"}
    assert len(said.texts) == 1
    assert said.titles == ["Leave a message instead", "I would rather not wait"]


@pytest.mark.parametrize("reason", sorted(OFFERED))
def test_a_pressed_offer_hands_over_with_its_reason(contoso: Talk, reason: str) -> None:
    assert contoso.press("talk_to_human", handoff_reason=reason).hand_off == {"queue": "commercial", "reason": reason}


@pytest.mark.parametrize("reason", ["engine_down", "asked", "because", "", "ANGER"])
def test_a_reason_that_is_never_offered_counts_as_asked_for(contoso: Talk, reason: str) -> None:
    said = contoso.press("talk_to_human", handoff_reason=reason)
    assert said.hand_off == {"queue": "commercial", "reason": "asked"}


def test_every_reason_but_two_can_be_offered() -> None:
    assert set(HandoffReason) - OFFERED == {HandoffReason.ASKED, HandoffReason.ENGINE_DOWN}


def test_a_typed_wish_after_an_offer_is_a_wish(contoso: Talk) -> None:
    contoso.ask("find_invoice", RIDICULOUS, mood="angry")
    said = contoso.ask("talk_to_human", "yes, get me somebody", handoff_reason="anger")
    assert said.hand_off == {"queue": "commercial", "reason": "asked"}


def test_the_doubts_offer_holds_its_reason(contoso: Talk) -> None:
    contoso.doubt("hm", *DOUBT)
    assert reasons(contoso.doubt("hm hm", *DOUBT)) == [button_for("fallback")]


def test_something_else_offers_a_person_because_of_the_doubt(contoso: Talk) -> None:
    contoso.doubt("hm", *DOUBT)
    assert reasons(contoso.press("something_else")) == [button_for("fallback")]


def test_a_direct_buyer_in_doubt_is_offered_no_person(desk: Desk) -> None:
    talk = Talk.of(desk, ADATUM)
    talk.doubt("hm", *DOUBT)
    said = talk.doubt("hm hm", *DOUBT)
    assert reasons(said) == []
    assert talk.ask("affirm", "yes").hand_off is None


def test_a_contested_charge_offers_a_person_beside_its_ticket(contoso: Talk) -> None:
    said = contoso.ask("dispute_charge", "NS-104188 is wrong", invoice_number="NS-104188")
    assert "talk to a colleague about it" in said.text
    assert said.titles == ["Talk to a person", "No ticket"]
    assert contoso.press_payload(said.buttons[0]).hand_off == {"queue": "commercial", "reason": "dispute"}


def test_yes_to_a_contested_charge_still_opens_its_ticket(contoso: Talk) -> None:
    contoso.ask("dispute_charge", "NS-104188 is wrong, we never ordered it", invoice_number="NS-104188")
    said = contoso.ask("affirm", "yes")
    assert "T-1003" in said.text
    assert said.hand_off is None


def test_a_visitor_who_contests_a_charge_is_offered_a_person_too(visitor: Talk) -> None:
    assert reasons(visitor.ask("dispute_charge", "you billed me twice")) == [button_for("dispute")]


def test_at_night_a_contested_charge_is_a_ticket_only(at_night: Desk) -> None:
    said = Talk.of(at_night, BILLING).ask("dispute_charge", "NS-104188 is wrong", invoice_number="NS-104188")
    assert said.titles == ["No ticket"]


def test_the_partners_policy_offers_a_person_beside_the_answers_own_offer(contoso: Talk) -> None:
    said = contoso.ask("cancel_subscription", "cancel Business Premium", product="Business Premium")
    assert "A colleague can also talk this over with you." in said.texts[-1]
    assert reasons(said) == [button_for("policy")]
    person = next(button for button in said.buttons if button.get("payload") == button_for("policy"))
    assert contoso.press_payload(person).hand_off == {"queue": "commercial", "reason": "policy"}


def test_yes_beside_a_policys_offer_is_for_the_answers_own(contoso: Talk) -> None:
    contoso.ask("cancel_subscription", "cancel Business Premium", product="Business Premium")
    assert "T-1003" in contoso.ask("affirm", "yes").text


def test_at_night_the_policy_offers_nobody_beside_a_ticket(at_night: Desk) -> None:
    said = Talk.of(at_night, BILLING).ask("cancel_subscription", "cancel Business Premium", product="Business Premium")
    assert reasons(said) == []
    assert "Open a billing ticket" in said.titles


def test_anger_goes_before_the_policy(contoso: Talk) -> None:
    said = contoso.ask("cancel_subscription", "cancel it all, we are leaving you", mood="leaving")
    assert reasons(said) == [button_for("anger")]


def with_policy(desk: Desk, *intents: str) -> Desk:
    handoff = replace(desk.partner.handoff, offer_person_for=frozenset(intents))
    return replace(desk, partner=replace(desk.partner, handoff=handoff))


@pytest.mark.parametrize(("now", "question"), [(NOW, "bring in a colleague?"), (NIGHT, "Shall I leave a ticket")])
def test_a_policys_offer_alone_is_a_question(desk_at: Callable[[datetime], Desk], now: datetime, question: str) -> None:
    talk = Talk.of(with_policy(desk_at(now), "balance_due"), BILLING)
    assert question in talk.ask("balance_due", "how much?").texts[-1]
    taken = talk.ask("affirm", "yes")
    assert (taken.hand_off == {"queue": "commercial", "reason": "policy"}) is (now == NOW)


@pytest.mark.parametrize(("intent", "reason"), [("technical_issue", "policy"), ("dispute_charge", "dispute")])
def test_a_policy_never_offers_a_second_person(desk: Desk, intent: str, reason: str) -> None:
    talk = Talk.of(with_policy(desk, intent), BILLING)
    assert reasons(talk.ask(intent, "it is wrong")) == [button_for(reason)]


def test_a_policy_says_nothing_where_the_question_is_refused(desk: Desk) -> None:
    talk = Talk.of(with_policy(desk, "balance_due"), TECHNICAL)
    assert reasons(talk.ask("balance_due", "how much?")) == []


@pytest.mark.parametrize(
    ("facts", "wanted", "unwanted"),
    [
        ({"present": 2, "usual_wait_minutes": 4}, ["you are next", "within about 4 minutes"], ["calling", "ticket"]),
        ({"present": 2, "usual_wait_minutes": None}, ["you are next"], ["minute", "calling"]),
        ({"present": 1, "usual_wait_minutes": 25}, ["about 25 minutes", "within 10 minutes, I open a ticket"], []),
        ({"present": 0, "called": 1}, ["calling our colleagues", "within 10 minutes, I open"], ["about 4"]),
        ({"present": 0, "called": 0}, ["I cannot call anybody either", "within 10 minutes, I open"], ["calling"]),
        ({"present": 1, "position": 3}, ["you are number 3 in the queue"], []),
    ],
)
def test_a_wait_is_told_as_it_is(
    desk: Desk, facts: dict[str, int | None], wanted: list[str], unwanted: list[str]
) -> None:
    said = Talk.of(with_queue(desk, Queue(desk, **facts)), BILLING).ask("talk_to_human", "a person please")
    assert [text for text in wanted if text not in said.text] == []
    assert [text for text in unwanted if text in said.text] == []
    assert len(said.texts) == 1


def test_a_visitor_is_promised_no_ticket_without_an_address(desk: Desk) -> None:
    said = Talk.of(with_queue(desk, Queue(desk, present=0))).ask("talk_to_human", "a person please")
    assert "I will ask for your e-mail address" in said.text


def test_shortly_before_closing_the_wait_ends_with_it(desk_at: Callable[[datetime], Desk]) -> None:
    desk = desk_at(NOW.replace(hour=11, minute=25))
    said = Talk.of(with_queue(desk, Queue(desk, present=0)), COMPTA, "fr").ask("talk_to_human", "quelqu'un ?")
    assert "d'ici 5 minutes, j'ouvre un ticket" in said.text
