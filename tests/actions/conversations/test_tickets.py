"""Tickets in a conversation: opened by yes, described, put aside, and told with their state."""

import pytest

from bot.bootstrap import Desk
from tests.actions.conftest import BILLING, COMPTA, TECHNICAL
from tests.actions.conversations.doubting import DOUBT
from tests.actions.talk import Talk
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of


def test_a_contested_charge_is_written_down_with_its_invoice(contoso: Talk) -> None:
    contoso.ask("dispute_charge", "NS-104188 is wrong", invoice_number="NS-104188")
    said = contoso.ask("out_of_scope", "We never used that Azure machine.")
    assert "ticket **T-1003** (commercial)" in said.text
    with database_of(contoso.desk).reading() as work:
        who = work.customers.people.speaking_in(contoso.conversation_id)
        ticket = work.support.tickets.by_number("T-1003", asked_by=who, conversation_id=contoso.conversation_id)
    assert ticket is not None
    assert ticket.text == "NS-104188: NS-104188 is wrong\n\nWe never used that Azure machine."


def test_more_details_right_after_a_ticket_name_it_before_a_second_one(contoso: Talk) -> None:
    contoso.ask("technical_issue", "Outlook does not start", product="Outlook")
    contoso.ask("affirm", "yes")
    contoso.press("open_ticket", severity="moderate")
    said = contoso.ask("technical_issue", "it asks for the password again and again")
    assert "Ticket **T-1003** is open" in said.text
    assert said.titles == ["Open a technical ticket", "Add it to the ticket", "Talk to a person", "No, thank you"]
    assert "leave it at that" in contoso.ask("deny", "no").text
    assert (
        "**T-1003** is open" in contoso.ask("technical_issue", "Outlook still does not start", product="Outlook").text
    )
    contoso.ask("affirm", "yes")
    assert "**T-1004**" in contoso.press("open_ticket", severity="moderate").text


def test_doubtful_details_right_after_a_ticket_belong_to_it(contoso: Talk) -> None:
    contoso.press("open_ticket", ticket_matter="technical")
    contoso.ask("technical_issue", "Teams is silent")
    contoso.press("open_ticket", severity="moderate")
    assert "Ticket **T-1003** is open" in contoso.doubt("on every laptop", *DOUBT).text
    contoso.ask("thank", "thanks")
    assert "Did you mean" in contoso.doubt("on every laptop", *DOUBT).text


def test_another_product_is_another_problem(contoso: Talk) -> None:
    contoso.ask("technical_issue", "Outlook does not start", product="Outlook")
    contoso.ask("affirm", "yes")
    contoso.press("open_ticket", severity="moderate")
    assert "T-1003" not in contoso.ask("technical_issue", "Dynamics 365 is down", product="Dynamics 365").text


def test_a_billing_ticket_says_nothing_about_a_technical_problem(contoso: Talk) -> None:
    contoso.press("open_ticket", ticket_matter="commercial")
    contoso.ask("dispute_charge", "Our VAT number is missing")
    assert "T-1003" not in contoso.ask("technical_issue", "Teams is silent").text


def test_a_repeated_turn_opens_no_second_ticket(contoso: Talk) -> None:
    contoso.press("open_ticket", ticket_matter="technical")
    contoso.ask("technical_issue", "Teams is silent")
    before = dict(contoso.slots), list(contoso.events)
    first = contoso.ask("affirm", "yes", message_id="m-1").text
    contoso.slots, contoso.events = before
    assert "T-1003" in first
    assert contoso.ask("affirm", "yes", message_id="m-1").text == first
    assert str(contoso.ask("ticket_status", "tickets?").card).count("Teams is silent") == 1


