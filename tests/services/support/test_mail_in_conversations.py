"""Answers to mails about conversations, and two desks that write to each other."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import Event, HandoffReason
from bot.domain.notices.incoming import Fate
from bot.domain.notices.reply_addresses import reply_address
from bot.mail.message import built
from bot.mail.reading.parsing import read_mail
from bot.services.conversations.ownership import change, found
from bot.services.notices.mailboxes import Mailboxes
from bot.services.records.received import Mailbox
from bot.settings import wall_clock
from bot.storage.schema import mails, messages, received_mails, tickets
from tests.fixtures.desk import NOW, database_of
from tests.mail.arriving import ANN, PDF, SERVER, bring, letter, post_of, verified
from tests.services.notices.mailing import THREAD, conversation, mailing
from tests.services.support.test_mail_in import last, rows


@pytest.fixture(name="desk")
def receiving(desk: Desk) -> Iterator[Desk]:
    """A desk that gets mails, with a conversation of a contact that waits for a person."""
    made = mailing(desk, mail_verified_by=SERVER)
    conversation(made, ANN)
    with database_of(made).writing() as work:
        waiting = found(work, THREAD).conversation
        hand = waiting.hand_off("commercial", HandoffReason.ASKED, NOW)
        change(work, waiting, hand, Event.HANDED_OFF, NOW)
    yield made
    made.close()


def address(desk: Desk) -> str:
    post = post_of(desk)
    assert post.policy.reply_base is not None
    return reply_address(f"c:{THREAD}", post.policy.reply_base, post.secret)


def test_an_answer_is_said_in_the_conversation_once(desk: Desk) -> None:
    mail = verified(letter(text="Yes, please.", To=address(desk)))
    assert bring(desk, mail).fate is Fate.SAID
    assert bring(desk, mail).repeated
    said = [row.text for row in rows(desk, messages) if row.author == "customer"]
    assert said == ["Yes, please."]
    assert last(desk).conversation_id == THREAD


def test_what_was_said_before_a_crash_is_not_said_again(desk: Desk) -> None:
    mail = verified(letter(text="Yes, please.", To=address(desk)))
    bring(desk, mail)
    with database_of(desk).connection() as connection:
        connection.execute(received_mails.delete())
    assert bring(desk, mail).fate is Fate.SAID
    assert [row.text for row in rows(desk, messages) if row.author == "customer"] == ["Yes, please."]


def test_files_and_what_nobody_waits_for_become_tickets(desk: Desk) -> None:
    mail = letter(text="The file.", To=address(desk))
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="a.pdf")
    assert bring(desk, verified(mail)).fate is Fate.OPENED
    assert last(desk, tickets).text == "The file."


def test_somebody_elses_answer_is_not_said(desk: Desk) -> None:
    mail = verified(letter("compta@fabrikam.example", To=address(desk)), "fabrikam.example")
    assert bring(desk, mail).fate is Fate.UNCLEAR
    assert not [row for row in rows(desk, messages) if row.author == "customer"]


def test_two_desks_do_not_answer_each_other(desk: Desk) -> None:
    """What this desk mails is brought to it as another desk's, verified and from a contact of its own."""
    bring(desk, letter().as_bytes())
    bring(desk, verified(letter(Message_ID="<2@there>")))
    before = len(rows(desk, mails))
    policy = replace(post_of(desk).policy, address=ANN)
    for mail in desk.notices.outbox.claim(10):
        content = f"Authentication-Results: {SERVER}; dmarc=pass header.from=contoso.example\r\n".encode()
        read = read_mail(content + built(mail, policy), post_of(desk))
        assert desk.support.mail_in.take(read, NOW).fate is Fate.AUTOMATIC
    assert len(rows(desk, mails)) == before == 2


def test_one_desk_at_a_time_holds_a_mailbox_and_remembers_how_far_it_read(desk: Desk) -> None:
    first, name = desk.notices.mailboxes, "desk@mail.example:993/INBOX"
    second = Mailboxes(database_of(desk), "another desk", wall_clock)
    assert first.hold(name) == Mailbox(None, 0)
    assert second.hold(name) is None
    assert first.read_up_to(name, Mailbox(4_294_967_295, 17))
    assert not second.read_up_to(name, Mailbox(1, 1))
    first.leave(name)
    assert second.hold(name) == Mailbox(4_294_967_295, 17)
