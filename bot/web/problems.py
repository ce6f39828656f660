"""Every refusal as an HTTP answer: one table of statuses, one shape of body."""

import json
import logging
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol

from aiohttp import web

from bot.domain.kernel import errors
from bot.domain.kernel.errors import DeskError
from bot.domain.staff import account_errors, alerting, console_errors, linking
from bot.domain.staff.acting import CustomerNotFound
from bot.domain.staff.canned_replies import (
    CannedChanged,
    CannedIncomplete,
    CannedNameTaken,
    CannedNotFound,
    ReplyUnfilled,
    VariableUnknown,
)
from bot.domain.support.ticket_handling import ColleagueMayNot, TicketChanged, TooManyReplies

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

STATUS: dict[type[DeskError], int] = {
    errors.TokenRefused: 401,
    errors.TokenExpired: 403,  # what Direct Line clients take for expired; they retry a 401 for ever
    errors.ConversationNotFound: 404,
    errors.DocumentNotFound: 404,
    errors.MalformedRequest: 400,
    errors.EmptyMessage: 400,
    errors.ChoiceUnknown: 400,
    errors.MessageTooLong: 413,
    errors.StorageBusy: 503,
    console_errors.AgentMayNot: 403,
    account_errors.SignInRefused: 403,
    account_errors.TooManyAttempts: 429,
    console_errors.SessionEnded: 401,
    console_errors.CrossSiteRefused: 403,
    account_errors.AddressTaken: 409,
    account_errors.PasswordTooWeak: 400,
    account_errors.PasswordWrong: 403,
    account_errors.AccountNotYours: 403,
    account_errors.LastGlobalAdmin: 409,
    account_errors.RoleMissing: 400,
    account_errors.AccountIncomplete: 400,
    alerting.PushRefused: 400,
    alerting.QuietHoursUnclear: 400,
    alerting.ZoneUnknown: 400,
    account_errors.DirectoryFailed: 502,
    account_errors.DirectoryRefused: 403,
    account_errors.DirectoryStranger: 403,
    console_errors.AgentNotFound: 404,
    console_errors.ColleagueAway: 409,
    console_errors.TeamUnknown: 400,
    console_errors.QueueUnknown: 400,
    console_errors.CustomerWrote: 409,
    console_errors.TagUnusable: 400,
    console_errors.SnoozePast: 400,
    errors.InvoiceNotFound: 404,
    errors.TicketNotFound: 404,
    errors.TransitionRefused: 409,
    errors.AlreadyAccepted: 409,
    console_errors.NotHolding: 409,
    errors.StaleVersion: 409,
    errors.ContactAddressMissing: 400,
    errors.TicketTextMissing: 400,
    CustomerNotFound: 404,
    linking.AddressNotFound: 404,
    linking.AddressSettled: 409,
    linking.AddressHasContact: 409,
    linking.NameMissing: 400,
    linking.RoleNotGiven: 403,
    TicketChanged: 409,
    TooManyReplies: 429,
    ColleagueMayNot: 409,
    CannedNotFound: 404,
    CannedChanged: 409,
    CannedNameTaken: 409,
    CannedIncomplete: 400,
    VariableUnknown: 400,
    ReplyUnfilled: 400,
    console_errors.MessageNotReviewable: 404,
    console_errors.IntentUnknown: 400,
    console_errors.ReviewExported: 409,
}
"""Refusals somebody outside can meet; every other DeskError on the way out is a defect of ours."""

