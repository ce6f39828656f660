"""One customer on Direct Line as a browser is: posts over HTTP, reads the WebSocket, trusts nothing."""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aiohttp

from bench.questions import ANSWER_SECONDS, Mistakes, Question

BASE = "/v3/directline"
PAGE_LIMIT = 100
"""Pages of a history read at most."""

Activity = Mapping[str, Any]


@dataclass(slots=True)
class Arrival:
    """The frame that held a message's replies, and when it came."""

    come: asyncio.Event = field(default_factory=asyncio.Event)
    at: float = 0.0
    activities: list[Activity] = field(default_factory=list)


@dataclass(slots=True)
class Conversation:
    """Asks, and at the end compares what the stream brought with what the log holds."""

    session: aiohttp.ClientSession
    url: str
    side: str
    mistakes: Mistakes
    id: str = ""
    token: str = ""
    asked: dict[str, Question] = field(default_factory=dict)
    _arrivals: defaultdict[str, Arrival] = field(default_factory=lambda: defaultdict(Arrival))
    _socket: aiohttp.ClientWebSocketResponse | None = None
    _reader: "asyncio.Task[None] | None" = None

    async def open(self, identity: str) -> None:
        """Exchanges the site's statement for a token, begins the conversation, opens its stream."""
        granted = await self._request("POST", "/tokens/generate", {"identity": identity, "conversation": "new"})
        self.id, self.token = granted["conversationId"], granted["token"]
        joined = await self._request("POST", "/conversations", {})
        self._socket = await self.session.ws_connect(joined["streamUrl"])
        self._reader = asyncio.create_task(self._read(self._socket))

    async def ask(self, question: Question) -> float:
        """From sending the activity until it is acknowledged and the frame with its replies is read."""
        activity = {
            "type": "message",
            "from": {"id": "customer"},
            "text": question.text,
            "channelData": {"clientActivityID": uuid4().hex},
        }
        began = time.perf_counter()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                posted = await self._request("POST", f"/conversations/{self.id}/activities", activity)
                arrival = self._arrivals[posted["id"]]
                await arrival.come.wait()
        except (aiohttp.ClientError, TimeoutError) as error:
            self.mistakes.note(self.side, question, repr(error))
            return time.perf_counter() - began
        seconds = max(arrival.at, began) - began
        self.asked[posted["id"]] = question
        self._check(question, arrival.activities)
        return seconds

    async def close(self) -> None:
        """Closes the stream and reads the log: every message once, its answers once, nothing else."""
        if self._socket is not None:
            await self._socket.close()
        if self._reader is not None:
            await self._reader
        history = await self._history()
        for posted, question in self.asked.items():
            if sum(activity["id"] == posted for activity in history) != 1:
                self.mistakes.note(self.side, question, "stands not exactly once in the log")
            logged = [activity for activity in history if activity.get("replyToId") == posted]
            if len(logged) != 1:
                self.mistakes.note(self.side, question, f"{len(logged)} answers in the log")
            if _ids(logged) != _ids(self._arrivals[posted].activities):
                self.mistakes.note(self.side, question, "the stream brought other replies than the log holds")

    def _check(self, question: Question, replies: list[Activity]) -> None:
        self.mistakes.check(self.side, question, [_shown(reply) for reply in replies])
        for reply in replies:
            understood = reply.get("channelData", {}).get("turn", {}).get("intent")
            if question.intent is not None and understood != question.intent:
                self.mistakes.note(self.side, question, f"understood as {understood}")

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """One frame holds all replies to a message: the desk writes them in one transaction."""
        async for frame in socket:
            if frame.type is aiohttp.WSMsgType.TEXT and frame.data:
                at = time.perf_counter()
                for activity in json.loads(frame.data)["activities"]:
                    self._arrived(activity, at)

    def _arrived(self, activity: Activity, at: float) -> None:
        answered = activity.get("replyToId")
        if answered is not None:
            arrival = self._arrivals[answered]
            arrival.activities.append(activity)
            arrival.at = at
            arrival.come.set()

    async def _history(self) -> list[Activity]:
        path, watermark, found = f"/conversations/{self.id}/activities", "", list[Activity]()
        for _ in range(PAGE_LIMIT):
            page = await self._request("GET", f"{path}?watermark={watermark}", None)
            if not page["activities"]:
                break
            found += page["activities"]
            watermark = page["watermark"]
        return found

    async def _request(self, method: str, path: str, body: Mapping[str, Any] | None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        async with self.session.request(method, f"{self.url}{BASE}{path}", json=body, headers=headers) as response:
            response.raise_for_status()
            answer: dict[str, Any] = await response.json()
            return answer


def _shown(reply: Activity) -> str:
    """Everything the customer reads of a reply: its text and its card."""
    card = reply.get("channelData", {}).get("card")
    return (reply.get("text") or "") + (json.dumps(card, ensure_ascii=False) if card else "")


def _ids(activities: list[Activity]) -> list[str]:
    return sorted(activity["id"] for activity in activities)
