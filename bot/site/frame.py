"""The frame around every page for customers: language, menu, colours, and who stands in front of the pages."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import aiohttp_jinja2
from aiohttp import web

from bot.domain.kernel.locales import NAMES
from bot.site import language
from bot.site.language import language_of
from bot.site.look import Look
from bot.web import origin
from bot.web.assets import Assets
from bot.web.headers import page_headers
from bot.web.texts import Texts

if TYPE_CHECKING:
    from bot.bootstrap import Desk

LANGUAGE_LIFE: Final = timedelta(days=365)


class Front(ABC):
    """Whose pages these are: the partner's own, or those of the demonstration.

    `layout` is the template around a page, `home` where its name leads, `menu` addresses with the keys of their texts,
    `privacy` the parts of the page on privacy, `nobody` what the layout shows of somebody who is not known.
    """

    layout: str
    home: str
    menu: Sequence[tuple[str, str]]
    privacy: Sequence[str]
    nobody: Mapping[str, Any]

    @abstractmethod
    async def seen(self, request: web.Request) -> Mapping[str, Any]:
        """What the layout shows of who asks."""


class Frame:
    """Renders pages. One for the whole site."""

    def __init__(self, desk: "Desk", texts: Texts, assets: Assets, look: Look, front: Front) -> None:
        self.desk = desk
        self.texts = texts
        self.assets = assets
        self.front = front
        self._look = look

    async def page(
        self, request: web.Request, template: str, *, status: int = HTTPStatus.OK, known: bool = True, **facts: Any
    ) -> web.Response:
        """A page with the headers of all pages. With `known=False` nobody is looked up, so that nothing can fail."""
        seen = await self.front.seen(request) if known else self.front.nobody
        context = {**self._given(request), **seen, **facts}
        response = aiohttp_jinja2.render_template(template, request, context, status=status)
        response.headers.update(page_headers())
        response.headers["Vary"] = "Accept-Language, Cookie"
        chosen = language.chosen_language(request)
        if chosen:
            origin.set_cookie(request, response, language.COOKIE, chosen, LANGUAGE_LIFE)
        return response

    def _given(self, request: web.Request) -> Mapping[str, Any]:
        """What every page needs."""
        spoken = language_of(request)

        def say(key: str, **blanks: object) -> str:
            return self.texts.say(key, spoken, **blanks)

        def switch(wanted: str) -> str:
            path = request.path if request.method == "GET" else self.front.home
            return f"{path}?{urlencode({'lang': wanted})}"

        return {
            "t": say,
            "switch": switch,
            "language_names": NAMES,
            "lang": spoken,
            "path": request.path,
            "partner": self._look.partner,
            "policy": self.desk.partner.support,
            "logo": self._look.logo,
            "colours": self._look.colours,
            "asset": self.assets.url,
            "layout": self.front.layout,
            "home": self.front.home,
            "menu": self.front.menu,
        }


def see_other(path: str) -> web.Response:
    """Look there next (303)."""
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": path, "Cache-Control": "no-store"})
