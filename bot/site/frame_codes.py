"""Signing in with a mailed code inside the chat's frame, which keeps the proof: other sites bring no cookie of ours."""

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from aiohttp import web

from bot.domain.customers.mailed_codes import CodeRefused, TooManyCodes
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import ContactAddressMissing, DeskError
from bot.domain.kernel.locales import FALLBACK, LANGUAGES
from bot.services.staff.guessing import network
from bot.site.codes import STATUS
from bot.site.session import Sessions, key_file
from bot.site.signing import sign
from bot.web import origin
from bot.web.forwarded import remote_of
from bot.web.problems import json_body

if TYPE_CHECKING:
    from bot.bootstrap import Desk

ASK: Final = "/widget/sign-in"
ENTER: Final = "/widget/sign-in/code"
IDENTITY: Final = "/widget/identity"
PURPOSE: Final = "desk-frame-code"
"""What sessions kept by a frame are good for: none is worth anything as a cookie, nor a cookie here."""
LONGEST: Final = 1000
"""Characters of what a frame brings back."""


class FrameCodes:
    """Handlers of these addresses; they exist where codes can be mailed. Only the desk's own frame may ask."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._sessions = Sessions.stored_in(key_file(desk.settings), PURPOSE)

    def routes(self) -> list[web.RouteDef]:
        """Their addresses."""
        return [web.post(ASK, self.ask), web.post(ENTER, self.enter), web.post(IDENTITY, self.identity)]

    async def ask(self, request: web.Request) -> web.Response:
        """Mails a code, and says the same whether anybody has that address."""
        body = await self._own(request)
        email, language = _text(body, "email")[: lengths.ADDRESS], _text(body, "lang")
        spoken = language if language in LANGUAGES else FALLBACK
        try:
            secret = await asyncio.to_thread(
                self._desk.codes.ask, email, network(remote_of(request)), spoken, self._desk.clock()
            )
        except (ContactAddressMissing, TooManyCodes) as refused:
            return _refusal(refused)
        return web.json_response({"secret": secret})

    async def enter(self, request: web.Request) -> web.Response:
        """What the frame keeps while somebody is signed in there."""
        body = await self._own(request)
        brought = (_text(body, "secret"), _text(body, "code"))
        try:
            email = await asyncio.to_thread(self._desk.codes.enter, *brought, self._desk.clock())
        except CodeRefused as refused:
            return _refusal(refused)
        return web.json_response({"session": self._sessions.issue(email, self._desk.clock()), "email": email})

    async def identity(self, request: web.Request) -> web.Response:
        """A fresh signed statement for who signed in; 204 where that is over."""
        session = _text(await self._own(request), "session")
        email = self._sessions.email_in(session, self._desk.clock())
        if email is None:
            return web.Response(status=HTTPStatus.NO_CONTENT)
        statement = await asyncio.to_thread(sign, self._desk.settings, email, self._desk.clock())
        return web.json_response({"identity": statement})

    @staticmethod
    async def _own(request: web.Request) -> dict[str, object]:
        """What a page of this very desk sent. Raises HTTPForbidden for another's, MalformedRequest."""
        if not origin.comes_from_site(request):
            raise web.HTTPForbidden
        return dict(await json_body(request))


def _text(body: dict[str, object], name: str) -> str:
    return str(body.get(name, ""))[:LONGEST]


def _refusal(refused: DeskError) -> web.Response:
    return web.json_response({"refused": refused.code}, status=STATUS[type(refused)])
