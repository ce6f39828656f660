"""What the clients ask, and how an answer is told from a wrong, missing or repeated one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

Kind = Literal["plain", "invoice"]
KINDS: tuple[Kind, ...] = ("plain", "invoice")

ANSWER_SECONDS = 30.0
"""A message not answered by then counts as lost."""


@dataclass(frozen=True, slots=True)
class Question:
    """A message and what its one answer must contain. `intent` is checked where the side tells it."""

    text: str
    words: tuple[str, ...]
    intent: str | None = None


@dataclass(slots=True)
class Mistakes:
    """Everything that went wrong while measuring; a run with any of them fails."""

    found: list[str] = field(default_factory=list)

    def note(self, side: str, question: Question, what: str) -> None:
        """Keeps one mistake."""
        self.found.append(f"{side}: {question.text!r}: {what}")

    def check(self, side: str, question: Question, answers: Sequence[str]) -> None:
        """Exactly one answer that says something, with all the words asked for."""
        if len(answers) != 1 or not answers[0].strip():
            self.note(side, question, f"{len(answers)} answers: {answers}")
        elif missing := [word for word in question.words if word not in answers[0]]:
            self.note(side, question, f"no {missing} in {answers[0][:300]!r}")


class Client(Protocol):
    """One customer in one conversation."""

    async def ask(self, question: Question) -> float:
        """Sends a message, waits for the complete reply, and returns the seconds between."""

    async def close(self) -> None:
        """Ends the conversation and checks it as a whole."""


class Side(Protocol):
    """One of the two assistants, running."""

    name: str

    async def open(self, kind: Kind) -> Client:
        """A new conversation of a customer who will ask questions of this kind."""

    def questions(self, kind: Kind) -> tuple[Question, ...]:
        """What such a customer asks, in turn."""

    def worked(self) -> dict[str, float]:
        """Processor seconds each of its processes has used so far."""
