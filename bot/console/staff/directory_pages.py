"""Out to the partner's directory and back: the second way into the console."""

import asyncio
import base64
import json
import logging
from dataclasses import asdict
from datetime import timedelta
from typing import Final

from aiohttp import web

from bot.console.kernel.addresses import SIGN_IN, own_path
from bot.console.kernel.asking import SESSION
from bot.console.kernel.frame import Frame, home_of, see_other
from bot.console.kernel.guard import let_in, public
from bot.console.kernel.language import keep_choice
from bot.console.staff.directory import Directory, Journey
from bot.console.staff.sign_in import sign_in_page
from bot.domain.kernel.errors import StorageBusy
from bot.domain.staff.account_errors import DirectoryFailed, DirectoryRefused, DirectoryStranger
from bot.web.forwarded import remote_of
from bot.web.origin import set_cookie

_log = logging.getLogger(__name__)

COOKIE: Final = "desk_console_journey"
OUT: Final = "/sign-in/directory"
BACK: Final = "/sign-in/directory/back"
JOURNEY_LIFE: Final = timedelta(minutes=10)
"""How long one may take at the directory."""


class DirectoryPages:
    """Two addresses without a page of their own; they exist only where a directory is set up."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk
        settings = frame.desk.settings
        address = f"{settings.public_url}/console{BACK}"
        self._directory = Directory(settings.directory, address) if settings.directory else None

    def routes(self) -> list[web.RouteDef]:
        if self._directory is None:
            return []
        return [web.get(OUT, self.out), web.get(BACK, self.back)]

    @public
    async def out(self, request: web.Request) -> web.Response:
        """To the directory; what is needed to recognise the answer stays in this browser."""
        journey = Journey.begin(own_path(request.query.get("next", "")) or "")
        try:
            response = see_other(await self._known().way_in(journey))
        except DirectoryFailed as error:
            return await sign_in_page(self._frame, request, journey.onwards, error)
        packed = base64.urlsafe_b64encode(json.dumps(asdict(journey)).encode()).decode()
        _keep(request, response, packed, JOURNEY_LIFE)
        return response

    @public
    async def back(self, request: web.Request) -> web.Response:
        """The directory's answer; the sign-in page says why it does not let in."""
        journey = _unpacked(request.cookies.get(COOKIE, ""))
        try:
            response = await self._enter(request, journey)
        except (DirectoryFailed, DirectoryRefused, DirectoryStranger, StorageBusy) as error:
            onwards = own_path(journey.onwards) if journey else None
            response = await sign_in_page(self._frame, request, onwards, error)
        _keep(request, response, "", timedelta())
        return response

    async def _enter(self, request: web.Request, journey: Journey | None) -> web.Response:
        now = self._desk.clock()
        try:
            if journey is None:
                raise DirectoryRefused(reason="no_journey")
            person = await self._known().person(journey, request.query)
        except DirectoryRefused as refused:
            _log.warning("an answer of the directory was refused: %s", refused.blanks["reason"])
            await asyncio.to_thread(
                self._desk.staff.directory_sign_in.note_failure, refused.blanks["reason"], remote_of(request), now
            )
            raise
        token, session = await asyncio.to_thread(
            self._desk.staff.directory_sign_in.enter,
            person.subject,
            person.email if person.email_verified else None,
            request.headers.get("User-Agent", ""),
            remote_of(request),
            now,
            instead_of=request.get(SESSION),
        )
        response = see_other(own_path(journey.onwards) or home_of(session.agent))
        await keep_choice(self._desk, request, response, session.agent)
        let_in(request, response, token)
        return response

    def _known(self) -> Directory:
        if self._directory is None:
            raise web.HTTPNotFound
        return self._directory


def _keep(request: web.Request, response: web.StreamResponse, value: str, life: timedelta) -> None:
    """Only the sign-in addresses ever get this cookie."""
    set_cookie(request, response, COOKIE, value, life, path=SIGN_IN)


def _unpacked(packed: str) -> Journey | None:
    try:
        return Journey(**{name: str(value) for name, value in json.loads(base64.urlsafe_b64decode(packed)).items()})
    except (ValueError, TypeError, AttributeError):
        return None
