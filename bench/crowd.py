"""A busy desk for measuring the console: ten agents with open pages, fifty customers, ten thousand conversations."""

import asyncio
import itertools
import re
import time
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Self
from uuid import uuid4

import aiohttp

from bench.desk import RunningDesk
from bot.domain.conversations.conversation import Conversation, Event, HandoffReason
from bot.domain.conversations.messages import Author
from bot.domain.conversations.tokens import Token
from bot.domain.staff.agents import Agent, AgentRole
from bot.services.conversations.ownership import change
from bot.services.conversations.sign_in import digest
from bot.services.ports import Work
from bot.services.records.conversations import Draft
from bot.services.staff.sessions import begin
from bot.settings import Settings
from bot.storage.database import SqlDatabase

AGENTS, HELD, WAITING, STORED = 10, 50, 30, 10_000
CHANNEL = "directline"
SAID = ("Where is our last invoice?", "Here it is: NS-104231, due in ten days.", "Why did it go up?", "Ten more seats.")
ARRIVES_WITHIN = 10.0
COOKIE = "desk_console"


def prepare(settings: Settings) -> list[str]:
    """Fills the database; the agents' session tokens. Customers' tokens are "customer-0" and so on."""
    database, now = SqlDatabase(settings.database_url), settings.clock()()
    try:
        agents = [_agent(database, n) for n in range(AGENTS)]
        for portion in range(0, STORED, 500):
            _store(database, range(portion, portion + 500), agents, now)
        with database.writing() as work:
            return [begin(work, agent, "bench", now, must_change_password=False)[0] for agent in agents]
    finally:
        database.close()


def _agent(database: SqlDatabase, number: int) -> Agent:
    roles = frozenset({AgentRole.HELPDESK_AGENT})
    agent = Agent(0, f"agent{number}@bench.example", f"Agent {number}", "technical", roles)
    with database.writing() as work:
        return work.staff.agents.add(agent)


def _store(database: SqlDatabase, numbers: range, agents: list[Agent], now: datetime) -> None:
    with database.writing() as work:
        person = work.customers.people.by_email("billing@contoso.example")
        contact = person.contact_id if person is not None else None
        for number in numbers:
            at = now - timedelta(minutes=number)
            name = f"bench-{number:05d}"
            work.conversations.rows.open(
                conversation_id=name, channel=CHANNEL, contact_id=contact, language="en", now=at
            )
            authors = itertools.cycle((Author.CUSTOMER, Author.BOT))
            work.conversations.log.append(name, [Draft(next(authors), text) for text in SAID], at)
            if number < HELD + WAITING:
                before = Conversation(name)
                queued = before.hand_off("technical", HandoffReason.ASKED, at)
                _change(work, before, queued, at)
                if number < HELD:
                    _change(work, queued, queued.accept(agents[number % AGENTS].id), at)
                    end = now + timedelta(hours=2)
                    work.conversations.tokens.issue(digest(f"customer-{number}"), Token(name, end, end), now)


def _change(work: Work, before: Conversation, after: Conversation, at: datetime) -> None:
    change(work, before, after, Event.ACCEPTED if after.is_held else Event.HANDED_OFF, at)


class Crowd:
    """Everybody connected. Each agent follows one of the conversations held; customers follow their own."""

    def __init__(self, desk: RunningDesk, http: aiohttp.ClientSession, tokens: list[str]) -> None:
        self._url = desk.settings.public_url
        self._http = http
        self._tokens = tokens
        self._tasks: list[asyncio.Task[None]] = []
        self._seen: defaultdict[str, asyncio.Future[float]] = defaultdict(asyncio.get_running_loop().create_future)
        self._turn = itertools.cycle(range(AGENTS))

    async def __aenter__(self) -> Self:
        self._tasks += [asyncio.create_task(self._watch(agent)) for agent in range(AGENTS)]
        self._tasks += [asyncio.create_task(self._chat(number)) for number in range(HELD)]
        await asyncio.sleep(3.0)  # everybody is connected and has caught up
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def customer_writes(self) -> float:
        """Seconds from sending a message until it is in the stream of the agent's open page."""
        number, text = next(self._turn), f"question {uuid4().hex}"
        body = {"type": "message", "from": {"id": "me"}, "text": text, "channelData": {"clientActivityID": uuid4().hex}}
        began = time.perf_counter()
        url = f"{self._url}/v3/directline/conversations/bench-{number:05d}/activities"
        async with self._http.post(url, json=body, headers=_bearer(number)) as answer:
            answer.raise_for_status()
        return await self._arrival(text) - began

    async def agent_writes(self) -> float:
        """Seconds from sending a reply until it is in the customer's stream."""
        number, text = next(self._turn), f"answer {uuid4().hex}"
        form = {"reply": text, "event_id": uuid4().hex}
        began = time.perf_counter()
        url = f"{self._url}/console/c/bench-{number:05d}/write"
        headers = {**self._cookie(number), "Sec-Fetch-Site": "same-origin", "HX-Request": "true"}
        async with self._http.post(url, data=form, headers=headers) as answer:
            answer.raise_for_status()
        return await self._arrival(text) - began

    def pages(self) -> dict[str, str]:
        """Addresses to open, by the name of the figure."""
        return {
            "queue_page": "/console/",
            "all_page": "/console/all",
            "search_page": "/console/all?q=seats",
            "conversation_page": "/console/c/bench-00003",
        }

    async def opened(self, path: str) -> None:
        """Opens a page as the first agent and reads it whole."""
        async with self._http.get(f"{self._url}{path}", headers=self._cookie(0)) as answer:
            answer.raise_for_status()
            await answer.read()

    async def _arrival(self, text: str) -> float:
        try:
            return await asyncio.wait_for(self._seen[text], ARRIVES_WITHIN)
        finally:
            self._seen.pop(text, None)

    async def _watch(self, agent: int) -> None:
        """An agent's page: the conversation it holds, and the list of those waiting."""
        url = f"{self._url}/console/live?conversation=bench-{agent:05d}&view=waiting&page=bench-{agent}"
        headers = {**self._cookie(agent), "Accept": "text/event-stream"}
        timeout = aiohttp.ClientTimeout(total=None)
        async with self._http.get(url, headers=headers, timeout=timeout) as stream:
            async for line in stream.content:
                self._note(line.decode(), r"question [0-9a-f]{32}")

    async def _chat(self, number: int) -> None:
        """A customer's chat."""
        url = f"{self._url}/v3/directline/conversations/bench-{number:05d}"
        async with self._http.get(url, headers=_bearer(number)) as joined:
            address = (await joined.json())["streamUrl"]
        async with self._http.ws_connect(address) as socket:
            async for frame in socket:
                if frame.type is aiohttp.WSMsgType.TEXT:
                    self._note(frame.data, r"answer [0-9a-f]{32}")

    def _note(self, received: str, wanted: str) -> None:
        at = time.perf_counter()
        for text in re.findall(wanted, received):
            if not self._seen[text].done():
                self._seen[text].set_result(at)

    def _cookie(self, agent: int) -> dict[str, str]:
        return {"Cookie": f"{COOKIE}={self._tokens[agent]}"}


def _bearer(number: int) -> dict[str, str]:
    return {"Authorization": f"Bearer customer-{number}"}
