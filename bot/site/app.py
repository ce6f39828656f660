"""Joins the demo site and the widget to the desk's web application."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot.site.pages import Site
from bot.site.session import Sessions
from bot.site.signing import ensure_keys
from bot.site.widget import VENDORED, Widget
from bot.web.assets import Assets
from bot.web.compiled import Compiled
from bot.web.texts import Texts

if TYPE_CHECKING:
    from bot.bootstrap import Desk

STATIC: Final = Path(__file__).with_name("static")
TEXTS_FILE: Final = Path(__file__).with_name("texts.yml")
_COMPILED: Final = Compiled()
_log = logging.getLogger(__name__)


def add_site(app: web.Application, desk: "Desk") -> None:
    """Adds pages, sign-in, widget and static files; makes the site's keys where they are missing.

    Raises OSError when keys cannot be stored and SigningKeyUnusable when the stored one is no key.
    """
    ensure_keys(desk.settings)
    assets = site_assets()
    if VENDORED not in assets:
        _log.warning("bot/site/static/%s is missing, the chat cannot open: run `npm --prefix web run build`", VENDORED)
    texts = Texts.load(TEXTS_FILE)
    aiohttp_jinja2.setup(
        app,
        loader=jinja2.PackageLoader("bot.site"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_COMPILED,
    )
    sessions = Sessions.stored_in(desk.settings.site_key_file.with_name("session.key"))
    Site(desk, texts, assets, sessions).add_routes(app.router)
    Widget(desk, texts, assets).add_routes(app.router)
    app.router.add_get(assets.route, assets.serve)


def site_assets() -> Assets:
    """The static files of site and widget."""
    return Assets(STATIC, "/site/static")
