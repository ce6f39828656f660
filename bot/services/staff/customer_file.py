"""What an agent sees of a customer: no more than the agent's role allows, and every look is written down."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.billing.invoices import Invoice
from bot.domain.billing.subscriptions import Subscription
from bot.domain.customers.identity import Identity
from bot.domain.kernel.hours import OpenState
from bot.domain.partner import Partner
from bot.domain.staff.acting import CustomerNotFound, CustomerOnFile, Disclosure, Matter, acting_for, disclosure_to
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.domain.support.plans import SupportPlan
from bot.domain.support.support_hours import hours_of
from bot.domain.support.tickets import Ticket
from bot.services.billing.collections import Arrears, arrears_of
from bot.services.ports import Database, Work
from bot.services.records.conversations import EarlierConversation
from bot.services.records.customers import ContactOnFile
from bot.services.records.staff import About
from bot.services.staff.audit import Audit, Look


@dataclass(frozen=True, slots=True)
class SupportNow:
    """The customer's support plan and whether somebody is there for them now. `critical`: critical issues are taken."""

    plan: SupportPlan | None
    state: OpenState
    critical: bool


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """Everything about one customer. `speaker` is who writes in the conversation, None where there is none.

    `customer` is None for a visitor, who has no file. `arrears` is None when the agent may not see invoices, and
    `sees_prices` tells whether subscriptions came with prices. `tickets` are open ones of the agent's matters.
    """

    speaker: Identity | None
    customer: CustomerOnFile | None
    support: SupportNow
    contacts: tuple[ContactOnFile, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    sees_prices: bool = False
    arrears: Arrears | None = None
    sees_tickets: bool = False
    tickets: tuple[Ticket, ...] = ()
    earlier: tuple[EarlierConversation, ...] = ()

    @property
    def disclosure(self) -> Disclosure | None:
        """What may be told to who writes; None where nobody does."""
        return disclosure_to(self.speaker) if self.speaker else None


class CustomerFiles:
    """Opens customers' files for agents."""

    def __init__(self, database: Database, partner: Partner, audit: Audit) -> None:
        self._database = database
        self._partner = partner
        self._audit = audit

    def of_conversation(
        self, conversation_id: str, *, asked_by: Agent, now: datetime, shown: int | None = None
    ) -> CustomerFile:
        """The file of whoever is verified to write in a conversation.

        `shown` is the customer whose file the agent has before their eyes already: that is no new look.

        Raises AgentMayNot without READ_CONVERSATIONS and SEE_CUSTOMERS, and ConversationNotFound.
        """
        with self._database.reading() as work:
            file = self.of_conversation_in(work, conversation_id, asked_by=asked_by, now=now)
            new = self._audit.new_looks(work, asked_by, look_of(file, conversation_id, shown), now)
        self._audit.note_looks(asked_by, new, now)
        return file

    def of_conversation_in(self, work: Work, conversation_id: str, *, asked_by: Agent, now: datetime) -> CustomerFile:
        """`of_conversation` as a part of somebody's transaction, who also writes the look down (`look_of`)."""
        asked_by.require(Permission.READ_CONVERSATIONS)
        asked_by.require(Permission.SEE_CUSTOMERS)
        speaker = work.customers.people.speaking_in(conversation_id)
        if speaker.customer_id is None:
            return self._visitors(work, speaker, conversation_id, asked_by, now)
        return self._file(work, speaker.customer_id, speaker, asked_by, now, without=conversation_id)

    def of_customer(self, customer_id: int, *, asked_by: Agent, now: datetime) -> CustomerFile:
        """The file of a customer. Raises AgentMayNot without SEE_CUSTOMERS, and CustomerNotFound."""
        with self._database.reading() as work:
            file = self._file(work, customer_id, None, asked_by, now)
            new = self._audit.new_looks(work, asked_by, look_of(file), now)
        self._audit.note_looks(asked_by, new, now)
        return file

    def _visitors(
        self, work: Work, speaker: Identity, conversation_id: str, agent: Agent, now: datetime
    ) -> CustomerFile:
        tickets = work.support.handling.open_of(conversation_id=conversation_id, asked_by=agent)
        support = self._support(None, now)
        return CustomerFile(speaker, None, support, sees_tickets=bool(agent.matters), tickets=tickets)

    def _file(
        self,
        work: Work,
        customer_id: int,
        speaker: Identity | None,
        agent: Agent,
        now: datetime,
        *,
        without: str | None = None,
    ) -> CustomerFile:
        customer = work.customers.files.one(customer_id, asked_by=agent)
        if customer is None:
            raise CustomerNotFound()
        subscriptions = _subscriptions(work, customer, agent)
        unpaid = _unpaid(work, customer, agent)
        today = self._partner.today(now)
        return CustomerFile(
            speaker=speaker,
            customer=customer,
            support=self._support(customer.support_plan, now),
            contacts=work.customers.files.contacts(customer_id, asked_by=agent),
            subscriptions=subscriptions,
            sees_prices=agent.may(Permission.SEE_PRICES),
            arrears=None if unpaid is None else arrears_of(unpaid, subscriptions, self._partner, today),
            sees_tickets=bool(agent.matters),
            tickets=work.support.handling.open_of(customer_id=customer_id, asked_by=agent),
            earlier=work.customers.files.earlier(customer_id, asked_by=agent, without=without),
        )

    def _support(self, plan_key: str | None, now: datetime) -> SupportNow:
        plan = self._partner.support.plan(plan_key) if plan_key else None
        state = hours_of(self._partner.support, plan_key).state_at(now)
        return SupportNow(plan, state, critical=plan is not None and (plan.critical_24x7 or state.is_open))


def look_of(file: CustomerFile, conversation_id: str | None = None, shown: int | None = None) -> tuple[Look, ...]:
    """The look at a customer that opening a file is; none at a visitor, nor at the customer `shown` already."""
    if file.customer is None or file.customer.id == shown:
        return ()
    about = About(customer_id=file.customer.id, conversation_id=conversation_id)
    return (Look(Action.LOOKED_AT_CUSTOMER, about),)


def _subscriptions(work: Work, customer: CustomerOnFile, agent: Agent) -> tuple[Subscription, ...]:
    if not customer.buys_here:
        return ()
    return work.billing.subscriptions.all(asked_by=acting_for(agent, customer, Matter.SUBSCRIPTIONS))


def _unpaid(work: Work, customer: CustomerOnFile, agent: Agent) -> tuple[Invoice, ...] | None:
    """None when the agent may not know."""
    if not agent.may(Permission.SEE_INVOICES):
        return None
    if not customer.buys_here:
        return ()
    return work.billing.invoices.unpaid(asked_by=acting_for(agent, customer, Matter.INVOICES))
