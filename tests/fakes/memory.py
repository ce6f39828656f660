"""A database in memory with the repositories that services of billing and support use. Access rules included."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from bot.domain.billing.invoices import Invoice, PaymentState
from bot.domain.billing.subscriptions import Subscription
from bot.domain.conversations.queue_order import Place, Rank
from bot.domain.customers.identity import Identity
from bot.domain.kernel.errors import ConversationNotFound
from bot.domain.support.targets import Target
from bot.domain.support.tickets import Matter, Ticket, TicketState
from bot.services.records.billing import DocumentGrant
from bot.services.records.support import UNPROMISED, Clocked
from tests.fakes.alerts import MemoryAgents, MemoryAlerts


class MemoryInvoices:
    """Invoices in a list."""

    def __init__(self, invoices: Sequence[Invoice]) -> None:
        self.all = list(invoices)

    def _own(self, asked_by: Identity) -> list[Invoice]:
        customer = asked_by.require_money()
        own = (invoice for invoice in self.all if invoice.customer_id == customer)
        return sorted(own, key=lambda invoice: (invoice.issued_on, invoice.number), reverse=True)

    def by_number(self, number: str, *, asked_by: Identity) -> Invoice | None:
        return next((found for found in self._own(asked_by) if found.number == number), None)

    def latest(self, *, asked_by: Identity, limit: int = 1) -> tuple[Invoice, ...]:
        return tuple(self._own(asked_by)[:limit])

    def earliest(self, *, asked_by: Identity) -> Invoice | None:
        return next(iter(self._own(asked_by)[-1:]), None)

    def before(self, invoice: Invoice, *, asked_by: Identity) -> Invoice | None:
        own = self._own(asked_by)
        return next(iter(own[own.index(invoice) + 1 :]), None)

    def following(self, invoice: Invoice, *, asked_by: Identity) -> Invoice | None:
        own = self._own(asked_by)
        return next(iter(own[: own.index(invoice)][-1:]), None)

    def with_product(self, product: str, *, asked_by: Identity, limit: int = 5) -> tuple[Invoice, ...]:
        name = product.casefold()
        own = self._own(asked_by)
        return tuple(i for i in own if any(name in line.product.casefold() for line in i.lines))[:limit]

    def with_amount(
        self, amount: Decimal, currency: str | None, *, asked_by: Identity, limit: int = 5
    ) -> tuple[Invoice, ...]:
        def fits(invoice: Invoice) -> bool:
            amounts = {invoice.total.amount, invoice.net.amount, *(line.amount.amount for line in invoice.lines)}
            return amount in amounts and currency in (None, invoice.currency)

        return tuple(invoice for invoice in self._own(asked_by) if fits(invoice))[:limit]

    def corrected(self, *, asked_by: Identity, limit: int = 5) -> tuple[Invoice, ...]:
        def fits(invoice: Invoice) -> bool:
            declined = any(payment.state is PaymentState.DECLINED for payment in invoice.payments)
            return bool(invoice.credit_notes) or declined or invoice.balance.amount < 0

        return tuple(invoice for invoice in self._own(asked_by) if fits(invoice))[:limit]

    def unpaid(self, *, asked_by: Identity) -> tuple[Invoice, ...]:
        owed = (invoice for invoice in self._own(asked_by) if invoice.balance.amount > 0)
        return tuple(sorted(owed, key=lambda invoice: invoice.due_on))

    def touching(self, first: date, last: date, *, asked_by: Identity) -> tuple[Invoice, ...]:
        def fits(invoice: Invoice) -> bool:
            billed = invoice.period_from <= last and first <= invoice.period_to
            return billed or first <= invoice.issued_on <= last

        return tuple(invoice for invoice in self._own(asked_by) if fits(invoice))


class MemorySubscriptions:
    """Subscriptions in a list."""

    def __init__(self, subscriptions: Sequence[Subscription]) -> None:
        self.rows = list(subscriptions)

    def all(self, *, asked_by: Identity) -> tuple[Subscription, ...]:
        customer = asked_by.require_subscriptions()
        own = sorted((s for s in self.rows if s.customer_id == customer), key=lambda s: s.product)
        return tuple(own) if asked_by.may_see_money else tuple(replace(s, unit_price=None) for s in own)


class MemoryTickets:
    """Tickets in a list, numbered from T-1003."""

    def __init__(self, tickets: Sequence[Ticket] = ()) -> None:
        self.rows = list(tickets)
        self.by_origin: dict[str, Ticket] = {}

    def open(
        self,
        *,
        asked_by: Identity,
        conversation_id: str,
        origin: str,
        matter: Matter,
        queue: str,
        subject: str,
        text: str,
        assigned_to: str,
        now: datetime,
        product: str | None = None,
        contact_address: str | None = None,
        clock: Clocked = UNPROMISED,
    ) -> Ticket:
        if origin not in self.by_origin:
            number = f"T-{1003 + len(self.by_origin)}"
            whose = (asked_by.customer_id, asked_by.contact_id, conversation_id, assigned_to, contact_address, product)
            words = (subject, text, TicketState.OPEN, now, now)
            ticket = Ticket(number, matter, queue, *words, *whose, severity=clock.severity, plan=clock.plan)
            dues = {f"{target}_due": clock.dues.of(target) for target in Target}
            ticket = replace(ticket, **dues)  # type: ignore[arg-type]
            self.rows.append(ticket)
            self.by_origin[origin] = ticket
        return self.by_origin[origin]

    def by_number(self, number: str, *, asked_by: Identity, conversation_id: str) -> Ticket | None:
        found = (ticket for ticket in self.rows if ticket.number == number)
        return next((ticket for ticket in found if ticket.may_be_read_by(asked_by, conversation_id)), None)

    def readable(self, *, asked_by: Identity, conversation_id: str, limit: int = 5) -> tuple[Ticket, ...]:
        mine = [ticket for ticket in self.rows if ticket.may_be_read_by(asked_by, conversation_id)]
        newest = sorted(mine, key=lambda ticket: ticket.opened_at, reverse=True)
        return tuple(sorted(newest, key=lambda ticket: ticket.state is TicketState.CLOSED))[:limit]


class MemoryPeople:
    """Who speaks in which conversation."""

    def __init__(self) -> None:
        self.speakers: dict[str, Identity] = {}

    def speaking_in(self, conversation_id: str) -> Identity:
        if conversation_id not in self.speakers:
            raise ConversationNotFound()
        return self.speakers[conversation_id]


class MemoryDocuments:
    """Download links by digest."""

    def __init__(self) -> None:
        self.grants: dict[str, DocumentGrant] = {}

    def issue(self, digest: str, grant: DocumentGrant) -> None:
        self.grants[digest] = grant

    def granted(self, digest: str, now: datetime) -> DocumentGrant | None:
        grant = self.grants.get(digest)
        return grant if grant and now < grant.expires_at else None


class MemoryQueue:
    """Conversations waiting for a person, in any order. `customers` are signed in while they do not wait yet."""

    def __init__(self) -> None:
        self.waiting: list[Any] = []
        self.customers: set[str] = set()

    def queue_position(self, conversation_id: str) -> int | None:
        own = next((record for record in self.waiting if record.conversation.id == conversation_id), None)
        return sum(not _place(own) < _place(other) for other in self._of(own.conversation.queue)) if own else None

    def would_be_before(self, conversation_id: str, queue: str) -> int:
        signed_in = conversation_id in self.customers
        return sum(_place(other).rank is Rank.CUSTOMER or not signed_in for other in self._of(queue))

    def _of(self, queue: str | None) -> list[Any]:
        return [record for record in self.waiting if record.conversation.queue == queue]


def _place(record: Any) -> Place:
    since = record.conversation.waiting_since
    return Place.of(record.conversation, record.contact_id, since, since)


class MemoryStretches:
    """How long customers waited lately."""

    def __init__(self) -> None:
        self.waits: tuple[timedelta, ...] = ()

    def waits_since(self, instant: datetime, limit: int) -> tuple[timedelta, ...]:
        return self.waits[:limit]


class MemoryPresence:
    """How many agents are there."""

    def __init__(self) -> None:
        self.agents = 0

    def agents_present(self, now: datetime) -> int:
        return self.agents

    def on_duty(self, team: str | None, now: datetime) -> tuple[int, ...]:
        return tuple(range(self.agents))


class MemoryWork:
    """The repositories together, by capability."""

    def __init__(self, invoices: Sequence[Invoice], subscriptions: Sequence[Subscription]) -> None:
        self.billing = SimpleNamespace(
            invoices=MemoryInvoices(invoices),
            subscriptions=MemorySubscriptions(subscriptions),
            documents=MemoryDocuments(),
        )
        self.support = SimpleNamespace(tickets=MemoryTickets(), alerts=MemoryAlerts())
        self.customers = SimpleNamespace(people=MemoryPeople())
        self.conversations = SimpleNamespace(rows=MemoryQueue(), stretches=MemoryStretches())
        self.staff = SimpleNamespace(presence=MemoryPresence(), agents=MemoryAgents())


class MemoryDatabase:
    """Opens the one work there is; counts what was written. Knows only what services of billing and support need."""

    def __init__(self, invoices: Sequence[Invoice] = (), subscriptions: Sequence[Subscription] = ()) -> None:
        self.work: Any = MemoryWork(invoices, subscriptions)
        self.transactions = 0

    @contextmanager
    def reading(self) -> Iterator[Any]:
        self.transactions += 1
        yield self.work

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[Any]:
        self.transactions += 1
        yield self.work
