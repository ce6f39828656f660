"""The embeddable chat: the script a partner's page includes, and the page inside its frame."""

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import aiohttp_jinja2
from aiohttp import web

from bot.domain.customers.mailed_codes import DIGITS
from bot.domain.kernel import lengths
from bot.site.frame_codes import FrameCodes
from bot.site.language import language_of
from bot.site.look import Look
from bot.site.shell import script_of
from bot.web.assets import BRIEFLY, Assets
from bot.web.headers import widget_headers
from bot.web.origins import Origins
from bot.web.texts import Texts

if TYPE_CHECKING:
    from bot.bootstrap import Desk

VENDORED: Final = "vendor/webchat.js"
"""Without it the site works, but the chat cannot open."""
WEB_CHAT_LOCALES: Final = {"en": "en-US", "fr": "fr-FR"}
"""The locales Microsoft's Web Chat has words for."""


class Widget:
    """Handlers of the widget's two addresses."""

    def __init__(self, desk: "Desk", texts: Texts, assets: Assets, look: Look) -> None:
        self._look = look
        self._embedders = Origins.of(desk).named
        self._script = script_of(assets, self._look, texts, self._embedders)
        self._support = desk.partner.support
        self._stream_url = desk.settings.stream_url
        self._texts = texts
        self._assets = assets
        self._codes = FrameCodes(desk) if desk.codes.offered else None

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Registers the script and the frame's page."""
        router.add_get("/widget.js", self.script)
        router.add_get("/widget/", self.frame)
        router.add_get("/widget/badge", self.badge)
        router.add_routes(self._codes.routes() if self._codes is not None else [])

    async def script(self, request: web.Request) -> web.StreamResponse:
        """The one script tag. Its address never changes, so browsers ask again after a few minutes."""
        response = self._script.respond(request, BRIEFLY)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    async def badge(self, request: web.Request) -> web.StreamResponse:
        """What counts unread messages for a contact's page on which the chat was not opened: no chat, only a number."""
        spoken = language_of(request)
        context = {"lang": spoken, "title": self._texts.say("widget.frame", spoken), "asset": self._assets.url}
        response = aiohttp_jinja2.render_template("badge.html", request, context)
        response.headers.update(widget_headers(secrets.token_urlsafe(16), self._stream_url, self._embedders))
        return response

    async def frame(self, request: web.Request) -> web.StreamResponse:
        """The chat itself; 503 with a sentence while the build has not brought the web chat."""
        spoken = language_of(request)
        nonce = secrets.token_urlsafe(16)
        words = self._texts.section("chat", spoken) | {
            "title": self._look.assistant or self._texts.say("chat.title", spoken, partner=self._look.partner)
        }
        config = {
            "lang": spoken,
            "locale": WEB_CHAT_LOCALES[spoken],
            "nonce": nonce,
            "embedders": self._embedders,
            "typing": self._assets.url("typing.svg"),
            "codes": self._codes is not None,
            "words": words,
        }
        context = {
            "lang": spoken,
            "words": words,
            "config": config,
            "support": self._support,
            "asset": self._assets.url,
            "logo": self._look.logo,
            "colours": self._look.colours,
            "codes": self._codes is not None,
            "digits": DIGITS,
            "longest": lengths.ADDRESS,
            "complete": VENDORED in self._assets,
            "web_chat": VENDORED,
        }
        status = HTTPStatus.OK if VENDORED in self._assets else HTTPStatus.SERVICE_UNAVAILABLE
        response = aiohttp_jinja2.render_template("widget.html", request, context, status=status)
        response.headers.update(widget_headers(nonce, self._stream_url, self._embedders))
        return response
