"""Whether a mail comes from whom it names: only the partner's own mail server can say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_PASS: Final = "pass"  # noqa: S105 - a result, not a secret


@dataclass(frozen=True, slots=True)
class Checked:
    """One result of an Authentication-Results header (RFC 8601): `method` and `result` in small letters.

    `domain` is what was checked: that of the From line for DMARC, of the signature for DKIM, of the envelope for SPF.
    """

    method: str
    result: str
    domain: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The topmost Authentication-Results header of a mail: who wrote it (authserv-id), and what was found."""

    server: str
    results: tuple[Checked, ...]


def is_believed(sender: str, verdict: Verdict | None, server: str) -> bool:
    """Whether the partner's mail server (`server` is its authserv-id) has verified the domain of the sender's address.

    DMARC decides where it was checked: a mail that failed it is forged, or cannot be told from one. Without DMARC a
    DKIM signature or SPF counts, of exactly the sender's domain: what its parent domain says is not known to be meant.
    """
    domain = sender.rpartition("@")[2].lower()
    if not (domain and server and verdict is not None and verdict.server.lower() == server.lower()):
        return False
    dmarc = _of(verdict.results, "dmarc")
    if any(one.result not in {_PASS, "none"} for one in dmarc):
        return False
    if any(one.result == _PASS for one in dmarc):
        return all(one.domain.lower() == domain for one in dmarc if one.result == _PASS)
    others = (*_of(verdict.results, "dkim"), *_of(verdict.results, "spf"))
    return any(one.result == _PASS and one.domain.lower() == domain for one in others)


def _of(results: Sequence[Checked], method: str) -> tuple[Checked, ...]:
    return tuple(one for one in results if one.method == method)
