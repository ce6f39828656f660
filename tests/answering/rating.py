"""A customer who is asked how content they were, and what is kept of the answer."""

from datetime import datetime
from typing import Any

from bot.bootstrap import Desk
from bot.domain.conversations.satisfaction import Rating
from bot.domain.staff.agents import Agent
from tests.fixtures.desk import NOW, database_of
from tests.fixtures.talk import Customer

BILLING = "billing@contoso.example"


def ratings(desk: Desk, customer: Customer, agent: Agent) -> tuple[Rating, ...]:
    return desk.conversations.satisfaction.of_conversation(customer.conversation_id, asked_by=agent)


def says_words(desk: Desk, key: str, language: str = "en") -> str:
    return desk.words.say(f"utter_desk_satisfaction_{key}", language, id=0)


def conversation_of(desk: Desk, customer: Customer) -> Any:
    with database_of(desk).reading() as work:
        record = work.conversations.rows.get(customer.conversation_id)
    assert record is not None
    return record.conversation


async def press(customer: Customer, title: str) -> str:
    """Presses the latest button of that title, and returns what is said to it."""
    await customer.read()
    offered = [b for a in customer.seen for b in a.get("channelData", {}).get("buttons", ()) if b["title"] == title]
    pressed = await customer.write(title, value={"button": offered[-1]["id"]})
    return str((await customer.answer_to(pressed)).get("text", ""))


async def thanked(customer: Customer) -> list[str]:
    """What the desk says when the customer looks something up and says thanks."""
    await customer.ask("find_invoice please")
    await customer.ask("thank you")
    await customer.read()
    return customer.texts()


async def helped(desk: Desk, customer: Customer, agent: Agent, *, wrote: bool = True, now: datetime = NOW) -> None:
    """A person takes over and perhaps writes."""
    desk.staff.handling.take_over(customer.conversation_id, asked_by=agent, now=now)
    if wrote:
        desk.staff.writing.reply(customer.conversation_id, "I can help.", event_id="r1", asked_by=agent, now=now)
