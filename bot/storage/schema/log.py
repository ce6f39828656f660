"""What was said, what is still to be answered, and which buttons were offered.

A row of the log is named by its conversation and its number in it; the id outside is made of both
(see `storage.conversations.log`).
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    UniqueConstraint,
    false,
    text,
)

from bot.domain.conversations.messages import Author, Visibility
from bot.domain.learning.reviews import CLARIFIED, DOUBTFUL_BELOW
from bot.services.records.conversations import TurnState
from bot.storage.kernel.columns import Instant, Words, json_document, metadata, one_of

_CLARIFIED = ", ".join(f"'{intent}'" for intent in sorted(CLARIFIED))
LITTLE_UNDERSTOOD = f"(turns.intent IN ({_CLARIFIED}) OR turns.confidence < {DOUBTFUL_BELOW})"
"""The turns worth a second look; as a text, for a partial index is used for the same text only. Another threshold
needs a revision that makes the index anew (0011 has the present one)."""

messages = Table(
    "messages",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("channel", Words, nullable=False),
    Column("event_id", Words),
    Column("author", Words, nullable=False),
    Column("author_name", Words, nullable=False),
    Column("visibility", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("choice", Words),
    Column("buttons", json_document()),
    Column("card", json_document()),
    Column("in_reply_to", Integer),
    Column("sent_at", Instant, nullable=False),
    one_of("author", Author),
    one_of("visibility", Visibility),
    CheckConstraint("seq >= 1", name="seq_from_one"),
    CheckConstraint("in_reply_to < seq", name="reply_after_message"),
    CheckConstraint("author <> 'customer' OR visibility = 'public'", name="customer_writes_in_public"),
    CheckConstraint("choice IS NULL OR author = 'customer'", name="only_customers_choose"),
    UniqueConstraint("channel", "event_id"),
    ForeignKeyConstraint(["conversation_id", "in_reply_to"], ["messages.conversation_id", "messages.seq"]),
)

buttons = Table(
    "buttons",
    metadata,
    Column("conversation_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("title", Words, nullable=False),
    Column("payload", Words, nullable=False),
    ForeignKeyConstraint(["conversation_id", "seq"], ["messages.conversation_id", "messages.seq"]),
    sqlite_with_rowid=False,
)

turns = Table(
    "turns",
    metadata,
    Column("conversation_id", Words, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("state", Words, nullable=False),
    Column("expected_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("apologised", Boolean, nullable=False, server_default=false()),
    Column("failed_at", Instant),
    Column("finished_at", Instant),
    Column("owner", Words),
    Column("language", Words),
    Column("intent", Words),
    Column("confidence", Float(53)),
    Column("parse", json_document()),
    one_of("state", TurnState),
    CheckConstraint("(state = 'expected') = (finished_at IS NULL)", name="finished_unless_expected"),
    CheckConstraint("(finished_at IS NULL) = (owner IS NULL)", name="owner_once_finished"),
    CheckConstraint("(finished_at IS NULL) = (language IS NULL)", name="language_once_finished"),
    CheckConstraint("intent IS NULL OR confidence IS NOT NULL", name="intent_has_confidence"),
    CheckConstraint("attempts >= 0", name="attempts_not_negative"),
    ForeignKeyConstraint(["conversation_id", "seq"], ["messages.conversation_id", "messages.seq"]),
    Index("ix_turns_finished", "finished_at", "conversation_id", "state", "intent", "owner"),
    Index(
        "ix_turns_little_understood",
        *("finished_at", "conversation_id", "seq", "language", "intent", "confidence"),
        sqlite_where=text(LITTLE_UNDERSTOOD.replace("turns.", "")),
        postgresql_where=text(LITTLE_UNDERSTOOD.replace("turns.", "")),
    ),
    Index(
        "ix_turns_expected",
        "conversation_id",
        "seq",
        sqlite_where=text("state = 'expected'"),
        postgresql_where=text("state = 'expected'"),
    ),
)
