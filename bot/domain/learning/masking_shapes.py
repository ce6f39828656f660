"""Personal data that can be told by its shape: addresses, links, numbers of accounts, cards, telephones, documents."""

import re
from ipaddress import ip_address
from typing import Final

from bot.domain.learning.masking_patterns import MAY_BE_REFUSED, PATTERNS

EMAIL: Final = "someone@example.com"
URL: Final = "https://example.com"
DOMAIN: Final = "example.com"
PHONE: Final = "0100000000"
IBAN: Final = "FR7600000000000000000000000"
VAT: Final = "FR00000000000"
CARD: Final = "4000000000000000"
GUID: Final = "00000000-0000-0000-0000-000000000000"
MAC: Final = "00:00:00:00:00:00"
IPV4: Final = "192.0.2.1"
IPV6: Final = "2001:db8::1"
STREETS: Final = {"street": "1 rue de l'exemple", "road": "1 Example Street", "postcode": "AA1 1AA"}
FIXED: Final = {"email": EMAIL, "guid": GUID, "mac": MAC, "vat": VAT, "phone": PHONE, **STREETS}

PUBLIC_HOSTS: Final = frozenset({
    "example.com", "azure.com", "portal.azure.com", "portal.azure.us", "office.com", "portal.office.com",
    "outlook.office.com", "outlook.com", "portal.office365.us", "gcc.admin.powerplatform.microsoft.us",
})  # fmt: skip
"""Portals anybody may name, as is every host of microsoft.com: they tell nothing about who writes."""

IBAN_LENGTHS: Final = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20,
    "LU": 20, "LV": 21, "MA": 28, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24,
    "SI": 19, "SK": 24, "SM": 27, "TN": 24,
}  # fmt: skip
"""Characters of an IBAN by country (SWIFT IBAN registry)."""
LEAST_CARD: Final = 13
"""Digits; no document of the desk has as many."""


def _compiled(*left_out: str) -> re.Pattern[str]:
    kinds = {kind: pattern for kind, pattern in PATTERNS.items() if kind not in left_out}
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()), re.IGNORECASE)


_ANY: Final = _compiled()
_ANY_BUT: Final = {kind: _compiled(*MAY_BE_REFUSED[: place + 1]) for place, kind in enumerate(MAY_BE_REFUSED)}


def mask_shapes(text: str) -> str:
    """The text with everything of a telling shape replaced."""
    return _ANY.sub(_replaced, text)


def neutral(text: str) -> str:
    """The same spelling with a number that is nobody's: a one followed by zeros."""
    first, zeros = re.subn(r"\d", "1", text, count=1)
    if not zeros:
        return text
    head, one, rest = first.partition("1")
    return head + one + re.sub(r"\d", "0", rest)


def _replaced(match: re.Match[str]) -> str:
    kind, found = str(match.lastgroup), match.group()
    if kind in FIXED:
        return FIXED[kind]
    if kind in {"ipv4", "ipv6"}:
        return _address(found) or _ANY_BUT[kind].sub(_replaced, found)
    if kind == "iban":
        return _iban(found) or _ANY_BUT[kind].sub(_replaced, found)
    if kind == "digits":
        return CARD if _is_card(found) else _ANY_BUT[kind].sub(_replaced, found)
    if kind in {"url", "host"}:
        return _place(found, URL if kind == "url" else DOMAIN)
    if kind in {"document", "reference"}:
        return found if re.fullmatch(r"[a-z]+[ -]?(?:19|20)\d\d", found, re.IGNORECASE) else neutral(found)
    return found  # a date, an amount, an error code: what is asked, not who asks


def _place(found: str, substitute: str) -> str:
    host = re.sub(r"\s|^[a-z]+\s*:\s*//", "", found.lower()).split("/")[0].rstrip(".,;:!?)")
    public = host in PUBLIC_HOSTS or f".{host}".endswith(".microsoft.com")
    if not public:
        return substitute
    return substitute if substitute.endswith(f"//{host}") else host


def _address(found: str) -> str | None:
    try:
        return IPV4 if ip_address("".join(found.split())).version == 4 else IPV6
    except ValueError:
        return None


def _iban(found: str) -> str | None:
    """The substitute and what stood behind the IBAN; None when it is none."""
    places = [place for place, character in enumerate(found) if character.isalnum()]
    length = IBAN_LENGTHS.get("".join(found[place] for place in places[:2]).upper(), 0)
    if not 0 < length <= len(places):
        return None
    rest = found[places[length - 1] + 1 :]
    if rest[:1].isalnum():
        return None
    return IBAN + mask_shapes(rest)


def _is_card(found: str) -> bool:
    """Unbroken, in a card's usual groups, or with a card's check digit (Luhn, ISO/IEC 7812-1)."""
    groups = [len(group) for group in re.split(r"\D+", found)]
    if len(groups) == 1 or groups in ([4, 4, 4, 4], [4, 6, 5], [4, 4, 4, 4, 3]):
        return True
    digits = [int(digit) for digit in found if digit.isdigit()][::-1]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return LEAST_CARD <= len(digits) <= 19 and (sum(digits[::2]) + doubled) % 10 == 0
