"""A customer's own conversations: the one that goes on, the others, what was not seen yet, and who is there."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, Row, Select, bindparam, func, or_, select, update

from bot.domain.conversations.conversation import Lifecycle, OwnerKind
from bot.domain.conversations.messages import Author, Visibility
from bot.domain.conversations.topics import QUESTIONS
from bot.domain.customers.identity import Identity
from bot.services.records.conversations import OwnConversation
from bot.storage.kernel.columns import Instant
from bot.storage.schema import agents, messages, turns
from bot.storage.schema import conversations as t

MOST_UNREAD = 99
"""Nobody needs to know how many more there are."""

_MINE = or_(t.c.contact_id == bindparam("contact"), t.c.confirmed_address == bindparam("address"))
"""Of a contact, or of who proved an address; of a visitor both are null, and nothing equals null."""
_THIS = t.c.id == bindparam("conversation")
_TO_READ = (
    messages.c.conversation_id == t.c.id,
    messages.c.seq > t.c.seen_seq,
    messages.c.visibility == Visibility.PUBLIC.value,
    messages.c.author != Author.CUSTOMER.value,
    or_(messages.c.text != "", messages.c.buttons.is_not(None)),
)
_UNREAD_HERE = select(func.count()).select_from(messages).where(*_TO_READ).correlate(t).scalar_subquery()
_ASKED = (
    select(func.min(turns.c.seq))
    .where(turns.c.conversation_id == t.c.id, turns.c.intent.in_(sorted(QUESTIONS)))
    .correlate(t)
    .scalar_subquery()
)
_FIRST = (
    select(func.min(messages.c.seq))
    .where(messages.c.conversation_id == t.c.id, messages.c.author == Author.CUSTOMER.value)
    .correlate(t)
    .scalar_subquery()
)
_WORDS = (
    select(messages.c.text)
    .where(messages.c.conversation_id == t.c.id, messages.c.seq == func.coalesce(_ASKED, _FIRST))
    .correlate(t)
    .scalar_subquery()
)
_OWN: Select[Any] = (
    select(
        t.c.id,
        t.c.started_at,
        t.c.last_at,
        t.c.last_seq,
        t.c.owner_kind,
        t.c.lifecycle,
        agents.c.name.label("agent"),
        _WORDS.label("words"),
        _UNREAD_HERE.label("unread"),
    )
    .select_from(t.outerjoin(agents, agents.c.id == t.c.owner_agent))
    .where(_MINE)
)
_LAST_SPOKEN_IN = (t.c.last_at.desc(), t.c.taken_up.desc())
_LATEST = _OWN.where(t.c.channel == bindparam("via")).order_by(t.c.taken_up.desc(), t.c.started_at.desc()).limit(1)
_LISTED = _OWN.where(t.c.last_at.is_not(None)).order_by(*_LAST_SPOKEN_IN).limit(bindparam("most"))
_ONE = _OWN.where(_THIS)
_UNSEEN = select(messages.c.seq).select_from(messages.join(t, _TO_READ[0])).where(_MINE, *_TO_READ[1:])
_UNREAD = select(func.count()).select_from(_UNSEEN.limit(MOST_UNREAD).subquery())
_SAW = (
    update(t)
    .where(_THIS, t.c.seen_seq < bindparam("number"), t.c.last_seq >= bindparam("number"))
    .values(seen_seq=bindparam("number"))
)
_NOT_FETCHED = (
    select(func.min(messages.c.seq))
    .where(
        messages.c.conversation_id == bindparam("conversation"),
        messages.c.author == Author.AGENT.value,
        messages.c.visibility == Visibility.PUBLIC.value,
        messages.c.seq > t.c.delivered_seq,
        messages.c.seq < bindparam("number"),
    )
    .correlate(t)
    .scalar_subquery()
)
_READ_UP_TO = func.coalesce(_NOT_FETCHED - 1, bindparam("number", type_=Integer))
_WROTE = update(t).where(_THIS, t.c.seen_seq < _READ_UP_TO).values(seen_seq=_READ_UP_TO)
_HERE = update(t).where(_THIS).values(here_at=bindparam("instant", type_=Instant))
_HERE_AT = select(t.c.here_at).where(_THIS)


def next_taken_up(contact_id: int | None, address: str | None = None) -> Any:
    """One more than any conversation of the same contact or address has: the order in which they were taken up last."""
    if contact_id is None and address is None:
        return 0
    mine = t.alias("mine")
    highest = func.coalesce(func.max(mine.c.taken_up), 0)
    whose = mine.c.contact_id == contact_id if contact_id is not None else mine.c.confirmed_address == address
    return select(highest + 1).where(whose).scalar_subquery()


def _by(identity: Identity) -> dict[str, Any]:
    """Whose they are, as `_MINE` wants to know it."""
    return {"contact": identity.contact_id, "address": identity.confirmed_address}


class SqlOwnConversations:
    """`services.ports.OwnConversations`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def latest(self, channel: str, *, asked_by: Identity) -> OwnConversation | None:
        """The one taken up last, which is where a contact goes on."""
        row = self._connection.execute(_LATEST, {**_by(asked_by), "via": channel}).one_or_none()
        return _own(row) if row is not None else None

    def listed(self, *, asked_by: Identity, limit: int) -> tuple[OwnConversation, ...]:
        """Those in which something was said, the one spoken in last first."""
        return tuple(map(_own, self._connection.execute(_LISTED, {**_by(asked_by), "most": limit})))

    def one(self, conversation_id: str, *, asked_by: Identity) -> OwnConversation | None:
        """One of them; None also for somebody else's."""
        values = {**_by(asked_by), "conversation": conversation_id}
        row = self._connection.execute(_ONE, values).one_or_none()
        return _own(row) if row is not None else None

    def unread(self, *, asked_by: Identity) -> int:
        """How many messages the contact has not seen yet, in all of them; counts no further than MOST_UNREAD."""
        return self._connection.execute(_UNREAD, _by(asked_by)).scalar_one()

    def take_up(self, conversation_id: str, *, asked_by: Identity) -> None:
        """From now on the contact goes on here."""
        following = next_taken_up(asked_by.contact_id, asked_by.confirmed_address)
        taken = update(t).where(_THIS, _MINE).values(taken_up=following)
        self._connection.execute(taken, {**_by(asked_by), "conversation": conversation_id})

    def saw(self, conversation_id: str, seq: int) -> None:
        """The customer has seen everything up to `seq`; never goes back."""
        self._connection.execute(_SAW, {"conversation": conversation_id, "number": seq})

    def wrote_below(self, conversation_id: str, seq: int) -> None:
        """Who wrote row `seq` had what stands above it before the eyes, but for agents' words not fetched yet."""
        self._connection.execute(_WROTE, {"conversation": conversation_id, "number": seq})

    def was_here(self, conversation_id: str, now: datetime) -> None:
        """Notes a sign of the customer's client."""
        self._connection.execute(_HERE, {"conversation": conversation_id, "instant": now})

    def here_at(self, conversation_id: str) -> datetime | None:
        """The last sign of the customer's client that was noted."""
        return self._connection.execute(_HERE_AT, {"conversation": conversation_id}).scalar()


def _own(row: Row[Any]) -> OwnConversation:
    return OwnConversation(
        id=row.id,
        started_at=row.started_at,
        last_at=row.last_at,
        last_seq=row.last_seq,
        owner=OwnerKind(row.owner_kind),
        lifecycle=Lifecycle(row.lifecycle),
        agent=row.agent or "",
        words=row.words or "",
        unread=row.unread,
    )
