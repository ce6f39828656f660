"""The way in and out of the console: the sign-in page, its form, and signing out."""

import asyncio
from typing import Final
from urllib.parse import urlencode

from aiohttp import web

from bot.console.kernel.addresses import SIGN_IN, own_path
from bot.console.kernel.asking import SESSION
from bot.console.kernel.frame import Frame, home_of, see_other
from bot.console.kernel.guard import let_in, let_out, public
from bot.console.kernel.language import keep_choice
from bot.console.staff.hashing import hashing
from bot.domain.kernel.errors import DeskError, StorageBusy
from bot.domain.staff.account_errors import SignInRefused, TooManyAttempts
from bot.services.records.staff import Session
from bot.services.staff.password_sign_in import Attempt
from bot.web.forwarded import remote_of

LONGEST_FIELD: Final = 1000


class SignInPages:
    """The one page everybody can open."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sign-in", self.form),
            web.post("/sign-in", self.enter),
            web.post("/sign-out", self.leave),
        ]

    @public
    async def form(self, request: web.Request) -> web.Response:
        """The page; whoever is signed in goes on to where they wanted."""
        session: Session | None = request.get(SESSION)
        onwards = own_path(request.query.get("next", ""))
        if session is not None:
            return see_other(onwards or home_of(session.agent))
        return await sign_in_page(self._frame, request, onwards)

    @public
    async def enter(self, request: web.Request) -> web.Response:
        """Takes e-mail and password; a refusal is the page again with a sentence, the address kept."""
        form = await request.post()
        onwards = own_path(str(form.get("next", "")))
        email = str(form.get("email", ""))[:LONGEST_FIELD]
        attempt = Attempt(
            email, str(form.get("password", "")), remote_of(request), request.headers.get("User-Agent", "")
        )
        try:
            token, session = await hashing(
                self._desk.staff.password_sign_in.enter, attempt, self._desk.clock(), instead_of=request.get(SESSION)
            )
            response = see_other(onwards or home_of(session.agent))
            await keep_choice(self._desk, request, response, session.agent)
        except (SignInRefused, TooManyAttempts, StorageBusy) as error:
            return await sign_in_page(self._frame, request, onwards, error, email)
        let_in(request, response, token)
        return response

    @public
    async def leave(self, request: web.Request) -> web.Response:
        """Ends the session; the browser forgets it."""
        session: Session | None = request.get(SESSION)
        if session is not None:
            await asyncio.to_thread(self._desk.staff.sessions.end, session, self._desk.clock())
        response = see_other(SIGN_IN)
        let_out(request, response)
        return response


async def sign_in_page(
    frame: Frame, request: web.Request, onwards: str | None, error: DeskError | None = None, email: str = ""
) -> web.Response:
    """The page, with the sentence of what went wrong. `onwards` is where to go afterwards."""
    directory = frame.desk.settings.directory
    response = await frame.form(
        request,
        "sign_in.html",
        section="",
        refused=error,
        agent=None,
        next=onwards,
        email=email,
        directory=directory.name if directory else "",
        directory_path=f"{SIGN_IN}/directory?{urlencode({'next': onwards or ''})}",
    )
    if isinstance(error, TooManyAttempts):
        response.headers["Retry-After"] = str(60 * int(error.blanks["minutes"]))
    return response
