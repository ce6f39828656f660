"""Conversations show their last words, may be snoozed, assigned and handed over in anger."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


EVENTS = (
    "event IN ('handed_off', 'accepted', 'taken_over', 'wait_ended', 'cancelled', 'transferred', "
    "'handed_back', 'went_silent', 'resolved', 'reopened')"
)
NEW_EVENTS = (
    "event IN ('handed_off', 'accepted', 'taken_over', 'wait_ended', 'cancelled', 'transferred', 'assigned', "
    "'handed_back', 'went_silent', 'resolved', 'reopened', 'snoozed', 'woken')"
)
REASONS = "handoff_reason IN ('asked', 'fallback', 'form_failed', 'dispute', 'policy', 'engine_down')"
NEW_REASONS = "handoff_reason IN ('asked', 'fallback', 'form_failed', 'dispute', 'policy', 'anger', 'engine_down')"
COLUMNS = ("snoozed_until", "begin_again", "unanswered_since", "last_at", "last_author", "last_text", "delivered_seq")
NEW_CHECKS = {
    "last_author_known": "last_author IN ('customer', 'bot', 'desk', 'agent')",
    "delivered_what_was_said": "delivered_seq <= last_seq",
    "snoozed_by_an_agent": "snoozed_until IS NULL OR owner_kind = 'agent'",
    "last_words_whole": "(last_at IS NULL) = (last_author IS NULL) AND (last_at IS NULL) = (last_text IS NULL)",
}


def upgrade() -> None:
    _columns()
    with op.batch_alter_table("conversations") as batch:
        _replace(batch, "ck_conversations_handoff_reason_known", NEW_REASONS)
        for name, condition in NEW_CHECKS.items():
            batch.create_check_constraint(op.f(f"ck_conversations_{name}"), condition)
    with op.batch_alter_table("conversation_events") as batch:
        _replace(batch, "ck_conversation_events_event_known", NEW_EVENTS)
    _indexes()


def downgrade() -> None:
    for name in ("held", "last_at", "started_at"):
        op.drop_index(f"ix_conversations_{name}", "conversations")
    op.drop_index("ix_turns_finished_at", "turns")
    with op.batch_alter_table("conversation_events") as batch:
        _replace(batch, "ck_conversation_events_event_known", EVENTS)
    with op.batch_alter_table("conversations") as batch:
        _replace(batch, "ck_conversations_handoff_reason_known", REASONS)
        for name in NEW_CHECKS:
            batch.drop_constraint(op.f(f"ck_conversations_{name}"), type_="check")
        for column in COLUMNS:
            batch.drop_column(column)


def _replace(batch: Any, name: str, condition: str) -> None:
    batch.drop_constraint(op.f(name), type_="check")
    batch.create_check_constraint(op.f(name), condition)


def _columns() -> None:
    op.add_column("conversations", sa.Column("snoozed_until", INSTANT))
    op.add_column("conversations", sa.Column("begin_again", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("conversations", sa.Column("unanswered_since", INSTANT))
    op.add_column("conversations", sa.Column("last_at", INSTANT))
    op.add_column("conversations", sa.Column("last_author", sa.Text()))
    op.add_column("conversations", sa.Column("last_text", sa.Text()))
    op.add_column("conversations", sa.Column("delivered_seq", sa.Integer(), server_default="0", nullable=False))


def _indexes() -> None:
    op.create_index(
        "ix_conversations_held",
        "conversations",
        ["owner_agent", "last_at"],
        sqlite_where=sa.text("owner_kind = 'agent'"),
        postgresql_where=sa.text("owner_kind = 'agent'"),
    )
    op.create_index("ix_conversations_last_at", "conversations", ["last_at", "id"])
    op.create_index("ix_conversations_started_at", "conversations", ["started_at"])
    op.create_index("ix_turns_finished_at", "turns", ["finished_at"])
