"""What a wish for a ticket already says about its matter: "open a technical ticket: Outlook does not start"."""

import re
from typing import Final

_MARKS: Final = re.compile(r"(?<!\d):(?!//|\d)|\s[-–—]\s")
"""Signs behind which a description begins."""
_WORDS: Final = re.compile(
    r"\b(?:because|about|regarding|concerning|saying|parce qu[e'’]|concernant|au sujet (?:de|du|des)"
    r"|[aà] propos (?:de|du|des)|pour dire qu[e'’]|disant qu[e'’])\s*",
    re.IGNORECASE,
)
"""Words behind which one may begin."""
_SAYS: Final = re.compile(r"\b(?:that|qu[e'’])\s*", re.IGNORECASE)
"""Words behind which stands what is to be told: "add to T-1002 that the number is wrong"."""
LEAST: Final = {_MARKS: 2, _WORDS: 3}
"""Words a description has at least: "about billing" is none."""


def described_in(text: str) -> str | None:
    """What stands behind a colon, a dash or words such as "because"; None where that is no description."""
    for sign, least in LEAST.items():
        if match := sign.search(text):
            rest = text[match.end() :].strip()
            if len(rest.split()) >= least:
                return rest
    return None


def told_in(text: str) -> str | None:
    """What a message wants told to others, behind a sign or "that"; None where it only says that something is."""
    if said := described_in(text):
        return said
    match = _SAYS.search(text)
    rest = text[match.end() :].strip() if match else ""
    return rest if len(rest.split()) >= LEAST[_MARKS] else None
