"""The action server: rasa-sdk's executor behind one route that only the engine may call."""

import hmac
import json
from typing import Any, Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException

from actions.billing import requests
from actions.billing.charges import answers as charges
from actions.billing.invoices import answers, copies, owed
from actions.billing.late import answers as late
from actions.billing.paying import credits, disputes, problems, ways
from actions.conversations import courtesies, dialogue, people
from actions.kernel.answer import Answer
from actions.kernel.desk import ActionsDesk
from actions.subscriptions import cancelling, changes, facts
from actions.support import contact, hours, pricing, technical, tickets
from actions.support.ticket_status import answers as ticket_status

MAX_BODY: Final = 2 * 1024 * 1024
"""Bytes of a request at most: a tracker with its last turns is a few kB, a long message some ten."""

_EXECUTOR: Final = web.AppKey("executor", ActionExecutor)

ANSWERS: Final[tuple[type[Answer], ...]] = (
    answers.FindInvoice, answers.PreviousInvoice, answers.ListOpenInvoices, answers.InvoiceStatusAnswer,
    owed.BalanceDue, copies.CopyInvoice, charges.ExplainCharge, charges.CompareInvoices,
    ways.PaymentMethods, problems.PaymentProblem, credits.RefundStatus, disputes.DisputeCharge,
    late.CollectionsPolicyAnswer, facts.SubscriptionInfo, cancelling.CancelSubscription,
    changes.ChangeSubscription, hours.SupportHours, contact.ContactSupport, pricing.SupportPricing,
    technical.TechnicalIssue, tickets.OpenTicket, ticket_status.TicketStatus, people.TalkToHuman, dialogue.Affirm,
    requests.AccountRequest, dialogue.Deny, dialogue.Clarify, dialogue.SomethingElse, dialogue.OutOfScope,
    dialogue.SwitchLanguage, courtesies.Greet, courtesies.Goodbye, courtesies.Thank, courtesies.BotChallenge,
)  # fmt: skip
"""Every action, once."""


class BadCall(Exception):
    """The request does not follow rasa-sdk's protocol; the sentence says where."""


def actions_app(desk: ActionsDesk, secret: str) -> web.Application:
    """The application serving POST /webhook to whoever knows `secret`. Raises ValueError for an empty secret."""
    if not secret:
        raise ValueError("the actions server needs a secret")
    app = web.Application(client_max_size=MAX_BODY, middlewares=[_guard(secret)])
    app[_EXECUTOR] = executor_of(desk)
    app.router.add_post("/webhook", _webhook)
    return app


def executor_of(desk: ActionsDesk) -> ActionExecutor:
    """rasa-sdk's executor with every action on this desk. Raises ValueError when two have one name."""
    executor = ActionExecutor()
    answers: dict[str, Answer] = {}
    for answer in ANSWERS:
        if answer.action in answers:
            raise ValueError(f"two actions are named {answer.action}")
        answers[answer.action] = answer(desk)
        answers[answer.action].stand_beside(answers)
        executor.register_action(answers[answer.action])
    return executor


def _guard(secret: str) -> Middleware:
    expected = f"Bearer {secret}".encode()

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, expected):
            return web.json_response({"error": "wrong or missing secret"}, status=401)
        return await handler(request)

    return guard


async def _webhook(request: web.Request) -> web.Response:
    try:
        call = _call(await request.read())
        result = await request.app[_EXECUTOR].run(call)
    except BadCall as refusal:
        return web.json_response({"error": str(refusal)}, status=422)
    except ActionNotFoundException:
        return web.json_response({"error": "unknown action"}, status=404)
    if result is None:
        return web.json_response({"error": "next_action is missing"}, status=422)
    return web.json_response({"events": result.events, "responses": result.responses})


def _call(body: bytes) -> dict[str, Any]:
    """The action call in a body. Raises BadCall. The engine need not send its domain: no action reads it."""
    try:
        call = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadCall("not valid JSON") from error
    if not isinstance(call, dict) or not isinstance(call.get("next_action"), str) or not call["next_action"]:
        raise BadCall("next_action is missing")
    tracker = call.get("tracker")
    if not isinstance(tracker, dict) or not isinstance(tracker.get("sender_id"), str):
        raise BadCall("tracker.sender_id is missing")
    _check_tracker(tracker)
    return {"next_action": call["next_action"], "tracker": tracker, "domain": {}}


def _check_tracker(tracker: dict[str, Any]) -> None:
    """Raises BadCall for a tracker that reading it would stumble over."""
    message = _part(tracker, "latest_message", dict)
    _part(tracker, "slots", dict)
    _part(message, "intent", dict)
    _part(message, "metadata", dict)
    lists = (_part(tracker, "events", list), _part(message, "entities", list), _part(message, "intent_ranking", list))
    if not all(isinstance(entry, dict) for entries in lists for entry in entries):
        raise BadCall("the tracker has an unexpected shape")


def _part(whole: dict[str, Any], name: str, shape: type[Any]) -> Any:
    """A part of the tracker, empty when missing. Raises BadCall when it is of another shape."""
    if whole.get(name) is None:
        whole[name] = shape()
    if not isinstance(whole[name], shape):
        raise BadCall(f"{name} has an unexpected shape")
    return whole[name]
