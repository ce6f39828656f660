"""Which queue takes a question, and which team works on it: the one place that knows."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.kernel.products import Family, family_of
from bot.domain.support.tickets import Matter

Names = Mapping[str, str]
"""A name by language."""


@dataclass(frozen=True, slots=True)
class Team:
    """People who work together. Agents and canned replies name it by `key`; customers read its name."""

    key: str
    names: Names


@dataclass(frozen=True, slots=True)
class Queue:
    """Where conversations and tickets of one matter wait for a team, named by its key.

    It takes what is about one of `families` for a customer on one of `plans`; None is any. The `default` of a matter
    takes what no other does. A queue that is neither default nor choosy is reached by transfer alone.
    """

    key: str
    names: Names
    matter: Matter
    team: str
    default: bool = False
    families: frozenset[Family] | None = None
    plans: frozenset[str] | None = None

    def takes(self, matter: Matter, family: Family | None, plan: str | None) -> bool:
        """Whether it asks for exactly this; a default queue asks for nothing."""
        if matter is not self.matter or (self.families is None and self.plans is None):
            return False
        return (self.families is None or family in self.families) and (self.plans is None or plan in self.plans)


@dataclass(frozen=True, slots=True)
class Routing:
    """The partner's queues in the order of partner.yml, and its teams by key.

    partner.yml is refused unless every matter has exactly one default queue, and every team works on a queue.
    """

    queues: tuple[Queue, ...]
    teams: Mapping[str, Team]

    def queue_for(self, matter: Matter, product: str | None = None, plan: str | None = None) -> Queue:
        """The first queue that takes it, else the matter's default. `plan` is the customer's, by its key."""
        family = family_of(product) if product else None
        taking = (queue for queue in self.queues if queue.takes(matter, family, plan))
        return next(taking, None) or next(one for one in self.queues if one.default and one.matter is matter)

    def queue(self, key: str | None) -> Queue | None:
        """The queue of that key; None when partner.yml does not name it (any more)."""
        return next((queue for queue in self.queues if queue.key == key), None)

    def matter_of(self, key: str | None) -> Matter:
        """What a stored queue is about; commercial when partner.yml does not name it any more."""
        queue = self.queue(key)
        return queue.matter if queue is not None else Matter.COMMERCIAL

    def queues_of(self, team: str) -> tuple[str, ...]:
        """Keys of the queues a team works on; none for a team that partner.yml does not name."""
        return tuple(queue.key for queue in self.queues if queue.team == team)

    def queue_with(self, team: str, staying: str | None = None) -> str:
        """The key of the queue that a conversation in the hands of a team's agent belongs to.

        `staying`, the one it is in, if the team works on that; else the team's default queue, or its first. For a team
        that partner.yml does not name any more, the one it is in, or the default of commercial matters.
        """
        own = [queue for queue in self.queues if queue.team == team]
        if staying is not None and (not own or staying in {queue.key for queue in own}):
            return staying
        home = next((queue for queue in own if queue.default), own[0] if own else self.queue_for(Matter.COMMERCIAL))
        return home.key

    def team_called(self, key: str, language: str) -> str:
        """The name of a team in a language; another company's, and a key partner.yml does not name, is itself."""
        return self.teams[key].names[language] if key in self.teams else key

    def queue_called(self, key: str, language: str) -> str:
        """The name of a queue in a language; a key that partner.yml does not name is itself."""
        queue = self.queue(key)
        return queue.names[language] if queue is not None else key

    def team_on(self, queue: str) -> str:
        """The key of the team that works on a queue; the queue's own key when partner.yml does not name it."""
        found = self.queue(queue)
        return found.team if found is not None else queue
