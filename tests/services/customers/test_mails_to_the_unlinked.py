"""Mails to a proven address that no company has: its own words come back to it, figures of others never."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.messages import Author
from bot.domain.customers.identity import at_address
from bot.domain.notices.incoming import Fate
from bot.domain.notices.neutral import MOST_TO_ONE
from bot.domain.notices.reply_addresses import reply_address
from bot.domain.notices.unread import GONE_AFTER
from bot.services.records.conversations import Draft
from tests.fixtures.desk import NOW, database_of
from tests.mail.arriving import SERVER, bring, letter, post_of, verified
from tests.services.customers.coming import ANN
from tests.services.notices.mailing import THREAD, answer, conversation, mailing, open_ticket, queued

BOB = "bob@company.example"


@pytest.fixture
def posting(desk: Desk) -> Iterator[Desk]:
    made = mailing(desk, mail_verified_by=SERVER)
    yield made
    made.close()


def to_ticket(desk: Desk, number: str) -> str:
    post = post_of(desk)
    assert post.policy.reply_base is not None
    return reply_address(f"t:{number}", post.policy.reply_base, post.secret)


@pytest.mark.parametrize(
    ("language", "why"), [("en", "signed in with this address"), ("fr", "connecté avec cette adresse")]
)
def test_the_confirmation_goes_to_the_proven_address_and_says_why(posting: Desk, language: str, why: str) -> None:
    opened = open_ticket(posting, ANN, language, text="Outlook does not start", contact_address=BOB)
    assert opened.mailed_to == ANN
    (mail,) = queued(posting)
    assert (mail.recipient, mail.confirmed, mail.language) == (ANN, True, language)
    assert "Outlook does not start" in mail.text
    assert why in mail.text


def test_figures_are_left_out_of_subject_text_and_html(posting: Desk) -> None:
    number = open_ticket(posting, ANN, text="NS-104231 of 1,476.60 EUR is wrong").ticket.number
    answer(posting, number, "NS-104231 is 1,476.60 EUR, to FR76 3000 6000 0112 3456 7890 189.\nPlease call.")
    opening, answered = queued(posting)
    assert answered.recipient == ANN
    assert "Please call." in answered.text
    assert "no company has your address with us yet" in answered.text
    for mail in (opening, answered):
        for part in (mail.subject, mail.text, mail.html):
            assert not [secret for secret in ("104231", "476", "FR76") if secret in part]


def test_a_proven_address_is_told_of_each_of_its_tickets(posting: Desk) -> None:
    for number in range(MOST_TO_ONE + 1):
        assert open_ticket(posting, ANN, thread=f"{number:032x}", origin=f"m-{number}").mailed_to == ANN


def test_what_a_person_wrote_to_who_has_gone_goes_to_the_proven_address(posting: Desk) -> None:
    conversation(posting, ANN)
    with database_of(posting).writing() as work:
        said = Draft(Author.AGENT, "It costs 20.60 EUR. Call me.", author_name="Sofia")
        work.conversations.log.append(THREAD, [said], NOW)
    posting.notices.unread.queue_due(NOW + GONE_AFTER + timedelta(seconds=1))
    (mail,) = queued(posting)
    assert mail.recipient == ANN
    assert "Call me." in mail.text
    assert "20.60" not in mail.text


def test_a_verified_mail_from_the_address_is_an_entry_on_its_ticket_and_another_senders_is_none(posting: Desk) -> None:
    number = open_ticket(posting, ANN).ticket.number
    to, domain = to_ticket(posting, number), "company.example"
    assert bring(posting, verified(letter(ANN, To=to), domain)).fate is Fate.ADDED
    others = verified(letter(BOB, To=to, Message_ID="<2@there>"), domain)
    forged = letter(ANN, To=to, Message_ID="<3@there>").as_bytes()
    assert [bring(posting, mail).fate for mail in (others, forged)] == [Fate.UNCLEAR, Fate.UNCLEAR]
    story = posting.support.reading.one(number, asked_by=at_address(ANN), now=NOW)
    assert [entry.text for entry in story.entries] == ["It works again."]
