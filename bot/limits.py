"""How much one desk serves at once, and how long it waits for who sends or takes nothing."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """What an installation may choose, in numbers of things open at once and in seconds.

    `connections` are those of all customers and agents together; `per_address` those of one address, or of one /64
    network of IPv6, and its requests under way; `streams` those of one conversation. `header_seconds` is how long the
    head of a request may take, `body_seconds` its body, and an answer that is not taken; `idle_seconds` how long a
    connection stays open between two requests.
    """

    connections: int = 4000
    per_address: int = 400
    streams: int = 20
    header_seconds: float = 15
    body_seconds: float = 30
    idle_seconds: float = 75

    def within(self, connections: int) -> "Limits":
        """With at most so many connections, of which one address never gets more than half."""
        fewer = max(min(self.connections, connections), LEAST_CONNECTIONS)
        return replace(self, connections=fewer, per_address=min(self.per_address, fewer // 2))


SPARE = 20
"""Connections that no ordinary request may fill: somebody always gets to `/health`."""

LEAST_CONNECTIONS = 2 * SPARE
