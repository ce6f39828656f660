"""Mails that arrived, the files that came with them, and how far mailboxes were read."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table

from bot.domain.notices.incoming import Doubt, Fate
from bot.storage.kernel.columns import Instant, Words, metadata, one_of

received_mails = Table(
    "received_mails",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Words, nullable=False, unique=True),
    Column("sender", Words, nullable=False),
    Column("believed", Boolean, nullable=False),
    Column("subject", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("fate", Words, nullable=False),
    Column("doubt", Words),
    Column("ticket", ForeignKey("tickets.number"), index=True),
    Column("conversation_id", ForeignKey("conversations.id"), index=True),
    Column("named", Words),
    Column("left_out", Words, nullable=False),
    Column("at", Instant, nullable=False),
    one_of("fate", Fate),
    one_of("doubt", Doubt),
    CheckConstraint("doubt IS NOT NULL OR fate <> 'unclear'", name="unclear_has_a_reason"),
    Index("ix_received_mails_sender", "sender", "believed", "at"),
    Index("ix_received_mails_fate", "fate", "id"),
)

received_files = Table(
    "received_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mail_id", ForeignKey("received_mails.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("sha256", Words, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

mailboxes = Table(
    "mailboxes",
    metadata,
    Column("name", Words, primary_key=True),
    Column("validity", BigInteger),
    Column("last_uid", BigInteger, nullable=False),
    Column("lease_worker", Words),
    Column("lease_until", Instant),
    CheckConstraint("(lease_worker IS NULL) = (lease_until IS NULL)", name="lease_has_end"),
    sqlite_with_rowid=False,
)
