"""An agent's own page: name, language, password, and where one is signed in."""

import asyncio
from typing import Any, Final

from aiohttp import web

from bot.console.kernel.frame import Frame, agent_of, home_of, see_other
from bot.console.kernel.guard import even_with_a_first_password, session_of, signed_in
from bot.console.staff.browsers import named
from bot.console.staff.hashing import hashing
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import DeskError
from bot.domain.staff.account_errors import AccountIncomplete, PasswordTooWeak, PasswordWrong, TooManyAttempts
from bot.web.problems import STATUS

PATH: Final = "/console/me"


class OwnPages:
    """For every agent."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/me", self.mine),
            web.post("/me", self.describe),
            web.post("/me/password", self.change_password),
            web.get("/me/new-password", self.first_password),
            web.post("/me/new-password", self.set_first_password),
            web.post("/me/sessions/{name:[0-9a-f]{16}}", self.revoke),
            web.post("/me/sessions", self.revoke_others),
        ]

    @signed_in
    async def mine(self, request: web.Request) -> web.Response:
        """The page."""
        return await self._page(request)

    @signed_in
    async def describe(self, request: web.Request) -> web.Response:
        """The name customers read, and the console's language."""
        form = await request.post()
        name, language = str(form.get("name", ""))[: lengths.NAME], str(form.get("language", ""))
        try:
            await asyncio.to_thread(
                self._desk.staff.own_account.describe, agent_of(request), name, language, self._desk.clock()
            )
        except AccountIncomplete as error:
            return await self._page(request, about_me=error, name=name)
        return see_other(f"{PATH}?changed=about")

    @signed_in
    async def change_password(self, request: web.Request) -> web.Response:
        """Asks for the present one; signs out everywhere else."""
        try:
            await self._change(request)
        except (PasswordWrong, PasswordTooWeak, TooManyAttempts) as error:
            return await self._page(request, about_password=error)
        return see_other(f"{PATH}?changed=password#password")

    @even_with_a_first_password
    async def first_password(self, request: web.Request) -> web.Response:
        """Instead of every other page, for who signed in with a password somebody else has set."""
        if not session_of(request).must_change_password:
            return see_other(PATH)
        return await self._first_page(request)

    @even_with_a_first_password
    async def set_first_password(self, request: web.Request) -> web.Response:
        """The agent's own choice; from now on the whole console is open."""
        if not session_of(request).must_change_password:
            return see_other(PATH)
        try:
            await self._change(request)
        except PasswordTooWeak as error:
            return await self._first_page(request, error)
        return see_other(home_of(agent_of(request)))

    @signed_in
    async def revoke(self, request: web.Request) -> web.Response:
        """Ends one of the own sessions."""
        me = agent_of(request)
        await asyncio.to_thread(
            self._desk.staff.sessions.revoke, me.id, request.match_info["name"], self._desk.clock(), asked_by=me
        )
        return see_other(f"{PATH}#sessions")

    @signed_in
    async def revoke_others(self, request: web.Request) -> web.Response:
        """Ends all of the own sessions but this one."""
        me, session = agent_of(request), session_of(request)
        await asyncio.to_thread(
            self._desk.staff.sessions.revoke_all, me.id, self._desk.clock(), asked_by=me, but=session
        )
        return see_other(f"{PATH}#sessions")

    async def _change(self, request: web.Request) -> None:
        form = await request.post()
        present, wanted = str(form.get("present", "")), str(form.get("wanted", ""))
        await hashing(
            self._desk.staff.own_account.change_password, session_of(request), present, wanted, self._desk.clock()
        )

    async def _first_page(self, request: web.Request, error: DeskError | None = None) -> web.Response:
        return await self._frame.form(request, "new_password.html", section="", refused=error)

    async def _page(self, request: web.Request, name: str | None = None, **errors: DeskError) -> web.Response:
        me, session = agent_of(request), session_of(request)
        sessions = await asyncio.to_thread(self._desk.staff.sessions.of, me.id, self._desk.clock(), asked_by=me)
        account = await asyncio.to_thread(self._desk.staff.own_account.of, me)
        return await self._frame.page(
            request,
            "me.html",
            section="",
            name=me.name if name is None else name,
            account=account,
            changed=request.query.get("changed", ""),
            session=session,
            sessions=[(one, named(one.browser)) for one in sessions],
            **self._told(request, about_me=errors.get("about_me"), about_password=errors.get("about_password")),
        )

    def _told(self, request: web.Request, **errors: DeskError | None) -> dict[str, Any]:
        """Each error's sentence under its name, and the status of whichever there is."""
        told: dict[str, Any] = {
            name: self._frame.refusal(request, error) if error else "" for name, error in errors.items()
        }
        status = next((STATUS[type(error)] for error in errors.values() if error), 200)
        return {**told, "status": status}
