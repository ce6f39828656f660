"""Greeting, thanks, farewell, and whether this is a machine."""

from collections.abc import Mapping
from typing import ClassVar

from actions.kernel.answer import Answer
from actions.kernel.exchange import Button, Exchange
from actions.kernel.ticket_steps import repeat
from bot.domain.customers.audience import audience_of


class Courtesy(Answer):
    """A sentence that leaves a half-written ticket as it is: its open question is asked again."""

    leads_tickets = True
    courteous = True
    sentence: ClassVar[str]

    def answer(self, exchange: Exchange) -> None:
        """The sentence, then the open question, if any."""
        exchange.tell(self.sentence)
        if exchange.asked.slot("ticket_step"):
            repeat(exchange)


class Greet(Courtesy):
    """A greeting, with what this speaker may ask."""

    action = "action_greet"
    sentence = "greet"

    def answer(self, exchange: Exchange) -> None:
        """Offers what the opening greeting of such a speaker offers."""
        if exchange.asked.slot("ticket_step"):
            repeat(exchange)
            return
        exchange.tell("greet", _openers(exchange))


class Thank(Courtesy):
    """Thanks are returned."""

    action = "action_thank"
    sentence = "thank"

    def answer(self, exchange: Exchange) -> None:
        """In the middle of a ticket the question is still open."""
        if exchange.asked.slot("ticket_step"):
            repeat(exchange)
        else:
            exchange.tell("thank")


class BotChallenge(Courtesy):
    """Says that it is a machine, or what it can do."""

    action = "action_bot_challenge"
    sentence = "bot_challenge"
    plans: ClassVar[Mapping[str, str]] = {"machine": "bot_challenge", "can": "bot_can"}

    def answer(self, exchange: Exchange) -> None:
        """What it can do comes with what this speaker may ask."""
        asked = exchange.asked
        key = self.plans.get(asked.aspect or "", self.sentence)
        exchange.tell(key, _openers(exchange) if key == "bot_can" and not asked.slot("ticket_step") else ())
        if asked.slot("ticket_step"):
            repeat(exchange)


class Goodbye(Courtesy):
    """A farewell; a half-written ticket is left."""

    action = "action_goodbye"
    sentence = "goodbye"

    def answer(self, exchange: Exchange) -> None:
        """Says so when something was left unsent."""
        if exchange.asked.slot("ticket_step"):
            exchange.tell("ticket_dropped")
        exchange.tell("goodbye")


def _openers(exchange: Exchange) -> list[Button]:
    """The buttons of the opening greeting of such a speaker."""
    who = exchange.who
    known = {"name": who.name, "email": who.email, "partner": exchange.desk.partner.organisation.name}
    return exchange.voice.buttons(f"desk_greeting_{audience_of(who)}", **known)
