"""Which messages are doubtful, and for which reasons."""

from datetime import timedelta

import pytest

from bot.domain.conversations.conversation import HandoffReason
from bot.domain.learning.reviews import DOUBTFUL_BELOW, Reason
from bot.domain.staff.agents import Agent
from bot.storage import schema
from bot.storage.database import SqlDatabase
from tests.storage.conversations.talking import NOW, begin
from tests.storage.learning.reviewing import KEY, hand_off, inbox, texts, understood


def test_little_confidence_is_doubtful_and_the_threshold_itself_is_not(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    understood(seeded, "sure", "balance_due", DOUBTFUL_BELOW)
    understood(seeded, "unsure", "balance_due", DOUBTFUL_BELOW - 0.001)
    (item,) = inbox(seeded, agent)
    assert (item.text, item.reasons) == ("unsure", {Reason.UNSURE})


@pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope"])
def test_a_message_asked_back_or_refused_is_doubtful_however_sure(
    seeded: SqlDatabase, agent: Agent, intent: str
) -> None:
    begin(seeded)
    understood(seeded, "what", intent, 0.99)
    assert inbox(seeded, agent)[0].reasons == {Reason.CLARIFIED}


def test_a_pressed_button_is_never_doubtful(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    seq = understood(seeded, "Why is it higher?", "explain_charge", 1.0)
    with seeded.connection() as connection:
        pressed = schema.messages.update().where(schema.messages.c.seq == seq).values(choice="/explain_charge")
        connection.execute(pressed)
    understood(seeded, "a person please", "talk_to_human", 0.9)
    hand_off(seeded, HandoffReason.ASKED)
    assert texts(seeded, agent) == []
    with seeded.reading() as work:
        assert work.learning.reviews.one(KEY, seq, asked_by=agent) is None


def test_who_asks_for_a_person_was_understood_but_not_before(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    understood(seeded, "where is it", "find_invoice", 0.95)
    understood(seeded, "a person please", "talk_to_human", 0.95)
    hand_off(seeded, HandoffReason.ASKED)
    (item,) = inbox(seeded, agent)
    assert (item.text, item.reasons) == ("where is it", {Reason.HANDED_OFF})


@pytest.mark.parametrize("reason", [HandoffReason.FALLBACK, HandoffReason.ANGER])
def test_a_turn_that_gave_up_and_the_one_before_it_are_doubtful(
    seeded: SqlDatabase, agent: Agent, reason: HandoffReason
) -> None:
    begin(seeded)
    understood(seeded, "first", "find_invoice", 0.95)
    understood(seeded, "second", "balance_due", 0.95, at=NOW + timedelta(minutes=1))
    understood(seeded, "third", "refund_status", 0.95, at=NOW + timedelta(minutes=2))
    hand_off(seeded, reason, at=NOW + timedelta(minutes=2))
    assert texts(seeded, agent) == ["third", "second"]


@pytest.mark.parametrize("reason", [HandoffReason.DISPUTE, HandoffReason.POLICY, HandoffReason.ENGINE_DOWN])
def test_a_hand_off_that_belongs_to_the_question_is_no_doubt(
    seeded: SqlDatabase, agent: Agent, reason: HandoffReason
) -> None:
    begin(seeded)
    understood(seeded, "it is wrong", "dispute_charge", 0.95)
    hand_off(seeded, reason)
    assert texts(seeded, agent) == []


def test_a_greeting_before_asking_for_a_person_is_no_doubt(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    understood(seeded, "hello", "greet", 0.95)
    understood(seeded, "a person please", "talk_to_human", 0.95)
    hand_off(seeded, HandoffReason.ASKED)
    assert texts(seeded, agent) == []


def test_what_is_written_after_the_hand_off_is_not_its_cause(seeded: SqlDatabase, agent: Agent) -> None:
    begin(seeded)
    understood(seeded, "where is it", "find_invoice", 0.95)
    understood(seeded, "a person please", "talk_to_human", 0.95)
    hand_off(seeded, HandoffReason.ASKED)
    understood(seeded, "and another thing", "balance_due", 0.95, at=NOW + timedelta(hours=1))
    assert texts(seeded, agent) == ["where is it"]
