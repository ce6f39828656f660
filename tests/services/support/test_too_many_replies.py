"""What customers add to one ticket is bounded, whichever way it comes; nothing is lost, and agents are not held."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.bootstrap import Desk
from bot.domain.customers.identity import Identity
from bot.domain.notices.incoming import Fate
from bot.domain.support.ticket_handling import ADDED_WITHIN, MOST_ADDED, TooManyReplies
from bot.domain.support.tickets import TicketEvent, TicketState
from bot.storage.schema import mails, received_mails, ticket_events
from tests.fixtures.desk import NOW, database_of
from tests.mail.arriving import ANN, SERVER, bring, letter, verified
from tests.services.notices.mailing import THREAD, answer, mailing, open_ticket
from tests.services.support.test_mail_in import to_ticket

SOON = NOW + timedelta(minutes=1)


@pytest.fixture
def number(full: Desk) -> str:
    """A ticket to which nothing more may be added."""
    return str(open_ticket(full, ANN).ticket.number)


@pytest.fixture
def full(desk: Desk) -> Iterator[Desk]:
    made = mailing(desk, mail_verified_by=SERVER)
    yield made
    made.close()


def ann(desk: Desk) -> Identity:
    with database_of(desk).reading() as work:
        return work.customers.people.speaking_in(THREAD)


def add(desk: Desk, number: str, origin: str, now: datetime = SOON) -> None:
    asked_by = ann(desk)
    desk.support.own_tickets.add(number, origin, asked_by=asked_by, conversation_id="", origin=origin, now=now)


def fill(desk: Desk, number: str) -> None:
    for count in range(MOST_ADDED):
        add(desk, number, f"site:1:{count}")


def added(desk: Desk) -> int:
    with database_of(desk).connection() as connection:
        said = select(ticket_events).where(ticket_events.c.event == TicketEvent.MESSAGE.value)
        return len(connection.execute(said).all())


def test_so_much_is_added_within_an_hour_and_then_again(full: Desk, number: str) -> None:
    before = added(full)
    fill(full, number)
    with pytest.raises(TooManyReplies) as refused:
        add(full, number, "one too many")
    assert refused.value.blanks == {"number": number}
    add(full, number, "site:1:3")
    assert added(full) == before + MOST_ADDED, "what came before is no other"
    add(full, number, "later", SOON + ADDED_WITHIN + timedelta(seconds=1))
    assert added(full) == before + MOST_ADDED + 1


def test_a_full_ticket_can_be_closed_but_not_opened_again_and_people_answer_it(full: Desk, number: str) -> None:
    fill(full, number)
    answer(full, number, "We are on it.", TicketState.WAITING, SOON)
    by = {"asked_by": ann(full), "conversation_id": "", "now": SOON}
    assert full.support.own_tickets.close(number, origin="c", **by).state is TicketState.CLOSED  # type: ignore[arg-type]
    with pytest.raises(TooManyReplies):
        full.support.own_tickets.reopen(number, origin="r", **by)  # type: ignore[arg-type]


def test_another_ticket_is_not_held(full: Desk, number: str) -> None:
    fill(full, number)
    other = open_ticket(full, ANN, thread="f" * 32).ticket.number
    add(full, other, "the first here")


def test_a_mail_to_a_full_ticket_waits_for_a_person_with_its_words_and_is_receipted(full: Desk, number: str) -> None:
    fill(full, number)
    before = added(full)
    content = verified(letter(text="And one more thing.", To=to_ticket(full, number)))
    assert bring(full, content, SOON).fate is Fate.UNCLEAR
    with database_of(full).connection() as connection:
        row = connection.execute(received_mails.select()).one()
        receipts = connection.execute(select(mails.c.recipient).where(mails.c.kind == "receipt")).scalars().all()
    assert (row.doubt, row.text, row.named) == ("too_many", "And one more thing.", f"t:{number}")
    assert (added(full), list(receipts)) == (before, [ANN])