@pytest.mark.parametrize("step", ["matter", "text", "email"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_gets_out_of_every_question_of_a_ticket(desk: Desk, step: str, language: str) -> None:
    talk = _writing_ticket(desk, step, language)
    said = talk.ask("deny", "no")
    assert ("no ticket then" if language == "en" else "pas de ticket") in said.text
    assert talk.slots["ticket_step"] is None


@pytest.mark.parametrize("step", ["matter", "text", "severity", "email"])
def test_a_cry_for_a_person_is_never_written_into_a_ticket(desk: Desk, step: str) -> None:
    said = _writing_ticket(desk, step).ask("talk_to_human", "I want a human!")
    assert said.hand_off is not None
    assert "is open" not in said.text


@pytest.mark.parametrize("step", ["text", "severity", "email"])
@pytest.mark.parametrize("text", ["🙂", "...", "?!", "   ", "12345"])
def test_a_message_that_says_nothing_is_never_written_into_a_ticket(desk: Desk, step: str, text: str) -> None:
    talk = _writing_ticket(desk, step)
    assert "is open" not in talk.doubt(text or " ", ("greet", 0.1)).text


@pytest.mark.parametrize("step", ["matter", "text", "severity", "email"])
def test_a_clear_question_is_answered_and_the_ticket_put_aside(desk: Desk, step: str) -> None:
    talk = _writing_ticket(desk, step)
    said = talk.ask("support_hours", "are you open tomorrow?", date="D1")
    assert "tomorrow we are open 09:00–12:30" in said.text
    assert "I have put the ticket aside" in said.text
    assert "Go on with the ticket" in said.titles
    assert talk.slots["ticket_step"] is None


def test_a_long_story_that_looks_like_a_question_is_a_description(contoso: Talk) -> None:
    contoso.press("open_ticket", ticket_matter="commercial")
    story = "we need copies of all our invoices of last year sent to our new accountant by the end of the month"
    assert "T-1003" in contoso.ask("find_invoice", story).text


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("it's about billing", "what it is about"),
        ("commercial", "what it is about"),
        ("Billing", "what it is about"),
        ("facturation", "what it is about"),
        ("la première", "what it is about"),
        ("1", "what it is about"),
        ("the first one", "what it is about"),
        ("technical", "what does not work"),
        ("technique", "what does not work"),
        ("it's technical", "what does not work"),
        ("a technical one please", "what does not work"),
        ("la deuxième", "what does not work"),
        ("the second", "what does not work"),
    ],
)
@pytest.mark.parametrize(
    "understood_as",
    ["nlu_fallback", "thank", "find_invoice", "contact_support", "technical_issue", "out_of_scope", "affirm",
     "open_ticket", "dispute_charge", "greet"],
)  # fmt: skip
def test_the_kind_of_ticket_can_be_typed_whatever_it_is_understood_as(
    contoso: Talk, text: str, question: str, understood_as: str
) -> None:
    contoso.ask("open_ticket", "open a ticket")
    assert question in contoso.ask(understood_as, text).text


@pytest.mark.parametrize("understood_as", ["talk_to_human", "deny"])
def test_the_bare_name_of_a_kind_is_believed_more_than_a_way_out(contoso: Talk, understood_as: str) -> None:
    contoso.ask("open_ticket", "open a ticket")
    assert "what it is about" in contoso.ask(understood_as, "commercial").text


@pytest.mark.parametrize("text", ["billing or technical", "is it technical?", "neither billing nor technical"])
def test_what_chooses_no_kind_is_no_choice(contoso: Talk, text: str) -> None:
    contoso.ask("open_ticket", "open a ticket")
    assert "describe in a sentence" not in contoso.ask("contact_support", text).text


def test_a_problem_told_instead_of_its_kind_is_the_description_too(contoso: Talk) -> None:
    contoso.ask("open_ticket", "open a ticket")
    contoso.ask("technical_issue", "Teams does not start on my laptop", product="Teams")
    said = contoso.press("open_ticket", severity="minimal")
    assert "ticket **T-1003** (technical)" in said.text
    assert said.facts["Subject"] == "Teams does not start on my laptop"


