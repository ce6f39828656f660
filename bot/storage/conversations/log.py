"""The log of a conversation: rows are added with the next numbers and never changed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from bot.domain.conversations.messages import Author, Button, Message, TurnSummary, Visibility
from bot.domain.kernel.errors import ConversationNotFound, DuplicateEvent, StaleVersion
from bot.services.records.conversations import Draft, TurnState
from bot.storage.conversations.last_words import longer
from bot.storage.kernel.columns import storable
from bot.storage.schema import buttons, turns
from bot.storage.schema import messages as t

SEPARATOR = "|"
"""Between conversation and number in a message's id, as in Direct Line."""

ANSWER_ROWS = 8
"""Rows of the log looked through for the buttons of the latest answer."""

_APPEND = insert(t)
_OFFER = insert(buttons)
_DELIVERED: Select[Any] = select(t).where(t.c.channel == bindparam("via"), t.c.event_id == bindparam("event"))
_ONE: Select[Any] = select(t).where(t.c.conversation_id == bindparam("conversation"), t.c.seq == bindparam("number"))
_SUMMARY = (
    turns.c.state.label("turn_state"),
    turns.c.intent,
    turns.c.confidence,
    turns.c.language.label("turn_language"),
    turns.c.owner.label("turn_owner"),
)
WITH_SUMMARY: Select[Any] = select(t, *_SUMMARY).select_from(
    t.outerjoin(turns, and_(turns.c.conversation_id == t.c.conversation_id, turns.c.seq == t.c.in_reply_to))
)
"""Rows of the log, replies with what their turn made of the message; read with `message_of` and `summary_of`."""
_AFTER: Select[Any] = (
    WITH_SUMMARY.where(
        t.c.conversation_id == bindparam("conversation"),
        t.c.seq > bindparam("number"),
        t.c.visibility == Visibility.PUBLIC.value,
    )
    .order_by(t.c.seq)
    .limit(bindparam("most"))
)
_CHOICE = (
    select(buttons.c.title, buttons.c.payload)
    .where(buttons.c.conversation_id == bindparam("conversation"), buttons.c.id == bindparam("button"))
    .order_by(buttons.c.seq.desc())
    .limit(1)
)

_LATEST = (
    select(t.c.author, t.c.buttons)
    .where(t.c.conversation_id == bindparam("conversation"), t.c.visibility == Visibility.PUBLIC.value)
    .order_by(t.c.seq.desc())
    .limit(bindparam("most"))
)


def message_id(conversation_id: str, seq: int) -> str:
    """The id of a row of the log."""
    return f"{conversation_id}{SEPARATOR}{seq:07d}"


def seq_of(conversation_id: str, message: str) -> int | None:
    """The number in a message's id, or None when it is no id of this conversation."""
    owner, separator, number = message.rpartition(SEPARATOR)
    if not separator or owner != conversation_id or not (number.isascii() and number.isdigit()):
        return None
    return int(number) if len(number) <= 9 else None


class SqlMessageLog:
    """`services.ports.MessageLog`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(
        self,
        conversation_id: str,
        drafts: Sequence[Draft],
        now: datetime,
        *,
        seen: int | None = None,
        last: int | None = None,
    ) -> tuple[Message, ...]:
        """Adds rows with the next sequence numbers, in order.

        Raises ConversationNotFound, DuplicateEvent when a row of that channel and event id exists already, and
        StaleVersion when `seen` is given and is no longer the version of the conversation, or `last` no longer the
        number of its last row.
        Raises ValueError when a draft answers a message of another conversation.
        """
        if not drafts:
            return ()
        statement, values = longer(conversation_id, drafts, now)
        advanced = self._connection.execute(statement, values).one_or_none()
        if advanced is None:
            raise ConversationNotFound()
        first = advanced.last_seq - len(drafts) + 1
        if (seen is not None and advanced.version != seen) or (last is not None and first - 1 != last):
            raise StaleVersion()
        rows = [_row(conversation_id, first + n, draft, advanced.channel, now) for n, draft in enumerate(drafts)]
        self._insert(rows)
        offers = [offer for row, draft in zip(rows, drafts, strict=True) for offer in _offers(row, draft)]
        if offers:
            self._connection.execute(_OFFER, offers)
        return tuple(_drafted(row, draft) for row, draft in zip(rows, drafts, strict=True))

    def delivered(self, channel: str, event_id: str) -> Message | None:
        """The row an earlier delivery of this event made, if any."""
        row = self._connection.execute(_DELIVERED, {"via": channel, "event": event_id}).one_or_none()
        return message_of(row) if row is not None else None

    def message(self, conversation_id: str, message_id: str) -> Message | None:
        """The row of that id in this conversation, or None."""
        seq = seq_of(conversation_id, message_id)
        if seq is None:
            return None
        row = self._connection.execute(_ONE, {"conversation": conversation_id, "number": seq}).one_or_none()
        return message_of(row) if row is not None else None

    def after(self, conversation_id: str, seq: int, limit: int = 200) -> tuple[Message, ...]:
        """What the customer may see after `seq`, in order; replies carry their turn's summary."""
        values = {"conversation": conversation_id, "number": seq, "most": limit}
        return tuple(message_of(row, summary_of(row)) for row in self._connection.execute(_AFTER, values))

    def choice(self, conversation_id: str, button_id: str) -> tuple[str, str] | None:
        """Title and payload of a button offered in this very conversation (its latest offer), or None."""
        row = self._connection.execute(_CHOICE, {"conversation": conversation_id, "button": button_id}).one_or_none()
        return (row.title, row.payload) if row is not None else None

    def offered(self, conversation_id: str) -> tuple[Button, ...]:
        """The buttons that answer, offered since the customer last wrote, the latest message's first."""
        latest = self._connection.execute(_LATEST, {"conversation": conversation_id, "most": ANSWER_ROWS})
        since = takewhile(lambda row: row.author != Author.CUSTOMER.value, latest)
        return tuple(Button(**button) for row in since for button in row.buttons or () if "payload" in button)

    def _insert(self, rows: Sequence[Mapping[str, Any]]) -> None:
        try:
            self._connection.execute(_APPEND, rows)
        except IntegrityError as error:
            if "event_id" in str(error.orig):
                raise DuplicateEvent() from error
            raise


