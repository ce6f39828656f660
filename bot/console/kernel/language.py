"""The console's language: the agent's own once signed in, before that this browser's."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from aiohttp import web

from bot.console.kernel.addresses import came_from, own_path
from bot.console.kernel.asking import AGENT
from bot.console.kernel.frame import LANGUAGE_COOKIE, Frame, see_other
from bot.console.kernel.guard import public
from bot.domain.kernel.locales import LANGUAGES
from bot.domain.staff.agents import Agent
from bot.web.origin import set_cookie

if TYPE_CHECKING:
    from bot.bootstrap import Desk

LIFE: Final = timedelta(days=365)
CHOICE_COOKIE: Final = "console_language_chosen"
CHOICE_LIFE: Final = timedelta(hours=1)
"""How long a choice on the sign-in page waits for whoever made it to sign in; the browser may be shared."""


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
        if agent is None:
            set_cookie(request, response, CHOICE_COOKIE, chosen, CHOICE_LIFE)
        return response


async def keep_choice(desk: "Desk", request: web.Request, response: web.Response, agent: Agent) -> None:
    """The language chosen on the way in becomes that of who came in. Raises StorageBusy."""
    chosen = request.cookies.get(CHOICE_COOKIE, "")
    if chosen in LANGUAGES and chosen != agent.language:
        await asyncio.to_thread(desk.staff.own_account.describe, agent, agent.name, chosen, desk.clock())
    if chosen:
        set_cookie(request, response, CHOICE_COOKIE, "", timedelta())
