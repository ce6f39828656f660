"""Reviews of what was understood, and questions whose customer said that the answer missed them."""

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    Table,
)

from bot.storage.kernel.columns import Instant, Words, metadata

misses = Table(
    "misses",
    metadata,
    Column("conversation_id", Words, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("topic", Words, nullable=False),
    Column("aspect", Words),
    Column("at", Instant, nullable=False, index=True),
    ForeignKeyConstraint(["conversation_id", "seq"], ["turns.conversation_id", "turns.seq"]),
    sqlite_with_rowid=False,
)

reviews = Table(
    "reviews",
    metadata,
    Column("conversation_id", Words, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("intent", Words),
    Column("agent_id", ForeignKey("agents.id"), nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("exported_at", Instant),
    ForeignKeyConstraint(["conversation_id", "seq"], ["turns.conversation_id", "turns.seq"]),
    sqlite_with_rowid=False,
)
