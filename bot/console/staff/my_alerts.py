"""What an agent is told by mail when nobody looks at the console: chosen on a page of their own account."""

import asyncio
from datetime import time
from typing import Any, Final
from zoneinfo import available_timezones

from aiohttp import web

from bot.console.kernel.frame import Frame, agent_of, see_other
from bot.console.kernel.guard import signed_in
from bot.console.staff.browsers import named
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import DeskError
from bot.domain.staff.alerting import CHOSEN, DIGESTS, AlertWishes, QuietHoursUnclear, Way, ZoneUnknown
from bot.domain.support.alerts import AlertKind
from bot.web.problems import STATUS

PATH: Final = "/console/me/alerts"


class MyAlertPages:
    """For every agent."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/me/alerts", self.mine), web.post("/me/alerts", self.keep)]

    @signed_in
    async def mine(self, request: web.Request) -> web.Response:
        """The page."""
        return await self._page(request)

    @signed_in
    async def keep(self, request: web.Request) -> web.Response:
        """Replaces what was wished before; shown again with what was typed where it cannot be kept."""
        form = await request.post()
        names = ("quiet_from", "quiet_until", "zone", "digest")
        typed: dict[str, Any] = {name: str(form.get(name, "")).strip()[: lengths.ZONE] for name in names}
        typed |= {name: [str(one) for one in form.getall(name, [])] for name in ("kinds", "ways")}
        try:
            wishes = _read(typed)
        except (QuietHoursUnclear, ZoneUnknown) as error:
            return await self._page(request, typed, error)
        mine = self._desk.notices.alerts.mine
        await asyncio.to_thread(mine.keep, wishes, asked_by=agent_of(request), now=self._desk.clock())
        return see_other(f"{PATH}?changed=yes")

    async def _page(
        self, request: web.Request, typed: dict[str, Any] | None = None, error: DeskError | None = None
    ) -> web.Response:
        wishes, told = await asyncio.to_thread(self._desk.notices.alerts.mine.of, asked_by=agent_of(request))
        browsers = await asyncio.to_thread(self._desk.notices.alerts.pushes.of, asked_by=agent_of(request))
        return await self._frame.page(
            request,
            "my_alerts.html",
            section="",
            status=STATUS[type(error)] if error else 200,
            problem=self._frame.refusal(request, error) if error else "",
            changed=request.query.get("changed", ""),
            shown=typed or _shown(wishes),
            told=told,
            kinds=tuple(AlertKind),
            ways=sorted(CHOSEN),
            digests=DIGESTS,
            zones=sorted(available_timezones()),
            push_key=(await asyncio.to_thread(self._desk.push_keys)).public,
            browsers=[(one, named(one.browser)) for one in browsers],
            has_mail=self._desk.notices.mailroom.is_open,
        )


def _shown(wishes: AlertWishes) -> dict[str, Any]:
    begin, end = wishes.quiet or (None, None)
    return {
        "kinds": sorted(wishes.kinds),
        "ways": sorted(wishes.ways),
        "digest": str(wishes.digest_minutes),
        "quiet_from": begin.isoformat("minutes") if begin else "",
        "quiet_until": end.isoformat("minutes") if end else "",
        "zone": wishes.zone,
    }


def _read(typed: dict[str, Any]) -> AlertWishes:
    """Raises QuietHoursUnclear and ZoneUnknown; what no page of ours offers is left out."""
    return AlertWishes(
        zone=typed["zone"],
        kinds=frozenset(kind for kind in AlertKind if kind in typed["kinds"]),
        ways=frozenset(way for way in Way if way in CHOSEN and way in typed["ways"]),
        digest_minutes=next((one for one in DIGESTS if str(one) == typed["digest"]), 0),
        quiet=_quiet(typed["quiet_from"], typed["quiet_until"]),
    )


def _quiet(begin: str, end: str) -> tuple[time, time] | None:
    if not begin and not end:
        return None
    try:
        hours = time.fromisoformat(begin), time.fromisoformat(end)
    except ValueError as error:
        raise QuietHoursUnclear() from error
    if any(one.tzinfo for one in hours):
        raise QuietHoursUnclear()
    return hours
