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
