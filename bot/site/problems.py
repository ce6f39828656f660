"""What a visitor sees when an address is wrong or something broke: a page with a way on, in their language."""

from http import HTTPStatus
from typing import Final

from aiohttp import web

from bot.site.frame import Frame
from bot.web.problems import Problem

_PROGRAMS: Final = ("/v3/", "/health", "/console", "/site/", "/help/identity", "/widget")
"""Addresses that programs ask: they get JSON, as does whatever asks for something else than a page."""

_SAID: Final = {
    "document_not_found": "document",
    HTTPStatus.NOT_FOUND: "missing",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.METHOD_NOT_ALLOWED: "wrong_way",
    HTTPStatus.TOO_MANY_REQUESTS: "too_many",
    HTTPStatus.SERVICE_UNAVAILABLE: "busy",
}
"""Refusals with words of their own, by code or status."""


class ProblemPages:
    """`bot.web.problems.Shown`: answers people with a page and leaves programs their JSON."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    async def show(self, request: web.Request, problem: Problem) -> web.Response | None:
        """The page of a refusal; None where no person reads it."""
        if not for_people(request):
            return None
        status = problem.status
        said = _SAID.get(problem.code) or _SAID.get(status) or ("broken" if status >= 500 else "unreadable")
        return await self._frame.page(
            request, "problem.html", status=status, known=False, said=said, reference=problem.reference
        )


def for_people(request: web.Request) -> bool:
    """Whether a browser shows the answer to somebody, as it says itself; one that does not say is believed to."""
    if request.path.startswith(_PROGRAMS):
        return False
    return request.headers.get("Sec-Fetch-Dest", "document") in {"document", "iframe"}
