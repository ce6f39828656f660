"""Joins the pages for customers and the widget to the desk's web application."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot.site.codes import PURPOSE, CodePages
from bot.site.demo.mail import DemoMailPages
from bot.site.demo.pages import DemoFront, DemoPages
from bot.site.frame import Frame, Front
from bot.site.look import Look
from bot.site.mail_stops import MailStopPages
from bot.site.own import OwnFront
from bot.site.pages import HelpPages
from bot.site.problems import ProblemPages
from bot.site.session import Sessions, key_file
from bot.site.signing import ensure_keys
from bot.site.tickets.conversations import OwnConversationPages
from bot.site.tickets.pages import OwnTicketPages
from bot.site.widget import VENDORED, Widget
from bot.web.assets import Assets
from bot.web.compiled import Compiled
from bot.web.problems import SHOWN
from bot.web.texts import Texts

if TYPE_CHECKING:
    from bot.bootstrap import Desk

HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"
TEXTS_FILES: Final = (HERE / "texts.yml", HERE / "demo" / "texts.yml")
_COMPILED: Final = Compiled()
_log = logging.getLogger(__name__)


def add_site(app: web.Application, desk: "Desk") -> None:
    """Adds pages, sign-in, widget and static files; makes the site's keys where they are missing.

    What is the demonstration's is added where it was asked for, and is not there otherwise. Raises OSError when keys
    cannot be stored and SigningKeyUnusable when the stored one is no key.
    """
    ensure_keys(desk.settings)
    assets = site_assets()
    if VENDORED not in assets:
        _log.warning("bot/site/static/%s is missing, the chat cannot open: run `npm --prefix web run build`", VENDORED)
    texts = Texts.load_all(TEXTS_FILES)
    look = Look(desk.partner, assets)
    _set_up_templates(app)
    add_pages = _add_demo if desk.settings.demo_sign_in else _add_own
    frame = add_pages(app, desk, texts, assets, look)
    app[SHOWN] = ProblemPages(frame)
    Widget(desk, texts, assets, look).add_routes(app.router)
    app.router.add_get(assets.route, assets.serve)


def site_assets() -> Assets:
    """The static files of site and widget."""
    return Assets(STATIC, "/site/static")


def _add_own(app: web.Application, desk: "Desk", texts: Texts, assets: Assets, look: Look) -> Frame:
    sessions = Sessions.stored_in(key_file(desk.settings), PURPOSE) if desk.codes.offered else None
    front = OwnFront(desk, sessions)
    frame, pages = _add_help(app, desk, texts, assets, look, front)
    app.add_routes(front.routes(pages))
    if sessions is not None:
        app.add_routes(CodePages(frame, sessions).routes())
    return frame


def _add_demo(app: web.Application, desk: "Desk", texts: Texts, assets: Assets, look: Look) -> Frame:
    sessions = Sessions.stored_in(key_file(desk.settings))
    front = DemoFront(desk, sessions)
    frame, _ = _add_help(app, desk, texts, assets, look, front)
    app.add_routes([*DemoPages(frame, front, sessions).routes(), *DemoMailPages(frame).routes()])
    return frame


def _add_help(
    app: web.Application, desk: "Desk", texts: Texts, assets: Assets, look: Look, front: Front
) -> tuple[Frame, HelpPages]:
    frame = Frame(desk, texts, assets, look, front)
    pages = HelpPages(frame)
    own = (*OwnTicketPages(frame).routes(), *OwnConversationPages(frame).routes())
    app.add_routes([*pages.routes(), *own, *MailStopPages(frame).routes()])
    return frame, pages


def _set_up_templates(app: web.Application) -> None:
    aiohttp_jinja2.setup(
        app,
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader("bot.site"), jinja2.PackageLoader("bot.site.demo")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_COMPILED,
    )
