"""What the desk posts to other servers by itself: where it may go, what is tried again, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

LONGEST_URL: Final = 1_000
LEASE: Final = timedelta(minutes=1)
"""How long a desk holds a post: longer than its time-out."""


class PostWay(StrEnum):
    """To an agent's browser, by its push service; or to a server the partner named."""

    PUSH = "push"
    HOOK = "hook"


class PostState(StrEnum):
    """Where a post is. One whose desk died while SENDING is tried again: it may arrive twice, with the same id."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class PostTrouble(StrEnum):
    """LATER: no answer, or one that asks to come back. REFUSED: never. GONE: nobody is there any more."""

    LATER = "later"
    REFUSED = "refused"
    GONE = "gone"


PAUSES: Final = {
    PostWay.PUSH: tuple(timedelta(seconds=seconds) for seconds in (10, 30, 60, 300, 900, 1800)),
    PostWay.HOOK: tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000)),
}
"""Between attempts. An alert pushed after an hour is of no use; for servers as standardwebhooks.com proposes."""


@dataclass(frozen=True, slots=True)
class PostOutcome:
    """What becomes of a post; `pause` is None unless it is tried again."""

    state: PostState
    pause: timedelta | None = None


def after_trouble(way: PostWay, trouble: PostTrouble, attempts: int) -> PostOutcome:
    """What becomes of a post after its attempt of that number (from 1)."""
    pauses = PAUSES[way]
    if trouble is not PostTrouble.LATER or attempts > len(pauses):
        return PostOutcome(PostState.FAILED)
    return PostOutcome(PostState.PENDING, pauses[attempts - 1])


def furthest_wait(now: datetime) -> datetime:
    """No post waits longer than until then."""
    return now + max(pause for pauses in PAUSES.values() for pause in pauses)


def trouble_of(way: PostWay, status: int) -> PostTrouble | None:
    """What an answer's status means; None for one that took the post. A redirect is followed nowhere.

    A server says 410 when it wants no more (standardwebhooks.com); any other refusal may be mended there.
    """
    if 200 <= status < 300:
        return None
    if way is PostWay.HOOK:
        return PostTrouble.GONE if status == 410 else PostTrouble.LATER
    if status in {404, 410} and way is PostWay.PUSH:
        return PostTrouble.GONE
    return PostTrouble.LATER if status in {408, 425, 429} or status >= 500 else PostTrouble.REFUSED


def may_post_to(url: str, *, loopback: bool = False) -> bool:
    """Whether an address is https to a host that may be public; what its name leads to is checked when it is reached.

    `loopback` allows this very machine and plain http there, which only tests do. A host whose last part begins with a
    digit ("127.1", "2130706433") is an address in disguise.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if loopback and host == "127.0.0.1":
        return True
    unusual = not url.isascii() or len(url) > LONGEST_URL or parts.username is not None or port == 0
    if parts.scheme != "https" or not host or unusual or any(c.isspace() for c in url):
        return False
    try:
        return is_public(host)
    except ValueError:
        name = host.rstrip(".")
        return "." in name and not name.rpartition(".")[2][0].isdigit() and not name.endswith((".localhost", ".local"))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: nothing private, local, shared or reserved.

    An IPv4 address within an IPv6 one counts as itself. Raises ValueError for what is no address.
    """
    ip = ip_address(address)
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return (inner or ip).is_global and not (inner or ip).is_multicast
