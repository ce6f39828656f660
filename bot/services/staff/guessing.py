"""Failures counted by key, so that whoever keeps failing waits longer and longer."""

import hashlib
import ipaddress
from collections.abc import Mapping
from datetime import datetime

from bot.domain.staff.account_errors import TooManyAttempts
from bot.domain.staff.sessions import minutes_until, wait_after
from bot.services.ports import Work


def key_of(kind: str, what: str) -> str:
    """What a counter is kept by: it tells nobody what was counted."""
    return hashlib.sha256(f"{kind}:{what}".encode("utf-8", "surrogatepass")).hexdigest()


def count(work: Work, allowed: Mapping[str, int], now: datetime) -> None:
    """One more failure for each key, with the number after which it has to wait.

    Counted before anything is looked at, so that simultaneous guesses are counted like successive ones. Raises
    TooManyAttempts, and counts nothing, while one of them waits.
    """
    held = work.staff.attempts.held(tuple(allowed), now)
    until = max((end for _, end in held.values() if end is not None), default=now)
    if until > now:
        raise TooManyAttempts(minutes=str(minutes_until(until, now)))
    for key, limit in allowed.items():
        failures = held[key][0] + 1
        wait = wait_after(failures, limit)
        work.staff.attempts.write(key, failures, now + wait if wait else None, now)


def network(remote: str) -> str:
    """The network an address belongs to: itself (IPv4), or its first 64 bits, which one customer gets (IPv6)."""
    try:
        address = ipaddress.ip_address(remote)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)
