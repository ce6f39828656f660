"""How many conversations are over and solved without a person, in one grouped query; and what other counts share."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
)

from bot.domain.conversations.conversation import Lifecycle, OwnerKind
from bot.domain.conversations.satisfaction import SOLVING
from bot.domain.customers.audience import ACCOUNT, MONEY, MONEY_UNLESS_VISITOR, PARTNERS_CUSTOMERS
from bot.domain.customers.identity import Relationship, Role
from bot.domain.reports.counts import QUIET, Period, Selection
from bot.services.records.conversations import TurnState
from bot.storage.schema import (
    contact_roles,
    contacts,
    conversations,
    customers,
    stretches,
    tickets,
    turns,
)

_VISITOR = conversations.c.contact_id.is_(None)
_DIRECT = customers.c.relationship == Relationship.DIRECT.value
_BILLING = exists().where(
    contact_roles.c.contact_id == conversations.c.contact_id,
    contact_roles.c.role.in_([Role.ADMIN.value, Role.BILLING.value]),
)
_PARTNERS: Final = and_(not_(_VISITOR), not_(_DIRECT))
_KINDS: Final[Mapping[str, tuple[frozenset[str], ColumnElement[bool]]]] = {
    "money": (SOLVING & MONEY, and_(_PARTNERS, _BILLING)),
    "matter": (SOLVING & MONEY_UNLESS_VISITOR, or_(_VISITOR, and_(_PARTNERS, _BILLING))),
    "account": (SOLVING & ACCOUNT, _PARTNERS),
    "partners": (SOLVING & PARTNERS_CUSTOMERS, or_(_VISITOR, not_(_DIRECT))),
    "open": (SOLVING - MONEY - MONEY_UNLESS_VISITOR - ACCOUNT - PARTNERS_CUSTOMERS, literal(1) == 1),
}
"""Intents that solve, and who gets an answer to them: `audience.may_ask` in SQL. A test holds the two together."""

ANSWERED = turns.c.state == TurnState.ANSWERED.value
BY_THE_DESK = and_(
    turns.c.intent.is_(None),
    turns.c.owner == OwnerKind.BOT.value,
    turns.c.state.in_([TurnState.ANSWERED.value, TurnState.KEPT.value]),
)
"""Buttons the desk itself answered, and ratings: nobody wrote something to be answered."""


CONVERSATIONS = conversations.outerjoin(contacts, contacts.c.id == conversations.c.contact_id).outerjoin(
    customers, customers.c.id == contacts.c.customer_id
)


def within(column: Any, period: Period) -> ColumnElement[bool]:
    return and_(column >= period.since, column < period.until)


def selected(selection: Selection) -> list[ColumnElement[bool]]:
    wanted = ((conversations.c.language, selection.language), (conversations.c.channel, selection.channel))
    return [column == value for column, value in wanted if value is not None]


def groups_of(period: Period, selection: Selection, now: datetime) -> Select[Any]:
    talked = _talked(period)
    over = or_(
        conversations.c.lifecycle == Lifecycle.CLOSED.value,
        and_(conversations.c.owner_kind == OwnerKind.BOT.value, conversations.c.last_at <= now - QUIET),
    )
    solved = or_(*(and_(talked.c[kind] == 1, allowed) for kind, (_, allowed) in _KINDS.items()))
    alone = and_(not_(_with_people(period)), not_(_opened_ticket(period)))
    return (
        select(
            conversations.c.language,
            conversations.c.channel,
            func.count(),
            _how_often(over),
            _how_often(and_(over, solved, alone)),
            _how_often(_with_people(period)),
        )
        .select_from(CONVERSATIONS.join(talked, talked.c.conversation_id == conversations.c.id))
        .where(*selected(selection))
        .group_by(conversations.c.language, conversations.c.channel)
        .order_by(conversations.c.language, conversations.c.channel)
    )


def _talked(period: Period) -> Subquery:
    """Conversations in which customers wrote, each with the kinds of questions that were answered in it."""
    flags = [
        func.max(case((and_(ANSWERED, turns.c.intent.in_(sorted(intents))), 1), else_=0)).label(kind)
        for kind, (intents, _) in _KINDS.items()
    ]
    return (
        select(turns.c.conversation_id, *flags)
        .where(within(turns.c.finished_at, period), not_(BY_THE_DESK))
        .group_by(turns.c.conversation_id)
        .subquery("talked")
    )


def _with_people(period: Period) -> ColumnElement[bool]:
    return exists().where(
        stretches.c.conversation_id == conversations.c.id,
        stretches.c.began_at < period.until,
        or_(stretches.c.ended_at.is_(None), stretches.c.ended_at >= period.since),
    )


def _opened_ticket(period: Period) -> ColumnElement[bool]:
    return exists().where(tickets.c.conversation_id == conversations.c.id, within(tickets.c.opened_at, period))


def _how_often(condition: ColumnElement[bool]) -> Any:
    return func.sum(case((condition, 1), else_=0))
