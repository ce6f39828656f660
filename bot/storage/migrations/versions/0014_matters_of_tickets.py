"""A ticket has a matter: renamed in the table, in buttons shown before, and in what dialogues under way remember."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEPT = (('"name":"ticket_channel"', '"name":"ticket_matter"'),)
STEP = ('"name":"ticket_step","value":"channel"', '"name":"ticket_step","value":"matter"')


def upgrade() -> None:
    _rename("channel", "matter")
    _replace("buttons", "payload", '"ticket_channel"', '"ticket_matter"')
    _replace("messages", "buttons", "ticket_channel", "ticket_matter")
    for before, after in (*KEPT, STEP):
        _replace("conversations", "state", before, after)


def downgrade() -> None:
    for after, before in (*KEPT, STEP):
        _replace("conversations", "state", before, after)
    _replace("messages", "buttons", "ticket_matter", "ticket_channel")
    _replace("buttons", "payload", '"ticket_matter"', '"ticket_channel"')
    _rename("matter", "channel")


def _rename(before: str, after: str) -> None:
    with op.batch_alter_table("tickets") as batch:
        batch.drop_constraint(op.f(f"ck_tickets_{before}_known"), type_="check")
    op.alter_column("tickets", before, new_column_name=after)
    with op.batch_alter_table("tickets") as batch:
        batch.create_check_constraint(op.f(f"ck_tickets_{after}_known"), f"{after} IN ('commercial', 'technical')")


def _replace(table: str, column: str, before: str, after: str) -> None:
    """Other words in a text or in a document, which holds no space between a name and its value."""
    document = column in {"state", "buttons"} and op.get_bind().dialect.name == "postgresql"
    written, back = (f"{column}::text", "::json") if document else (column, "")
    statement = (
        f"UPDATE {table} SET {column} = replace({written}, :before, :after){back} "  # noqa: S608 - names from above
        f"WHERE {written} LIKE :holding"
    )
    values = {"before": before, "after": after, "holding": f"%{before}%"}
    op.get_bind().execute(sa.text(statement.replace("::", r"\:\:")), values)
