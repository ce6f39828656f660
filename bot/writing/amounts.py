"""Amounts, numbers and percentages as the reader's country writes them. Locales are CLDR's: "en_GB", "fr_CA"."""

from decimal import Decimal

from babel.numbers import format_currency, format_decimal, format_percent, get_currency_name

from bot.domain.kernel.money import Money

_MOST_DECIMALS = 4
"""Decimals kept of a rate: two of its percentage."""


def money(amount: Money, locale: str) -> str:
    """An amount with its currency, rounded to the currency's own decimals: "€1,204.50", "1 204,50 €"."""
    return format_currency(amount.amount, amount.currency, locale=locale)


def signed(amount: Money, locale: str) -> str:
    """An amount with its sign in front, plus included; zero counts as plus."""
    return f"{'−' if amount.amount < 0 else '+'}{money(abs(amount), locale)}"


def price(amount: Money, locale: str) -> str:
    """A price with all its decimals: metered units cost fractions of a cent."""
    return format_currency(amount.amount, amount.currency, locale=locale, decimal_quantization=False)


def plain(value: Decimal, locale: str) -> str:
    """An amount whose currency is told elsewhere, with two decimals: "1,204.50", "1 204,50"."""
    return str(format_decimal(value, "#,##0.00", locale=locale))


def number(value: Decimal | float, locale: str, decimals: int = 3) -> str:
    """A number with at most so many decimals, rounded half to even; none are shown where it has none."""
    return str(format_decimal(value, "#,##0" + (f".{'#' * decimals}" if decimals else ""), locale=locale))


def percent(rate: Decimal, locale: str) -> str:
    """A rate of one as a percentage with at most two decimals: 0.055 is "5.5%" in English, "5,5 %" in French."""
    return str(format_percent(round(rate, _MOST_DECIMALS), locale=locale, decimal_quantization=False))


def whole_percent(share: float, locale: str) -> str:
    """A share of one as a whole percentage: 0.972 is "97%" in English, "97 %" in French, with no line break within."""
    return str(format_percent(share, locale=locale))


def currency(code: str, locale: str) -> str:
    """What a currency is called within a sentence: "US dollars", "dollars des États-Unis"; its code where unknown."""
    return str(get_currency_name(code, count=2, locale=locale))
