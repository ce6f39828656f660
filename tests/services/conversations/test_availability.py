"""What asking for a person would mean, before it is promised."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from bot.domain.conversations.conversation import Conversation, HandoffReason
from bot.domain.customers.identity import VISITOR
from bot.domain.partner import Partner
from bot.services.conversations.availability import Availability
from tests.fakes.memory import MemoryDatabase

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def waiting(conversation_id: str, team: str, contact_id: int | None = None) -> SimpleNamespace:
    queued = Conversation(conversation_id).hand_off(team, HandoffReason.ASKED, NOW)
    return SimpleNamespace(conversation=queued, contact_id=contact_id)


@pytest.fixture
def queue(database: MemoryDatabase, partner: Partner) -> Availability:
    database.work.conversations.rows.waiting = [
        waiting("a", "commercial"),
        waiting("b", "technical"),
        waiting("c", "commercial"),
    ]
    database.work.customers.people.speakers = dict.fromkeys(("new", "a", "c", "customer"), VISITOR)
    return Availability(database, partner, lambda *_: True)


def test_who_does_not_wait_yet_hears_how_many_are_ahead_in_the_team(queue: Availability) -> None:
    facts = queue.facts("new", queue="commercial", now=NOW)
    assert (facts.position, facts.ahead, facts.state.is_open) == (None, 2, True)
    assert queue.facts("new", queue="technical", now=NOW).ahead == 1


def test_who_waits_hears_the_own_place(queue: Availability) -> None:
    facts = queue.facts("c", queue="commercial", now=NOW)
    assert (facts.position, facts.ahead) == (2, 1)


def test_a_signed_in_customer_is_served_before_visitors_and_hears_so(
    queue: Availability, database: MemoryDatabase
) -> None:
    database.work.conversations.rows.customers = {"customer"}
    assert queue.facts("customer", queue="commercial", now=NOW).ahead == 0
    database.work.conversations.rows.waiting.append(waiting("customer", "commercial", contact_id=7))
    assert queue.facts("customer", queue="commercial", now=NOW).position == 1
    assert queue.facts("a", queue="commercial", now=NOW).position == 2


def test_in_closed_hours_the_next_opening_is_known(queue: Availability) -> None:
    facts = queue.facts("new", queue="commercial", now=datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
    assert not facts.state.is_open
    assert facts.state.opens_at is not None
    assert facts.state.opens_at.isoformat() == "2026-11-23T09:00:00+01:00"
    assert facts.waiting_limit_minutes > 0


def test_a_usual_wait_is_told_once_enough_were_measured_and_who_is_there_is_counted(
    queue: Availability, database: MemoryDatabase
) -> None:
    assert queue.facts("new", queue="commercial", now=NOW).usual_wait_minutes is None
    database.work.conversations.stretches.waits = tuple(timedelta(minutes=n) for n in (1, 1, 2, 3))
    assert queue.facts("new", queue="commercial", now=NOW).usual_wait_minutes is None
    database.work.conversations.stretches.waits = tuple(timedelta(minutes=n) for n in (1, 1, 2, 3, 9))
    database.work.staff.presence.agents = 2
    facts = queue.facts("new", queue="commercial", now=NOW)
    assert (facts.usual_wait_minutes, facts.present) == (3, 2)
