"""A customer's end of Direct Line: opens a conversation, says things, reads what came."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.cli.failure import CommandFailed

BASE = "/v3/directline"
REQUEST_SECONDS = 20.0
RETRIES = 3


class MessageRefused(Exception):
    """The desk did not take the message; the text is its reason."""


@dataclass
class DirectLine:
    """One conversation. `watermark` is how far it was read."""

    session: aiohttp.ClientSession
    url: str
    token: str = ""
    conversation: str = ""
    watermark: str = ""

    async def open(self, identity: str | None, conversation: str | None, locale: str | None) -> None:
        """Begins a conversation, or goes on with an earlier one of the same contact. Raises CommandFailed."""
        wanted = {"identity": identity, "conversation": conversation or "new", "locale": locale}
        body = {name: value for name, value in wanted.items() if value is not None}
        granted = await self._ask("POST", "/tokens/generate", body)
        self.token, self.conversation = granted["token"], granted["conversationId"]
        if conversation is not None and self.conversation != conversation:
            raise CommandFailed(f"There is no conversation {conversation} of this contact.", status=2)
        await self._ask("POST", "/conversations", {})

    async def say(self, text: str, button: str | None = None) -> str:
        """Sends a message, or the press of a button, and returns its id. Raises MessageRefused."""
        activity: dict[str, Any] = {
            "type": "message",
            "from": {"id": "customer"},
            "text": text,
            "channelData": {"clientActivityID": uuid.uuid4().hex},
        }
        if button is not None:
            activity["value"] = {"button": button}
        path = f"/conversations/{self.conversation}/activities"
        for attempt in range(RETRIES):
            status, body = await self._request("POST", path, activity)
            if status != 503 or attempt == RETRIES - 1:
                break
        if status >= 400:
            raise MessageRefused(_reason(status, body))
        return str(body["id"])

    async def read(self) -> list[dict[str, Any]]:
        """What others said since the last reading, in order. Raises CommandFailed."""
        path = f"/conversations/{self.conversation}/activities?watermark={self.watermark}"
        page = await self._ask("GET", path, None)
        self.watermark = page["watermark"]
        return [activity for activity in page["activities"] if activity.get("from", {}).get("role") != "user"]

    async def renew(self) -> None:
        """A new token before the present one ends. Raises CommandFailed."""
        self.token = (await self._ask("POST", "/tokens/refresh", {}))["token"]

    async def _ask(self, method: str, path: str, body: Mapping[str, Any] | None) -> dict[str, Any]:
        status, answer = await self._request(method, path, body)
        if status >= 400:
            raise CommandFailed(f"The desk at {self.url} refused: {_reason(status, answer)}")
        return answer

    async def _request(self, method: str, path: str, body: Mapping[str, Any] | None) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        limit = aiohttp.ClientTimeout(total=REQUEST_SECONDS)
        url = f"{self.url}{BASE}{path}"
        try:
            async with self.session.request(method, url, json=body, headers=headers, timeout=limit) as response:
                return response.status, _object(await response.text())
        except (aiohttp.ClientError, TimeoutError) as error:
            raise CommandFailed(
                f"No desk answers at {self.url}: start one (`make demo` or `desk up`), or give its address with --url."
            ) from error


def _object(text: str) -> dict[str, Any]:
    try:
        answer = json.loads(text)
    except ValueError:
        answer = None
    return answer if isinstance(answer, dict) else {"error": {"message": text[:200]}}


def _reason(status: int, body: Mapping[str, Any]) -> str:
    error = body.get("error")
    message = error.get("message") if isinstance(error, Mapping) else None
    return f"{message or 'no reason given'} (status {status})"
