"""What the actions need of the desk: its clock, its words and one service for each topic."""

from datetime import datetime
from typing import Protocol

from bot.domain.clock import Clock
from bot.domain.conversation import HandoffReason
from bot.domain.partner import Partner
from bot.services.arrears import Collections
from bot.services.billing import Billing
from bot.services.documents import Documents
from bot.services.explaining import Explaining
from bot.services.ports import Database
from bot.services.subscriptions import SubscriptionAnswers
from bot.services.support import Support
from bot.services.tickets import TicketDesk
from bot.words import Words


class HandOffFacts(Protocol):
    """What became of asking for a person: waiting at a place in the queue, or nobody there until an instant."""

    @property
    def queued(self) -> bool: ...
    @property
    def position(self) -> int | None: ...
    @property
    def opens_at(self) -> datetime | None: ...


class HandOffs(Protocol):
    """Asks for a person; the ownership of the conversation is this service's to change."""

    def ask(self, conversation_id: str, team: str, reason: HandoffReason, now: datetime) -> HandOffFacts: ...


class Addresses(Protocol):
    """Where the desk is reached from outside; invoice copies are served below it."""

    @property
    def public_url(self) -> str: ...


class ActionsDesk(Protocol):
    """The parts of the desk that answers are made of."""

    @property
    def settings(self) -> Addresses: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def database(self) -> Database: ...
    @property
    def partner(self) -> Partner: ...
    @property
    def words(self) -> Words: ...
    @property
    def billing(self) -> Billing: ...
    @property
    def explaining(self) -> Explaining: ...
    @property
    def collections(self) -> Collections: ...
    @property
    def subscriptions(self) -> SubscriptionAnswers: ...
    @property
    def support(self) -> Support: ...
    @property
    def tickets(self) -> TicketDesk: ...
    @property
    def documents(self) -> Documents: ...
    @property
    def handoff(self) -> HandOffs: ...
