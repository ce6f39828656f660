"""What waiting for a person is like, told honestly: the place, the usual time, and what happens when nobody comes."""

from datetime import datetime, timedelta

from bot.services.conversations.availability import QueueFacts
from bot.services.ports.conversations import Responses


class QueueWords:
    """Sentences about one wait that has lasted `waited`. `signed` tells that there is an address to answer to."""

    def __init__(
        self,
        words: Responses,
        language: str,
        facts: QueueFacts,
        *,
        now: datetime,
        signed: bool,
        waited: timedelta = timedelta(0),
    ) -> None:
        self._words = words
        self._language = language
        self._facts = facts
        self._now = now
        self._signed = signed
        self._waited = waited

    def announced(self) -> str:
        """That a person is asked for now: the one message that hands over."""
        if not self._facts.present:
            return self._join(self._called(), self._place("queue_place"), self._limit(), self._write_on())
        return self._join(self._place("queued"), *self._time(), self._write_on())

    def passed_on(self) -> str:
        """What follows a sentence of the caller's that already says that a person is asked for."""
        return self._join(self._place("queue_place"), *self._time(), self._write_on())

    def still_waiting(self) -> str:
        """Where somebody stands who has been waiting."""
        return self._join(self._say("desk_waiting"), self._place("queue_place"), *self._time())

    def _time(self) -> list[str]:
        """The usual time where it was measured, and no number otherwise; the limit where it may be reached."""
        usual = self._facts.usual_wait_minutes
        if not self._facts.present:
            return [self._called(), self._limit()]
        if usual is None:
            return []
        told = self._words.counted("utter_queue_usual_wait", max(usual, 1), self._language)
        return [told] if usual <= self._minutes_left() else [told, self._limit()]

    def _called(self) -> str:
        """Nobody is at the desk: that somebody is called is said only where somebody is told at once."""
        return self._say("queue_called" if self._facts.called else "queue_nobody_called")

    def _limit(self) -> str:
        key = "utter_queue_limit" if self._signed else "utter_queue_limit_visitor"
        return self._words.counted(key, self._minutes_left(), self._language)

    def _minutes_left(self) -> int:
        """Whole minutes until the wait ends by itself: by the partner's limit, or because the desk closes."""
        left = timedelta(minutes=self._facts.waiting_limit_minutes) - self._waited
        if self._facts.state.until is not None:
            left = min(left, self._facts.state.until - self._now)
        return max(1, int(left.total_seconds() // 60))

    def _place(self, key: str) -> str:
        position = self._facts.position or self._facts.ahead + 1
        return self._say(f"{key}_next") if position == 1 else self._say(key, position=position)

    def _write_on(self) -> str:
        return self._say("queue_write_on")

    def _say(self, key: str, **blanks: object) -> str:
        return self._words.say(f"utter_{key}", self._language, **blanks)

    @staticmethod
    def _join(*sentences: str) -> str:
        return " ".join(sentences)
