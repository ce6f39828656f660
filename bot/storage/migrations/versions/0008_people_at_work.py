"""Stretches with people, tags, ratings and verdicts on what was understood."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


REASONS = "reason IN ('asked', 'fallback', 'form_failed', 'dispute', 'policy', 'anger', 'engine_down')"
ENDINGS = "ending IN ('handed_back', 'resolved', 'cancelled', 'wait_ended')"


def upgrade() -> None:
    _stretches()
    _stretch_indexes()
    _tags()
    _satisfaction()
    _reviews()


def downgrade() -> None:
    for table in ("reviews", "satisfaction", "conversation_tags", "stretches"):
        op.drop_table(table)


def _stretches() -> None:
    op.create_table(
        "stretches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("agent_id", sa.Integer()),
        sa.Column("began_at", INSTANT, nullable=False),
        sa.Column("accepted_at", INSTANT),
        sa.Column("answered_at", INSTANT),
        sa.Column("ended_at", INSTANT),
        sa.Column("ending", sa.Text()),
        sa.Column("summary", sa.Text()),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint(ENDINGS, name=op.f("ck_stretches_ending_known")),
        sa.CheckConstraint(REASONS, name=op.f("ck_stretches_reason_known")),
        sa.CheckConstraint("(ended_at IS NULL) = (ending IS NULL)", name=op.f("ck_stretches_ending_once_ended")),
        sa.CheckConstraint(
            "accepted_at IS NULL OR agent_id IS NOT NULL", name=op.f("ck_stretches_accepted_by_somebody")
        ),
        sa.CheckConstraint(
            "answered_at IS NULL OR accepted_at IS NOT NULL", name=op.f("ck_stretches_answered_after_accepting")
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_stretches_agent_id")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_stretches_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stretches")),
    )


def _stretch_indexes() -> None:
    op.create_index("ix_stretches_accepted_at", "stretches", ["accepted_at"])
    op.create_index("ix_stretches_agent_id", "stretches", ["agent_id"])
    op.create_index("ix_stretches_began_at", "stretches", ["began_at"])
    op.create_index("ix_stretches_conversation_id_began_at", "stretches", ["conversation_id", "began_at"])
    op.create_index(
        "uq_stretches_open",
        "stretches",
        ["conversation_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _tags() -> None:
    op.create_table(
        "conversation_tags",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "tag = lower(tag) AND length(tag) BETWEEN 1 AND 40",
            name=op.f("ck_conversation_tags_tag_is_short_and_lower_case"),
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_conversation_tags_agent_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_conversation_tags_conversation_id")
        ),
        sa.PrimaryKeyConstraint("conversation_id", "tag", name=op.f("pk_conversation_tags")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_conversation_tags_tag", "conversation_tags", ["tag"])


def _satisfaction() -> None:
    op.create_table(
        "satisfaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("stretch_id", sa.Integer()),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("score", sa.Text()),
        sa.Column("scored_at", INSTANT),
        sa.Column("comment", sa.Text()),
        *_satisfaction_checks(),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_satisfaction_conversation_id")
        ),
        sa.ForeignKeyConstraint(["stretch_id"], ["stretches.id"], name=op.f("fk_satisfaction_stretch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_satisfaction")),
        sa.UniqueConstraint("stretch_id", name=op.f("uq_satisfaction_stretch_id")),
    )
    op.create_index("ix_satisfaction_asked_at", "satisfaction", ["asked_at"])
    op.create_index("ix_satisfaction_conversation_id", "satisfaction", ["conversation_id"])
    op.create_index(
        "uq_satisfaction_bot",
        "satisfaction",
        ["conversation_id", "segment"],
        unique=True,
        sqlite_where=sa.text("about = 'bot'"),
        postgresql_where=sa.text("about = 'bot'"),
    )


def _satisfaction_checks() -> tuple[sa.CheckConstraint, ...]:
    checks = {
        "person_has_a_stretch": "(about = 'person') = (stretch_id IS NOT NULL)",
        "about_known": "about IN ('person', 'bot')",
        "score_known": "score IN ('good', 'okay', 'poor')",
        "scored_at_an_instant": "(score IS NULL) = (scored_at IS NULL)",
        "comment_after_score": "comment IS NULL OR score IS NOT NULL",
    }
    return tuple(sa.CheckConstraint(text, name=op.f(f"ck_satisfaction_{name}")) for name, text in checks.items())


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("intent", sa.Text()),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("exported_at", INSTANT),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_reviews_agent_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["turns.conversation_id", "turns.seq"],
            name=op.f("fk_reviews_conversation_id_seq"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name=op.f("pk_reviews")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reviews_at", "reviews", ["at"])
