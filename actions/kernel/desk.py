"""What the actions need of the desk: its clock, its words and the use cases that answers are made of."""

from typing import Protocol

from bot.domain.kernel.clock import Clock
from bot.domain.partner import Partner
from bot.services.capabilities import (
    BillingServices,
    ConversationServices,
    CustomerServices,
    LearningServices,
    SupportServices,
)
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
    def partner(self) -> Partner: ...
    @property
    def words(self) -> Words: ...
    @property
    def customers(self) -> CustomerServices: ...
    @property
    def billing(self) -> BillingServices: ...
    @property
    def conversations(self) -> ConversationServices: ...
    @property
    def support(self) -> SupportServices: ...
    @property
    def learning(self) -> LearningServices: ...
