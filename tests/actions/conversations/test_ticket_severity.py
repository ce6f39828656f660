"""A technical ticket is asked once whether it stops everybody; every answer, typed or pressed, leads on or out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.bootstrap import Desk
from bot.domain.support.targets import Severity
from bot.domain.support.tickets import Ticket
from tests.actions.conftest import COMPTA, TAILSPIN
from tests.actions.talk import Said, Talk
from tests.fixtures.desk import NOW, database_of


def described(desk: Desk, email: str | None = COMPTA, language: str = "en") -> Talk:
    """A technical problem whose description was given; the desk has asked whether it stops everybody."""
    talk = Talk.of(desk, email, language)
    talk.press("open_ticket", ticket_matter="technical")
    talk.ask("technical_issue", "Teams does not start")
    assert talk.slots["ticket_step"] == "severity"
    return talk


def opened(talk: Talk) -> Ticket:
    with database_of(talk.desk).reading() as work:
        who = work.customers.people.speaking_in(talk.conversation_id)
        found = work.support.tickets.by_number("T-1003", asked_by=who, conversation_id=talk.conversation_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("language", "question", "choices"),
    [
        ("en", "Does it stop everybody?", ["Yes, nobody can work", "No, some still can", "No, and it can wait"]),
        ("fr", "Est-ce que cela bloque tout le monde ?",
         ["Oui, plus personne ne peut travailler", "Non, une partie le peut encore", "Non, et cela peut attendre"]),
    ],
)  # fmt: skip
def test_the_question_has_three_answers_and_a_way_out(
    desk: Desk, language: str, question: str, choices: list[str]
) -> None:
    talk = Talk.of(desk, COMPTA, language)
    talk.press("open_ticket", ticket_matter="technical")
    said = talk.ask("technical_issue", "Teams")
    assert said.text == question
    assert said.titles[:3] == choices
    assert said.buttons[3]["payload"] == "/deny"


@pytest.mark.parametrize("place", range(3))
def test_each_button_says_how_severe_it_is(desk: Desk, place: int) -> None:
    talk = Talk.of(desk, COMPTA)
    talk.press("open_ticket", ticket_matter="technical")
    button = talk.ask("technical_issue", "Teams does not start").buttons[place]
    said = talk.press_payload(button)
    ticket = opened(talk)
    assert ticket.severity is list(Severity)[place]
    told = ("nobody can work", "some cannot work, or not well", "it can wait")[place]
    assert said.facts["Effect"].lower() == told


def test_a_typed_yes_is_critical(desk: Desk) -> None:
    talk = described(desk)
    talk.ask("affirm", "yes")
    assert opened(talk).severity is Severity.CRITICAL


def test_other_words_are_more_of_the_description(desk: Desk) -> None:
    talk = described(desk)
    talk.ask("out_of_scope", "only the sales people")
    ticket = opened(talk)
    assert (ticket.severity, ticket.text) == (Severity.MODERATE, "Teams does not start\n\nonly the sales people")


def test_a_plain_no_is_asked_what_it_meant_and_a_yes_opens_the_ticket(desk: Desk) -> None:
    talk = described(desk)
    said = talk.ask("deny", "no")
    assert "Shall I open the ticket?" in said.text
    talk.ask("affirm", "yes")
    assert opened(talk).severity is Severity.MODERATE


def test_a_second_no_drops_the_ticket(desk: Desk) -> None:
    talk = described(desk)
    talk.ask("deny", "no")
    assert "no ticket then" in talk.ask("deny", "no").text


def test_the_button_without_a_ticket_drops_it_at_once(desk: Desk) -> None:
    assert "no ticket then" in described(desk).press("deny").text


def test_a_visitors_answer_is_kept_until_the_address_is_there(desk: Desk) -> None:
    talk = described(desk, None)
    talk.press("open_ticket", severity="critical")
    talk.doubt("no idea", ("greet", 0.1))
    talk.doubt("ann@company.example", ("greet", 0.1))
    assert opened(talk).severity is Severity.CRITICAL


def test_a_commercial_ticket_is_not_asked_and_can_wait(desk: Desk) -> None:
    talk = Talk.of(desk, COMPTA)
    talk.press("open_ticket", ticket_matter="commercial")
    said = talk.ask("dispute_charge", "Our VAT number is missing")
    assert "T-1003" in said.text
    assert opened(talk).severity is Severity.MINIMAL
    assert "Effect" not in said.facts


def test_what_a_button_cannot_say_is_asked_again(desk: Desk) -> None:
    assert described(desk).press("open_ticket", severity="huge").text == "Does it stop everybody?"


@pytest.mark.parametrize(("severity", "by"), [("critical", "today at 12:00"), ("moderate", "today at 15:00")])
def test_the_answer_is_promised_by_plan_and_severity(desk: Desk, severity: str, by: str) -> None:
    said: Said = described(desk, TAILSPIN).press("open_ticket", severity=severity)
    assert f"You will have a first answer {by} at the latest." in said.text


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "You will have a first answer today at 12:00 at the latest."),
        ("fr", "Vous aurez une première réponse aujourd'hui à 12:00 au plus tard."),
    ],
)
def test_whoever_asks_later_is_told_the_same_deadline(desk: Desk, language: str, told: str) -> None:
    talk = described(desk, TAILSPIN, language)
    assert told in talk.press("open_ticket", severity="critical").text
    assert told in talk.ask("ticket_status/state", "any news?", ticket_number="T-1003").text


def test_a_deadline_that_passed_is_said_to_have_passed(desk: Desk) -> None:
    later = replace(desk, clock=lambda: NOW + timedelta(hours=3))
    talk = described(desk, TAILSPIN)
    talk.press("open_ticket", severity="critical")
    talk.desk = later
    said = talk.ask("ticket_status/state", "any news?", ticket_number="T-1003").text
    assert "A first answer was due today at 12:00: we are late, and I am sorry." in said


def test_what_was_said_of_a_technical_problem_is_not_said_of_a_billing_ticket(desk: Desk) -> None:
    talk = described(desk, None)
    talk.press("open_ticket", severity="critical")
    assert talk.slots["ticket_step"] == "email"
    talk.press("open_ticket", ticket_matter="commercial")
    talk.ask("dispute_charge", "Our VAT number is missing")
    talk.doubt("ann@company.example", ("greet", 0.1))
    assert opened(talk).severity is Severity.MINIMAL


@pytest.mark.parametrize(
    ("language", "text", "noted"),
    [
        ("en", "Nobody can open SharePoint", "As it stops everybody, I note it as critical."),
        ("fr", "Plus personne ne peut ouvrir SharePoint", "je le note comme critique."),
    ],
)
def test_who_said_that_nobody_can_work_is_not_asked_again(desk: Desk, language: str, text: str, noted: str) -> None:
    talk = Talk.of(desk, TAILSPIN, language)
    assert noted in talk.ask("technical_issue/problem", text, severity="critical").text
    talk.ask("affirm", "yes")
    assert opened(talk).severity is Severity.CRITICAL


def test_what_was_said_of_one_offer_is_not_said_of_the_next(desk: Desk) -> None:
    talk = Talk.of(desk, TAILSPIN)
    talk.ask("technical_issue/problem", "Nobody can open SharePoint", severity="critical")
    talk.ask("technical_issue/problem", "And my printer is slow")
    assert talk.ask("affirm", "yes").text == "Does it stop everybody?"


@pytest.mark.parametrize(
    ("intent", "text", "severity"),
    [
        ("nlu_fallback", "only one of my users", Severity.MODERATE),
        ("deny", "no, only me", Severity.MODERATE),
        ("nlu_fallback", "nobody can work", Severity.CRITICAL),
        ("deny", "no, it can wait", Severity.MINIMAL),
    ],
)
def test_a_typed_answer_that_says_whom_it_stops_is_believed(
    desk: Desk, intent: str, text: str, severity: Severity
) -> None:
    talk = described(desk)
    talk.ask(intent, text, severity=severity.value)
    assert opened(talk).severity is severity


def test_a_wish_for_a_person_that_says_what_is_down_is_written_down_whole(desk: Desk) -> None:
    closed = replace(desk, clock=lambda: NOW.replace(hour=22))
    talk = Talk.of(closed, COMPTA)
    text = "SharePoint is down for all of us, I need a human"
    talk.ask("talk_to_human/person", text, severity="critical", product="SharePoint")
    ticket = opened(talk)
    assert ticket.text == text
    assert ticket.severity is Severity.CRITICAL
