"""The log of messages, the buttons offered and the turns to be taken."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _messages()
    _buttons()
    _turns()


def downgrade() -> None:
    op.drop_table("turns")
    op.drop_table("buttons")
    op.drop_table("messages")


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=True),
        sa.Column("buttons", sa.JSON(), nullable=True),
        sa.Column("card", sa.JSON(), nullable=True),
        sa.Column("in_reply_to", sa.Integer(), nullable=True),
        sa.Column("sent_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "author <> 'customer' OR visibility = 'public'", name=op.f("ck_messages_customer_writes_in_public")
        ),
        sa.CheckConstraint("author IN ('customer', 'bot', 'desk', 'agent')", name=op.f("ck_messages_author_known")),
        sa.CheckConstraint("choice IS NULL OR author = 'customer'", name=op.f("ck_messages_only_customers_choose")),
        sa.CheckConstraint("visibility IN ('public', 'note', 'suppressed')", name=op.f("ck_messages_visibility_known")),
        sa.CheckConstraint("in_reply_to < seq", name=op.f("ck_messages_reply_after_message")),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_messages_seq_from_one")),
        sa.ForeignKeyConstraint(
            ["conversation_id", "in_reply_to"],
            ["messages.conversation_id", "messages.seq"],
            name=op.f("fk_messages_conversation_id_in_reply_to"),
        ),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_messages_conversation_id")),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name=op.f("pk_messages")),
        sa.UniqueConstraint("channel", "event_id", name=op.f("uq_messages_channel_event_id")),
    )


def _buttons() -> None:
    op.create_table(
        "buttons",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["messages.conversation_id", "messages.seq"],
            name=op.f("fk_buttons_conversation_id_seq"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", "id", "seq", name=op.f("pk_buttons")),
        sqlite_with_rowid=False,
    )


def _turns() -> None:
    op.create_table(
        "turns",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("expected_at", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("apologised", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("failed_at", INSTANT, nullable=True),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("intent", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(precision=53), nullable=True),
        sa.Column("parse", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "(state = 'expected') = (finished_at IS NULL)", name=op.f("ck_turns_finished_unless_expected")
        ),
        sa.CheckConstraint(
            "state IN ('expected', 'answered', 'kept', 'suppressed', 'given_up')", name=op.f("ck_turns_state_known")
        ),
        sa.CheckConstraint("(finished_at IS NULL) = (language IS NULL)", name=op.f("ck_turns_language_once_finished")),
        sa.CheckConstraint("(finished_at IS NULL) = (owner IS NULL)", name=op.f("ck_turns_owner_once_finished")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_turns_attempts_not_negative")),
        sa.CheckConstraint("intent IS NULL OR confidence IS NOT NULL", name=op.f("ck_turns_intent_has_confidence")),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["messages.conversation_id", "messages.seq"],
            name=op.f("fk_turns_conversation_id_seq"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name=op.f("pk_turns")),
    )
    op.create_index(
        "ix_turns_expected",
        "turns",
        ["conversation_id", "seq"],
        sqlite_where=sa.text("state = 'expected'"),
        postgresql_where=sa.text("state = 'expected'"),
    )
