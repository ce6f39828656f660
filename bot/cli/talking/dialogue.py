"""Turns of a conversation as seen from the customer's end: what was said, and all that was answered."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.cli.failure import CommandFailed
from bot.cli.talking.directline import DirectLine

FIRST_LOOK = 0.02
SLOWEST_LOOK = 0.25
TURN_SECONDS = 150.0
"""The desk itself gives a message to people after two minutes without its engine."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One line of the record. `text` is empty for what arrived unasked; `ms` runs from sending to the last reply."""

    text: str
    replies: tuple[Mapping[str, Any], ...]
    intent: str | None
    confidence: float | None
    language: str | None
    owner: str
    ms: int

    def as_json(self) -> dict[str, Any]:
        """The object of the contract."""
        return {
            "text": self.text,
            "replies": [_reply(activity) for activity in self.replies],
            "intent": self.intent,
            "confidence": self.confidence,
            "language": self.language,
            "owner": self.owner,
            "ms": self.ms,
        }


@dataclass
class Dialogue:
    """Pairs messages with their answers, and remembers the buttons that were offered."""

    line: DirectLine
    seconds: float = TURN_SECONDS
    language: str | None = None
    owner: str = "bot"
    _buttons: dict[str, Mapping[str, str]] = field(default_factory=dict)
    _unasked: list[Mapping[str, Any]] = field(default_factory=list)

    async def catch_up(self) -> None:
        """Reads the history of a conversation that is gone on with, for its buttons; none of it is reported."""
        while arrived := await self.line.read():
            for activity in arrived:
                self._note(activity)

    async def unasked(self) -> list[Exchange]:
        """What arrived without being an answer: a greeting, an agent's message."""
        for activity in await self.line.read():
            self._note(activity)
            self._unasked.append(activity)
        return self._take_unasked()

    def pressable(self, title: str) -> str:
        """The id of the latest button of that title. Raises CommandFailed when there is none to press."""
        button = self._buttons.get(title)
        if button is None:
            offered = ", ".join(self._buttons) or "none"
            raise CommandFailed(f"No button {title!r} was offered. Offered so far: {offered}.")
        if "id" not in button:
            raise CommandFailed(f"The button {title!r} opens {button['url']}; there is nothing to press here.")
        return button["id"]

    async def say(self, text: str, button: str | None = None) -> list[Exchange]:
        """Sends and waits for the whole answer; before it stands what arrived unasked. Raises MessageRefused."""
        began = time.monotonic()
        message = await self.line.say(text, button)
        replies: list[Mapping[str, Any]] = []
        pause = FIRST_LOOK
        while not (turn := _turn_of(replies)):
            if time.monotonic() - began > self.seconds:
                raise CommandFailed(f"No answer came within {self.seconds:.0f} s: ask `desk doctor` what is wrong.")
            arrived = await self.line.read()
            replies += self._sorted_out(arrived, message)
            if not arrived:
                await asyncio.sleep(pause)
                pause = min(SLOWEST_LOOK, pause * 1.3)
        return [*self._take_unasked(), self._exchange(text, replies, turn, began)]

    def _sorted_out(self, arrived: Sequence[Mapping[str, Any]], message: str) -> list[Mapping[str, Any]]:
        for activity in arrived:
            self._note(activity)
        self._unasked += [activity for activity in arrived if activity.get("replyToId") != message]
        return [activity for activity in arrived if activity.get("replyToId") == message]

    def _exchange(
        self, text: str, replies: Sequence[Mapping[str, Any]], turn: Mapping[str, Any], began: float
    ) -> Exchange:
        spoken = tuple(activity for activity in replies if activity.get("type") == "message")
        ms = round((time.monotonic() - began) * 1000)
        return Exchange(text, spoken, turn["intent"], turn["confidence"], self.language, self.owner, ms)

    def _note(self, activity: Mapping[str, Any]) -> None:
        data = activity.get("channelData") or {}
        for button in data.get("buttons", ()):
            self._buttons[button["title"]] = button
        if turn := data.get("turn"):
            self.language, self.owner = turn["language"], turn["owner"]

    def _take_unasked(self) -> list[Exchange]:
        arrived = [activity for activity in self._unasked if activity.get("type") == "message"]
        self._unasked.clear()
        return [Exchange("", (activity,), None, None, self.language, self.owner, 0) for activity in arrived]


def _turn_of(replies: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    turns = [turn for activity in replies if (turn := (activity.get("channelData") or {}).get("turn"))]
    return turns[-1] if turns else None


def _reply(activity: Mapping[str, Any]) -> dict[str, Any]:
    data = activity.get("channelData") or {}
    shown = [{name: button[name] for name in ("title", "url") if name in button} for button in data.get("buttons", ())]
    return {"text": activity.get("text") or "", "buttons": shown, "card": data.get("card")}
