"""Tickets by what is asked of them; customers add to them, close and reopen them, and see what was done."""

import pytest

from actions.support.ticket_status.answers import TicketStatus
from bot.bootstrap import Desk
from bot.domain.kernel.questions import ASPECTS
from tests.actions.conftest import BILLING, COMPTA, TAILSPIN, TECHNICAL
from tests.actions.talk import Talk
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW


def test_every_aspect_of_a_ticket_has_a_plan() -> None:
    assert set(TicketStatus.plans) == ASPECTS["ticket_status"]


@pytest.mark.parametrize(
    ("who", "language", "aspect", "form", "number", "answer"),
    [
        (TECHNICAL, "en", "state", "which", "T-1001", "Ticket **T-1001** is closed, since 18 October 2026."),
        (TECHNICAL, "fr", "state", "which", "T-1001", "Le ticket **T-1001** est clos, depuis le 18 octobre 2026."),
        (BILLING, "en", "who", "who", "T-1002",
         "You opened ticket **T-1002** yourself, on 14 November 2026. It is with: Billing team."),
        (BILLING, "fr", "who", "who", "T-1002",
         "Vous avez ouvert le ticket **T-1002** vous-même, le 14 novembre 2026."),
        (BILLING, "en", "since", "when", "T-1002",
         "Since 14 November 2026, 4 days ago: that is when ticket **T-1002** was opened."),
        (TECHNICAL, "fr", "since", "when", "T-1001", "Il a été clos le 18 octobre 2026."),
        (BILLING, "en", "about", "which", "T-1002",
         "Ticket **T-1002** is about: VAT number on our invoices\n\nOur VAT number is missing on the invoices."),
        (BILLING, "fr", "about", "which", "T-1002", "Le ticket **T-1002** concerne : VAT number on our invoices"),
        (BILLING, "en", "reopen", "please", "T-1002", "Ticket **T-1002** is not closed"),
        (TECHNICAL, "en", "close", "please", "T-1001", "Ticket **T-1001** is closed already."),
        (BILLING, "en", "close", "yes_no", "T-1002", "Yes, I can close ticket **T-1002** for you."),
        (TECHNICAL, "fr", "reopen", "yes_no", "T-1001", "Oui, je peux rouvrir le ticket **T-1001** pour vous."),
        (COMPTA, "en", "add", "please", "T-1002", "I cannot find a ticket T-1002 among yours."),
        (COMPTA, "en", "close", "please", "T-1002", "I cannot find a ticket T-1002 among yours."),
    ],
)  # fmt: skip
def test_the_first_sentence_answers(
    desk: Desk, who: str, language: str, aspect: str, form: str, number: str, answer: str
) -> None:
    said = Talk.of(desk, who, language).ask(f"ticket_status/{aspect}", "and?", form=form, ticket_number=number)
    assert answer in said.text


@pytest.mark.parametrize(
    ("language", "answer"), [("en", "No, you have no tickets."), ("fr", "Non, vous n'avez pas de ticket.")]
)
def test_no_tickets_is_said_first(desk: Desk, language: str, answer: str) -> None:
    assert Talk.of(desk, TAILSPIN, language).ask("ticket_status/list", "any?", form="yes_no").text == answer


def test_a_ticket_of_a_colleague_names_the_role_and_no_person(desk: Desk, contoso: Talk) -> None:
    contoso.press("open_ticket", ticket_matter="technical")
    contoso.ask("technical_issue", "Teams is silent")
    contoso.press("open_ticket", severity="moderate")
    said = Talk.of(desk, TECHNICAL).ask("ticket_status/who", "who opened it?", ticket_number="T-1003").text
    assert said == "Your billing contact opened ticket **T-1003**. It is with: Technical team."
    assert "@" not in said


def test_what_follows_is_about_the_ticket_talked_about(contoso: Talk) -> None:
    contoso.ask("ticket_status/state", "T-1002?", ticket_number="T-1002")
    assert "**T-1002**" in contoso.ask("ticket_status/since", "since when?").text


