"""What the desk itself says while people are waited for, written for the one customer who reads it."""

from datetime import UTC, datetime

import pytest

from bot.bootstrap import Desk
from bot.domain.support.tickets import TicketChannel
from bot.services.records.conversations import ConversationRecord
from bot.services.support.tickets import TicketOpened, TicketRequest
from bot.turns.sentences import Sentences
from tests.console.conversations.conversing import begin
from tests.fixtures.desk import NOW

FIRST = datetime(2026, 12, 1, 13, 30, tzinfo=UTC)


def record_of(desk: Desk, conversation_id: str) -> ConversationRecord:
    with desk.database.reading() as work:
        record = work.conversations.rows.get(conversation_id)
    assert record is not None
    return record


def promised(desk: Desk, conversation_id: str) -> TicketOpened:
    with desk.database.reading() as work:
        speaker = work.customers.people.speaking_in(conversation_id)
    request = TicketRequest(TicketChannel.COMMERCIAL, "please call me", "message:m-1")
    opened = desk.support.tickets.open(request, asked_by=speaker, conversation_id=conversation_id, now=NOW)
    return TicketOpened(opened.ticket, 8, FIRST)


@pytest.mark.parametrize(
    ("email", "language", "by"),
    [
        ("compta@fabrikam.example", "fr", "le mardi 1er décembre à 14:30 au plus tard"),
        ("billing@contoso.example", "en", "on Tuesday 1 December at 14:30 at the latest"),
        ("accounts@northwind.example", "en", "on Tuesday, December 1 at 14:30 at the latest"),
        ("accounts@northwind.example", "fr", "le mardi 1er décembre à 14:30 au plus tard"),
    ],
)
def test_a_wait_ends_with_the_promised_answer_as_the_customers_country_writes_it(
    desk: Desk, email: str, language: str, by: str
) -> None:
    record, sentences = record_of(desk, begin(desk, email, language=language)), Sentences(desk)
    opened = promised(desk, record.conversation.id)
    ended = sentences.wait_ended(record, opened, TicketChannel.COMMERCIAL, NOW)
    left = sentences.message_left(record, opened, NOW)
    assert by in ended.text
    assert by in left.text


def test_a_visitors_wait_that_ends_at_night_tells_the_next_opening(desk: Desk) -> None:
    record = record_of(desk, begin(desk, language="fr"))
    night = datetime(2026, 11, 30, 22, 0, tzinfo=UTC)
    ended = Sentences(desk).wait_ended(record, None, TicketChannel.COMMERCIAL, night)
    assert ended.text.endswith("Nous sommes fermés en ce moment et rouvrons demain à 09:00.")
