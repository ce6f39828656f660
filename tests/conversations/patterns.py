"""What an everyday conversation must read: patterns with amounts, days and times, however they are written."""

import re
from datetime import date, timedelta
from decimal import Decimal

MONTHS = {
    "en": "jan(?:uary|\\.)? feb(?:ruary|\\.)? mar(?:ch|\\.)? apr(?:il|\\.)? may june?\\.? july?\\.? aug(?:ust|\\.)?"
    " sept?(?:ember|\\.)? oct(?:ober|\\.)? nov(?:ember|\\.)? dec(?:ember|\\.)?",
    "fr": "janv(?:ier|\\.)? f[ée]v(?:rier|r?\\.)? mars avr(?:il|\\.)? mai juin juil(?:let|\\.)? ao[ûu]t"
    " sept(?:embre|\\.)? oct(?:obre|\\.)? nov(?:embre|\\.)? d[ée]c(?:embre|\\.)?",
}
_BLANK = re.compile(r"\{(?:(?P<amount>\d+\.\d\d)|D(?P<days>[+-]\d+)?|(?P<hour>\d\d):(?P<minute>\d\d))\}")
_FOLDED = str.maketrans({**dict.fromkeys("\u00a0\u202f\u2009", " "), "’": "'", "–": "-", "−": "-", "*": None})


def compiled(pattern: str, language: str, today: date) -> re.Pattern[str]:
    """The pattern with `{1476.60}`, `{D+10}` and `{13:30}` filled in. Raises re.error."""
    return re.compile(_BLANK.sub(lambda blank: _filled(blank, language, today), pattern), re.IGNORECASE | re.DOTALL)


def folded(text: str) -> str:
    """A text as patterns look at it: plain spaces, apostrophes and dashes, no bold."""
    return text.translate(_FOLDED)


def _filled(blank: re.Match[str], language: str, today: date) -> str:
    if blank["amount"]:
        return _amount(Decimal(blank["amount"]))
    if blank["hour"]:
        return rf"\b0?{int(blank['hour'])}\s?[:h.]\s?{blank['minute']}"
    return _day(today + timedelta(days=int(blank["days"] or 0)), language)


def _amount(value: Decimal) -> str:
    whole, _, cents = f"{value:.2f}".partition(".")
    groups = r"[ ,.']?".join([whole[: len(whole) % 3], *re.findall(r"\d{3}", whole[len(whole) % 3 :])]).lstrip(
        "[ ,.']?"
    )
    decimals = rf"[.,]{cents}" if int(cents) else r"(?:[.,]00)?"
    return rf"(?<![\d.,]){groups}{decimals}(?!\d|[.,]\d)"


def _day(day: date, language: str) -> str:
    month = MONTHS[language].split()[day.month - 1]
    if language == "fr":
        return rf"\b{day.day}(?:er)? {month}"
    return rf"(?:\b{day.day}(?:st|nd|rd|th)? {month}|{month} {day.day}\b)"
