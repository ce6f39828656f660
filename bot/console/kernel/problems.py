"""What an agent sees when something is refused, is not there, or broke: a page, or a notice on the page."""

import logging
import uuid
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.console.kernel.addresses import came_from, see_other, sign_in_address
from bot.console.kernel.frame import Frame, language_of
from bot.domain.kernel.errors import DeskError
from bot.domain.staff.console_errors import SessionEnded
from bot.web.problems import STATUS, AnswerBroken, Handler, whole

_log = logging.getLogger(__name__)

SAID: Final = frozenset({400, 403, 404, 405, 413})
"""The HTTP errors with a sentence of their own."""


def is_partial(request: web.Request) -> bool:
    """Whether htmx asks, which puts the answer into the page that is open."""
    return request.headers.get("HX-Request") == "true"


def answer_problems(frame: Frame) -> Middleware:
    """Turns whatever a handler raises into words, and never tells how the desk is made."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await whole(request, handler)
        except AnswerBroken:
            raise
        except SessionEnded:
            return _to_sign_in(request)
        except DeskError as error:
            return await _refused(frame, request, error)
        except web.HTTPException as error:
            if error.status < 400:
                raise
            return await _not_served(frame, request, error)
        except Exception:
            return await _broken(frame, request)

    return middleware


async def _refused(frame: Frame, request: web.Request, error: DeskError) -> web.Response:
    status = STATUS.get(type(error))
    if status is None or f"frame.problem.{error.code}" not in frame.texts:
        _log.error("a refusal without status or words reached the console: %s", error.code)
        return await _broken(frame, request)
    return await _answer(frame, request, status, frame.refusal(request, error))


async def _not_served(frame: Frame, request: web.Request, error: web.HTTPException) -> web.Response:
    key = f"frame.http.{error.status if error.status in SAID else 400}"
    answer = await _answer(frame, request, error.status, frame.texts.say(key, language_of(request)))
    if "Allow" in error.headers:
        answer.headers["Allow"] = error.headers["Allow"]
    return answer


async def _broken(frame: Frame, request: web.Request) -> web.Response:
    reference = uuid.uuid4().hex[:12]
    _log.exception("%s %.200s failed, reference %s", request.method, request.rel_url.raw_path, reference)
    sentence = frame.texts.say("frame.http.500", language_of(request), reference=reference)
    return await _answer(frame, request, 500, sentence)


async def _answer(frame: Frame, request: web.Request, status: int, sentence: str) -> web.Response:
    if is_partial(request):
        text = frame.fragment(request, "parts/problem.html", sentence=sentence)
        answer = web.Response(text=text, status=status, content_type="text/html", charset="utf-8")
        answer.headers.update({"HX-Retarget": "#alert", "HX-Reswap": "innerHTML"})
    else:
        facts = {"sentence": sentence, "back": came_from(request)}
        answer = await frame.page(request, "problem.html", section="", status=status, **facts)
    if status == 503:
        answer.headers["Retry-After"] = "1"
    return answer


def _to_sign_in(request: web.Request) -> web.Response:
    if not is_partial(request):
        return see_other(sign_in_address(request))
    return web.Response(status=401, headers={"HX-Redirect": sign_in_address(request)})
