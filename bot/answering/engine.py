"""The engine as the desk sees it: ask, and get replies or one clear failure."""

import json
import logging
import secrets
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.domain.conversations.conversation import HandoffReason
from bot.domain.conversations.messages import Button, Reply
from bot.services.conversations.turns import Answer, HandOff
from bot.services.records.conversations import ConversationRecord, Turn

log = logging.getLogger(__name__)

ATTEMPT_SECONDS = 10.0
"""How long one attempt may take: a slow answer is worth less than a fresh attempt; below the lease of a turn."""


class EngineUnavailable(Exception):
    """The engine did not answer, refused, or failed; the turn may be tried again from the same state."""


class EngineRefused(Exception):
    """The engine cannot take this message at all, however often it is asked."""


class Engine:
    """Talks to one engine over loopback, in a session that the application opens and closes."""

    def __init__(self, url: str, secret: str) -> None:
        self._url = url
        self._secret = secret
        self._session: aiohttp.ClientSession | None = None

    def use(self, session: aiohttp.ClientSession) -> None:
        """From now on, speak through this session."""
        self._session = session

    async def take_turn(self, turn: Turn, record: ConversationRecord) -> Answer:
        """Lets the engine understand and answer one message. Raises EngineUnavailable, EngineRefused.

        A state the engine cannot read (an older version's) is forgotten: the dialogue begins anew, the message counts.
        """
        said = {"choice": turn.choice} if turn.choice is not None else {"text": turn.text}
        body: dict[str, Any] = {"sender": turn.conversation_id, "message_id": turn.message_id, **said}
        body |= {"language": record.language}
        if record.conversation.begin_again:
            body |= {"begin_again": True}
        try:
            return answer_of(await self._post("turn", {**body, "state": record.state}))
        except EngineRefused:
            if record.state is None:
                raise
            log.warning("message %s: the engine refuses the kept state; the dialogue begins anew", turn.message_id)
            return answer_of(await self._post("turn", {**body, "state": None}))

    async def understand(self, text: str, language: str) -> Mapping[str, Any]:
        """Intent, confidence and entities of a text, without any dialogue. Raises EngineUnavailable, EngineRefused."""
        parse = (await self._post("parse", {"text": text, "language": language})).get("parse")
        if not isinstance(parse, dict):
            raise EngineUnavailable("unexpected answer: no parse")
        return parse

    async def ready(self) -> bool:
        """Whether a model is loaded and answering."""
        try:
            async with self._opened().get(f"{self._url}/webhooks/desk/", timeout=_timeout(2.0)) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            raise EngineUnavailable("the desk is starting or stopping")
        return self._session

    async def _post(self, what: str, body: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._secret}"}
        url = f"{self._url}/webhooks/desk/{what}"
        try:
            async with self._opened().post(url, json=body, headers=headers, timeout=_timeout()) as response:
                if response.status == 400:
                    raise EngineRefused(f"{what}: {(await response.text())[:300]}")
                if response.status != 200:
                    raise EngineUnavailable(f"{what}: status {response.status}: {(await response.text())[:300]}")
                answer: dict[str, Any] = await response.json()
                return answer
        except (aiohttp.ClientError, TimeoutError, json.JSONDecodeError) as error:
            raise EngineUnavailable(f"{what}: {type(error).__name__}: {error}") from error


def _timeout(seconds: float = ATTEMPT_SECONDS) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds)


def answer_of(body: Mapping[str, Any]) -> Answer:
    """The engine's JSON as an answer. Raises EngineUnavailable when it is not of the agreed shape."""
    try:
        replies = tuple(reply for reply in map(_reply, body["replies"]) if reply.text or reply.buttons or reply.card)
        return Answer(
            replies=replies,
            language=body["language"],
            state=body["state"],
            parse=body["parse"],
            hand_off=_hand_off(body["replies"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise EngineUnavailable(f"unexpected answer: {error!r}") from error


def _reply(raw: Mapping[str, Any]) -> Reply:
    custom = raw.get("custom") or {}
    return Reply(
        text=raw.get("text") or "",
        buttons=tuple(_button(button) for button in raw.get("buttons") or ()),
        card=custom.get("card"),
    )


def _button(raw: Mapping[str, str]) -> Button:
    """A choice gets an id nobody can guess: knowing it proves that it was offered in this conversation."""
    return Button(id=secrets.token_urlsafe(9), title=raw["title"], payload=raw.get("payload"), url=raw.get("url"))


def _hand_off(replies: list[Mapping[str, Any]]) -> HandOff | None:
    for raw in replies:
        wish = (raw.get("custom") or {}).get("hand_off")
        if wish is not None:
            return HandOff(queue=wish["queue"], reason=HandoffReason(wish["reason"]))
    return None
