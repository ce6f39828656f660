"""Lets pages of the sites the partner names speak Direct Line from their own origin (CORS), and nobody else's."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from aiohttp import hdrs, web

from bot.web.origins import Origins

METHODS: Final = "GET, POST, OPTIONS"
HEADERS: Final = "Authorization, Content-Type, X-Ms-Bot-Agent, X-Requested-With"
"""What Microsoft's clients send."""
KEPT_SECONDS: Final = 600
"""How long a browser need not ask again: a site taken off the list is refused by then."""


class CrossOrigin:
    """Says to browsers which pages may read the answers below `base`. Cookies are never asked for nor allowed."""

    def __init__(self, origins: Origins, base: str) -> None:
        self._origins = origins
        self._base = f"{base}/"

    def routes(self, asked_for: Iterable[web.RouteDef]) -> list[web.RouteDef]:
        """The question browsers ask before they send anything, at each address they may send something to."""
        return [web.options(path, self.preflight) for path in dict.fromkeys(route.path for route in asked_for)]

    async def preflight(self, request: web.Request) -> web.Response:
        """What a page may send. Raises HTTPForbidden for a site nobody named."""
        origin = request.headers.get(hdrs.ORIGIN)
        if origin is not None and not self._origins.allow(origin):
            raise web.HTTPForbidden
        allowed = {
            hdrs.ALLOW: METHODS,
            hdrs.ACCESS_CONTROL_ALLOW_METHODS: METHODS,
            hdrs.ACCESS_CONTROL_ALLOW_HEADERS: HEADERS,
            hdrs.ACCESS_CONTROL_MAX_AGE: str(KEPT_SECONDS),
        }
        return web.Response(status=204, headers=allowed)

    def mark(self) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
        """For `on_response_prepare`: refusals are marked as well, so that a page can read why it was refused."""

        async def mark(request: web.Request, response: web.StreamResponse) -> None:
            if not request.path.startswith(self._base):
                return
            response.headers.add(hdrs.VARY, hdrs.ORIGIN)
            origin = request.headers.get(hdrs.ORIGIN)
            if origin is not None and self._origins.allow(origin):
                response.headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = origin
                response.headers[hdrs.ACCESS_CONTROL_EXPOSE_HEADERS] = hdrs.RETRY_AFTER

        return mark
