"""The contrast of WCAG 2.2, and the nearest colour that can be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.looks.colours import (
    NIGHT,
    READABLE,
    WHITE,
    contrast,
    is_colour,
    least_contrast,
    nearest_readable,
    text_on,
)
from bot.domain.kernel.looks.theme import DARK_GROUNDS, LIGHT_GROUNDS
from bot.partner.theme_checks import ACCENT, ACCENT_DARK, HEADER, HEADER_TEXT
from bot.settings import ROOT

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrasts_are_those_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(one, other) == contrast(other, one)


@given(colour=COLOURS, ground=COLOURS)
def test_the_nearest_colour_can_be_read_on_any_ground(colour: str, ground: str) -> None:
    found = nearest_readable(colour, (ground,))
    assert is_colour(found)
    assert contrast(found, ground) >= READABLE


@given(colour=COLOURS)
def test_a_colour_that_passes_stays_and_its_text_can_be_read(colour: str) -> None:
    for grounds in (LIGHT_GROUNDS, DARK_GROUNDS):
        accent = nearest_readable(colour, grounds)
        assert nearest_readable(accent, grounds) == accent
        assert contrast(text_on(accent), accent) >= READABLE


@pytest.mark.parametrize(("ground", "text"), [("#ffd700", NIGHT), ("#12284c", WHITE)])
def test_text_is_light_or_dark_as_its_ground_needs(ground: str, text: str) -> None:
    assert text_on(ground) == text


def test_the_desks_own_colours_pass_and_are_those_of_its_style_sheets() -> None:
    assert contrast(HEADER, HEADER_TEXT) >= READABLE
    assert least_contrast(ACCENT, LIGHT_GROUNDS) >= READABLE
    assert least_contrast(ACCENT_DARK, DARK_GROUNDS) >= READABLE
    light, dark = (ROOT / "bot/site/static/chat.css").read_text().split("@media (prefers-color-scheme: dark)")[:2]
    assert f"--head: {HEADER};" in light
    assert f"--accent: {ACCENT};" in light
    assert f"--accent: {ACCENT_DARK};" in dark


def test_the_grounds_are_those_of_the_style_sheets() -> None:
    sheets = "".join((ROOT / "bot/site/static" / name).read_text() for name in ("chat.css", "site.css", "chat-look.js"))
    stood = set(re.findall(r"\b(?:page|card): \"?(#[0-9a-f]{3,6})", sheets)) - {"#fff"}
    assert stood == set(LIGHT_GROUNDS + DARK_GROUNDS)
