"""The button with which an agent goes away and comes back."""

import asyncio

from aiohttp import web

from bot.console.kernel.addresses import came_from, own_path, see_other
from bot.console.kernel.frame import Frame, agent_of
from bot.console.kernel.guard import signed_in


class DutyPages:
    """One form, in the head of every page."""

    def __init__(self, frame: Frame) -> None:
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/me/away", self.change)]

    @signed_in
    async def change(self, request: web.Request) -> web.Response:
        """Away with `away=yes`, else back; then the page one came from."""
        form = await request.post()
        duty = self._desk.staff.duty
        verb = duty.go_away if form.get("away") == "yes" else duty.come_back
        await asyncio.to_thread(verb, asked_by=agent_of(request), now=self._desk.clock())
        return see_other(own_path(str(form.get("next", ""))) or came_from(request))
