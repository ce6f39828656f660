"""The clause by which a message is clear that is unclear as a whole: the rest is what happened around it."""

from collections.abc import Sequence
from typing import Final, Protocol, TypeVar

from bot.domain.conversations.topics import QUESTIONS

UNSURE: Final = 0.6
"""How sure a whole message must be not to be understood by one of its clauses."""
CLEAR: Final = 0.7
"""How sure that clause must be of its topic."""
SURER: Final = 0.2
"""How much surer than the whole, besides."""
PERSON: Final = "talk_to_human"


class Topical(Protocol):
    """A question with its topic and how sure that is."""

    @property
    def topic(self) -> str:
        """The topic."""

    @property
    def confidence(self) -> float:
        """How sure the topic is."""


One = TypeVar("One", bound=Topical)


def clearest(clauses: Sequence[One], whole: One, *, asks: bool) -> One | None:
    """Return the clause to answer, or None where the whole is clear or no clause is clearer.

    A clause about what the whole seems to be about comes before others. A wish for a person is granted where nothing
    is asked (`asks`).
    """
    if whole.confidence >= UNSURE:
        return None
    least = max(CLEAR, whole.confidence + SURER)
    clear = [one for one in clauses if one.topic in QUESTIONS and one.confidence >= least]
    person = [one for one in clauses if one.topic == PERSON and one.confidence >= CLEAR]
    if person and not asks:
        return person[0]
    same = [one for one in clear if one.topic == whole.topic]
    return max(same or clear, key=lambda one: one.confidence, default=None)
