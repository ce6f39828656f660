"""Turns the checked keys of the theme into what the chat and the pages look like."""

from bot.domain.kernel.looks.colours import nearest_readable, text_on
from bot.domain.kernel.looks.theme import DARK_GROUNDS, Colours, Logo, Theme
from bot.partner.theme_checks import ACCENT, ACCENT_DARK, HEADER, HEADER_TEXT
from bot.partner.theme_schema import ColourKeys, ThemeKeys


def theme_of(keys: ThemeKeys, logo: Logo | None) -> Theme:
    """The theme the keys describe."""
    return Theme(
        colours=_colours(keys.colours),
        logo=logo,
        assistant=keys.name or "",
        on_the_left=keys.position == "left",
        greeting=keys.greeting.model_dump() if keys.greeting else {},
    )


def _colours(keys: ColourKeys) -> Colours | None:
    """None where the file names no colour; on dark, an accent of its own is made lighter until it can be read."""
    if not any((keys.header, keys.header_text, keys.accent, keys.accent_dark)):
        return None
    accent = keys.accent or ACCENT
    dark = keys.accent_dark or (nearest_readable(keys.accent, DARK_GROUNDS) if keys.accent else ACCENT_DARK)
    return Colours(
        header=keys.header or HEADER,
        header_text=keys.header_text or HEADER_TEXT,
        accent=accent,
        accent_text=text_on(accent),
        accent_dark=dark,
        accent_dark_text=text_on(dark),
    )