SENTENCES: dict[str, str] = {  # of the API; the console's are in its texts, in both languages
    "token_refused": "The token is missing or not valid here.",
    "token_expired": "The token has expired or was never issued. Get a new one.",
    "conversation_not_found": "There is no such conversation for this token.",
    "document_not_found": "This link is not valid any more. Ask for a new one in the chat.",
    "malformed_request": "The request is not well formed: {problem}.",
    "empty_message": "The message is empty.",
    "choice_unknown": "This button was not offered in this conversation.",
    "message_too_long": "The message is longer than {limit} characters.",
    "stale_version": "The conversation changed again and again meanwhile. Nothing was lost or changed; try again.",
    "storage_busy": "The desk is busy. Nothing was lost or changed; try again in a moment.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, for programs. `reference` finds it in the log; `allow` names the methods that would do."""

    status: int
    code: str
    message: str
    reference: str = ""
    allow: str = ""


class Shown(Protocol):
    """Who shows problems to people."""

    async def show(self, request: web.Request, problem: Problem) -> web.Response | None:
        """A page, or None where a program asks."""


SHOWN: Final = web.AppKey("shown", Shown)


@web.middleware
async def answer_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns whatever a handler raises into words that say what is wrong and never how the desk is made.

    Programs get JSON, people the page of whoever is `SHOWN`.
    """
    try:
        return await whole(request, handler)
    except AnswerBroken:
        raise
    except DeskError as error:
        found = _refusal(error)
    except web.HTTPException as error:
        found = _http_problem(error)
    except Exception:
        reference = uuid.uuid4().hex[:12]
        log.exception("%s %.200s failed, reference %s", request.method, request.rel_url.raw_path, reference)
        said = f"Something went wrong on our side. Reference {reference}."
        found = Problem(500, "internal_error", said, reference)
    answer = await _page(request, found) or problem(found.status, found.code, found.message)
    return _with_headers(answer, found)


async def _page(request: web.Request, found: Problem) -> web.Response | None:
    """The page of a problem; None for programs, and where the page itself fails."""
    shown = request.app.get(SHOWN)
    try:
        return await shown.show(request, found) if shown is not None else None
    except Exception:
        log.exception("the page of a problem failed")
        return None


def _with_headers(answer: web.Response, found: Problem) -> web.Response:
    if found.allow:
        answer.headers["Allow"] = found.allow
    if found.status in {429, 503}:
        answer.headers["Retry-After"] = "1"
    return answer


class AnswerBroken(ConnectionError):
    """An answer failed after its beginning was sent: nothing can follow, so the connection ends without its end.

    Who reads it then knows that it is not complete.
    """


async def whole(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What the handler answers. Raises what it raises, and AnswerBroken once a part of the answer has been sent."""
    try:
        return await handler(request)
    except AnswerBroken:
        raise
    except Exception as error:
        if request.writer.output_size == 0:
            raise
        if not isinstance(error, ConnectionError):  # which only means that whoever read it has gone
            log.exception("%s %.200s broke off", request.method, request.rel_url.raw_path)
        raise AnswerBroken() from error


def problem(status: int, code: str, message: str) -> web.Response:
    """The one shape of an error, as Direct Line writes it."""
    headers = {"Retry-After": "1"} if status in {429, 503} else {}
    return web.json_response({"error": {"code": code, "message": message}}, status=status, headers=headers)


def _refusal(error: DeskError) -> Problem:
    status = STATUS.get(type(error))
    if status is None or error.code not in SENTENCES:
        log.error("a refusal without status or words reached an API caller: %s", error.code)
        return Problem(500, "internal_error", "Something went wrong on our side.")
    return Problem(status, error.code, SENTENCES[error.code].format(**error.blanks))


def _http_problem(error: web.HTTPException) -> Problem:
    if error.status < 400:
        raise error
    code = error.reason.casefold().replace(" ", "_")
    return Problem(error.status, code, f"{error.reason}.", allow=error.headers.get("Allow", ""))


async def json_body(request: web.Request) -> dict[str, Any]:
    """The request's JSON object; an empty body is an empty object.

    Raises HTTPUnsupportedMediaType for another content type and MalformedRequest for anything but an object.
    """
    raw = await request.read()
    if not raw:
        return {}
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise errors.MalformedRequest(problem="the body is not JSON") from error
    if not isinstance(body, dict):
        raise errors.MalformedRequest(problem="the body must be a JSON object")
    return body
