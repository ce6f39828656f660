"""Those who meet at the desk in browser tests: agents at their pages, customers without a browser, an engine."""

from collections.abc import Callable, Coroutine
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession
from playwright.sync_api import Locator, Page, expect

from tests.browser.chat.answers import INVOICE
from tests.browser.served import Served
from tests.fixtures.fake_engine import says
from tests.fixtures.talk import Customer, enter


def leads(team: str = "technical") -> Callable[[dict[str, Any]], dict[str, Any]]:
    """An engine that hands off to a team when somebody says "person", shows an invoice when asked for one, and repeats
    everything else. Its state counts the turns."""

    def script(request: dict[str, Any]) -> dict[str, Any]:
        text, turns = request.get("text") or "", (request.get("state") or {}).get("turns", 0) + 1
        if "person" in text:
            answer = says("A colleague will answer you here.", intent="talk_to_human", state={"turns": turns})
            answer["replies"][0]["custom"] = {"hand_off": {"queue": team, "reason": "asked"}}
            return answer
        if "invoice" in text:
            reply = {"text": "This is **NS-104231**.", "buttons": [], "custom": {"card": INVOICE}}
            return says(intent="find_invoice", replies=[reply], state={"turns": turns})
        return says(f"The assistant heard: {text}.", intent="support_hours", state={"turns": turns})

    return script


class Guest:
    """A customer over Direct Line without a browser, for tests about agents' pages."""

    def __init__(self, served: Served, email: str | None = None) -> None:
        self._served = served
        self._run(self._enter(email))

    @property
    def id(self) -> str:
        """The conversation."""
        return self._customer.conversation_id

    def say(self, text: str) -> str:
        """Writes, and returns the id of the message."""
        return str(self._run(self._customer.write(text)))

    def ask(self, text: str) -> str:
        """Writes, and returns what is answered."""
        return str(self._run(self._customer.ask(text))["text"])

    def read(self) -> list[str]:
        """Everything said to the customer so far, as clients get it."""
        self._run(self._customer.read())
        return self._customer.texts()

    def types(self) -> None:
        """Tells that something is being typed."""
        self._run(self._customer.post({"type": "typing", "from": {"id": "me"}}))

    def leave(self) -> None:
        """Closes the connection."""
        self._run(self._session.close())

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._served.run(work)

    async def _enter(self, email: str | None) -> None:
        self._session = ClientSession(self._served.url)
        self._customer: Customer = await enter(self._session, self._served.desk, email)  # type: ignore[arg-type]


class Console:
    """The console as an agent uses it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self._url = url

    @property
    def waiting(self) -> Locator:
        return self.page.get_by_role("list", name="Waiting")

    @property
    def reply(self) -> Locator:
        return self.page.get_by_role("textbox", name="Reply")

    @property
    def note(self) -> Locator:
        return self.page.get_by_role("textbox", name="Private note")

    @property
    def transcript(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def alert(self) -> Locator:
        return self.page.locator("#alert")

    def button(self, name: str) -> Locator:
        """A button as other programs find it: by a part of its name, and there is one only."""
        return self.page.get_by_role("button", name=name)

    def row(self, conversation_id: str) -> Locator:
        """The link of a conversation in the list that is shown."""
        return self.page.locator(f"#rows a[href*='{conversation_id}']")

    def said(self, text: str) -> Locator:
        """What was said, in the transcript."""
        return self.transcript.locator(".said, .event-line", has_text=text)

    def visit(self, path: str) -> "Console":
        """Goes to a page of the console."""
        self.page.goto(f"{self._url}/console{path}")
        return self

    def open(self, conversation_id: str) -> "Console":
        """Goes to a conversation, and waits until its page lives."""
        self.visit(f"/c/{conversation_id}")
        return self.alive()

    def alive(self) -> "Console":
        """Waits until the page's stream is open."""
        self.page.locator("html[data-live]").wait_for()
        return self

    def press(self, name: str) -> None:
        """Presses a button and waits for what follows it."""
        self.button(name).click()

    def take(self) -> "Console":
        """Takes the open conversation over."""
        self.press("Take over")
        self.button("Hand back").wait_for()
        return self

    def answer(self, text: str) -> None:
        """Replies, and waits until that stands in the transcript."""
        self.reply.fill(text)
        self.press("Send")
        expect(self.said(text)).to_have_count(1)
        expect(self.reply).to_have_value("")


def conversation_of(page: Page) -> str:
    """The conversation the widget of a page is in."""
    stored = "JSON.parse(sessionStorage.getItem('partner-desk:conversation')).conversation"
    return str(page.frames[1].evaluate(stored))


def unique(text: str) -> str:
    """A sentence nobody else says in this run."""
    return f"{text} {uuid4().hex[:6]}"
