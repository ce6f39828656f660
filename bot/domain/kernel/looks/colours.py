"""Whether a text in one colour can be read on another, by the contrast of WCAG 2.2, and the nearest colour that can."""

import colorsys
import re
from collections.abc import Sequence
from typing import Final

READABLE: Final = 4.5
"""The least contrast of text and its background (WCAG 2.2, success criterion 1.4.3, level AA)."""

WHITE: Final = "#ffffff"
NIGHT: Final = "#0b1730"
"""Nearly black: text on light colours."""

_STEPS: Final = 200
_HEX: Final = re.compile(r"#[0-9a-f]{6}")
_Channels = tuple[float, float, float]


def is_colour(text: str) -> bool:
    """Whether this is a colour as style sheets write it in small letters: `#1557b8`."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (`#1557b8`), from 1 to 21: WCAG 2.2, "contrast ratio"."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, grounds: Sequence[str]) -> float:
    """The contrast of a colour with that of several backgrounds on which it is read worst."""
    return min(contrast(colour, ground) for ground in grounds)


def text_on(ground: str) -> str:
    """White or nearly black: whichever is read better on a background."""
    return max((WHITE, NIGHT), key=lambda text: contrast(text, ground))


def nearest_readable(colour: str, grounds: Sequence[str], least: float = READABLE) -> str:
    """The colour itself if it can be read on all the backgrounds, else the one of its hue that differs least in
    lightness and can; black or white where none can.
    """
    hue, light, saturation = colorsys.rgb_to_hls(*_channels(colour))
    for step in range(_STEPS + 1):
        for moved in (light - step / _STEPS, light + step / _STEPS):
            found = _written(colorsys.hls_to_rgb(hue, min(max(moved, 0.0), 1.0), saturation)) if step else colour
            if least_contrast(found, grounds) >= least:
                return found
    return max(("#000000", WHITE), key=lambda text: least_contrast(text, grounds))


def _luminance(colour: str) -> float:
    """WCAG 2.2, "relative luminance"."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _channels(colour: str) -> _Channels:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _written(channels: _Channels) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