@pytest.mark.parametrize(
    "text", ["Our VAT number is missing on invoice NS-104231", "the invoice is wrong", "Il manque notre numéro de TVA"]
)
def test_a_statement_about_an_invoice_is_a_description(contoso: Talk, text: str) -> None:
    contoso.press("open_ticket", ticket_matter="commercial")
    assert "T-1003" in contoso.ask("find_invoice", text, sure=0.99).text


@pytest.mark.parametrize("text", ["show me my last invoice", "opening hours", "is it paid?", "montrez-moi la facture"])
def test_a_request_about_an_invoice_is_answered_in_the_middle_of_a_ticket(contoso: Talk, text: str) -> None:
    contoso.press("open_ticket", ticket_matter="commercial")
    assert "I have put the ticket aside" in contoso.ask("find_invoice", text, sure=0.99).text


def test_ticket_text_comes_back_harmless(contoso: Talk) -> None:
    contoso.press("open_ticket", ticket_matter="technical")
    contoso.ask("technical_issue", "<script>alert(1)</script> **bold** [x](http://evil.example) " + "y" * 7900)
    said = contoso.ask("affirm", "yes")
    assert said.card is not None
    subject = said.facts["Subject"]
    assert "<script>" not in subject.replace("\\<", "")
    assert "\\*\\*bold" in subject or len(subject) < 200
    listed = contoso.ask("ticket_status", "my tickets").text
    assert "[x](" not in listed.replace("\\[", "").replace("\\]", "")


def test_tickets_of_others_do_not_exist(desk: Desk) -> None:
    for email in (TECHNICAL, COMPTA, None):
        said = Talk.of(desk, email).ask("ticket_status", "T-1002?", ticket_number="T-1002").text
        assert "I cannot find a ticket T-1002 among yours." in said
        assert "VAT" not in said


def test_the_states_of_tickets_are_told(desk: Desk, contoso: Talk) -> None:
    assert "is open and with our team" in contoso.ask("ticket_status", "1002", ticket_number="1002").text
    said = Talk.of(desk, TECHNICAL).ask("ticket_status", "T-1001", ticket_number="T-1001").text
    assert said == "Ticket **T-1001** is closed, since 18 October 2026."


def test_the_language_asked_for_is_spoken_and_the_open_question_repeated(desk: Desk) -> None:
    talk = _writing_ticket(desk, "text")
    talk.language = "fr"
    said = talk.ask("switch_language", "en français svp", wanted_language="fr").text
    assert "continuons en français" in said
    assert "Décrivez" in said


def _writing_ticket(desk: Desk, step: str, language: str = "en") -> Talk:
    """A visitor's ticket at one of its questions."""
    talk = Talk.of(desk, language=language)
    talk.ask("open_ticket", "open a ticket")
    if step != "matter":
        talk.press("open_ticket", ticket_matter="technical")
    if step in {"severity", "email"}:
        talk.ask("technical_issue", "Teams does not start any more")
    if step == "email":
        talk.press("open_ticket", severity="moderate")
    assert talk.slots["ticket_step"] == step
    return talk


def test_what_people_answered_to_a_ticket_is_told_with_its_state_and_to_nobody_else(desk: Desk, contoso: Talk) -> None:
    agent = agent_in(desk, "billing")
    with database_of(desk).reading() as work:
        person = work.customers.people.by_email(BILLING)
    assert person is not None
    seen = desk.support.tickets.status("1002", asked_by=person.identity, conversation_id="c")[0].changed_at
    desk.support.ticket_handling.answer(
        "T-1002", "It stands on the next one: *promised*.", None, asked_by=agent, seen=seen, now=NOW
    )
    said = contoso.ask("ticket_status", "1002", ticket_number="1002").text
    assert "Our answer: It stands on the next one: \\*promised\\*." in said
    assert "promised" not in Talk.of(desk, TECHNICAL).ask("ticket_status", "T-1002", ticket_number="T-1002").text
