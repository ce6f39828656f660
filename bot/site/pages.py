"""The demo partner's pages, its sign-in, and the signed statement of who is signed in."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import aiohttp_jinja2
from aiohttp import web

from bot.domain.kernel.locales import NAMES
from bot.services.records.customers import Person
from bot.site import language, session
from bot.site.contacts import demo_contact, demo_contacts, role_key
from bot.site.language import language_of
from bot.site.session import Sessions
from bot.site.signing import sign
from bot.site.support_facts import SupportFacts
from bot.web import origin
from bot.web.assets import Assets
from bot.web.headers import page_headers
from bot.web.texts import Texts

if TYPE_CHECKING:
    from bot.bootstrap import Desk

LANGUAGE_LIFE: Final = timedelta(days=365)


class Site:
    """Handlers of the site's addresses."""

    def __init__(self, desk: "Desk", texts: Texts, assets: Assets, sessions: Sessions) -> None:
        self._desk = desk
        self._texts = texts
        self._assets = assets
        self._sessions = sessions

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Registers every address of the site."""
        router.add_get("/", self.home)
        router.add_get("/support", self.support)
        router.add_get("/privacy", self.privacy)
        router.add_post("/site/sign-in", self.sign_in)
        router.add_post("/site/sign-out", self.sign_out)
        router.add_get("/site/identity", self.identity)
        router.add_get("/favicon.ico", self.icon)

    async def home(self, request: web.Request) -> web.StreamResponse:
        """What the partner offers, and the sign-in."""
        contacts = await asyncio.to_thread(demo_contacts, self._desk.customers.contacts) if self._may_sign_in else ()
        return await self._page(request, "home.html", contacts=contacts, role_key=role_key)

    async def support(self, request: web.Request) -> web.StreamResponse:
        """Hours, contact, prices, responsibilities and portals, true at this moment."""
        policy = self._desk.partner.support
        now = self._desk.clock()
        facts = SupportFacts(policy, self._texts, language_of(request))
        today = self._desk.partner.today(now)
        return await self._page(request, "support.html", facts=facts, policy=policy, now=now, today=today)

    async def privacy(self, request: web.Request) -> web.StreamResponse:
        """What is kept, and what is not."""
        return await self._page(request, "privacy.html", email=self._desk.partner.support.email)

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """Signs in as a demo contact; anything else changes nothing."""
        if not self._may_sign_in:
            raise web.HTTPNotFound()
        if not origin.comes_from_site(request):
            return await self._refused(request)
        email = str((await request.post()).get("email", ""))
        contact = await asyncio.to_thread(demo_contact, self._desk.customers.contacts, email)
        if contact is None:
            raise web.HTTPNotFound()
        response = _see_home()
        cookie = self._sessions.issue(contact.email, self._desk.clock())
        origin.set_cookie(request, response, session.COOKIE, cookie, session.SESSION_LIFE)
        return response

    async def sign_out(self, request: web.Request) -> web.StreamResponse:
        """Forgets who is signed in."""
        if not origin.comes_from_site(request):
            return await self._refused(request)
        response = _see_home()
        origin.set_cookie(request, response, session.COOKIE, "", timedelta())
        return response

    async def identity(self, request: web.Request) -> web.StreamResponse:
        """A fresh signed statement for the widget; 204 for a visitor; 403 for another site's page."""
        headers = {"Cache-Control": "no-store"}
        if not origin.read_by_site(request):
            return web.json_response({"error": "cross_site"}, status=HTTPStatus.FORBIDDEN, headers=headers)
        email = self._signed_in(request)
        if email is None:
            return web.Response(status=HTTPStatus.NO_CONTENT, headers=headers)
        statement = await asyncio.to_thread(sign, self._desk.settings, email, self._desk.clock())
        return web.json_response({"identity": statement}, headers=headers)

    async def icon(self, request: web.Request) -> web.StreamResponse:
        """Browsers ask for it whatever the page says."""
        raise web.HTTPMovedPermanently(self._assets.url("icon.svg"))

    @property
    def _may_sign_in(self) -> bool:
        return self._desk.settings.demo_sign_in

    def _signed_in(self, request: web.Request) -> str | None:
        if not self._may_sign_in:
            return None
        return self._sessions.email_in(request.cookies.get(session.COOKIE), self._desk.clock())

    async def _contact(self, request: web.Request) -> Person | None:
        email = self._signed_in(request)
        return await asyncio.to_thread(demo_contact, self._desk.customers.contacts, email) if email else None

    async def _refused(self, request: web.Request) -> web.StreamResponse:
        return await self._page(request, "refused.html", status=HTTPStatus.FORBIDDEN)

    async def _page(
        self, request: web.Request, template: str, *, status: int = HTTPStatus.OK, **facts: Any
    ) -> web.StreamResponse:
        context = {**self._frame(request), "contact": await self._contact(request), **facts}
        response = aiohttp_jinja2.render_template(template, request, context, status=status)
        response.headers.update(page_headers())
        response.headers["Vary"] = "Accept-Language, Cookie"
        chosen = language.chosen_language(request)
        if chosen:
            origin.set_cookie(request, response, language.COOKIE, chosen, LANGUAGE_LIFE)
        return response

    def _frame(self, request: web.Request) -> Mapping[str, Any]:
        """What every page needs."""
        spoken = language_of(request)

        def say(key: str, **blanks: object) -> str:
            return self._texts.say(key, spoken, **blanks)

        def switch(wanted: str) -> str:
            return f"{request.path if request.method == 'GET' else '/'}?{urlencode({'lang': wanted})}"

        return {
            "t": say,
            "switch": switch,
            "language_names": NAMES,
            "lang": spoken,
            "path": request.path,
            "partner": self._desk.partner.organisation.name,
            "asset": self._assets.url,
            "may_sign_in": self._may_sign_in,
        }


def _see_home() -> web.Response:
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": "/", "Cache-Control": "no-store"})
