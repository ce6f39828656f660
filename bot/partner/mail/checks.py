"""Mistakes between the keys of the section mail, and in addresses that mail servers everywhere must take."""

from collections.abc import Iterator
from typing import Final

from bot.partner.source import Location, Source

LONGEST_REPLY: Final = 8
"""Letters before the @: with what the desk adds it stays within the 64 of RFC 5321 (4.5.3.1.1)."""
Finding = tuple[Location, str, str]


def mail_findings(source: Source) -> Iterator[Finding]:
    """Everything wrong between the keys."""
    mail = source.get(("mail",))
    if not isinstance(mail, dict):
        return
    if mail.get("replies_to") and mail.get("reply_domain"):
        problem = "answers cannot go to replies_to and to a domain of their own"
        yield ("mail", "reply_domain"), problem, "Keep one of the two"
    for key in ("address", "replies_to"):
        if isinstance(mail.get(key), str) and not mail[key].isascii():
            problem = "not every mail server takes a sender in other letters than ASCII"
            yield ("mail", key), problem, "Use letters without accents"
    local = str(mail.get("replies_to") or "").partition("@")[0]
    if len(local) > LONGEST_REPLY or "+" in local:
        problem = "the part before the @ leaves no room for what the desk adds behind a plus"
        yield ("mail", "replies_to"), problem, f"Use at most {LONGEST_REPLY} letters, such as reply@, without a plus"
