"""A customer's anger is spoken to once, and met with a person, or at night with a ticket."""

import pytest

from actions.kernel.person_offers import QUIET_TURNS
from bot.bootstrap import Desk
from tests.actions.conftest import ADATUM, BILLING, TECHNICAL
from tests.actions.conversations.offered import DOUBT, RIDICULOUS, button_for, reasons
from tests.actions.talk import Talk

ACKNOWLEDGED = "I understand that this is frustrating"


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
    assert "stop everybody" in said.text
    assert ACKNOWLEDGED in said.text
    assert "e-mail address" in visitor.press("open_ticket", severity="critical").text
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
    assert "Nobody is here right now; we open again tomorrow at 09:00." in said.text
    assert "Shall I leave a ticket" in said.text
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
