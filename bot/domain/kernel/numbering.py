"""Numbers of invoices and tickets in any shape customers type, brought to the shape they are printed in."""

import re

TICKET_PREFIX = "T-"
"""Begins every ticket number."""

_MARK = re.compile(r"^(?:N[°ºO]\.?|NO\.?|#|№)\s*(?=[\dA-Z])", re.IGNORECASE)
_OTHER_SERIES = re.compile(r"[A-Z]{2,}-")
_SEPARATORS = re.compile(r"[\s_./\u2010-\u2015-]+")


def number_candidates(typed: str, prefix: str) -> tuple[str, ...]:
    """The numbers a typed one may mean, likeliest first; `prefix` is what the partner's numbers begin with.

    Case, spaces, dashes and a leading "n°" or "#" do not matter: "ns 104231", "NS104231" and "104231" all give
    "NS-104231". What cannot be completed stays as typed, in capitals: so does one of another series ("BC-2026-118").
    Zeros before a number may be none of it. Empty for a number without digits.
    """
    text = _SEPARATORS.sub("-", _MARK.sub("", typed.strip()).upper()).strip("-")
    if not any(character.isdigit() for character in text):
        return ()
    series = prefix.upper().rstrip("-")
    if series and re.match(rf"{re.escape(series)}(?=[-\d])", text):
        return _with_and_without_zeros(prefix, text[len(series) :].lstrip("-"))
    if series and _OTHER_SERIES.match(text):
        return (text,)
    return tuple(dict.fromkeys((prefix + text, text)))


def _with_and_without_zeros(prefix: str, rest: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((prefix + rest, prefix + (rest.lstrip("0") or rest))))
