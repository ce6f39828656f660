"""When people begin and cease to be responsible, and which changes of hands end their time."""

from datetime import UTC, datetime

import pytest

from bot.domain.conversations.conversation import BOT, QUEUE, Conversation, Event, HandoffReason, Owner, OwnerKind
from bot.domain.conversations.stretches import ENDINGS, Step, Stretch, step_of

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
A, B = Owner(OwnerKind.AGENT, 1), Owner(OwnerKind.AGENT, 2)


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        (BOT, QUEUE, Step.BEGIN),
        (BOT, A, Step.BEGIN),
        (QUEUE, A, Step.MOVE),
        (A, B, Step.MOVE),
        (A, A, Step.MOVE),
        (A, QUEUE, Step.MOVE),
        (QUEUE, BOT, Step.END),
        (A, BOT, Step.END),
        (BOT, BOT, Step.NONE),
    ],
)
def test_people_are_responsible_from_the_bot_to_the_bot(before: Owner, after: Owner, step: Step) -> None:
    assert step_of(Conversation("c", before), Conversation("c", after)) is step


def test_every_event_that_brings_a_conversation_back_to_the_bot_names_an_ending() -> None:
    held = Conversation("c").take_over(1, "commercial")
    queued = Conversation("c").hand_off("commercial", HandoffReason.ASKED, NOW)
    back = {
        Event.HANDED_BACK: held.hand_back(1),
        Event.RESOLVED: held.resolve(1),
        Event.CANCELLED: queued.cancel(),
        Event.WAIT_ENDED: queued.end_waiting(),
    }
    assert {conversation.owner for conversation in back.values()} == {BOT}
    assert set(back) == set(ENDINGS)
    assert all(ENDINGS[event].value == event.value for event in back)


def test_an_agent_who_never_wrote_gives_nothing_to_rate() -> None:
    stretch = Stretch(1, "c", 1, "commercial", None, 1, NOW, 3, accepted_at=NOW)
    assert not stretch.with_person
    assert Stretch(1, "c", 1, "commercial", None, 1, NOW, 3, accepted_at=NOW, answered_at=NOW).with_person
