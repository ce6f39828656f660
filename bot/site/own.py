"""The partner's own front: its website, where it has one, else the page on which it helps."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.bootstrap import Desk
from bot.site.frame import Front
from bot.site.pages import HELP, HelpPages


class OwnFront(Front):
    """What customers of a real partner find: no page of the demonstration."""

    layout = "own.html"
    home = HELP
    menu = ((HELP, "page.help"), ("/support", "page.support"), ("/privacy", "page.privacy"))
    privacy = ("chat", "own_identity", "own_cookies", "others")

    def __init__(self, desk: Desk) -> None:
        self.site = _elsewhere(desk.partner.organisation.site, desk.settings.public_url)
        self.nobody = {"site": self.site, "contact": None, "identity_url": None}

    async def seen(self, request: web.Request) -> Mapping[str, Any]:
        """Nobody signs in here: the partner's site says who its user is."""
        return self.nobody

    def routes(self, pages: HelpPages) -> list[web.RouteDef]:
        """The one address that depends on the front."""

        async def begin(request: web.Request) -> web.StreamResponse:
            if self.site is None:
                return await pages.help(request)
            raise web.HTTPFound(self.site)

        return [web.get("/", begin)]


def _elsewhere(site: str | None, own: str) -> str | None:
    """The partner's website, unless it is this very desk, which would lead in a circle."""
    same = site is not None and urlsplit(site).netloc == urlsplit(own).netloc
    return None if same else site
