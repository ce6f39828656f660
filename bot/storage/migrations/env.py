"""Runs revisions on the connection that `storage.migration` hands over, in one transaction."""

from typing import Any, Literal

from alembic import context

import bot.storage.schema  # noqa: F401 - fills the metadata
from bot.storage.kernel.columns import Exact, Instant, Words, metadata


def frozen(kind: str, thing: Any, _context: object) -> str | Literal[False]:
    """Types in new revisions, spelled without the application's classes, which may change later."""
    if kind != "type":
        return False
    if isinstance(thing, Exact):
        return f'sa.Numeric(18, {thing.places}).with_variant(sa.BigInteger(), "sqlite")'
    if isinstance(thing, Instant):
        return "sa.DateTime(timezone=True)"
    return "sa.Text()" if isinstance(thing, Words) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=frozen,
    compare_server_default=False,
    transactional_ddl=True,
)
context.run_migrations()
