"""Amounts, percentages and lists as readers in four countries write them."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.money import Money
from bot.writing import amounts
from bot.writing.lists import listed

LOCALES = ("en_GB", "en_US", "fr_FR", "fr_CA")
locales = st.sampled_from(LOCALES)
cents = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def plainly(text: str) -> str:
    """The text with its narrow and unbreakable spaces as plain ones."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("currency", "written"),
    [
        ("EUR", ("€1,204.50", "€1,204.50", "1 204,50 €", "1 204,50 €")),
        ("USD", ("US$1,204.50", "$1,204.50", "1 204,50 $US", "1 204,50 $ US")),
        ("CAD", ("CA$1,204.50", "CA$1,204.50", "1 204,50 $CA", "1 204,50 $")),
        ("JPY", ("JP¥1,204", "¥1,204", "1 204 JPY", "1 204 ¥")),
    ],
)
def test_an_amount_names_its_currency_as_the_country_does(currency: str, written: tuple[str, ...]) -> None:
    owed = Money(Decimal("1204.50"), currency)
    assert tuple(plainly(amounts.money(owed, locale)) for locale in LOCALES) == written


@given(cents, locales)
def test_no_cent_is_lost_in_writing(value: Decimal, locale: str) -> None:
    written = amounts.money(Money(value, "EUR"), locale)
    digits = "".join(re.findall(r"\d", written))
    assert Decimal(digits) / 100 == abs(value)
    assert ("-" in written) is (value < 0)


@given(cents, locales)
def test_a_change_shows_its_direction(value: Decimal, locale: str) -> None:
    written = amounts.signed(Money(value, "EUR"), locale)
    assert written[0] == ("−" if value < 0 else "+")
    assert written[1:] == amounts.money(Money(abs(value), "EUR"), locale)


def test_a_metered_price_keeps_its_fractions_of_a_cent() -> None:
    assert amounts.price(Money(Decimal("0.0123"), "EUR"), "en_GB") == "€0.0123"
    assert plainly(amounts.price(Money(Decimal("0.0123"), "EUR"), "fr_FR")) == "0,0123 €"


@pytest.mark.parametrize(
    ("rate", "english", "french"),
    [
        ("0.20", "20%", "20 %"),
        ("0.055", "5.5%", "5,5 %"),
        ("0.0849", "8.49%", "8,49 %"),
        ("0.14975", "14.98%", "14,98 %"),
        ("0", "0%", "0 %"),
        ("1", "100%", "100 %"),
    ],
)
def test_a_rate_is_a_percentage_with_at_most_two_decimals(rate: str, english: str, french: str) -> None:
    written = [amounts.percent(Decimal(rate), locale) for locale in LOCALES]
    assert written == [english, english, french.replace(" ", "\u00a0"), french.replace(" ", "\u00a0")]


def test_a_share_is_a_whole_percentage_without_a_line_break_within() -> None:
    assert [amounts.whole_percent(0.972, locale) for locale in LOCALES] == ["97%", "97%", "97\u00a0%", "97\u00a0%"]


def test_numbers_show_the_decimals_they_have() -> None:
    assert [amounts.number(Decimal("1204.50"), locale) for locale in ("en_GB", "fr_FR")] == ["1,204.5", "1\u202f204,5"]
    assert amounts.number(12, "fr_FR") == "12"
    assert amounts.number(1204.56, "en_GB", 0) == "1,205"
    assert amounts.plain(Decimal("40"), "fr_FR") == "40,00"


@pytest.mark.parametrize(
    ("items", "british", "american", "french"),
    [
        ([], "", "", ""),
        (["a"], "a", "a", "a"),
        (["a", "b"], "a and b", "a and b", "a et b"),
        (["a", "b", "c"], "a, b and c", "a, b, and c", "a, b et c"),
    ],
)
def test_the_last_of_a_list_is_joined_by_a_word(items: list[str], british: str, american: str, french: str) -> None:
    assert [listed(items, locale) for locale in LOCALES] == [british, american, french, french]


@given(st.lists(st.text("abc", min_size=1), max_size=8), locales)
def test_a_list_names_everything_in_its_order(items: list[str], locale: str) -> None:
    written = re.split(r",? (?:and|et) |, ", listed(items, locale))
    assert [one for one in written if one] == items
