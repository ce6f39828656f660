"""What the desk answers itself, without the engine: to who waits for a person, and where the engine stays away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.services.conversations.sentences.waiting_words import WaitingWords
from bot.services.conversations.turns import Turns
from bot.services.records.conversations import Begun


class DeskAnswers:
    """Each ends a turn in one transaction, and returns the next one as `Turns.keep` does.

    `parse` is what the engine understood of the message. Where the conversation changed hands meanwhile nothing is
    said: the same turn is returned to be taken anew.
    """

    def __init__(self, turns: Turns, words: WaitingWords) -> None:
        self._turns = turns
        self._words = words

    def keep(self, begun: Begun, parse: Mapping[str, Any], now: datetime) -> Begun | None:
        """Leaves the message for the person who will answer, and says so."""
        return self._turns.keep_saying(begun, parse, lambda work, record: [self._words.kept(work, record)], now)

    def tell_place(self, begun: Begun, parse: Mapping[str, Any], now: datetime) -> Begun | None:
        """Says where the customer stands in the queue."""
        return self._turns.keep_saying(
            begun, parse, lambda work, record: [self._words.still_waiting(work, record, now)], now
        )

    def cancel(self, begun: Begun, parse: Mapping[str, Any], now: datetime) -> Begun | None:
        """Ends the waiting, because the customer no longer wants to wait."""
        return self._turns.keep_saying(
            begun, parse, lambda _, record: [self._words.cancelled(record)], now, cancel=True
        )

    def not_waiting(self, begun: Begun, now: datetime) -> Begun | None:
        """To a button of the queue that is pressed after the waiting was over."""
        return self._turns.keep_saying(begun, {}, lambda _, record: [self._words.not_waiting(record)], now)

    def delay(self, begun: Begun, now: datetime, *, late: bool) -> Begun | None:
        """Notes that the engine failed, to try again; `late` tells the customer once that it takes longer."""
        apology = self._words.delayed(begun.record) if late else None
        return self._turns.delay(begun, apology, now)

    def give_up(self, begun: Begun, now: datetime) -> Begun | None:
        """Passes a message that the engine could not take to people, or tells when they are back."""
        return self._turns.give_up(begun, lambda work, record: self._words.given_up(work, record, now), now)
