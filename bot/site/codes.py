"""Signing in on the partner's own pages with a code that is mailed to the address on file."""

import asyncio
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web

from bot.bootstrap import Desk
from bot.domain.customers.mailed_codes import CODE_LIFE, DIGITS, CodeRefused, TooManyCodes
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import ContactAddressMissing, DeskError
from bot.services.notices.mailroom import CODE_PATH
from bot.services.staff.guessing import network
from bot.site.frame import Frame, see_other
from bot.site.language import language_of
from bot.site.pages import HELP
from bot.site.session import SESSION_LIFE, Sessions
from bot.site.signing import sign
from bot.web import origin
from bot.web.forwarded import remote_of

SIGN_IN: Final = f"{HELP}/sign-in"
SIGN_OUT: Final = f"{HELP}/sign-out"
IDENTITY: Final = f"{HELP}/identity"
SESSION_COOKIE: Final = "desk_session"
CODE_COOKIE: Final = "desk_code"
PURPOSE: Final = "desk-mailed-code"
"""What sessions begun by a mailed code are good for; those of the demonstration are another."""

STATUS: Final[dict[type[DeskError], int]] = {ContactAddressMissing: 400, CodeRefused: 403, TooManyCodes: 429}


def signed_in(desk: Desk, sessions: Sessions, request: web.Request) -> str | None:
    """The address of the contact who signed in with a code in this browser."""
    return sessions.email_in(request.cookies.get(SESSION_COOKIE), desk.clock())


class CodePages:
    """Handlers of these addresses; they exist where codes can be mailed."""

    def __init__(self, frame: Frame, sessions: Sessions) -> None:
        self._frame = frame
        self._desk = frame.desk
        self._sessions = sessions

    def routes(self) -> list[web.RouteDef]:
        """Their addresses."""
        return [
            web.get(SIGN_IN, self.form),
            web.post(SIGN_IN, self.ask),
            web.get(CODE_PATH, self.code),
            web.post(CODE_PATH, self.enter),
            web.post(SIGN_OUT, self.leave),
            web.get(IDENTITY, self.identity),
        ]

    async def form(self, request: web.Request) -> web.StreamResponse:
        """Asks for the address."""
        return await self._page(request, "sign_in.html")

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """Mails a code, and says the same whether anybody has that address."""
        self._require_own(request)
        email = str((await request.post()).get("email", ""))[: lengths.ADDRESS]
        asked = (email, network(remote_of(request)), language_of(request), self._desk.clock())
        try:
            secret = await asyncio.to_thread(self._desk.codes.ask, *asked)
        except (ContactAddressMissing, TooManyCodes) as refused:
            return await self._page(request, "sign_in.html", refused, email=email)
        response = see_other(CODE_PATH)
        origin.set_cookie(request, response, CODE_COOKIE, secret, CODE_LIFE, path=HELP)
        return response

    async def code(self, request: web.Request) -> web.StreamResponse:
        """Asks for the code; who asked for none in this browser is led back."""
        if CODE_COOKIE not in request.cookies:
            return see_other(SIGN_IN)
        return await self._page(request, "code.html")

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """Signs in, and leads to the page with the chat."""
        self._require_own(request)
        secret, number = request.cookies.get(CODE_COOKIE, ""), str((await request.post()).get("code", ""))
        try:
            email = await asyncio.to_thread(self._desk.codes.enter, secret, number, self._desk.clock())
        except CodeRefused as refused:
            return await self._page(request, "code.html", refused)
        response = see_other(HELP)
        session = self._sessions.issue(email, self._desk.clock())
        origin.set_cookie(request, response, SESSION_COOKIE, session, SESSION_LIFE)
        origin.set_cookie(request, response, CODE_COOKIE, "", timedelta(), path=HELP)
        return response

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """Forgets who is signed in."""
        self._require_own(request)
        response = see_other(HELP)
        origin.set_cookie(request, response, SESSION_COOKIE, "", timedelta())
        return response

    async def identity(self, request: web.Request) -> web.StreamResponse:
        """A fresh signed statement for the widget; 204 for a visitor; 403 for another site's page."""
        if not origin.read_by_site(request):
            raise web.HTTPForbidden
        email = signed_in(self._desk, self._sessions, request)
        if email is None:
            return web.Response(status=HTTPStatus.NO_CONTENT)
        statement = await asyncio.to_thread(sign, self._desk.settings, email, self._desk.clock())
        return web.json_response({"identity": statement})

    async def _page(
        self, request: web.Request, template: str, refused: DeskError | None = None, email: str = ""
    ) -> web.Response:
        facts: dict[str, Any] = {"refused": refused.code if refused else "", "email": email, "digits": DIGITS}
        status = STATUS[type(refused)] if refused else HTTPStatus.OK
        return await self._frame.page(request, template, status=status, longest=lengths.ADDRESS, **facts)

    @staticmethod
    def _require_own(request: web.Request) -> None:
        """Raises HTTPForbidden for a form that another site sent."""
        if not origin.comes_from_site(request):
            raise web.HTTPForbidden