def _row(conversation_id: str, seq: int, draft: Draft, channel: str, now: datetime) -> dict[str, Any]:
    return {
        "conversation_id": conversation_id,
        "seq": seq,
        "channel": channel,
        "event_id": draft.event_id,
        "author": draft.author.value,
        "author_name": draft.author_name,
        "visibility": draft.visibility.value,
        "text": storable(draft.text),
        "choice": draft.choice,
        "buttons": [_button_row(button) for button in draft.buttons] or None,
        "card": dict(draft.card) if draft.card is not None else None,
        "in_reply_to": _answered(conversation_id, draft),
        "sent_at": now,
    }


def _answered(conversation_id: str, draft: Draft) -> int | None:
    if draft.in_reply_to is None:
        return None
    seq = seq_of(conversation_id, draft.in_reply_to)
    if seq is None:
        raise ValueError(f"{draft.in_reply_to} is no message of this conversation")
    return seq


def _button_row(button: Button) -> dict[str, str]:
    row = {"id": button.id, "title": button.title, "payload": button.payload, "url": button.url}
    return {name: value for name, value in row.items() if value is not None}


def _offers(row: Mapping[str, Any], draft: Draft) -> Iterator[dict[str, Any]]:
    """Buttons that answer, so that a press finds its payload without reading the log."""
    place = {"conversation_id": row["conversation_id"], "seq": row["seq"]}
    for button in draft.buttons:
        if button.payload is not None:
            yield place | {"id": button.id, "title": button.title, "payload": button.payload}


def _drafted(row: Mapping[str, Any], draft: Draft) -> Message:
    return Message(
        id=message_id(row["conversation_id"], row["seq"]),
        conversation_id=row["conversation_id"],
        seq=row["seq"],
        author=draft.author,
        visibility=draft.visibility,
        text=row["text"],
        sent_at=row["sent_at"],
        event_id=draft.event_id,
        buttons=draft.buttons,
        card=draft.card,
        in_reply_to=draft.in_reply_to,
        choice=draft.choice,
        author_name=draft.author_name,
    )


def message_of(row: Row[Any], summary: TurnSummary | None = None) -> Message:
    """The message in a row of the log."""
    answered = row.in_reply_to
    return Message(
        id=message_id(row.conversation_id, row.seq),
        conversation_id=row.conversation_id,
        seq=row.seq,
        author=Author(row.author),
        visibility=Visibility(row.visibility),
        text=row.text,
        sent_at=row.sent_at,
        event_id=row.event_id,
        buttons=tuple(Button(**button) for button in row.buttons or ()),
        card=row.card,
        in_reply_to=message_id(row.conversation_id, answered) if answered is not None else None,
        choice=row.choice,
        author_name=row.author_name,
        turn=summary,
    )


def summary_of(row: Row[Any]) -> TurnSummary | None:
    """None for what answers nobody, and while the turn is still going on."""
    if row.turn_state is None or row.turn_state == TurnState.EXPECTED.value:
        return None
    return TurnSummary(row.intent, row.confidence, row.turn_language, row.turn_owner)
