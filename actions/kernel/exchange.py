"""One question and its answer in the making: what was asked, by whom, what is said and what is remembered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from actions.kernel.desk import ActionsDesk
from actions.kernel.question import Question
from bot.domain.conversations.conversation import HandoffReason
from bot.domain.customers.audience import may_ask
from bot.domain.customers.identity import Identity, Relationship
from bot.domain.kernel.errors import NotACspCustomer
from bot.writing.voice import Voice

Button = dict[str, str]
FORGOTTEN: Mapping[str, Any] = {
    "pending": None,
    "handoff_reason": None,
    "clarifications": 0.0,
    "ticket_step": None,
    "ticket_matter": None,
    "ticket_text": None,
    "ticket_severity": None,
    "ticket_product": None,
    "ticket_subject": None,
    "ticket_tries": 0.0,
    "day": None,
    "along": None,
}
"""Slots every answer resets unless it sets them: an offer, a doubt, a half-written ticket, a day last no longer."""


@dataclass
class Exchange:
    """What an answer works with. `today` is the date at the partner's place, `now` an aware instant in UTC.

    `person_asked` tells that the answer is that of a wish for a person.
    """

    desk: ActionsDesk
    asked: Question
    who: Identity
    voice: Voice
    now: datetime
    messages: list[dict[str, Any]] = field(default_factory=list)
    remembered: dict[str, Any] = field(default_factory=dict)
    person_asked: bool = False

    @property
    def today(self) -> date:
        return self.desk.partner.today(self.now)

    def say(self, text: str, buttons: Sequence[Button] = (), card: Mapping[str, Any] | None = None) -> None:
        """Adds one message to the answer, without buttons that would be refused to this speaker."""
        offered = [button for button in buttons if self.may_press(button)]
        message: dict[str, Any] = {"text": text, "buttons": offered}
        if card is not None:
            message["json_message"] = {"card": dict(card)}
        self.messages.append(message)

    def tell(self, key: str, buttons: Sequence[Button] = (), /, **blanks: object) -> None:
        """Adds the sentence of a key, with its own buttons after those given."""
        self.say(self.voice.say(key, **blanks), [*buttons, *self.voice.buttons(key, **blanks)])

    def drop_said_before(self, since: int) -> None:
        """Takes out of the messages from that place on what an earlier one says already."""
        before = [str(message.get("text") or "") for message in self.messages[:since]]
        self.messages[since:] = [
            one
            for one in self.messages[since:]
            if not one.get("text") or not any(str(one["text"]) in earlier for earlier in before)
        ]

    def ask_back(self, key: str, meanings: Sequence[Button]) -> None:
        """Adds a sentence with what the speaker may have meant, refused or not: an answer tells which."""
        self.messages.append({"text": self.voice.say(key), "buttons": list(meanings)})

    def may_press(self, button: Button) -> bool:
        """Whether the speaker would get an answer; pages are for everybody."""
        asks = button.get("payload")
        return asks is None or may_ask(self.who, asks[1:].partition("{")[0])

    def offers(self, payload: str) -> bool:
        """Whether a button of the answer asks something that begins so."""
        return any(_asks(button, payload) for message in self.messages for button in message.get("buttons", ()))

    def withdraw(self, payload: str) -> None:
        """Takes back the buttons that ask something that begins so: what follows offers it anew."""
        for message in self.messages:
            message["buttons"] = [button for button in message.get("buttons", ()) if not _asks(button, payload)]

    def hand_off(self, queue: str, reason: HandoffReason) -> None:
        """Marks the last thing said as the one with which a person is asked for, in the queue of that key."""
        self.messages[-1]["json_message"] = {"hand_off": {"queue": queue, "reason": reason.value}}

    def remember(self, **slots: Any) -> None:
        """Sets slots for the turns to come."""
        self.remembered.update(slots)

    def to_no_contact(self, key: str) -> str:
        """The key of the sentence for who is no contact: a visitor, or somebody whose company is not known."""
        return f"{key}_visitor" if self.who.confirmed_address is None else f"{key}_unlinked"

    def require_partner_customer(self) -> None:
        """Raises NotACspCustomer for those whose company buys from Microsoft directly."""
        if self.who.relationship is Relationship.DIRECT:
            raise NotACspCustomer()

    def button(self, label: str, intent: str, **entities: str) -> Button:
        """A button that asks something: `label` is the key of its title."""
        return {"title": self.voice.say(f"button_{label}"), "payload": payload(intent, **entities)}

    def events(self) -> list[dict[str, Any]]:
        """The slots that change, as events."""
        wanted = {**FORGOTTEN, **self.remembered}
        return [
            {"event": "slot", "timestamp": None, "name": name, "value": value}
            for name, value in wanted.items()
            if (self.asked.slots.get(name) or None) != (value or None) or (name == "pending" and value)
        ]


def _asks(button: Button, beginning: str) -> bool:
    return button.get("payload", "").startswith(beginning)


def payload(intent: str, **entities: str) -> str:
    """What a button asks, in the engine's form."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False) if entities else ''}"
