"""Who gets mails about what, who wants none, and what agents wrote to customers who had gone."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, exists, func, or_, select

from bot.domain.conversations.messages import Author, Visibility
from bot.domain.kernel.locales import locale_for, spoken
from bot.domain.notices.unread import FORGOTTEN_AFTER
from bot.services.records.notices import MailKind, Reader, UnreadReply
from bot.storage.kernel.columns import unless_there
from bot.storage.schema import contacts, conversations, customers, mail_stops, mails, messages, stretches, tickets

_CONTACT = (contacts.c.email, contacts.c.name, contacts.c.language, customers.c.locale)
_OF_TICKET: Select[Any] = (
    select(
        *_CONTACT,
        tickets.c.confirmed_address,
        tickets.c.contact_address,
        tickets.c.conversation_id,
        conversations.c.language.label("spoken"),
    )
    .select_from(
        tickets.outerjoin(contacts, contacts.c.id == tickets.c.contact_id)
        .outerjoin(customers, customers.c.id == contacts.c.customer_id)
        .outerjoin(conversations, conversations.c.id == tickets.c.conversation_id)
    )
)  # fmt: skip
_LEFT = (
    select(tickets.c.contact_address)
    .where(tickets.c.conversation_id == conversations.c.id, tickets.c.contact_address.is_not(None))
    .order_by(tickets.c.id.desc())
    .limit(1)
    .correlate(conversations)
    .scalar_subquery()
)
_OF_CONVERSATION: Select[Any] = (
    select(
        *_CONTACT,
        conversations.c.confirmed_address,
        _LEFT.label("contact_address"),
        conversations.c.id.label("conversation_id"),
        conversations.c.language.label("spoken"),
    )
    .select_from(
        conversations.outerjoin(contacts, contacts.c.id == conversations.c.contact_id)
        .outerjoin(customers, customers.c.id == contacts.c.customer_id)
    )
)  # fmt: skip
_BY_AGENTS = and_(
    messages.c.conversation_id == conversations.c.id,
    messages.c.author == Author.AGENT.value,
    messages.c.visibility == Visibility.PUBLIC.value,
    messages.c.seq > conversations.c.delivered_seq,
)
_MAILED = (
    select(func.coalesce(func.max(mails.c.seq), 0))
    .where(mails.c.conversation_id == conversations.c.id, mails.c.kind == MailKind.REPLY.value)
    .correlate(conversations)
    .scalar_subquery()
)
_TOLD = exists().where(mails.c.conversation_id == messages.c.conversation_id, mails.c.seq == messages.c.seq)
"""Another mail tells these very words: an answer to a ticket."""
_LATEST_QUEUE = (
    select(stretches.c.queue)
    .where(stretches.c.conversation_id == conversations.c.id)
    .order_by(stretches.c.id.desc())
    .limit(1)
    .correlate(conversations)
    .scalar_subquery()
)
_REACHED = or_(
    conversations.c.contact_id.is_not(None), conversations.c.confirmed_address.is_not(None), _LEFT.is_not(None)
)
_UNREAD = (
    select(messages.c.conversation_id, messages.c.seq, messages.c.author_name, messages.c.text, messages.c.sent_at)
    .select_from(conversations.join(messages, _BY_AGENTS))
    .where(messages.c.seq > _MAILED, ~_TOLD)
    .order_by(messages.c.seq)
)


class SqlReaders:
    """`services.ports.Readers`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_ticket(self, number: str) -> Reader | None:
        """The contact who opened it, else the proven address, else one a visitor left; None where there is neither."""
        return _reader(self._connection.execute(_OF_TICKET.where(tickets.c.number == number)).one_or_none())

    def of_conversation(self, conversation_id: str) -> Reader | None:
        """The contact who speaks there, else the proven address, else one a visitor left for the latest ticket."""
        this = conversations.c.id == conversation_id
        return _reader(self._connection.execute(_OF_CONVERSATION.where(this)).one_or_none())

    def by_mail(self, mail_id: str) -> tuple[str, str, str] | None:
        """What a mail is about, who got it and in which language; None for an unknown id."""
        wanted = select(mails.c.about, mails.c.recipient, mails.c.language).where(mails.c.mail_id == mail_id)
        row = self._connection.execute(wanted).one_or_none()
        return (row.about, row.recipient, row.language) if row is not None else None

    def stop(self, about: str, recipient: str, now: datetime) -> None:
        """No more mails about this to that address."""
        values = {"about": about, "recipient": recipient.lower(), "at": now}
        self._connection.execute(unless_there(self._connection, mail_stops), values)

    def resume(self, about: str, recipient: str) -> None:
        """Mails again."""
        these = (mail_stops.c.about == about, mail_stops.c.recipient == recipient.lower())
        self._connection.execute(delete(mail_stops).where(*these))

    def has_stopped(self, about: str, recipient: str) -> bool:
        """Whether that address wants no more mails about this."""
        these = (mail_stops.c.about == about, mail_stops.c.recipient == recipient.lower())
        return self._connection.execute(select(mail_stops.c.at).where(*these)).first() is not None

    def left_with_words(self, now: datetime, limit: int) -> tuple[str, ...]:
        """Conversations in which agents' words may wait for a customer who has gone: their ids."""
        return tuple(self._connection.execute(left_since(now, limit)).scalars())

    def queue_of(self, conversation_id: str) -> str | None:
        """The queue a conversation is in, else that of its latest time with people."""
        wanted = select(func.coalesce(conversations.c.queue, _LATEST_QUEUE)).where(
            conversations.c.id == conversation_id
        )
        return self._connection.execute(wanted).scalar_one_or_none()

    def unread_in(self, conversation_id: str) -> tuple[UnreadReply, ...]:
        """Agents' words there that were neither fetched nor mailed, in order."""
        rows = self._connection.execute(_UNREAD.where(conversations.c.id == conversation_id))
        return tuple(UnreadReply(*row) for row in rows)


def left_since(now: datetime, limit: int) -> Select[Any]:
    """Ids of the conversations of the last day in which agents' words wait unread, whose customer can be written to."""
    recent = conversations.c.last_at >= now - FORGOTTEN_AFTER
    behind = conversations.c.delivered_seq < conversations.c.last_seq
    some = exists().where(_BY_AGENTS, messages.c.seq > _MAILED).correlate(conversations)
    wanted = select(conversations.c.id).where(recent, behind, some, _REACHED)
    return wanted.order_by(conversations.c.last_at).limit(limit)


def _reader(row: Row[Any] | None) -> Reader | None:
    """The contact's address counts before a proven one, and that before one that somebody typed."""
    if row is None or not (row.email or row.confirmed_address or row.contact_address):
        return None
    language = spoken(row.language or row.spoken)
    if row.email:
        return Reader(row.email, row.name, language, locale_for(language, row.locale), True, row.conversation_id)
    if row.confirmed_address:
        proven = (row.confirmed_address, "", language, locale_for(language), True, row.conversation_id)
        return Reader(*proven, is_contact=False)
    return Reader(row.contact_address, "", language, locale_for(language), False, row.conversation_id)
