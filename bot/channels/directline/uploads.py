"""Direct Line's way to send files: their names are taken, and what is in them is let go by unread."""

import asyncio
import json
from typing import Any, Final

from aiohttp import BodyPartReader, MultipartReader, web

from bot.domain.kernel.errors import MalformedRequest
from bot.web.bodies import LIMITS

LARGEST_UPLOAD: Final = 32 * 1024 * 1024
"""Bytes after which the rest is not waited for: more than any mail takes."""
LARGEST_ACTIVITY: Final = 256 * 1024
"""Bytes of the activity that comes with the files; as of any other body."""
MOST_PARTS: Final = 50
_ACTIVITY: Final = "application/vnd.microsoft.activity"


async def uploaded(request: web.Request) -> dict[str, Any]:
    """The activity of an upload, with one attachment a file that came, named as its part is.

    Raises MalformedRequest, HTTPRequestEntityTooLarge, HTTPRequestTimeout and HTTPUnsupportedMediaType.
    """
    if not request.content_type.startswith("multipart/"):
        raise web.HTTPUnsupportedMediaType
    try:
        async with asyncio.timeout(request.config_dict[LIMITS].body_seconds):
            return await _read(await request.multipart())
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (ValueError, ConnectionError, web.RequestPayloadError) as error:
        raise MalformedRequest(problem="the upload did not arrive whole") from error


async def _read(reader: MultipartReader) -> dict[str, Any]:
    activity: dict[str, Any] = {"type": "message"}
    files: list[dict[str, str]] = []
    left = LARGEST_UPLOAD
    for _ in range(MOST_PARTS):
        part = await reader.next()
        if part is None:
            return {**activity, "attachments": files} if files else activity
        if not isinstance(part, BodyPartReader):
            raise MalformedRequest(problem="an upload holds files, and no parts within parts")
        kind = part.headers.get("Content-Type", "")
        if kind.startswith(_ACTIVITY):
            activity = _activity(await _content(part, LARGEST_ACTIVITY))
        else:
            files.append({"name": part.filename or part.name or "", "contentType": kind})
            left -= await _let_go(part, left)
    raise MalformedRequest(problem=f"an upload holds at most {MOST_PARTS} parts")


async def _content(part: BodyPartReader, limit: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk():
        content += chunk
        if len(content) > limit:
            raise web.HTTPRequestEntityTooLarge(limit)
    return bytes(content)


async def _let_go(part: BodyPartReader, limit: int) -> int:
    """How many bytes it had; none are kept."""
    passed = 0
    while chunk := await part.read_chunk():
        passed += len(chunk)
        if passed > limit:
            raise web.HTTPRequestEntityTooLarge(LARGEST_UPLOAD)
    return passed


def _activity(content: bytes) -> dict[str, Any]:
    try:
        activity = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise MalformedRequest(problem="the activity is not JSON") from error
    if not isinstance(activity, dict):
        raise MalformedRequest(problem="the activity must be a JSON object")
    return activity
