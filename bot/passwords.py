"""Agents' passwords as they may be stored: argon2id, which makes guessing slow and expensive in memory."""

import unicodedata
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Passwords:
    """`services.ports.agents.PasswordHasher` with the library's parameters (RFC 9106, low memory: 64 MiB, 3 passes).

    Takes some 50 ms of a processor: call it from a thread, few at a time.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    def hashed(self, password: str) -> str:
        """What to store: parameters, salt and hash in one text."""
        return self._hasher.hash(_normal(password))

    def fits(self, stored: str | None, password: str) -> bool:
        """Whether the password is the one stored; None takes as long and fits nothing."""
        try:
            self._hasher.verify(stored or self._nobodys, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    def outdated(self, stored: str) -> bool:
        """Whether it was stored with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)

    @cached_property
    def _nobodys(self) -> str:
        """Stands for the account that does not exist."""
        return self._hasher.hash("")


def _normal(password: str) -> bytes:
    """One spelling for characters keyboards compose differently (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
