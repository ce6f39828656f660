"""What somebody waiting asks of the desk is told from buttons, wishes and sure intents."""

from collections.abc import Sequence

import pytest

from bot.answering.queue_desk import Meaning, meaning_of
from bot.domain.kernel.cues import Cue, WaitingWish


@pytest.mark.parametrize(
    ("choice", "wishes", "intent", "confidence", "meaning"),
    [
        ("/cancel_waiting", (), None, None, Meaning.CANCEL),
        ("/leave_message", (), None, None, Meaning.LEAVE_MESSAGE),
        ("/still_there", (), None, None, Meaning.STILL_THERE),
        ('/open_ticket{"ticket_matter": "commercial"}', (), None, None, Meaning.LEAVE_MESSAGE),
        ('/talk_to_human{"handoff_reason": "anger"}', (), None, None, Meaning.STILL_THERE),
        ("/find_invoice", (), None, None, Meaning.FOR_THE_AGENT),
        (None, (), "deny", 0.95, Meaning.CANCEL),
        (None, (), "deny", 0.89, Meaning.FOR_THE_AGENT),
        (None, (), "open_ticket", 0.95, Meaning.LEAVE_MESSAGE),
        (None, (), "open_ticket", 0.5, Meaning.FOR_THE_AGENT),
        (None, (WaitingWish.HOW_LONG,), "greet", 0.95, Meaning.STILL_THERE),
        (None, (), "support_hours", 0.95, Meaning.STILL_THERE),
        (None, (WaitingWish.LEAVE_MESSAGE,), "deny", 0.99, Meaning.LEAVE_MESSAGE),
        (None, (WaitingWish.LEAVE_MESSAGE, WaitingWish.HOW_LONG), "greet", 0.95, Meaning.LEAVE_MESSAGE),
        (None, (WaitingWish.GIVE_UP,), "talk_to_human", 0.97, Meaning.CANCEL),
        (None, (WaitingWish.GIVE_UP, WaitingWish.HOW_LONG), "greet", 0.5, Meaning.CANCEL),
        (None, (WaitingWish.HOW_LONG,), "deny", 0.95, Meaning.CANCEL),
        (None, (), "find_invoice", 0.99, Meaning.FOR_THE_AGENT),
        (None, (WaitingWish.LEAVE_MESSAGE,), None, None, Meaning.LEAVE_MESSAGE),
        (None, ("a wish of a later engine",), None, None, Meaning.FOR_THE_AGENT),
    ],
)
def test_what_somebody_waiting_asks_of_the_desk(
    choice: str | None, wishes: Sequence[str], intent: str | None, confidence: float | None, meaning: Meaning
) -> None:
    entities = [{"entity": Cue.WAITING_WISH.value, "value": wish} for wish in wishes]
    assert meaning_of(choice, {"intent": intent, "confidence": confidence, "entities": entities}) is meaning


def test_a_message_nobody_could_read_is_for_the_agent() -> None:
    assert meaning_of(None, {}) is Meaning.FOR_THE_AGENT
