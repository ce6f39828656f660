"""The console's language: the agent's own once signed in, before that this browser's."""

import asyncio
from datetime import timedelta
from typing import Final

from aiohttp import web

from bot.console.kernel.addresses import came_from, own_path
from bot.console.kernel.asking import AGENT
from bot.console.kernel.frame import LANGUAGE_COOKIE, Frame, see_other
from bot.console.kernel.guard import public
from bot.domain.kernel.locales import LANGUAGES
from bot.domain.staff.agents import Agent
from bot.web.origin import set_cookie

LIFE: Final = timedelta(days=365)


class LanguagePages:
    """The switch in the menu and on the sign-in page."""

    def __init__(self, frame: Frame) -> None:
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/language", self.choose)]

    @public
    async def choose(self, request: web.Request) -> web.Response:
        """Remembers the choice and shows the page again."""
        form = await request.post()
        chosen = str(form.get("language", ""))
        if chosen not in LANGUAGES:
            raise web.HTTPBadRequest
        agent: Agent | None = request.get(AGENT)
        if agent is not None:
            await asyncio.to_thread(
                self._desk.staff.own_account.describe, agent, agent.name, chosen, self._desk.clock()
            )
        response = see_other(own_path(str(form.get("next", ""))) or came_from(request))
        set_cookie(request, response, LANGUAGE_COOKIE, chosen, LIFE)
        return response
