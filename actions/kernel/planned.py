"""Answers by aspect: each pair of topic and aspect has a plan, which asks one service and says one answer."""

import logging
from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar

from actions.kernel.answer import Answer
from actions.kernel.exchange import Exchange
from bot.domain.conversations.topics import QUESTIONS
from bot.domain.learning.reviews import DOUBTFUL_BELOW

_LEGAL = frozenset({"ltd", "sarl", "sas", "gmbh", "corp", "inc", "llc", "llp", "plc", "srl", "the", "and"})
logger = logging.getLogger(__name__)

OF_COMPANIES = QUESTIONS - {"support_hours", "contact_support", "support_pricing", "technical_issue", "ticket_status"}
"""Topics whose answers are about the money and subscriptions of the speaker's own company."""

Plan = Callable[[Exchange], None]
"""Answers one question. May raise DeskError: its code has a sentence."""


class Planned(Answer):
    """An answer that depends on what about its topic is asked.

    `plans` are by aspect; a question whose aspect is unclear, and one whose aspect has no plan, is answered by
    `whole`, and the second is logged: it is a question people ask that the desk has no answer for yet.
    """

    plans: ClassVar[Mapping[str, Plan]]

    def answer(self, exchange: Exchange) -> None:
        """Follows the plan of the aspect asked about, and keeps both for the questions that follow."""
        asked = exchange.asked
        plan = self.plans.get(asked.aspect or "")
        if plan is None and asked.aspect is not None:
            logger.warning("no plan for %s/%s", asked.intent, asked.aspect)
        exchange.remember(topic=asked.intent, aspect=asked.aspect)
        if asked.intent in OF_COMPANIES and _of_another(exchange):
            exchange.tell("only_own_company")
            return
        if plan is None:
            self.whole(exchange)
        else:
            plan(exchange)
        self._offer_way_out(exchange)

    def _offer_way_out(self, exchange: Exchange) -> None:
        """Once a conversation, a button to say that the answer missed the question.

        It comes when the same is asked again in words, and when it was not sure what is asked.
        """
        asked = exchange.asked
        again = (asked.slot("topic"), asked.slot("aspect")) == (asked.intent, asked.aspect) and asked.aspect is not None
        doubtful = again or asked.confidence < DOUBTFUL_BELOW
        if doubtful and asked.has_words and not asked.count("way_out_shown") and asked.intent in QUESTIONS:
            exchange.remember(way_out_shown=1.0)
            missed = exchange.button("not_what_i_asked", "something_else", aspect=f"{asked.intent}/{asked.aspect}")
            exchange.messages[-1].setdefault("buttons", []).append(missed)

    @abstractmethod
    def whole(self, exchange: Exchange) -> None:
        """Answers the topic as a whole. May raise DeskError."""


def _of_another(exchange: Exchange) -> bool:
    """Whether a company is named that is neither the speaker's nor the partner; nothing is looked up about it."""
    partner = exchange.desk.partner.organisation
    own = {word for name in (exchange.who.customer_name, partner.name, partner.legal_name) for word in _words(name)}
    return any(not own.intersection(_words(name)) for name in exchange.asked.all("company"))


def _words(name: str) -> list[str]:
    letters = "".join(sign if sign.isalnum() else " " for sign in name.lower())
    return [word for word in letters.split() if len(word) > 2 and word not in _LEGAL]
