"""Whom people serve next: signed-in customers before visitors, whoever waits longest first."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from bot.domain.conversations.conversation import Conversation, HandoffReason
from bot.domain.conversations.queue_order import Place, Rank

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def waiting(name: str, since: datetime, contact_id: int | None = None) -> Place:
    queued = Conversation(name).hand_off("commercial", HandoffReason.ASKED, since)
    return Place.of(queued, contact_id, since, NOW)


def held(name: str, unanswered_since: datetime | None, last_at: datetime) -> Place:
    return Place.of(Conversation(name).take_over(3, "commercial"), None, unanswered_since, last_at)


def test_a_customer_is_served_before_visitors_who_wait_longer() -> None:
    visitors = [waiting(f"v{n}", NOW - n * MINUTE) for n in range(3)]
    assert min([*visitors, waiting("customer", NOW, contact_id=7)]).conversation_id == "customer"


def test_the_order_is_the_same_from_whichever_order_one_begins() -> None:
    expected = [
        waiting("c-long", NOW - 2 * MINUTE, contact_id=7),
        waiting("c-short", NOW, contact_id=8),
        waiting("v-long", NOW - 9 * MINUTE),
        held("v-unanswered", NOW - MINUTE, NOW - MINUTE),
        waiting("v-short-a", NOW),
        waiting("v-short-b", NOW),
        held("answered-now", None, NOW),
        held("answered-before", None, NOW - MINUTE),
    ]
    assert all(sorted(mixed) == expected for mixed in (expected[::-1], expected[4:] + expected[:4]))
    for three in permutations(expected, 3):
        assert sorted(three) == [place for place in expected if place in three]


def test_who_was_answered_does_not_wait_and_is_placed_by_the_last_words() -> None:
    assert held("h", None, NOW) == Place(Rank.NOT_WAITING, NOW, "h")
    assert held("h", NOW - MINUTE, NOW) == Place(Rank.VISITOR, NOW - MINUTE, "h")
