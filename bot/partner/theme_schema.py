"""The shape of what partner.yml says about the chat on other sites: who may embed it, and how it looks."""

from typing import Literal

from bot.partner import values as v
from bot.partner.section import Section, Translated


class ColourKeys(Section):
    """Keys left out are empty: the desk's own colours."""

    header: v.Colour = ""
    header_text: v.Colour = ""
    accent: v.Colour = ""
    accent_dark: v.Colour = ""


class ThemeKeys(Section):
    colours: ColourKeys = ColourKeys()
    logo: v.Text | None = None
    name: v.Label | None = None
    position: Literal["left", "right"] = "right"
    greeting: Translated | None = None


class WidgetKeys(Section):
    origins: list[v.Origin] = []
    theme: ThemeKeys = ThemeKeys()
    sign_in_by_mail: v.Switch = False
