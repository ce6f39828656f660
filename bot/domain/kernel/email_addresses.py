"""E-mail addresses: what counts as one, and where one stands in what people write."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.kernel import lengths

_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOMAIN: Final = rf"(?:{_LABEL}\.){{1,8}}(?:xn--[\w-]{{2,59}}|[^\W\d_]{{2,24}})"
_WHOLE: Final = re.compile(rf"[\w!#$%&'*+/=?^`{{|}}~-][\w.!#$%&'*+/=?^`{{|}}~-]{{0,63}}@{_DOMAIN}")
"""Local parts as RFC 5322 writes them without quotes, in letters of any language (RFC 6531)."""
IN_TEXT: Final = re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}@{_DOMAIN}(?![\w@])")
"""An address among other words. Rarer signs belong to the sentence around it: "(mail=ann@company.example)"."""


def is_email(text: str) -> bool:
    """Whether the whole text is one address, and not longer than mail servers take."""
    return len(text) <= lengths.ADDRESS and _WHOLE.fullmatch(text) is not None


def emails_in(text: str) -> Iterator[tuple[str, int]]:
    """The address a message consists of, else those in it, each with its place."""
    whole = text.strip()
    if is_email(whole):
        yield whole, text.index(whole)
        return
    yield from ((match[0], match.start()) for match in IN_TEXT.finditer(text) if is_email(match[0]))
