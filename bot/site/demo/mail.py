"""The mails of the demonstration, which go to nobody: as a list, and each as a mail program would show it."""

import asyncio
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Final

from aiohttp import web

from bot.mail.catching import CatchingTransport
from bot.site.frame import Frame

LIST: Final = "/demo/mail"
ONE: Final = rf"{LIST}/{{name:\d{{8}}}}"
SHOWN: Final = 50
_SEEN_IN: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups"
"""For the HTML of a mail: no script, nothing loaded, framed by our own page only."""


@dataclass(frozen=True, slots=True)
class Caught:
    """A mail as it left. `headers` are all of them, in order; the code in one that `ended` is good no more."""

    name: str
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    ended: bool = False

    @property
    def mail_id(self) -> str:
        """What the desk calls it."""
        return self.header("Message-ID").strip("<>").partition("@")[0]

    def header(self, name: str) -> str:
        """The value of a header, "" without it."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


class DemoMailPages:
    """Handlers of the addresses that exist in the demonstration only. A code is shown while it is good."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._caught = CatchingTransport(frame.desk.settings.caught_mail)

    def routes(self) -> list[web.RouteDef]:
        """Their addresses."""
        return [web.get(LIST, self.newest), web.get(ONE, self.one), web.get(f"{ONE}/html", self.html)]

    async def newest(self, request: web.Request) -> web.StreamResponse:
        """Newest first."""
        mails = await asyncio.to_thread(self._newest)
        return await self._frame.page(request, "mail_list.html", mails=mails)

    async def one(self, request: web.Request) -> web.StreamResponse:
        """Its HTML in a frame, its text, and its headers."""
        mail = await self._found(request)
        return await self._frame.page(request, "mail_one.html", mail=mail)

    async def html(self, request: web.Request) -> web.StreamResponse:
        """What the frame shows; links open beside."""
        mail = await self._found(request)
        if mail.ended:
            raise web.HTTPNotFound
        shown = mail.html.replace("<head>", '<head><base target="_blank">', 1)
        headers = {"Content-Security-Policy": _SEEN_IN, "Referrer-Policy": "no-referrer"}
        return web.Response(text=shown, content_type="text/html", headers=headers)

    def _newest(self) -> list[Caught]:
        found = []
        for name, content in self._caught.caught():
            found.append(_read(name, content))
            if len(found) == SHOWN:
                break
        return found

    async def _found(self, request: web.Request) -> Caught:
        name = request.match_info["name"]
        mail = await asyncio.to_thread(self._one, name)
        if mail is None:
            raise web.HTTPNotFound()
        return mail

    def _one(self, name: str) -> Caught | None:
        if (content := self._caught.one(name)) is None:
            return None
        mail = _read(name, content)
        if not self._frame.desk.codes.ended([mail.mail_id]):
            return mail
        return replace(mail, text="", html="", ended=True)


def _read(name: str, content: bytes) -> Caught:
    message = message_from_bytes(content, policy=default)
    headers = tuple((key, str(value)) for key, value in message.items())
    return Caught(name, headers, _part(message, "plain"), _part(message, "html"))


def _part(message: EmailMessage, kind: Any) -> str:
    found = message.get_body((kind,))
    return str(found.get_content()) if found is not None else ""
