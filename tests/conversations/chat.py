"""A conversation with the real engine, as the desk leads it: text or a button in, replies and the next state out."""

import json
import unicodedata
import urllib.request
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from bot.bootstrap import Desk
from tests.fixtures.desk import database_of
from tests.fixtures.engine import RunningEngine

SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


@dataclass(frozen=True)
class Answered:
    """What came back for one message."""

    text: str
    titles: tuple[str, ...]
    urls: tuple[str, ...]
    cards: tuple[dict[str, Any], ...]
    intent: str
    confidence: float
    language: str
    hand_off: dict[str, str] | None

    def says(self, wanted: str) -> bool:
        """Whether a text, a button, an address or a card's fact contains it."""
        everything = [self.text, *self.titles, *self.urls, json.dumps(self.cards, ensure_ascii=False)]
        return wanted.casefold() in "\n".join(everything).translate(SPACES).casefold()


@dataclass
class Chat:
    """One customer's conversation."""

    engine: RunningEngine
    conversation_id: str
    language: str = "en"
    state: dict[str, Any] | None = None
    buttons: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, engine: RunningEngine, desk: Desk, email: str | None, language: str = "en") -> "Chat":
        """Opens a conversation for a contact or a visitor."""
        conversation = uuid4().hex
        with database_of(desk).writing() as work:
            person = work.customers.people.by_email(email) if email else None
            assert person is not None or email is None, email
            work.conversations.rows.open(
                conversation_id=conversation,
                channel="web",
                contact_id=person.contact_id if person else None,
                language=language,
                now=desk.clock(),
            )
        engine.serve(desk)
        return cls(engine, conversation, language)

    def write(self, text: str, message_id: str | None = None) -> Answered:
        """Types a message."""
        return self._turn({"text": text}, message_id)

    def press(self, title: str) -> Answered:
        """Presses the latest button of that title. Raises KeyError when there is none."""
        return self._turn({"choice": self.buttons[title]})

    def _turn(self, said: dict[str, str], message_id: str | None = None) -> Answered:
        body = self.post(
            {
                "sender": self.conversation_id,
                "message_id": message_id or uuid4().hex,
                "language": self.language,
                "state": self.state,
                **said,
            }
        )
        self.state, self.language = body["state"], body["language"]
        for reply in body["replies"]:
            for button in reply["buttons"]:
                if button.get("payload"):
                    self.buttons[clean(button["title"])] = button["payload"]
        return _answered(body)

    def post(self, turn: dict[str, Any]) -> dict[str, Any]:
        """The engine's raw answer."""
        request = urllib.request.Request(
            f"{self.engine.url}/webhooks/desk/turn",
            json.dumps(turn).encode(),
            {"Authorization": f"Bearer {self.engine.secret}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as response:
            answer: dict[str, Any] = json.loads(response.read())
            return answer


def clean(text: str) -> str:
    """Text with plain spaces."""
    return unicodedata.normalize("NFC", text).translate(SPACES)


def _answered(body: dict[str, Any]) -> Answered:
    replies, parse = body["replies"], body["parse"]
    customs = [reply["custom"] or {} for reply in replies]
    buttons = [button for reply in replies for button in reply["buttons"]]
    return Answered(
        text=clean("\n\n".join(reply["text"] for reply in replies if reply["text"])),
        titles=tuple(clean(button["title"]) for button in buttons),
        urls=tuple(button["url"] for button in buttons if button.get("url")),
        cards=tuple(custom["card"] for custom in customs if "card" in custom),
        intent=parse["intent"],
        confidence=parse["confidence"],
        language=body["language"],
        hand_off=next((custom["hand_off"] for custom in customs if "hand_off" in custom), None),
    )
