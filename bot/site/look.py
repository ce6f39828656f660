"""The partner's theme as browsers get it: a style sheet, a picture, and what the script on other sites is told."""

import json
from typing import Final

from bot.domain.kernel.looks.theme import Colours
from bot.domain.partner import Partner
from bot.web.assets import Asset, Assets

PLACE: Final = b'"partner-desk:look"'
"""Where widget.js is told how it looks."""


class Look:
    """Adds the theme's files to the static ones, and knows their addresses (None where the theme has none)."""

    def __init__(self, partner: Partner, assets: Assets) -> None:
        theme = partner.theme
        self.partner = partner.organisation.name
        self.assistant = theme.assistant
        self.logo: str | None = None
        self.colours: str | None = None
        self._told = {
            "name": self.assistant or self.partner,
            "partner": self.partner,
            "side": "left" if theme.on_the_left else "right",
            "contact": {"email": partner.support.email, "phone": partner.support.phone},
        }
        if theme.logo is not None:
            self.logo = _added(assets, f"logo{theme.logo.suffix}", theme.logo.media_type, theme.logo.content)
        if theme.colours is not None:
            self._told["colours"] = {"header": theme.colours.header, "header_text": theme.colours.header_text}
            self.colours = _added(assets, "theme.css", "text/css", _style(theme.colours).encode())

    def told_to(self, script: Asset) -> Asset:
        """The script that other sites include, which from then on knows how to look; once told, it stays as it is."""
        told = json.dumps(self._told, ensure_ascii=True).encode()
        return Asset.made(script.content_type, script.plain.replace(PLACE, told))


def _added(assets: Assets, name: str, media_type: str, content: bytes) -> str:
    assets.add(name, Asset.made(media_type, content))
    return assets.url(name)


def _style(chosen: Colours) -> str:
    head = f"--head:{chosen.header};--head-ink:{chosen.header_text};--head-soft:{chosen.header_text}"
    light = f"{head};--head-ring:{chosen.header_text};--accent:{chosen.accent};--accent-ink:{chosen.accent_text}"
    dark = f"--accent:{chosen.accent_dark};--accent-ink:{chosen.accent_dark_text}"
    return f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
