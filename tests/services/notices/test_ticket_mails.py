"""What customers are mailed about tickets: once, in their language, and nothing to strangers that could be misused."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.bootstrap import Desk
from bot.domain.kernel.errors import StorageBusy
from bot.domain.notices.neutral import MOST_TO_ONE
from bot.domain.notices.reply_addresses import read_reply_address
from bot.domain.support.ticket_handling import TicketChanged
from bot.domain.support.tickets import TicketState
from bot.services.support.tickets import CustomerTickets
from tests.fixtures.desk import NOW, database_of
from tests.services.notices.mailing import (
    SECRET,
    THREAD,
    VISITOR,
    answer,
    mailing,
    open_ticket,
    queued,
    sofia,
)


@pytest.fixture
def posting(desk: Desk) -> Iterator[Desk]:
    """A desk that mails."""
    made = mailing(desk)
    yield made
    made.close()


def test_a_contact_is_told_the_number_what_was_said_and_by_when(posting: Desk) -> None:
    opened = open_ticket(posting, "it@contoso.example")
    assert opened.mailed_to == "it@contoso.example"
    (mail,) = queued(posting)
    assert (mail.recipient, mail.language, mail.confirmed) == ("it@contoso.example", "en", True)
    assert mail.subject == "[T-1003] Outlook does not start"
    for part in (mail.text, mail.html):
        assert "Hello Oliver" in part
        assert "T-1003" in part
        assert "Outlook does not start" in part
        assert "by Wednesday 18 November at 15:00 (Paris time)." in part
        assert "https://desk.example/support" in part
        assert "Northstar Cloud Support" in part
    assert '<html lang="en"' in mail.html
    assert "src=" not in mail.html
    assert read_reply_address(mail.reply_to, "reply@northstar.example", SECRET.encode()) == "t:T-1003"


def test_a_french_contact_reads_french(posting: Desk) -> None:
    open_ticket(posting, "compta@fabrikam.example", "en")
    (mail,) = queued(posting)
    assert '<html lang="fr"' in mail.html
    assert "Nous avons ouvert le ticket T-1003" in mail.text
    assert "au plus tard le jeudi 19 novembre à 11:00 (heure de Paris)" in mail.text


def test_a_visitors_mail_repeats_nothing_of_what_was_said(posting: Desk) -> None:
    opened = open_ticket(posting, None, "fr", text="La facture NS-104231 de Contoso, 1 476,60 EUR, est fausse")
    assert opened.mailed_to == VISITOR
    (mail,) = queued(posting)
    assert mail.subject == "[T-1003] Votre demande à Northstar Cloud"
    assert "T-1003" in mail.text
    for secret in ("NS-104231", "Contoso", "476", "fausse"):
        assert secret not in mail.subject + mail.text + mail.html


def test_an_agents_figures_do_not_go_to_an_unconfirmed_address(posting: Desk) -> None:
    open_ticket(posting, None)
    done = answer(posting, "T-1003", "NS-104231 is 1,476.60 EUR.\nPlease restart Outlook.")
    assert (done.mailed_to, done.conversation_id) == (VISITOR, None)
    mail = queued(posting)[1]
    assert "> […] is […].\n> Please restart Outlook." in mail.text
    assert "left out of this mail" in mail.text
    assert "Sofia Keller of Northstar Cloud has answered" in mail.text
    for part in (mail.subject, mail.text, mail.html):
        assert "104231" not in part
        assert "476" not in part


def test_a_contact_gets_the_answer_by_mail_as_well_as_in_the_conversation(posting: Desk) -> None:
    open_ticket(posting, "it@contoso.example")
    done = answer(posting, "T-1003", "It costs 20.60 EUR & <b>more</b>.", TicketState.WAITING)
    assert (done.mailed_to, done.conversation_id) == ("it@contoso.example", THREAD)
    opening, mail = queued(posting)
    assert "20.60 EUR & <b>more</b>" in mail.text
    assert "20.60 EUR &amp; &lt;b&gt;more&lt;/b&gt;" in mail.html
    assert "as soon as we hear from you" in mail.text
    assert (mail.thread, opening.thread) == (opening.mail_id, opening.mail_id)
    with database_of(posting).reading() as work:
        (said,) = work.conversations.log.after(THREAD, 0)
    assert mail.seq == said.seq


def test_an_answer_that_closes_tells_how_to_go_on_in_one_mail(posting: Desk) -> None:
    open_ticket(posting, "it@contoso.example")
    answer(posting, "T-1003", "Solved.", TicketState.CLOSED)
    _, mail = queued(posting)
    assert "the ticket is closed" in mail.text
    assert "take it up again" in mail.text


def test_a_ticket_closed_by_an_agent_is_told_without_the_reason_for_colleagues(posting: Desk) -> None:
    opened = open_ticket(posting, "it@contoso.example")
    state = {"asked_by": sofia(posting), "seen": opened.ticket.changed_at, "now": NOW + timedelta(hours=1)}
    posting.support.ticket_handling.set_state("T-1003", TicketState.CLOSED, "Difficult customer", **state)
    _, mail = queued(posting)
    assert "Ticket T-1003 is closed." in mail.text
    assert "Difficult" not in mail.text + mail.html


def test_who_closes_the_own_ticket_is_not_written_to(posting: Desk) -> None:
    open_ticket(posting, "it@contoso.example")
    with database_of(posting).reading() as work:
        speaker = work.customers.people.speaking_in(THREAD)
    posting.support.own_tickets.close("T-1003", asked_by=speaker, conversation_id=THREAD, origin="m-9", now=NOW)
    assert [mail.kind for mail in queued(posting)] == ["opened"]


def test_the_same_message_twice_opens_one_ticket_with_one_mail(posting: Desk) -> None:
    opened = [open_ticket(posting, "it@contoso.example", thread=thread, origin="m-1") for thread in (THREAD, "b" * 32)]
    assert [one.mailed_to for one in opened] == ["it@contoso.example"] * 2
    assert len(queued(posting)) == 1


def test_what_is_rolled_back_is_not_mailed(posting: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = CustomerTickets.open_in

    def fails(*args: object, **more: object) -> None:
        before(*args, **more)  # type: ignore[arg-type]
        raise StorageBusy()

    with monkeypatch.context() as patched:
        patched.setattr(CustomerTickets, "open_in", fails)
        with pytest.raises(StorageBusy):
            open_ticket(posting, "it@contoso.example")
    assert queued(posting) == []
    opened = open_ticket(posting, "it@contoso.example", thread="c" * 32)
    seen = opened.ticket.changed_at - timedelta(seconds=1)
    with pytest.raises(TicketChanged):
        posting.support.ticket_handling.answer("T-1003", "Hello", None, asked_by=sofia(posting), seen=seen, now=NOW)
    assert len(queued(posting)) == 1


def test_nobody_fills_a_mailbox_with_tickets(posting: Desk) -> None:
    told = [open_ticket(posting, None, thread=f"{n:032d}").mailed_to for n in range(MOST_TO_ONE + 2)]
    assert told == [VISITOR] * MOST_TO_ONE + [None] * 2
    assert len(queued(posting)) == MOST_TO_ONE
    answer(posting, "T-1006", "A person's words always go out.")
    assert len(queued(posting)) == MOST_TO_ONE + 1
    tomorrow = NOW + timedelta(hours=25)
    assert open_ticket(posting, None, thread="d" * 32, now=tomorrow).mailed_to == VISITOR


def test_who_wants_no_more_mails_gets_none(posting: Desk) -> None:
    open_ticket(posting, None)
    with database_of(posting).writing() as work:
        work.notices.readers.stop("t:T-1003", VISITOR.upper(), NOW)
        work.notices.readers.stop("t:T-1003", VISITOR, NOW)
    assert answer(posting, "T-1003", "Hello").mailed_to is None
    with database_of(posting).writing() as work:
        work.notices.readers.resume("t:T-1003", VISITOR)
    assert answer(posting, "T-1003", "Hello again").mailed_to == VISITOR


def test_without_mail_nothing_is_queued_and_nothing_promised(desk: Desk) -> None:
    assert open_ticket(desk, "it@contoso.example").mailed_to is None
    assert answer(desk, "T-1003", "Hello").mailed_to is None
    assert queued(desk) == []
