"""The body of a request, read before its handler: whole, in time, unpacked and within bounds, or refused."""

import asyncio
import codecs
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from aiohttp import web

from bot.domain.kernel.errors import MalformedRequest
from bot.limits import Limits
from bot.web.problems import Handler

LIMITS: Final = web.AppKey("limits", Limits)

UNREAD_BY_THE_SERVER: Final[Mapping[str, Any]] = {"auto_decompress": False}
"""For `web.Application(handler_args=...)`: aiohttp would unpack by itself, and take half a body for a whole one."""

_PACKED: Final[Mapping[str, int]] = {
    "gzip": 16 + zlib.MAX_WBITS,
    "x-gzip": 16 + zlib.MAX_WBITS,
    "deflate": zlib.MAX_WBITS,
}
"""What zlib is told about each content coding (RFC 9110, 8.4.1)."""

_FORM: Final = "application/x-www-form-urlencoded"
_CHARSETS: Final = frozenset({"utf-8", "ascii"})
"""Of a form: what browsers send from our pages. Some of Python's other codecs take minutes for a body of this size."""


@web.middleware
async def read_at_the_door(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The handler finds the body and the fields of a form read; reading them can no longer fail.

    Every application that serves requests has this middleware behind the one that puts refusals into words. Raises
    MalformedRequest, HTTPRequestEntityTooLarge, HTTPUnsupportedMediaType and HTTPRequestTimeout.
    """
    if request.match_info.apps[-1] is request.app:  # a nested application has a door of its own, and other words
        await _read(request)
    return await handler(request)


Marked = TypeVar("Marked", bound=Callable[..., Any])


def reads_itself(handler: Marked) -> Marked:
    """Marks a function that reads its own body, within bounds of its own: the door lets such a request through."""
    _OWN_READERS.add(handler)
    return handler


_OWN_READERS: Final[set[Any]] = set()


async def _read(request: web.Request) -> None:
    if getattr(request.match_info.handler, "__func__", request.match_info.handler) in _OWN_READERS:
        return
    if request.content_type.startswith("multipart/"):
        raise MalformedRequest(problem="no form here has files, so none comes in parts")
    if not request.body_exists:
        return
    body = await _arrived(request)
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding != "identity":
        request._read_bytes = unpacked(body, coding, request.client_max_size)  # where aiohttp keeps what it has read
    if request.content_type == _FORM:
        await _read_form(request)


async def _arrived(request: web.Request) -> bytes:
    try:
        async with asyncio.timeout(request.config_dict.get(LIMITS, Limits()).body_seconds):
            return await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (web.RequestPayloadError, ConnectionError) as error:
        raise MalformedRequest(problem="the body did not arrive whole") from error


def unpacked(body: bytes, coding: str, limit: int) -> bytes:
    """The content of a compressed body. Never unpacks more than `limit` bytes.

    Raises MalformedRequest, HTTPRequestEntityTooLarge, and HTTPUnsupportedMediaType for a coding nobody knows here.
    """
    if coding not in _PACKED:
        raise web.HTTPUnsupportedMediaType
    unpacker = zlib.decompressobj(_PACKED[coding])
    try:
        content = unpacker.decompress(body, limit + 1)
    except zlib.error as error:
        raise MalformedRequest(problem=f"the body is not {coding}") from error
    if len(content) > limit:
        raise web.HTTPRequestEntityTooLarge(limit)
    if not unpacker.eof or unpacker.unused_data:
        raise MalformedRequest(problem=f"the body is cut short or followed by something that is not {coding}")
    return content


async def _read_form(request: web.Request) -> None:
    try:
        known = codecs.lookup(request.charset or "utf-8").name in _CHARSETS
    except (LookupError, ValueError):
        known = False
    if not known:
        raise MalformedRequest(problem="a form is written in UTF-8")
    try:
        await request.post()
    except ValueError as error:
        raise MalformedRequest(problem="the form is not written in UTF-8") from error
