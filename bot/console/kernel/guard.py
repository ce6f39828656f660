"""Who may reach which page of the console: sessions, roles, and no requests from other websites."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.console.kernel.addresses import ROOT, see_other
from bot.console.kernel.asking import AGENT, SESSION
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.console_errors import AgentMayNot, CrossSiteRefused, SessionEnded
from bot.domain.staff.sessions import LIFE
from bot.services.records.staff import Session
from bot.web.assets import Assets
from bot.web.origin import comes_from_site, set_cookie
from bot.web.problems import Handler

if TYPE_CHECKING:
    from bot.bootstrap import Desk

COOKIE: Final = "desk_console"
NEW_PASSWORD: Final = f"{ROOT}/me/new-password"
"""Where an agent with a password somebody else has set goes before anything else."""

CHANGING: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_DECLARED: Final = "opens_to"

PUBLIC: Final = "everybody"
SIGNED_IN: Final = "every agent"
FIRST_PASSWORD: Final = "every agent, before the first password is changed as well"  # noqa: S105 - no password

Method = TypeVar("Method", bound=Callable[..., Awaitable[web.StreamResponse]])
Declared = str | frozenset[Permission]


class Declaring(Protocol):
    """Marks a handler with whom it opens to."""

    def __call__(self, handler: Method) -> Method: ...


def needs(*permissions: Permission) -> Declaring:
    """The handler opens to agents with at least one of these permissions; the guard refuses the others."""
    return _opens_to(frozenset(permissions))


def public(handler: Method) -> Method:
    """The handler opens to everybody, signed in or not."""
    return _opens_to(PUBLIC)(handler)


def signed_in(handler: Method) -> Method:
    """The handler opens to every agent."""
    return _opens_to(SIGNED_IN)(handler)


def even_with_a_first_password(handler: Method) -> Method:
    """As `signed_in`, and also to agents who must change their password first."""
    return _opens_to(FIRST_PASSWORD)(handler)


def _opens_to(declared: Declared) -> Declaring:
    def declare(handler: Method) -> Method:
        setattr(handler, _DECLARED, declared)
        return handler

    return declare


def declared(handler: Any) -> Declared | None:
    """Whom a route's handler opens to; None when it does not say."""
    if getattr(handler, "__func__", None) is Assets.serve:
        return PUBLIC
    found: Declared | None = getattr(handler, _DECLARED, None)
    return found


def session_guard(desk: "Desk") -> Middleware:
    """Finds out who asks, and refuses what the handler's declaration does not open to them.

    Sets request[AGENT] and request[SESSION] whenever somebody is signed in. A handler without a declaration opens
    to every agent; a test finds it. Raises CrossSiteRefused, SessionEnded and AgentMayNot.
    """

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method in CHANGING and not comes_from_site(request):
            raise CrossSiteRefused()
        opens_to = SIGNED_IN if request.match_info.http_exception else declared(request.match_info.handler)
        session = await _session(desk, request)
        if session is not None:
            request[AGENT], request[SESSION] = session.agent, session
        if opens_to == PUBLIC:
            return await handler(request)
        if session is None:
            return _signed_out(request)
        if session.must_change_password and opens_to != FIRST_PASSWORD:
            return see_other(NEW_PASSWORD)
        if isinstance(opens_to, frozenset):
            _require(session.agent, opens_to)
        return await handler(request)

    return middleware


def session_of(request: web.Request) -> Session:
    """The session of who is signed in. KeyError means a handler that opens to everybody: a defect."""
    session: Session = request[SESSION]
    return session


def let_in(request: web.Request, response: web.StreamResponse, token: str) -> None:
    """Gives the browser its session.

    SameSite is Lax, not Strict: the partner's directory and links in mails lead here from other sites. What changes
    anything is a POST, and those are refused from other sites whatever the cookie.
    """
    set_cookie(request, response, COOKIE, token, LIFE, path=ROOT)


def let_out(request: web.Request, response: web.StreamResponse) -> None:
    """Takes the cookie away."""
    set_cookie(request, response, COOKIE, "", timedelta(), path=ROOT)


async def _session(desk: "Desk", request: web.Request) -> Session | None:
    token = request.cookies.get(COOKIE)
    if not token or request.path.startswith(f"{ROOT}/static/"):
        return None
    try:
        return await asyncio.to_thread(desk.staff.sessions.resolve, token, desk.clock())
    except SessionEnded:
        return None


def _signed_out(request: web.Request) -> web.Response:
    """A stream is told so by its status, which keeps the browser from trying again; a page is led to sign-in."""
    if "text/event-stream" in request.headers.get("Accept", ""):
        return web.Response(status=401)
    raise SessionEnded()


def _require(agent: Agent, permissions: frozenset[Permission]) -> None:
    if not any(agent.may(permission) for permission in permissions):
        raise AgentMayNot(permission=min(permissions).value)
