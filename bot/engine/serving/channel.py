"""The engine's only door: the desk asks, with the shared secret, for a turn or for understanding alone."""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import DEFAULT_INTENTS
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.engine.serving.kept_events import StateError
from bot.engine.serving.protocol import MAX_BODY_BYTES, BadRequest, Choice, TurnRequest, read_parse, read_turn
from bot.engine.serving.quickened import Quickened
from bot.engine.serving.tracker_store import StatelessTrackerStore, talked_about
from bot.engine.serving.turn import Replies, Turn

logger = logging.getLogger(__name__)

RANKED = 10  # intents told; the tail of the ranking is noise
# Looks like a slash and is as long, but is none: Rasa takes text that begins with "/" for a certain intent.
HARMLESS_SLASH = "\N{DIVISION SLASH}"

Handler = Callable[[Request], Coroutine[Any, Any, HTTPResponse]]


class DeskInput(InputChannel):
    """Serves /webhooks/desk/ to whoever knows the secret."""

    def __init__(self, secret: str) -> None:
        """Ask callers for `secret`."""
        self._secret = secret.encode()

    @classmethod
    def name(cls) -> str:
        """Return the name that stands in the address."""
        return "desk"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "DeskInput":
        """Create the channel. Raises RasaException without a secret."""
        secret: Any = (credentials or {}).get("secret")
        if not isinstance(secret, str) or not secret.strip() or "${" in secret:
            cls.raise_missing_credentials_exception()
        return cls(str(secret))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes. Rasa's own handler is not used: it would hide failures and lock for nothing."""
        routes = Blueprint("desk")
        routes.add_route(_health, "/", methods=["GET"])
        routes.add_route(self._guarded(_turn), "/turn", methods=["POST"], stream=True, name="turn")
        routes.add_route(self._guarded(_parse), "/parse", methods=["POST"], stream=True, name="parse")
        return routes

    def _guarded(self, answer: Callable[[Quickened, bytes], Awaitable[dict[str, Any]]]) -> Handler:
        async def handler(request: Request) -> HTTPResponse:
            if not self._knows_secret(request):
                return _error(401, "wrong or missing secret")
            agent = getattr(request.app.ctx, "agent", None)
            try:
                return json_response(await answer(_ready(agent), await _body(request)), dumps=_dumps)
            except (BadRequest, StateError) as refusal:
                return _error(400, str(refusal))
            except Exception:
                logger.exception("the turn failed")
                return _error(500, "engine_failure")

        return handler

    def _knows_secret(self, request: Request) -> bool:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode("utf-8", "replace"), b"Bearer " + self._secret)


async def _health(request: Request) -> HTTPResponse:
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None or agent.processor is None:
        return _error(503, "no model is loaded")
    return json_response({"status": "ok"})


async def _turn(model: Quickened, body: bytes) -> dict[str, Any]:
    request = read_turn(body)
    store = StatelessTrackerStore(model.domain, state=request.state, begin_again=request.begin_again)
    replies = Replies()
    message = await _message(model, request, replies)
    await Turn(model, store).run(message)
    understood = _understood(message.parse_data, request.language)
    return {"replies": replies.said, **understood, "state": store.saved_state()}


async def _parse(model: Quickened, body: bytes) -> dict[str, Any]:
    request = read_parse(body)
    parse = await _understand(model, request.text, {"language": request.language})
    return _understood(parse, request.language)


async def _message(processor: MessageProcessor, request: TurnRequest, replies: Replies) -> UserMessage:
    metadata = {"message_id": request.message_id, "language": request.language, **talked_about(request.state)}
    if request.choice is not None:
        text, parse = request.choice.payload, _chosen(processor, request.choice, request.language)
    else:
        text = request.text or ""
        parse = await _understand(processor, text, metadata)
    return UserMessage(text, replies, request.sender, parse, DeskInput.name(), request.message_id, metadata)


async def _understand(processor: MessageProcessor, text: str, metadata: dict[str, str]) -> dict[str, Any]:
    """Return Rasa's parse of a text that is a text, whatever it begins with."""
    stripped = text.strip()
    harmless = HARMLESS_SLASH + stripped[1:] if stripped.startswith("/") else stripped
    nobody = DialogueStateTracker.from_events("", [])
    # not parse_message: it builds an empty domain for each message, only to warn of intents training has checked
    parse: dict[str, Any] = processor._parse_message_with_graph(UserMessage(harmless, metadata=metadata), nobody)
    return {**parse, "text": stripped}


def _chosen(processor: MessageProcessor, choice: Choice, language: str) -> dict[str, Any]:
    """Return the parse of a pressed button. Raises BadRequest for what the domain does not know."""
    if choice.intent not in processor.domain.intents or choice.intent in DEFAULT_INTENTS:
        raise BadRequest("choice names an unknown intent")
    if unknown := sorted(choice.entities.keys() - set(processor.domain.entities)):
        raise BadRequest(f"choice names unknown entities: {', '.join(unknown)}")
    intent = {"name": choice.intent, "confidence": 1.0}
    values = {"language": language, **choice.entities}
    place = {"start": 0, "end": len(choice.payload)}
    entities = [{"entity": name, "value": value, **place} for name, value in values.items()]
    return {"text": choice.payload, "intent": intent, "intent_ranking": [dict(intent)], "entities": entities}


def _understood(parse: dict[str, Any], language: str) -> dict[str, Any]:
    entities = [{key: entity.get(key) for key in ("entity", "value", "start", "end")} for entity in parse["entities"]]
    ranking = [_scored(entry) for entry in parse.get("intent_ranking", [])[:RANKED]]
    spoken = [entity["value"] for entity in entities if entity["entity"] == "language"]
    top = _scored(parse["intent"])
    understood = {**top, "entities": entities, "ranking": ranking, "questions": parse.get("questions", [])}
    return {"parse": understood, "language": spoken[0] if spoken else language}


def _scored(entry: dict[str, Any]) -> dict[str, Any]:
    return {"intent": entry.get("name"), "confidence": round(float(entry.get("confidence", 0.0)), 4)}


def _ready(agent: Agent | None) -> Quickened:
    """Return the loaded model, made quick when it is met for the first time. Raises RuntimeError when there is none."""
    if agent is None or agent.processor is None:
        raise RuntimeError("no model is loaded")
    if not isinstance(agent.processor, Quickened):
        agent.processor = Quickened(agent.processor)
    return agent.processor


async def _body(request: Request) -> bytes:
    """Return the body, never more than the limit of it. Raises BadRequest."""
    body = bytearray()
    stream: Any = request.stream
    async for chunk in stream:
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise BadRequest(f"the body is larger than {MAX_BODY_BYTES} bytes")
    return bytes(body)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _error(status: int, code: str) -> HTTPResponse:
    return json_response({"error": code}, status=status)
