"""A canned reply has a name in each language; until somebody writes them, all are the one it had."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
_LANGUAGES = ("en", "fr")


def upgrade() -> None:
    op.add_column("canned_replies", sa.Column("names", _JSON, nullable=False, server_default="{}"))
    replies = sa.table("canned_replies", sa.column("id"), sa.column("name"), sa.column("names", _JSON))
    connection = op.get_bind()
    for row in connection.execute(sa.select(replies.c.id, replies.c.name)).all():
        names = dict.fromkeys(_LANGUAGES, row.name)
        connection.execute(replies.update().where(replies.c.id == row.id).values(names=names))


def downgrade() -> None:
    op.drop_column("canned_replies", "names")
