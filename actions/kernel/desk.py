"""What the actions need of the desk: its clock, its words and one service for each topic."""

from typing import Protocol

from bot.domain.kernel.clock import Clock
from bot.domain.partner import Partner
from bot.services.billing.collections import Collections
from bot.services.billing.documents import Documents
from bot.services.billing.explaining import Explaining
from bot.services.billing.invoices import Billing
from bot.services.billing.subscriptions import SubscriptionAnswers
from bot.services.conversations.availability import DeskQueue
from bot.services.ports import Database
from bot.services.support.plans import Support
from bot.services.support.tickets import TicketDesk
from bot.words import Words


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
    def queue(self) -> DeskQueue: ...
