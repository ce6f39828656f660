"""Numbers of invoices and tickets, told apart from each other and from everything else that has digits."""

import re
from collections.abc import Iterator

from bot.domain.kernel.email_addresses import IN_TEXT
from bot.engine.entities.found import Entity, has_digit

# Numbers of other things; what they cover is neither an invoice nor a ticket.
_OTHERS = tuple(
    re.compile(pattern)
    for pattern in (
        IN_TEXT.pattern,  # e-mail address
        r"(?<!\w)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?!\w)",  # GUID
        r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])",  # IP address
        r"(?<!\w)[a-z]{2}\d{2} ?[a-z0-9]{4}(?: ?(?=[a-z]{0,3}\d)[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,4})?(?!\w)",  # IBAN
        r"(?<!\w)(?:be|ch|de|es|fr|gb|it|lu|nl)-?\d{8,12}(?!\w)",  # VAT number
        r"(?<![\w+-])(?:\+\d{1,3}|00\d{2}|0)[ .-]?\(?\d\)?(?:[ .()-]{0,2}\d){7,12}(?!\d)",  # phone number, international or with area code  # noqa: E501
        r"(?<!\w)\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)",  # phone number, North American
        r"(?<!\w)0x[0-9a-f]+(?!\w)|(?<!\w)(?:aadsts|kb|cve-|err(?:or|eur)?[ -]?(?:code)?[ :#-]*)\d[\d-]*(?!\w)",  # error codes  # noqa: E501
        r"(?<!\w)(?:post(?:al )?code|zip|cp|code postal|pin|otp|mfa|code|po|p\.o\.|order|commande|bon de commande|customer|client|"  # noqa: E501
        r"compte|account|siret|siren|vat|tva|tel|telephone|phone|mobile|gsm|version|build|ext|extension|iban|tenant)"
        r"(?: (?:number|no|nr|n°|numero|id|is|est))*[ .:#°]*\d[\d .-]*\d(?!\w)",
    )
)
_SERIES = re.compile(
    r"(?<![\w-])(?P<series>ns|inv|fact?|fa)(?P<note>[ -]?c(?=[ -]?\d))?[ \-_./#:]{0,3}(?P<digits>\d{3}[ -]\d{3}(?!\d)|\d{3,}(?:-\d{2,})*)(?![\d\w]|[.,]\d)"  # noqa: E501
)
_OWN_SERIES = re.compile(
    r"(?<![\w-])(?P<series>[a-z]{2,5})-(?P<digits>\d{4,8}(?:-\d{2,8})*|(?:20\d\d)-\d{2,8})(?![\w]|[.,]\d)"
)
_NO_SERIES = frozenset(
    {
        "tkt",
        "tick",
        "inc",
        "req",
        "case",
        "cas",
        "sr",
        "kb",
        "cve",
        "iso",
        "rfc",
        "err",
        "tel",
        "covid",
        "mc",
        "ms",
        "po",
        "sku",
        "az",
    }
)
_TICKET_SHAPE = re.compile(
    r"(?<![\w-])(?:(?P<t>t)[- ]?(?P<n>\d{3,7})|(?P<prefix>inc|tkt|req|cas|case|sr)-?(?P<m>\d{4,9}))(?![\w]|[.,-]\d)"
)
_NUMBER = re.compile(
    r"(?<![\w.,'/:+-])(?P<mark>(?:n°|no\.?|nr\.?|num(?:ero|ber)?|#|№) ?:? ?)?(?P<at>\d{3} \d{3}(?! ?\d)|\d{3,10})(?![\w°]|[.,:/'-]\d| ?[%€$£])"  # noqa: E501
)
_TICKET_WORD = re.compile(
    r"(?<!\w)(?:tickets?|cases?|requests?|incidents?|demandes?|dossiers?|signalements?|reclamations?|support reference)(?!\w)"  # noqa: E501
)
_INVOICE_WORD = re.compile(
    r"(?<!\w)(?:invoices?|bills?|statements?|credit notes?|factures?|facturation|fact|avoirs?|decomptes?|documents?|pieces?|inv)(?!\w)"  # noqa: E501
)
_COUNTABLE = re.compile(
    r" ?(?:eur|euros?|usd|dollars?|chf|francs?|gbp|pounds?|cad|licen[sc]es?|seats?|users?|utilisateurs?|postes?|mois|months?|days?|jours?|hours?|heures?|minutes?|go|gb|mb|tb|km|people|personnes|employ\w+|k)\b"  # noqa: E501
)
_JOINED = re.compile(r"(?<![\w.,/+-])\d{6}(?:[/,;+&]\d{6}){1,9}(?![\w]|[/.,-]\d)")
_SIX = re.compile(r"\d{6}")
_MISTYPED = (
    re.compile(r"(?<![\w-])ns ?[-_#:/] ?(?=[a-z]{0,6}\d)[a-z0-9][a-z0-9-]*+"),
    re.compile(
        r"(?<!\w)(?:invoice|bill|facture|avoir|credit note|ticket|case|dossier) ?(?:number|numero|no\.?|n°|nr\.?|"
        r"#)s? ?:? ?(?P<at>(?=[a-z-]{0,8}\d)[a-z0-9][a-z0-9/-]*+)"
    ),
    re.compile(
        r"(?<!\w)(?:invoice|facture|avoir|credit note|ticket)s? (?P<at>[a-z]{1,4}\d{3,}+[a-z0-9]*+|"
        r"\d{3,}+[a-z]++\d*+)(?!\w|-\d)"
    ),
)
_BEFORE_LIST = re.compile(
    r"(?:invoices?|factures?|inv|fact|avoirs?|credit notes?)[ .:#-]{0,3}(?:(?:n°|nos?\.?|numbers?|numeros?|#) ?)?"
    r"(?:(?:n°|#)?\d{3,10}(?:, ?| and | et | & | or | ou |/|, and |, et )){0,9}$"
)
LIST = 120  # characters before a number within which a list of them begins
NEAR = 28  # characters between a word and the number it belongs to
BARE = range(6, 9)  # digits of a number that is taken for an invoice's without any word saying so


