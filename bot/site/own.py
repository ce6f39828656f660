"""The partner's own front: its website, where it has one, else the page on which it helps."""

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.bootstrap import Desk
from bot.services.records.customers import Person
from bot.site.codes import IDENTITY, signed_in
from bot.site.frame import Front
from bot.site.pages import HELP, HelpPages
from bot.site.session import Sessions


class OwnFront(Front):
    """What customers of a real partner find: no page of the demonstration. `codes` mailed to contacts sign them in."""

    layout = "own.html"
    home = HELP
    menu = ((HELP, "page.help"), ("/support", "page.support"), ("/privacy", "page.privacy"))

    def __init__(self, desk: Desk, codes: Sessions | None = None) -> None:
        self._desk = desk
        self._codes = codes
        self.site = _elsewhere(desk.partner.organisation.site, desk.settings.public_url)
        identity = IDENTITY if codes else None
        self.nobody = {"site": self.site, "contact": None, "identity_url": identity}
        self.privacy = ("chat", "own_identity", "code_cookies" if codes else "own_cookies", "others")

    async def seen(self, request: web.Request) -> Mapping[str, Any]:
        """Who signed in with a code; the partner's site says by itself who its user is."""
        email = signed_in(self._desk, self._codes, request) if self._codes else None
        return {**self.nobody, "contact": await self._contact(email)} if email else self.nobody

    async def _contact(self, email: str) -> Person | None:
        return await asyncio.to_thread(self._desk.customers.contacts.at, email)

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
