"""Mails to customers, and who wants none about what."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, text

from bot.domain.notices.outbox import UNDER_WAY, MailState, Trouble
from bot.domain.support.tickets import Matter
from bot.services.records.notices import MailKind
from bot.storage.kernel.columns import Instant, Words, metadata, one_of

UNDER_WAY_ROWS = text(f"state IN ({', '.join(repr(state.value) for state in UNDER_WAY)})")
"""As the index has it, word for word: it is used for the same text only."""

mails = Table(
    "mails",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Words, nullable=False, unique=True),
    Column("mail_id", Words, nullable=False, unique=True),
    Column("thread", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("about", Words, nullable=False),
    Column("matter", Words, nullable=False),
    Column("conversation_id", ForeignKey("conversations.id")),
    Column("seq", Integer),
    Column("first_seq", Integer),
    Column("recipient", Words, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("written", Boolean, nullable=False),
    Column("language", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("html", Words, nullable=False),
    Column("reply_to", Words),
    Column("stop_url", Words),
    Column("state", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("queued_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("next_at", Instant),
    Column("lease_worker", Words),
    Column("lease_until", Instant),
    Column("trouble", Words),
    Column("detail", Words, nullable=False),
    one_of("kind", MailKind),
    one_of("matter", Matter),
    one_of("state", MailState),
    one_of("trouble", Trouble),
    CheckConstraint("attempts >= 0", name="attempts_not_negative"),
    CheckConstraint("(lease_worker IS NULL) = (lease_until IS NULL)", name="lease_has_end"),
    CheckConstraint(
        "(lease_worker IS NOT NULL) = (state IN ('sending', 'handing_over'))", name="held_while_being_sent"
    ),
    CheckConstraint("seq IS NULL OR conversation_id IS NOT NULL", name="row_of_a_conversation"),
    Index("ix_mails_under_way", "id", sqlite_where=UNDER_WAY_ROWS, postgresql_where=UNDER_WAY_ROWS),
    Index("ix_mails_queued_at", "queued_at"),
    Index("ix_mails_about", "about"),
    Index("ix_mails_conversation_id", "conversation_id", "kind", "seq"),
    Index("ix_mails_recipient", "recipient", "queued_at"),
)

mail_stops = Table(
    "mail_stops",
    metadata,
    Column("about", Words, primary_key=True),
    Column("recipient", Words, primary_key=True),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)
