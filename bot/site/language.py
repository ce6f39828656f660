"""In which language a visitor reads the site: as chosen, else as the browser prefers."""

from typing import Final

from aiohttp import web

from bot.domain.kernel.locales import LANGUAGES
from bot.web.texts import preferred

COOKIE: Final = "desk_language"


def chosen_language(request: web.Request) -> str | None:
    """The language the address asks for (`?lang=fr`), if the site speaks it."""
    asked = request.query.get("lang", "")
    return asked if asked in LANGUAGES else None


def language_of(request: web.Request) -> str:
    """By the address, the earlier choice, the browser's preference, in this order; English when none helps."""
    remembered = request.cookies.get(COOKIE, "")
    if remembered not in LANGUAGES:
        remembered = preferred(request.headers.get("Accept-Language", ""))
    return chosen_language(request) or remembered