def others(text: str) -> list[Entity]:
    """Return the places of numbers that belong to something else."""
    if not has_digit(text) and "@" not in text:
        return []
    return [Entity("other", "", *match.span()) for pattern in _OTHERS for match in pattern.finditer(text)]


def tickets(text: str) -> Iterator[Entity]:
    """Yield ticket numbers: by their shape, or because a word for ticket stands nearest."""
    if not has_digit(text):
        return
    for match in _TICKET_SHAPE.finditer(text):
        value = f"T-{match['n']}" if match["t"] else f"{match['prefix'].upper()}-{match['m']}"
        yield Entity("ticket_number", value, *match.span())
    for match in _OWN_SERIES.finditer(text):
        if match["series"] != "ns" and _nearest(text, match) == "ticket":
            yield Entity("ticket_number", match[0].upper(), *match.span())
    for match in _NUMBER.finditer(text):
        if _nearest(text, match) == "ticket" and not _counts(text, match):
            yield Entity("ticket_number", match["at"].replace(" ", ""), *match.span("at"))


def invoices_of_series(text: str) -> Iterator[Entity]:
    """Yield invoice numbers with their series, in any spelling of it, and several joined by signs."""
    if not has_digit(text):
        return
    for match in _JOINED.finditer(text):
        places = [(match.start() + one.start(), match.start() + one.end()) for one in _SIX.finditer(match[0])]
        yield from (Entity("invoice_number", text[start:end], start, end) for start, end in places)
    for match in _SERIES.finditer(text):
        note = "-C" if match["note"] else ""
        digits = re.sub(r"(?<=^\d{3})[ -](?=\d{3}$)", "", match["digits"])
        if match["series"] != "ns" and digits.isdigit():  # another word for an invoice, not a series
            if not _is_year(digits):
                yield Entity("invoice_number", digits, *match.span())
            continue
        yield Entity("invoice_number", f"{match['series'].upper()}{note}-{digits}", *match.span())
    for match in _OWN_SERIES.finditer(text):
        if match["series"] not in _NO_SERIES and _nearest(text, match) != "ticket":
            yield Entity("invoice_number", match[0].upper(), *match.span())


def invoices(text: str) -> Iterator[Entity]:
    """Yield bare invoice numbers, where a word or the length says what they are."""
    if not has_digit(text):
        return
    for match in _NUMBER.finditer(text):
        if _is_bare_invoice(text, match):
            yield Entity("invoice_number", match["at"].replace(" ", ""), *match.span("at"))


def mistyped(text: str, written: str) -> Iterator[Entity]:
    """Yield what looks like a number of ours and is none, as typed; a number that was read holds."""
    if not has_digit(text):
        return
    for pattern in _MISTYPED:
        for match in pattern.finditer(text):
            start, end = match.span("at" if "at" in pattern.groupindex else 0)
            if not _is_year(text[start:end]):
                yield Entity("unread", written[start:end].rstrip("-/"), start, end)


def _is_bare_invoice(text: str, match: re.Match[str]) -> bool:
    digits = match["at"].replace(" ", "")
    nearest = _nearest(text, match)
    if nearest == "ticket" or _counts(text, match):
        return False
    if match["mark"]:
        return len(digits) >= 4 or nearest == "invoice"
    if nearest == "invoice" and _directly_before(text, match):
        return len(digits) >= 4 and not _is_year(digits)
    return " " not in match["at"] and len(digits) in BARE


def _counts(text: str, match: re.Match[str]) -> bool:
    return _COUNTABLE.match(text, match.end()) is not None


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in ("19", "20")


def _directly_before(text: str, match: re.Match[str]) -> bool:
    """Return whether the word for invoice stands right before the number: "facture 4188", not "my bill went up by 4188"."""  # noqa: E501
    return _BEFORE_LIST.search(text[max(0, match.start() - LIST) : match.start()]) is not None


def _nearest(text: str, match: re.Match[str]) -> str | None:
    """Return which word for a numbered thing stands nearest, before rather than after."""
    start, end = match.start(), match.end()
    before = text[max(0, start - NEAR) : start]
    found = [
        (before_end, kind)
        for kind, word in (("ticket", _TICKET_WORD), ("invoice", _INVOICE_WORD))
        for before_end in [max((hit.end() for hit in word.finditer(before)), default=-1)]
        if before_end >= 0
    ]
    if found:
        return max(found)[1]
    after = text[end : end + NEAR // 2]
    return (
        "ticket" if re.search(r"(?:tickets?|cases?)\b", after) else "invoice" if _INVOICE_WORD.search(after) else None
    )
