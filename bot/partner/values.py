"""The kinds of values partner.yml holds, each refusing what it cannot be."""

import re
from datetime import date, time
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays
from babel.numbers import list_currencies
from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictInt, StrictStr

from bot.domain.conversations.topics import QUESTIONS
from bot.domain.kernel.email_addresses import is_email
from bot.domain.kernel.hours import Shift
from bot.domain.kernel.locales import LANGUAGES
from bot.domain.kernel.looks.colours import is_colour

_SHIFT = re.compile(r"(\d{2}):(\d{2})\s*[-–]\s*(\d{2}):(\d{2})")
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.IGNORECASE)


class Wrong(ValueError):
    """A value that cannot be; carries the remedy with the problem."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def read_shift(value: Any) -> Shift:
    """The shift of "09:00-12:30"; 24:00 is allowed as an end. Raises Wrong."""
    match = _SHIFT.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise Wrong(f"{value!r} is no span of time", 'Write it as "09:00-12:30", in quotes')
    start, end = _clock_time(f"{match[1]}:{match[2]}"), _clock_time(f"{match[3]}:{match[4]}", midnight=True)
    if end != time(0) and end <= start:
        raise Wrong(f"{value} ends before it begins", "Put the earlier time first; split a night at 24:00")
    return Shift(start, end)


def read_colour(value: Any) -> str:
    """A colour as `#1557b8`, in small letters. Raises Wrong."""
    if value is None:
        raise Wrong("a colour is missing", 'Put it in quotes, as "#1557b8": without them YAML takes it for a comment')
    found = value.lower() if isinstance(value, str) else ""
    if re.fullmatch(r"#[0-9a-f]{3}", found):
        found = "#" + "".join(digit * 2 for digit in found[1:])
    if not is_colour(found):
        raise Wrong(f"{value!r} is no colour", 'Write it as "#1557b8", in quotes')
    return found


def _clock_time(value: Any, *, midnight: bool = False) -> time:
    if midnight and value == "24:00":
        return time(0)
    try:
        return time.fromisoformat(value) if re.fullmatch(r"\d{2}:\d{2}", value) else _no_time(value)
    except (ValueError, TypeError):
        return _no_time(value)


def _no_time(value: Any) -> time:
    raise Wrong(f"{value!r} is no clock time", 'Write it as "09:00", in quotes, from 00:00 to 23:59')


def _price(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Wrong(f"{value!r} is no amount", "Write it with a point, as 49.00")
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise Wrong(f"{value!r} is no amount", "Write it with a point, as 49.00") from None
    if not amount.is_finite() or amount < 0 or amount != round(amount, 2):
        raise Wrong(f"{value} is no amount of money", "Use zero or more, with at most two decimals")
    return amount.quantize(Decimal("0.01"))


def _month_day(value: Any) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{2})-(\d{2})", value) if isinstance(value, str) else None
    try:
        day = date(2000, int(match[1]), int(match[2])) if match else None
    except ValueError:
        day = None
    if day is None:
        raise Wrong(f"{value!r} is no day of the year", 'Write month and day as "12-24", in quotes')
    return day.month, day.day


def _zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Wrong(f"{value!r} is no known time zone", "Use a name of the IANA list, such as Europe/Paris") from None


def _currency(value: str) -> str:
    if value not in list_currencies():
        raise Wrong(f"{value!r} is no currency", "Use its three capital letters, such as EUR")
    return value


def _country(value: str) -> str:
    if value not in holidays.list_supported_countries():
        raise Wrong(f"{value!r} is no country whose public holidays are known", "Use its two letters, such as FR")
    return value


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise Wrong(f"{value!r} is not a language the desk speaks", f"Use any of {', '.join(LANGUAGES)}")
    return value


def _iban(value: str) -> str:
    """ISO 13616: country and check digits moved to the end, letters as numbers from 10, modulo 97 is 1."""
    compact = re.sub(r"\s", "", value).upper()
    rearranged = compact[4:] + compact[:4]
    shape = re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", compact)
    if not shape or int("".join(str(int(character, 36)) for character in rearranged)) % 97 != 1:
        raise Wrong(f"{value!r} is no valid IBAN", "Copy it from the bank's document: its check digits do not fit")
    return " ".join(compact[start : start + 4] for start in range(0, len(compact), 4))


def _bic(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", value):
        raise Wrong(f"{value!r} is no BIC", "It has 8 or 11 capital letters and digits, such as BNPAFRPP")
    return value


def _email(value: str) -> str:
    if not is_email(value):
        raise Wrong(f"{value!r} is no e-mail address", "Write it as name@company.example")
    return value


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https://[^\s/]+(/\S*)?", value):
        raise Wrong(f"{value!r} is no secure web address", "Begin it with https://")
    return value


def _origin(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+", value):
        raise Wrong(f"{value!r} is no origin", "Write scheme and host only, as https://www.company.example")
    return value


def _link(value: str) -> str:
    if value.count("{number}") != 1:
        raise Wrong("the payment link has no place for the invoice number", "Put {number} where the number belongs")
    return _web_address(value)


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise Wrong(f"{value!r} is no host name", "Write it without https:// and path, as portal.azure.com")
    return value


def _key(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", value):
        raise Wrong(f"{value!r} is no key", "Use small letters, digits and underscores, beginning with a letter")
    return value


def _prefix(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{1,6}-?", value):
        raise Wrong(f"{value!r} is no prefix of invoice numbers", "Use up to six capital letters, such as NS-")
    return value


def _question(value: str) -> str:
    if value not in QUESTIONS:
        close = get_close_matches(value, sorted(QUESTIONS), n=1)
        remedy = f"Did you mean {close[0]}?" if close else f"Known are {', '.join(sorted(QUESTIONS))}"
        raise Wrong(f"{value!r} is no question customers ask", remedy)
    return value


Text = Annotated[StrictStr, Field(min_length=1, max_length=300)]
Label = Annotated[StrictStr, Field(min_length=1, max_length=40)]
ShiftText = Annotated[Shift, BeforeValidator(read_shift)]
Colour = Annotated[str, BeforeValidator(read_colour)]
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
Price = Annotated[Decimal, BeforeValidator(_price)]
MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]
Zone = Annotated[StrictStr, AfterValidator(lambda value: _zone(value).key)]
Currency = Annotated[StrictStr, AfterValidator(_currency)]
Country = Annotated[StrictStr, AfterValidator(_country)]
Language = Annotated[StrictStr, AfterValidator(_language)]
Iban = Annotated[StrictStr, AfterValidator(_iban)]
Bic = Annotated[StrictStr, AfterValidator(_bic)]
Email = Annotated[StrictStr, AfterValidator(_email)]
WebAddress = Annotated[StrictStr, AfterValidator(_web_address)]
Origin = Annotated[StrictStr, AfterValidator(_origin)]
PaymentLink = Annotated[StrictStr, AfterValidator(_link)]
Host = Annotated[StrictStr, AfterValidator(_host)]
Key = Annotated[StrictStr, AfterValidator(_key)]
Prefix = Annotated[StrictStr, AfterValidator(_prefix)]
Question = Annotated[StrictStr, AfterValidator(_question)]
Hours = Annotated[StrictInt, Field(ge=1, le=1000)]
Days = Annotated[StrictInt, Field(ge=1, le=365)]
Minutes = Annotated[StrictInt, Field(ge=1, le=1440)]
StepDays = Annotated[StrictInt, Field(ge=-60, le=730)]
Switch = StrictBool
