"""The Authentication-Results header of a mail, as the partner's own mail server wrote it."""

import authres

from bot.domain.notices.automatic import Headers
from bot.domain.notices.believing import Checked, Verdict

_DOMAIN_OF = {"dmarc": ("header", "from"), "dkim": ("header", "d"), "spf": ("smtp", "mailfrom")}
_LONGEST = 8_000


def verdict_of(headers: Headers) -> Verdict | None:
    """The topmost header of that name, and only that: what stands below may have come with the mail.

    None without one, and for one that cannot be read.
    """
    found = next((value for name, value in headers if name.lower() == "authentication-results"), None)
    if found is None or len(found) > _LONGEST:
        return None
    try:
        read = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {found}")
    except Exception:  # of a header from outside nothing but a good reading may come
        return None
    return Verdict(str(read.authserv_id or ""), tuple(_checked(result) for result in read.results))


def _checked(result: authres.AuthenticationResult) -> Checked:
    """A DKIM signature names its domain, or only who signed (header.i=@company.example)."""
    method = str(result.method or "").lower()
    values = {(str(one.type).lower(), str(one.name).lower()): str(one.value or "") for one in result.properties}
    value = values.get(_DOMAIN_OF.get(method, ("", "")), "")
    if method == "dkim" and not value:
        value = values.get(("header", "i"), "")
    return Checked(method, str(result.result or "").lower(), value.rpartition("@")[2].strip('"<> '))
