"""Joins the agents' console to the desk's web application, at /console/."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.console.billing.invoices import InvoicePages
from bot.console.conversations.beside import BesidePages
from bot.console.conversations.conversation import ConversationPages
from bot.console.conversations.live import LivePages
from bot.console.conversations.queues import QueuePages
from bot.console.conversations.together import TogetherPages
from bot.console.customers.addresses import AddressPages
from bot.console.customers.customer import CustomerPages
from bot.console.kernel.addresses import HOME, ROOT, see_other
from bot.console.kernel.frame import CONSOLE, ROOMS, Frame
from bot.console.kernel.guard import public, session_guard
from bot.console.kernel.language import LanguagePages
from bot.console.kernel.problems import answer_problems
from bot.console.learning.reviews import LearningPages
from bot.console.notices.hooks import HookPages
from bot.console.notices.mails import MailPages
from bot.console.notices.received import ReceivedPages
from bot.console.reports.reports import ReportPages
from bot.console.staff.accounts import AccountPages
from bot.console.staff.audit import AuditPages
from bot.console.staff.canned_replies import CannedReplyPages
from bot.console.staff.directory_pages import DirectoryPages
from bot.console.staff.duty import DutyPages
from bot.console.staff.me import OwnPages
from bot.console.staff.my_alerts import MyAlertPages
from bot.console.staff.push import PushPages
from bot.console.staff.sign_in import SignInPages
from bot.console.support.tickets import TicketPages
from bot.console.support.together import TicketsTogetherPages
from bot.web.assets import Assets
from bot.web.bodies import read_at_the_door
from bot.web.headers import console_headers
from bot.web.texts import Texts

if TYPE_CHECKING:
    from bot.bootstrap import Desk

VENDORED: Final = ("vendor/htmx.js", "vendor/htmx-sse.js", "vendor/chart.js")
"""Without them the console works as plain pages: nothing appears by itself, and no chart is drawn."""
LARGEST_FORM: Final = 256 * 1024
_log = logging.getLogger(__name__)


class Pages(Protocol):
    """The handlers of one part of the console."""

    def __init__(self, frame: Frame) -> None: ...

    def routes(self) -> list[web.RouteDef]:
        """Their addresses, relative to the console's."""


Guard = Callable[["Desk"], Middleware]
"""Makes the middleware that says who is asking: it sets request[AGENT], or raises SessionEnded."""

GUARDS: Final[tuple[Guard, ...]] = (session_guard,)
PAGES: Final[tuple[type[Pages], ...]] = (
    LivePages,
    QueuePages,
    ConversationPages,
    BesidePages,
    SignInPages,
    DirectoryPages,
    LanguagePages,
    OwnPages,
    MyAlertPages,
    PushPages,
    DutyPages,
    AccountPages,
    AuditPages,
    CustomerPages,
    AddressPages,
    InvoicePages,
    TicketPages,
    TicketsTogetherPages,
    TogetherPages,
    MailPages,
    ReceivedPages,
    HookPages,
    CannedReplyPages,
    LearningPages,
    ReportPages,
)


def add_console(app: web.Application, desk: "Desk") -> None:
    """Adds the console with all its pages and static files."""
    assets = Assets(CONSOLE / "static", f"{ROOT}/static")
    missing = [name for name in VENDORED if name not in assets]
    if missing:
        _log.warning("bot/console/static lacks %s: run `npm --prefix web run build`", ", ".join(missing))
    frame = Frame(desk, Texts.load_folders(room / "texts" for room in ROOMS), assets)
    app.add_subapp(HOME, console_app(frame, GUARDS, PAGES))


def console_app(frame: Frame, guards: Sequence[Guard], pages: Sequence[type[Pages]]) -> web.Application:
    """The console by itself, with these guards (the first asked first) and pages."""
    middlewares = [answer_problems(frame), *(guard(frame.desk) for guard in guards), read_at_the_door]
    app = web.Application(middlewares=middlewares, client_max_size=LARGEST_FORM)
    app.on_response_prepare.append(_protect)
    app.on_shutdown.append(_end_streams(frame))
    app.router.add_get("", _with_slash)
    app.router.add_get(frame.assets.route.removeprefix(ROOT), frame.assets.serve)
    for made in (page(frame) for page in pages):
        app.add_routes(made.routes())
    return app


async def _protect(_: web.Request, response: web.StreamResponse) -> None:
    """Security headers on every answer, streams and errors included; a page may forbid more, never less."""
    for name, value in console_headers().items():
        response.headers.setdefault(name, value)


def _end_streams(frame: Frame) -> Callable[[web.Application], Awaitable[None]]:
    """Open streams would keep the desk from stopping; pages take them up again by themselves."""

    async def end(_: web.Application) -> None:
        frame.closing.set()

    return end


@public
async def _with_slash(_: web.Request) -> web.Response:
    return see_other(HOME)
