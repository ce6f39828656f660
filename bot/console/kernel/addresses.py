"""Addresses inside the console: where to go next, and that `next` never leads to another site."""

import re
from typing import Final
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from bot.web.origin import parts_of

ROOT: Final = "/console"
HOME: Final = f"{ROOT}/"
SIGN_IN: Final = f"{ROOT}/sign-in"
_OWN: Final = re.compile(r"/console(?:/[^/\\\x00-\x20\x7f][^\\\x00-\x20\x7f]*|/?)(?:\?[^\\\x00-\x20\x7f]*)?")


def own_path(address: str) -> str | None:
    """The address if it is a path of the console and nothing a browser could take for another site; else None."""
    dotted = {".", ".."} & set(urlsplit(address).path.split("/")) if _OWN.fullmatch(address) else {"not ours"}
    return None if dotted else address


def sign_in_address(request: web.Request) -> str:
    """The sign-in page, which leads back to the page asked for (to the first page when something was sent)."""
    wanted = own_path(request.path_qs) if request.method == "GET" else None
    return f"{SIGN_IN}?{urlencode({'next': wanted})}" if wanted and wanted != HOME else SIGN_IN


def came_from(request: web.Request) -> str:
    """The console's page a request was sent from, else its first page."""
    origin = parts_of(request.headers.get("Referer", ""))
    path = f"{origin.path}?{origin.query}" if origin.query else origin.path
    return (own_path(path) if origin.netloc == request.host else None) or HOME


def moved(path: str) -> web.Response:
    """This page has another address for good (301)."""
    return web.Response(status=301, headers={"Location": path})


def see_other(path: str) -> web.Response:
    """Look there next (303)."""
    return web.Response(status=303, headers={"Location": path, "Cache-Control": "no-store"})
