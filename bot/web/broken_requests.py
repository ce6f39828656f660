"""Requests that are no HTTP: a few short lines in the log and a short answer, with none of their bytes in either."""

import logging
from typing import Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.logs import AtMost
from bot.web.headers import guard
from bot.web.problems import AnswerBroken

LINES_A_MINUTE: Final = 5


def server_log() -> logging.Logger:
    """A logger for aiohttp's server: `web.Application(handler_args={"logger": server_log()})`.

    Faults of the desk keep their traces; what a sender can cause does not.
    """
    log = logging.Logger("bot.web.server")
    log.parent = logging.getLogger()
    log.addFilter(_BrokenRequests())
    return log


class _BrokenRequests(logging.Filter):
    def __init__(self) -> None:
        super().__init__()
        self._pace = AtMost(LINES_A_MINUTE, 60)

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, AnswerBroken):
            return False  # logged where it broke
        if not isinstance(error, HttpProcessingError | web.RequestPayloadError | ConnectionError):
            return True
        sender = f" from {record.args[0]}" if isinstance(record.args, tuple) and record.args else ""
        record.levelno, record.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
        record.msg, record.args = f"a request{sender} cannot be read: {type(error).__name__}", None
        record.exc_info = record.exc_text = None
        return self._pace.filter(record)


class _Bare(web.Response):
    """An answer outside any application, which therefore guards itself."""

    async def _prepare_headers(self) -> None:
        await super()._prepare_headers()
        guard(self)


def refusal(status: int) -> web.Response:
    """The answer to a request no handler can be found for; the connection ends with it."""
    answer = _Bare(status=status, text="This request cannot be read.\n" if status < 500 else "Something went wrong.\n")
    answer.force_close()
    return answer
