"""A person is asked for at once, and otherwise offered: with a reason, a button, and honestly at night."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from actions.kernel.person_offers import OFFERED, QUIET_TURNS
from bot.bootstrap import Desk
from bot.domain.conversations.conversation import HandoffReason
from tests.actions.conftest import ADATUM, BILLING, COMPTA, TECHNICAL
from tests.actions.talk import Said, Talk
from tests.fixtures.desk import NIGHT, NOW
from tests.fixtures.queue import Queue, with_queue

DOUBT = (("find_invoice", 0.3), ("balance_due", 0.2))
RIDICULOUS = "this is ridiculous"
ACKNOWLEDGED = "I understand that this is frustrating"


def reasons(said: Said) -> list[str]:
    """What the buttons that ask for a person hold."""
    return [button["payload"] for button in said.buttons if button.get("payload", "").startswith("/talk_to_human")]


def button_for(reason: str) -> str:
    return f'/talk_to_human{{"handoff_reason": "{reason}"}}'


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


@pytest.mark.parametrize(
    ("mood", "language", "sentence", "question"),
    [
        ("angry", "en", ACKNOWLEDGED, "Shall I bring in a colleague?"),
        ("leaving", "en", "I take that seriously", "Shall I bring in a colleague?"),
        ("angry", "fr", "Je comprends votre agacement", "fasse intervenir un collègue ?"),
        ("leaving", "fr", "je prends cela au sérieux", "fasse intervenir un collègue ?"),
    ],
)
def test_a_mood_is_spoken_to_after_the_answer(
    desk: Desk, mood: str, language: str, sentence: str, question: str
) -> None:
    talk = Talk.of(desk, BILLING, language)
    said = talk.ask("balance_due", "how much now?", mood=mood)
    assert "1,476.60" in said.text or "1 476,60" in said.text
    assert sentence in said.texts[-1]
    assert question in said.text.rpartition("\n\n")[2]
    assert reasons(said) == [button_for("anger")]


def test_yes_to_the_offer_hands_over_because_of_anger(contoso: Talk) -> None:
    contoso.ask("balance_due", "how much now?", mood="angry")
    assert contoso.ask("affirm", "yes").hand_off == {"queue": "commercial", "reason": "anger"}


def test_an_angry_refusal_is_spoken_to_as_well(desk: Desk) -> None:
    said = Talk.of(desk, TECHNICAL).ask("balance_due", "how much, damn it", mood="angry")
    assert "your role" in said.text
    assert ACKNOWLEDGED in said.text


def test_a_mood_is_spoken_to_once_in_a_stretch(contoso: Talk) -> None:
    assert ACKNOWLEDGED in contoso.ask("balance_due", RIDICULOUS, mood="angry").text
    for _ in range(QUIET_TURNS):
        assert ACKNOWLEDGED not in contoso.ask("balance_due", RIDICULOUS, mood="angry").text
    assert ACKNOWLEDGED in contoso.ask("balance_due", RIDICULOUS, mood="angry").text


def test_who_asks_for_a_person_in_anger_gets_one_and_no_offer(contoso: Talk) -> None:
    said = contoso.ask("talk_to_human", "a human, damn it", mood="angry")
    assert said.hand_off == {"queue": "commercial", "reason": "asked"}
    assert ACKNOWLEDGED not in said.text


def test_a_button_has_no_mood(contoso: Talk) -> None:
    assert ACKNOWLEDGED not in contoso.press("balance_due", mood="angry").text


def test_a_meaning_offered_back_carries_no_mood(contoso: Talk) -> None:
    said = contoso.doubt("the thing, damn it", *DOUBT, mood="angry", period="M03")
    assert said.buttons[0]["payload"] == '/find_invoice{"period": "M03"}'
    assert ACKNOWLEDGED in said.text


def test_anger_at_a_second_doubt_is_met_with_one_offer(contoso: Talk) -> None:
    contoso.doubt("hm", *DOUBT)
    said = contoso.doubt("hm hm, damn it", *DOUBT, mood="angry")
    assert said.text.count("Shall I bring in a colleague?") == 1
    assert reasons(said) == [button_for("fallback")]


def test_an_angry_technical_problem_offers_one_person_and_yes_takes_that(contoso: Talk) -> None:
    said = contoso.ask("technical_issue", "Outlook is down again, this is ridiculous", product="Outlook", mood="angry")
    assert reasons(said) == [button_for("anger")]
    assert "Open a technical ticket" in said.titles
    assert contoso.ask("affirm", "yes").hand_off == {"queue": "technical", "reason": "anger"}


def test_an_angry_answer_to_a_tickets_question_keeps_the_ticket_open(visitor: Talk) -> None:
    visitor.press("open_ticket", ticket_matter="technical")
    said = visitor.ask("technical_issue", "Teams is down, this is ridiculous", mood="angry")
    assert "e-mail address" in said.text
    assert ACKNOWLEDGED in said.text
    assert "e-mail address" in visitor.ask("deny", "no").text
    assert "T-1003" in visitor.doubt("ann@company.example", ("greet", 0.1)).text


def test_a_second_no_leaves_the_ticket(visitor: Talk) -> None:
    visitor.press("open_ticket", ticket_matter="technical")
    visitor.ask("technical_issue", "Teams is down, this is ridiculous", mood="angry")
    visitor.ask("deny", "no")
    assert "no ticket then" in visitor.ask("deny", "no").text


def test_a_direct_buyers_anger_is_met_without_a_person(desk: Desk) -> None:
    said = Talk.of(desk, ADATUM).ask("find_invoice", RIDICULOUS, mood="angry")
    assert ACKNOWLEDGED in said.texts[-1]
    assert reasons(said) == []


def test_at_night_anger_is_offered_a_ticket_with_what_was_written(at_night: Desk) -> None:
    talk = Talk.of(at_night, BILLING)
    said = talk.ask("balance_due", "this is ridiculous, you billed us twice again", mood="angry")
    assert "Nobody is here right now; we open again tomorrow at 09:00. Shall I leave a ticket" in said.text
    assert "Leave a ticket" in said.titles
    opened = talk.ask("affirm", "yes")
    assert "T-1003" in opened.text
    assert opened.hand_off is None


def test_at_night_a_bare_outburst_is_asked_what_it_is_about(at_night: Desk) -> None:
    talk = Talk.of(at_night, BILLING)
    talk.ask("balance_due", "merde", mood="angry")
    assert "Tell me in a sentence" in talk.ask("affirm", "yes").text


def test_at_night_no_second_ticket_is_offered_beside_one(at_night: Desk) -> None:
    said = Talk.of(at_night, BILLING).ask(
        "technical_issue", "Outlook is down, this is ridiculous", product="Outlook", mood="angry"
    )
    assert "we open again tomorrow at 09:00" in said.texts[-1]
    assert "Shall I leave a ticket" not in said.text
    assert "Open a technical ticket" in said.titles


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
        ({"present": 0, "usual_wait_minutes": 4}, ["calling our colleagues", "within 10 minutes, I open"], ["about 4"]),
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
