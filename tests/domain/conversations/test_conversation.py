"""Who may answer when: every event of the ownership table, from every state."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.domain.conversations.conversation import BOT, QUEUE, Conversation, HandoffReason, Lifecycle, Owner, OwnerKind
from bot.domain.kernel.errors import AlreadyAccepted, TransitionRefused

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
LED = Conversation("c")
QUEUED = LED.hand_off("commercial", HandoffReason.ASKED, NOW)
HELD = QUEUED.accept(1)
CLOSED = HELD.resolve(1)

STATES = {"bot": LED, "queue": QUEUED, "agent": HELD, "closed": CLOSED}
Verb = Callable[[Conversation], Conversation]
VERBS: dict[str, tuple[Verb, str, Owner]] = {
    "hand off": (lambda c: c.hand_off("technical", HandoffReason.DISPUTE, NOW), "bot", QUEUE),
    "accept": (lambda c: c.accept(2), "queue", Owner(OwnerKind.AGENT, 2)),
    "take over": (lambda c: c.take_over(2, "technical"), "bot", Owner(OwnerKind.AGENT, 2)),
    "end waiting": (lambda c: c.end_waiting(), "queue", BOT),
    "cancel": (lambda c: c.cancel(), "queue", BOT),
    "transfer": (lambda c: c.transfer(1, "technical", NOW), "agent", QUEUE),
    "hand back": (lambda c: c.hand_back(1), "agent", BOT),
    "agent silent": (lambda c: c.agent_went_silent(NOW), "agent", QUEUE),
    "resolve": (lambda c: c.resolve(1), "agent", BOT),
    "snooze": (lambda c: c.snooze(1, NOW), "agent", Owner(OwnerKind.AGENT, 1)),
    "reopen": (lambda c: c.reopen(), "closed", BOT),
    "reopen for": (lambda c: c.reopen_for(2, "technical"), "closed", Owner(OwnerKind.AGENT, 2)),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", STATES)
def test_an_event_changes_the_owner_from_its_own_state_and_is_refused_in_every_other(verb: str, state: str) -> None:
    do, allowed, owner = VERBS[verb]
    if state != allowed:
        with pytest.raises(TransitionRefused):
            do(STATES[state])
        return
    changed = do(STATES[state])
    assert changed.owner == owner
    assert changed.version == STATES[state].version + 1
    assert (changed.waiting_since is not None) == (owner == QUEUE)
    assert (changed.queue is not None) == (owner != BOT)


@pytest.mark.parametrize("verb", ["transfer", "hand back", "resolve", "snooze"])
def test_only_the_agent_who_holds_it_may_give_it_away(verb: str) -> None:
    with pytest.raises(TransitionRefused):
        VERBS[verb][0](QUEUED.accept(7))


def test_the_second_of_two_agents_is_told_who_was_first() -> None:
    with pytest.raises(AlreadyAccepted) as refused:
        HELD.accept(2)
    assert refused.value.blanks == {"by": "1"}


@pytest.mark.parametrize("state", ["queue", "agent"])
def test_a_conversation_with_people_can_be_assigned_by_who_holds_it_or_out_of_the_queue(state: str) -> None:
    assigned = STATES[state].assign(by=1, to=2, queue="technical")
    assert (assigned.owner, assigned.queue, assigned.waiting_since) == (Owner(OwnerKind.AGENT, 2), "technical", None)


@pytest.mark.parametrize(("conversation", "by"), [(LED, 1), (CLOSED, 1), (HELD, 2)])
def test_nobody_else_assigns_it(conversation: Conversation, by: int) -> None:
    with pytest.raises(TransitionRefused):
        conversation.assign(by=by, to=3, queue="technical")


def test_a_snooze_ends_with_any_change_of_hands_and_only_once() -> None:
    asleep = HELD.snooze(1, NOW)
    assert asleep.snoozed_until == NOW
    for changed in (asleep.wake(), asleep.hand_back(1), asleep.transfer(1, "technical", NOW), asleep.resolve(1)):
        assert changed.snoozed_until is None
    with pytest.raises(TransitionRefused):
        asleep.wake().wake()


def test_whatever_comes_back_to_the_bot_begins_again_without_forms() -> None:
    back = [HELD.hand_back(1), QUEUED.cancel(), QUEUED.end_waiting(), CLOSED, CLOSED.reopen()]
    assert [conversation.begin_again for conversation in back] == [True] * 5
    assert not LED.begin_again


def test_the_bot_may_speak_only_while_it_leads_an_active_conversation() -> None:
    assert [STATES[name].bot_may_speak for name in ("bot", "queue", "agent", "closed")] == [True, False, False, False]
    assert CLOSED.lifecycle is Lifecycle.CLOSED
    assert CLOSED.reopen().segment == CLOSED.segment + 1


@pytest.mark.parametrize(("kind", "agent"), [(OwnerKind.AGENT, None), (OwnerKind.BOT, 1), (OwnerKind.QUEUE, 1)])
def test_an_owner_names_an_agent_exactly_when_it_is_one(kind: OwnerKind, agent: int | None) -> None:
    with pytest.raises(ValueError, match="names the agent"):
        Owner(kind, agent)
