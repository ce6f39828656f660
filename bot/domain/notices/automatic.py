"""Which mails no person wrote: they are never answered, or two programs would answer each other for ever."""

import re
from collections.abc import Sequence
from typing import Final

Headers = Sequence[tuple[str, str]]
"""Names and values in the order of the mail."""

MARK: Final = "X-Partner-Desk"
"""Stands in every mail of a desk, so that a desk knows its own and another's."""
_BULK: Final = frozenset({"bulk", "auto_reply", "auto-reply", "list", "junk"})
_TELLING: Final = frozenset(
    {"list-id", "list-unsubscribe", "x-autoreply", "x-autorespond", "x-auto-reply", "feedback-id", MARK.lower()}
)
"""Headers that only programs write. `List-Unsubscribe` and `Feedback-ID` stand in newsletters."""
_NOBODY: Final = ("mailer-daemon@", "postmaster@", "noreply@", "no-reply@", "ne-pas-repondre@", "donotreply@")
_OUR_ID: Final = re.compile(r"<[0-9a-f]{40}")
"""As `stop_links.mail_id` makes them; colleagues of the same domain write mails too."""
_MOST_OF_OURS: Final = 20
"""References to our own mails: a thread of people is shorter, or somebody answers by telephone."""


def is_automatic(sender: str, headers: Headers, our_domain: str) -> bool:
    """Whether a program wrote it (RFC 3834 and what servers do in practice), or our own mail came back to us."""
    return any(_tells(name.lower(), value.strip().lower(), our_domain.lower()) for name, value in headers) or (
        sender.lower().startswith(_NOBODY) or not sender
    )


def _tells(name: str, value: str, our_domain: str) -> bool:
    if name == "auto-submitted":
        return value.partition(";")[0].strip() != "no"
    if name == "precedence":
        return value in _BULK
    if name == "return-path":
        return value == "<>"
    if name == "x-auto-response-suppress":
        return any(word.strip() in {"all", "autoreply", "oof"} for word in value.split(","))
    if name == "message-id":
        return _OUR_ID.fullmatch(value.removesuffix(f"@{our_domain}>")) is not None
    if name == "references":
        return value.count(f"@{our_domain}>") > _MOST_OF_OURS
    return name in _TELLING
