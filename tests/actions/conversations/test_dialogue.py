"""Doubt, yes, no and people: no loop, and always a way out."""

import pytest

from bot.bootstrap import Desk
from tests.actions.conftest import BILLING
from tests.actions.conversations.doubting import DOUBT
from tests.actions.talk import Talk


def test_a_doubtful_message_offers_the_likeliest_meanings(contoso: Talk) -> None:
    said = contoso.doubt("the thing from march", *DOUBT, period="M03")
    assert said.titles == ["See an invoice", "How much do we owe?", "How to pay", "Something else"]
    assert said.buttons[0]["payload"] == '/find_invoice{"period": "M03"}'


def test_an_unlikely_third_meaning_is_left_out(contoso: Talk) -> None:
    said = contoso.doubt("hm", ("find_invoice", 0.4), ("balance_due", 0.3), ("payment_methods", 0.01))
    assert said.titles == ["See an invoice", "How much do we owe?", "Something else"]


def test_a_second_doubt_in_a_row_offers_a_person_and_yes_takes_it(contoso: Talk) -> None:
    contoso.doubt("hm", *DOUBT)
    said = contoso.doubt("hm hm", *DOUBT)
    assert said.titles == ["Yes, please", "No, thank you"]
    assert contoso.ask("affirm", "yes").hand_off == {"queue": "commercial", "reason": "fallback"}


def test_no_to_the_person_ends_it(contoso: Talk) -> None:
    contoso.doubt("hm", *DOUBT)
    contoso.doubt("hm", *DOUBT)
    assert "leave it at that" in contoso.ask("deny", "no").text
    assert "Did you mean" in contoso.doubt("hm", *DOUBT).text


def test_an_answer_between_two_doubts_starts_the_count_anew(contoso: Talk) -> None:
    contoso.doubt("hm", *DOUBT)
    contoso.ask("balance_due", "how much")
    assert "Did you mean" in contoso.doubt("hm", *DOUBT).text
    contoso.ask("thank", "thanks")
    assert "Did you mean" in contoso.doubt("hm", *DOUBT).text


def test_many_doubts_in_a_row_never_ask_the_same_again(contoso: Talk) -> None:
    contoso.doubt("hm", *DOUBT)
    for _ in range(5):
        assert "Shall I bring in a colleague?" in contoso.doubt("hm", *DOUBT).text


def test_nothing_likely_at_all_offers_a_person_at_once(contoso: Talk) -> None:
    assert "colleague" in contoso.doubt("?", ("out_of_scope", 0.2), ("greet", 0.1)).text


def test_a_refused_message_that_may_be_ours_is_asked_back(contoso: Talk) -> None:
    said = contoso._turn(
        "out_of_scope", "I lost the paper", None, 0.5, {}, [("out_of_scope", 0.4), ("find_invoice", 0.3)]
    )
    assert said.titles == ["See an invoice", "Something else"]
    assert "colleague" in contoso.doubt("hm", *DOUBT).text


def test_a_message_clearly_not_ours_is_told_what_the_desk_can_do(contoso: Talk) -> None:
    said = contoso._turn("out_of_scope", "the weather?", None, 0.02, {}, [("out_of_scope", 0.9), ("find_invoice", 0.1)])
    assert "outside what I can help with" in said.text


def test_something_else_asks_to_say_it_differently(contoso: Talk) -> None:
    contoso.doubt("hm", *DOUBT)
    assert "other words" in contoso.press("something_else").text


def test_an_offer_lasts_one_turn(contoso: Talk) -> None:
    contoso.ask("technical_issue", "Outlook does not start", product="Outlook")
    contoso.ask("thank", "thanks anyway")
    said = contoso.ask("affirm", "ok")
    assert "What shall I do for you?" in said.text
    assert "T-1003" not in said.text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_yes_and_no_to_nothing_are_answered(desk: Desk, language: str) -> None:
    talk = Talk.of(desk, BILLING, language)
    assert talk.ask("affirm", "yes").texts
    assert talk.ask("deny", "no").texts


def test_at_night_a_wish_for_a_person_becomes_a_ticket(at_night: Desk) -> None:
    talk = Talk.of(at_night, BILLING)
    said = talk.ask("talk_to_human", "a person please")
    assert "Nobody is here right now; we open again tomorrow at 09:00." in said.text
    assert "Your plan **Plus** covers you again tomorrow at 08:00" in said.text
    assert said.hand_off is None
    assert "T-1003" in talk.ask("dispute_charge", "the VAT number is missing again").text


def test_at_night_a_described_problem_is_filed(at_night: Desk) -> None:
    talk = Talk.of(at_night, BILLING)
    talk.ask("technical_issue", "Outlook does not start", product="Outlook")
    said = talk.press("talk_to_human")
    assert "Nobody is here right now" in said.text
    assert said.texts[-1] == "Does it stop everybody?"
    assert "ticket **T-1003** (technical)" in talk.press("open_ticket", severity="moderate").text


def test_a_technical_matter_goes_to_the_technical_team(contoso: Talk) -> None:
    contoso.ask("technical_issue", "Outlook does not start", product="Outlook")
    assert contoso.press("talk_to_human").hand_off == {"queue": "technical", "reason": "asked"}


def test_a_button_pressed_late_asks_what_is_missing(contoso: Talk) -> None:
    offered = contoso.ask("technical_issue", "Outlook does not start", product="Outlook").buttons[0]
    contoso.ask("balance_due", "how much")
    assert "Please describe" in contoso.press_payload(offered).text