def test_of_several_tickets_it_is_asked_which(contoso: Talk) -> None:
    contoso.press("open_ticket", ticket_matter="commercial")
    contoso.ask("dispute_charge", "Our order number is missing too")
    contoso.slots.update(ticket_number=None, opened_ticket=None)
    said = contoso.ask("ticket_status/since", "since when is my ticket open?")
    assert (said.text, said.titles) == ("Which ticket do you mean?", ["T-1003", "T-1002"])
    assert "14 November 2026" in contoso.press_payload(said.buttons[1]).text
    listed = contoso.ask("ticket_status/list", "my tickets")
    assert listed.text == "You have 2 tickets, 2 of them not closed."
    assert listed.card is not None


def test_what_stands_behind_that_is_added_and_shown_and_read_by_agents(desk: Desk, contoso: Talk) -> None:
    text = "add to T-1002 that the number is FR12345678901"
    said = contoso.ask("ticket_status/add", text, message_id="m-1", form="please", ticket_number="T-1002").text
    assert said == "Added to ticket **T-1002**: “the number is FR12345678901”"
    contoso.ask("ticket_status/add", text, message_id="m-1", form="please", ticket_number="T-1002")
    file = desk.support.ticket_lists.one("T-1002", asked_by=agent_in(desk, "billing"), now=NOW)
    (step,) = file.history
    assert (step.event, step.text, step.agent) == ("message", "the number is FR12345678901", "")
    assert step.contact


@pytest.mark.parametrize(
    ("language", "question", "added"),
    [
        ("en", "What shall I add to ticket **T-1002**?", "Added to ticket"),
        ("fr", "Que voulez-vous", "Ajouté au ticket"),
    ],
)
def test_without_words_to_add_they_are_asked_for(desk: Desk, language: str, question: str, added: str) -> None:
    talk = Talk.of(desk, BILLING, language)
    said = talk.ask("ticket_status/add", "can I add something to it?", form="yes_no", ticket_number="T-1002")
    assert question in said.text
    assert added in talk.ask("technical_issue", "It concerns the December invoice as well").text
    assert talk.slots["ticket_step"] is None
    talk.ask("ticket_status/add", "add something", ticket_number="T-1002")
    assert "Added" not in talk.ask("deny", "no").text


def test_a_ticket_is_closed_and_opened_again_with_an_entry_in_the_audit_log(desk: Desk, contoso: Talk) -> None:
    said = contoso.ask("ticket_status/close", "please close T-1002", form="please", ticket_number="T-1002")
    assert said.text == "Done: ticket **T-1002** is closed."
    assert "is open again, with: Billing team." in contoso.press_payload(said.buttons[0]).text
    assert "is open" in contoso.ask("ticket_status/state", "and now?").text
    states = [
        step.code
        for step in desk.support.ticket_lists.one("T-1002", asked_by=agent_in(desk, "billing"), now=NOW).history
    ]
    assert states == ["closed", "open"]


@pytest.mark.parametrize(
    ("language", "asked", "done", "kept"),
    [
        ("en", "Shall I close ticket **T-1002** (“VAT number on our invoices”)?", "T-1002** is closed", "is open"),
        ("fr", "Voulez-vous que je close le ticket **T-1002**", "le ticket **T-1002** est clos", "en cours"),
    ],
)
def test_a_ticket_that_was_not_named_is_closed_by_a_yes_only(
    desk: Desk, language: str, asked: str, done: str, kept: str
) -> None:
    talk = Talk.of(desk, BILLING, language)
    said = talk.ask("ticket_status/close", "it works again, you can close it")
    assert asked in said.text
    assert len(said.titles) == 2
    assert "T-1002** is closed" not in talk.ask("deny", "no").text
    assert kept in talk.ask("ticket_status/state", "T-1002?", ticket_number="T-1002").text
    other = Talk.of(desk, BILLING, language)
    other.ask("ticket_status/close", "it works again")
    assert done in other.ask("affirm", "yes").text


