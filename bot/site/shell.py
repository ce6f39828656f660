"""The one script tag: put together from its parts, and told what it must know where the frame does not come."""

import json
from collections.abc import Sequence
from typing import Final

from bot.domain.kernel.locales import LANGUAGES
from bot.site.look import Look
from bot.web.assets import Asset, Assets
from bot.web.texts import Texts

SCRIPT: Final = "widget.js"
DRAWN: Final = "widget-shell.js"
DRAWN_PLACE: Final = b"  // partner-desk:shell\n"
"""Where widget.js takes in what the page draws."""
TOLD_PLACE: Final = b'"partner-desk:told"'
"""Where it is told its words in every language, and which sites may show the chat."""


def script_of(assets: Assets, look: Look, texts: Texts, origins: Sequence[str]) -> Asset:
    """The script other sites include. Raises AssetUnknown when a part of it is missing."""
    words = {language: texts.section("widget", language) for language in LANGUAGES}
    told = json.dumps({"words": words, "origins": list(origins)}, ensure_ascii=True).encode()
    whole = look.told_to(assets.get(SCRIPT))
    script = whole.plain.replace(DRAWN_PLACE, assets.get(DRAWN).plain).replace(TOLD_PLACE, told)
    return Asset.made(whole.content_type, script)
