"""A customer who waits for a person, and what the desk does for them."""

from datetime import datetime
from typing import Any

from bot.bootstrap import Desk
from bot.domain.customers.identity import VISITOR
from bot.domain.support.tickets import Ticket
from tests.fixtures.desk import NOW, database_of
from tests.fixtures.fake_engine import FakeEngine, says
from tests.fixtures.talk import Customer, enter

BILLING = "billing@contoso.example"


WISH = {"hand_off": {"queue": "commercial", "reason": "asked"}}


ANNOUNCED = {"replies": [{"text": "A colleague comes.", "buttons": [], "custom": WISH}]}


class Clock:
    """A clock a test moves."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


async def queued(desk: Desk, serve: Any, fake_engine: FakeEngine, email: str | None = BILLING) -> Customer:
    """Somebody who asked for a person and waits."""
    fake_engine.script = lambda request: says("x", intent="talk_to_human") | ANNOUNCED
    customer = await enter(await serve(desk), desk, email)
    reply = await customer.ask("I want to talk to somebody about NS-104231")
    assert reply["channelData"]["turn"]["owner"] == "queue"
    fake_engine.script = lambda request: says(f"You said {request.get('text') or request.get('choice')}.")
    return customer


def tickets(desk: Desk, customer: Customer) -> list[Ticket]:
    """Those opened in this conversation."""
    with database_of(desk).reading() as work:
        found = work.support.tickets.readable(asked_by=VISITOR, conversation_id=customer.conversation_id)
    return list(found)


def titles(reply: dict[str, Any]) -> list[str]:
    return [button["title"] for button in reply["channelData"].get("buttons", [])]


async def press(customer: Customer, reply: dict[str, Any], title: str) -> dict[str, Any]:
    button = next(b for b in reply["channelData"]["buttons"] if b["title"] == title)
    return await customer.answer_to(await customer.write(title, value={"button": button["id"]}))
