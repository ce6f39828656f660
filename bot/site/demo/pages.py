"""The demo partner's front page, its sign-in, and the signed statement of who is signed in."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from aiohttp import web

from bot.bootstrap import Desk
from bot.services.records.customers import Person
from bot.site import session
from bot.site.demo.contacts import demo_contact, demo_contacts, role_key
from bot.site.frame import Frame, Front, see_other
from bot.site.session import Sessions
from bot.site.signing import sign
from bot.web import origin


class DemoFront(Front):
    """The fictional partner's website, with anybody who likes signed in as one of its contacts."""

    layout = "demo.html"
    home = "/"
    menu = (
        ("/", "page.home"),
        ("/support", "page.support"),
        ("/privacy", "page.privacy"),
        ("/demo/mail", "demo_mail.menu"),
    )
    privacy = ("chat", "identity", "cookies", "others")
    nobody: Mapping[str, Any] = {"contact": None, "identity_url": "/site/identity"}

    def __init__(self, desk: Desk, sessions: Sessions) -> None:
        self._desk = desk
        self._sessions = sessions

    async def seen(self, request: web.Request) -> Mapping[str, Any]:
        """Which contact of the cast somebody chose to be."""
        email = self.signed_in(request)
        return {**self.nobody, "contact": await self.contact(email) if email else None}

    def signed_in(self, request: web.Request) -> str | None:
        """The address signed in with in this browser."""
        return self._sessions.email_in(request.cookies.get(session.COOKIE), self._desk.clock())

    async def contact(self, email: str) -> Person | None:
        """The contact of the cast with this address."""
        return await asyncio.to_thread(demo_contact, self._desk.customers.contacts, email)


class DemoPages:
    """Handlers of the addresses that exist in the demonstration only."""

    def __init__(self, frame: Frame, front: DemoFront, sessions: Sessions) -> None:
        self._desk = frame.desk
        self._frame = frame
        self._front = front
        self._sessions = sessions

    def routes(self) -> list[web.RouteDef]:
        """Their addresses."""
        return [
            web.get("/", self.home),
            web.post("/site/sign-in", self.sign_in),
            web.post("/site/sign-out", self.sign_out),
            web.get("/site/identity", self.identity),
        ]

    async def home(self, request: web.Request) -> web.StreamResponse:
        """What the partner offers, and the sign-in."""
        contacts = await asyncio.to_thread(demo_contacts, self._desk.customers.contacts)
        return await self._frame.page(request, "home.html", contacts=contacts, role_key=role_key)

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """Signs in as a demo contact; anything else changes nothing."""
        if not origin.comes_from_site(request):
            return await self._refused(request)
        contact = await self._front.contact(str((await request.post()).get("email", "")))
        if contact is None:
            raise web.HTTPNotFound()
        response = see_other("/")
        cookie = self._sessions.issue(contact.email, self._desk.clock())
        origin.set_cookie(request, response, session.COOKIE, cookie, session.SESSION_LIFE)
        return response

    async def sign_out(self, request: web.Request) -> web.StreamResponse:
        """Forgets who is signed in."""
        if not origin.comes_from_site(request):
            return await self._refused(request)
        response = see_other("/")
        origin.set_cookie(request, response, session.COOKIE, "", timedelta())
        return response

    async def identity(self, request: web.Request) -> web.StreamResponse:
        """A fresh signed statement for the widget; 204 for a visitor; 403 for another site's page."""
        headers = {"Cache-Control": "no-store"}
        if not origin.read_by_site(request):
            return web.json_response({"error": "cross_site"}, status=HTTPStatus.FORBIDDEN, headers=headers)
        email = self._front.signed_in(request)
        if email is None:
            return web.Response(status=HTTPStatus.NO_CONTENT, headers=headers)
        statement = await asyncio.to_thread(sign, self._desk.settings, email, self._desk.clock())
        return web.json_response({"identity": statement}, headers=headers)

    async def _refused(self, request: web.Request) -> web.StreamResponse:
        return await self._frame.page(request, "refused.html", status=HTTPStatus.FORBIDDEN)