def test_after_its_card_a_ticket_is_closed_at_once_and_a_button_undoes_it(contoso: Talk) -> None:
    contoso.ask("ticket_status/state", "T-1002?", ticket_number="T-1002")
    said = contoso.ask("ticket_status/close", "you can close it")
    assert (said.text, said.titles) == ("Done: ticket **T-1002** is closed.", ["Open it again"])
    undone = contoso.press_payload(said.buttons[0])
    assert "is open again" in undone.text
    assert "is closed" in contoso.press_payload(undone.buttons[0]).text


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "which is open again: “one more thing”"), ("fr", "de nouveau ouvert : « one more thing »")],
)
def test_what_is_added_to_a_closed_ticket_opens_it_again(desk: Desk, language: str, said: str) -> None:
    talk = Talk.of(desk, BILLING, language)
    talk.ask("ticket_status/close", "please close T-1002", form="please", ticket_number="T-1002")
    assert said in talk.ask("ticket_status/add", "add: one more thing", form="please").text
    agent = agent_in(desk, "billing")
    assert desk.support.ticket_lists.one("T-1002", asked_by=agent, now=NOW).listed.row.ticket.state == "open"


def test_an_answer_not_read_yet_is_marked_in_the_list_and_told_once(desk: Desk, contoso: Talk) -> None:
    contoso.press("open_ticket", ticket_matter="commercial")
    contoso.ask("dispute_charge", "Our order number is missing too")
    agent = agent_in(desk, "billing")
    for text in ("Which order is it?", "We found it."):
        seen = desk.support.ticket_lists.one("T-1003", asked_by=agent, now=NOW).listed.row.ticket.changed_at
        desk.support.ticket_handling.answer("T-1003", text, None, asked_by=agent, seen=seen, now=NOW)
    later = Talk.of(desk, BILLING)
    listed = later.ask("ticket_status/list", "my tickets")
    assert listed.card is not None
    assert [row["value"] for row in listed.card["sections"][0]["rows"]] == ["Open, new answer", "Open"]
    told = later.ask("ticket_status/state", "T-1003?", ticket_number="T-1003").text
    assert "Our answer: Which order is it?" in told
    assert "Our answer: We found it." in told
    assert "Which order is it?" not in later.ask("ticket_status/state", "T-1003?", ticket_number="T-1003").text


def test_more_words_about_a_problem_can_be_added_to_its_ticket(contoso: Talk) -> None:
    contoso.press("open_ticket", ticket_matter="technical")
    contoso.ask("technical_issue", "Outlook does not start")
    contoso.press("open_ticket", severity="moderate")
    said = contoso.ask("technical_issue", "it asks for the password again and again")
    add = next(button for button in said.buttons if button["title"] == "Add it to the ticket")
    assert "“it asks for the password again and again”" in contoso.press_payload(add).text


def test_after_too_many_additions_the_chat_says_so_kindly_and_adds_nothing(desk: Desk, contoso: Talk) -> None:
    text = "add to T-1002 that the number is FR12345678901"
    said = [contoso.ask("ticket_status/add", text, form="please", ticket_number="T-1002").text for _ in range(21)]
    assert all(answer.startswith("Added to ticket") for answer in said[:20])
    assert said[20].startswith("Thank you, that is a lot at once for ticket T-1002")
    assert len(desk.support.ticket_lists.one("T-1002", asked_by=agent_in(desk, "billing"), now=NOW).history) == 20


@pytest.mark.parametrize(("language", "title"), [("en", "Open it again"), ("fr", "Le rouvrir")])
def test_a_closed_ticket_can_be_opened_again_from_its_state(desk: Desk, language: str, title: str) -> None:
    talk = Talk.of(desk, TECHNICAL, language)
    closed = talk.ask("ticket_status/state", "T-1001 ?", ticket_number="T-1001")
    assert any(button["title"] == title for button in closed.buttons)
    talk = Talk.of(desk, BILLING, language)
    still_open = talk.ask("ticket_status/state", "T-1002 ?", ticket_number="T-1002")
    assert not any(button["title"] == title for button in still_open.buttons)
