"""Mails of customers: what becomes of each, once, and nothing follows from a sender that nobody verified."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row, Table, select

from bot.bootstrap import Desk
from bot.domain.notices.incoming import MOST_AN_HOUR, Doubt, Fate
from bot.domain.notices.reply_addresses import reply_address
from bot.domain.support.tickets import TicketState
from bot.services.conversations.ownership import found
from bot.storage.schema import (
    conversation_events,
    mails,
    messages,
    received_files,
    received_mails,
    ticket_events,
    tickets,
)
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.mail.arriving import ANN, PDF, SERVER, bring, letter, post_of, verified
from tests.services.notices.mailing import THREAD, VISITOR, answer, mailing, open_ticket


@pytest.fixture(name="desk")
def receiving(desk: Desk) -> Iterator[Desk]:
    """A desk that gets mails."""
    made = mailing(desk, mail_verified_by=SERVER)
    yield made
    made.close()


def rows(desk: Desk, table: Table) -> Sequence[Row[Any]]:
    with database_of(desk).connection() as connection:
        return connection.execute(select(table).order_by(*table.primary_key)).all()


def last(desk: Desk, table: Table = received_mails) -> Row[Any]:
    return rows(desk, table)[-1]


def to_ticket(desk: Desk, number: str) -> str:
    post = post_of(desk)
    assert post.policy.reply_base is not None
    return reply_address(f"t:{number}", post.policy.reply_base, post.secret)


def state(desk: Desk, number: str) -> str:
    return next(str(row.state) for row in rows(desk, tickets) if row.number == number)


def test_an_answer_to_a_mail_is_an_entry_on_its_ticket_and_opens_it_again(desk: Desk) -> None:
    number = open_ticket(desk, ANN).ticket.number
    answer(desk, number, "Is it better?", TicketState.CLOSED)
    quoted = "Yes.\n\nOn 18 Nov 2026, Northstar <support@northstar.example> wrote:\n> Is it better?\n"
    taken = bring(desk, verified(letter(text=quoted, To=to_ticket(desk, number).upper())))
    assert taken.fate is Fate.ADDED
    entry = last(desk, ticket_events)
    assert (entry.event, entry.text) == ("message", "Yes.")
    assert state(desk, number) == "open"
    assert last(desk).ticket == number


def test_the_same_mail_changes_nothing_twice(desk: Desk) -> None:
    number = open_ticket(desk, ANN).ticket.number
    mail = letter(To=to_ticket(desk, number))
    assert not bring(desk, verified(mail)).repeated
    before = len(rows(desk, ticket_events))
    again = b"Received: from elsewhere\r\n" + verified(mail)
    assert bring(desk, again).repeated
    assert len(rows(desk, ticket_events)) == before
    assert len(rows(desk, received_mails)) == 1


def test_a_new_mail_of_a_contact_opens_a_ticket_and_says_its_number(desk: Desk) -> None:
    assert bring(desk, verified(letter(text="Our VAT number is wrong.", Subject="VAT number"))).fate is Fate.OPENED
    ticket, mail = last(desk, tickets), last(desk, mails)
    assert (ticket.subject, ticket.text, ticket.matter) == ("VAT number", "Our VAT number is wrong.", "commercial")
    assert (mail.recipient, mail.kind) == (ANN, "opened")
    assert ticket.number in mail.subject


def test_the_number_in_the_subject_is_enough_for_who_may_read_the_ticket(desk: Desk) -> None:
    number = open_ticket(desk, ANN).ticket.number
    subject = f"Re: [{number}] Outlook"
    assert bring(desk, verified(letter(Subject=subject))).fate is Fate.ADDED
    other = letter("compta@fabrikam.example", Subject=subject, Message_ID="<2@there>")
    assert bring(desk, verified(other, "fabrikam.example")).fate is Fate.OPENED
    assert last(desk).ticket != number


@pytest.mark.parametrize(
    ("content", "doubt"),
    [
        (letter().as_bytes(), Doubt.UNVERIFIED),
        (verified(letter(), result="fail"), Doubt.UNVERIFIED),
        (verified(letter(), "evil.example"), Doubt.UNVERIFIED),
        (b"Authentication-Results: mx.evil.example; none\r\n" + verified(letter()), Doubt.UNVERIFIED),
        (verified(letter("ann@unknown.example"), "unknown.example"), Doubt.UNKNOWN),
        (verified(letter("ann@contoso.example")), Doubt.UNKNOWN),
        (verified(letter(text=" ")), Doubt.EMPTY),
    ],
)
def test_a_sender_in_doubt_gets_the_same_neutral_words_and_changes_nothing(
    desk: Desk, content: bytes, doubt: Doubt
) -> None:
    before = len(rows(desk, tickets))
    assert bring(desk, content).fate is Fate.UNCLEAR
    row, receipt = last(desk), last(desk, mails)
    assert (row.doubt, row.ticket) == (doubt.value, None)
    assert (receipt.kind, receipt.confirmed, receipt.reply_to) == ("receipt", False, None)
    assert "contoso" not in receipt.text.lower()
    assert len(rows(desk, tickets)) == before


def test_receipts_say_the_same_to_everybody(desk: Desk) -> None:
    bring(desk, letter().as_bytes())
    bring(desk, letter("nobody@unknown.example", Message_ID="<2@there>").as_bytes())
    first, second = rows(desk, mails)
    assert first.text == second.text
    assert first.subject == second.subject


def test_one_receipt_an_hour_is_enough(desk: Desk) -> None:
    for number in range(3):
        bring(desk, letter(Message_ID=f"<{number}@there>").as_bytes())
    assert len(rows(desk, mails)) == 1


def test_a_signed_address_passed_on_to_somebody_else_opens_nothing(desk: Desk) -> None:
    number = open_ticket(desk, ANN).ticket.number
    mail = letter("compta@fabrikam.example", To=to_ticket(desk, number))
    assert bring(desk, verified(mail, "fabrikam.example")).fate is Fate.UNCLEAR
    assert (last(desk).doubt, last(desk).named, last(desk).ticket) == ("not_theirs", f"t:{number}", None)


def test_a_visitor_adds_to_the_ticket_whose_mails_they_get(desk: Desk) -> None:
    number = open_ticket(desk, None).ticket.number
    domain = VISITOR.partition("@")[2]
    assert bring(desk, verified(letter(VISITOR, To=to_ticket(desk, number)), domain)).fate is Fate.ADDED
    assert last(desk, ticket_events).text == "It works again."


@pytest.mark.parametrize("header", [{"Auto_Submitted": "auto-replied"}, {"X_Partner_Desk": "1"}, {"List_Id": "<x.y>"}])
def test_a_program_is_never_answered_but_noted_on_its_ticket(desk: Desk, header: dict[str, str]) -> None:
    number = open_ticket(desk, ANN).ticket.number
    sent = len(rows(desk, mails))
    assert bring(desk, verified(letter(text="I am away", To=to_ticket(desk, number), **header))).fate is Fate.AUTOMATIC
    assert bring(desk, letter(Message_ID="<2@there>", **header).as_bytes()).fate is Fate.AUTOMATIC
    noted = rows(desk, received_mails)[0]
    assert (noted.ticket, noted.text) == (number, "I am away")
    assert len(rows(desk, mails)) == sent
    assert state(desk, number) == "open"


def test_a_mail_bomb_ends_in_silence_and_does_not_silence_the_real_sender(desk: Desk) -> None:
    for number in range(MOST_AN_HOUR + 5):
        bring(desk, letter(text="x", Message_ID=f"<{number}@there>").as_bytes())
    assert [row.doubt for row in rows(desk, received_mails)].count("too_many") == 5
    assert last(desk).text == ""
    assert len(rows(desk, mails)) == 1
    assert bring(desk, verified(letter(Message_ID="<real@there>"))).fate is Fate.OPENED
    later: datetime = NOW + timedelta(hours=2)
    bring(desk, letter(Message_ID="<later@there>").as_bytes(), later)
    assert last(desk).doubt == "unverified"


def test_files_are_kept_by_what_they_are_and_others_are_named(desk: Desk) -> None:
    mail = letter(text="See the files.")
    mail.add_attachment(PDF, maintype="application", subtype="octet-stream", filename="../../invoice.pdf")
    mail.add_attachment(b"MZ\x00", maintype="application", subtype="pdf", filename="virus.pdf")
    bring(desk, verified(mail))
    (file,) = rows(desk, received_files)
    assert (file.name, file.kind, file.size, bytes(file.content)) == ("invoice.pdf", "application/pdf", len(PDF), PDF)
    assert last(desk).left_out == "virus.pdf"


def test_a_mail_with_nothing_but_a_file_opens_a_ticket_that_names_it(desk: Desk) -> None:
    mail = letter(text=" ")
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="invoice.pdf")
    assert bring(desk, verified(mail)).fate is Fate.OPENED
    assert last(desk, tickets).text == "invoice.pdf"


def spoken(desk: Desk) -> list[tuple[str, str]]:
    return [(row.author, row.text) for row in rows(desk, messages)]


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        ("en", "By mail: It is *one* office.", "This is on ticket **{number}** now. Our team sees it."),
        ("fr", "Par e-mail\u00a0: It is *one* office.", "C'est ajouté au ticket **{number}**. Notre équipe le voit."),
    ],
)
def test_what_is_mailed_about_a_ticket_can_be_read_in_its_conversation(
    desk: Desk, language: str, words: str, told: str
) -> None:
    number = open_ticket(desk, ANN, language).ticket.number
    before = len(spoken(desk))
    assert bring(desk, verified(letter(text="It is *one* office.", To=to_ticket(desk, number)))).fate is Fate.ADDED
    assert spoken(desk)[before:] == [("customer", words), ("desk", told.format(number=number))]
    with database_of(desk).reading() as work:
        assert work.conversations.turns.next_in(THREAD) is None  # the bot is not asked what to say to it


def test_a_mail_about_a_ticket_wakes_the_conversation_that_was_put_aside(desk: Desk) -> None:
    number = open_ticket(desk, ANN).ticket.number
    agent = agent_in(desk, "helpdesk")
    desk.staff.handling.take_over(THREAD, asked_by=agent, now=NOW)
    desk.staff.handling.snooze(THREAD, NOW + timedelta(hours=3), asked_by=agent, now=NOW)
    assert bring(desk, verified(letter(text="One office.", To=to_ticket(desk, number)))).fate is Fate.ADDED
    with database_of(desk).reading() as work:
        record = found(work, THREAD)
    assert record.conversation.snoozed_until is None
    assert record.unanswered_since is not None
    events = [row.event for row in rows(desk, conversation_events)]
    assert events == ["taken_over", "snoozed", "woken"]


def test_what_a_colleague_mails_about_a_ticket_stays_there(desk: Desk) -> None:
    number = open_ticket(desk, ANN).ticket.number
    before = spoken(desk)
    mail = letter("it@contoso.example", text="Here too.", To=to_ticket(desk, number))
    assert bring(desk, verified(mail)).fate is Fate.ADDED
    assert last(desk, ticket_events).text == "Here too."
    assert spoken(desk) == before
