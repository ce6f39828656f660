"""Download links of documents, by the digest of their secret."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.services.records.billing import DocumentGrant
from bot.storage.kernel.columns import Instant
from bot.storage.schema import document_grants as t

_FORGET = delete(t).where(t.c.expires_at <= bindparam("now", type_=Instant))
_ISSUE = insert(t)
_GRANTED = select(
    t.c.conversation_id, t.c.invoice_number, t.c.language, t.c.issued_at, t.c.expires_at, t.c.wanted
).where(t.c.digest == bindparam("digest"), t.c.expires_at > bindparam("now", type_=Instant))


class SqlDocuments:
    """`services.ports.Documents`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def issue(self, digest: str, grant: DocumentGrant) -> None:
        """Remembers a link until it expires; forgets those that had when this one was issued."""
        self._connection.execute(_FORGET, {"now": grant.issued_at})
        self._connection.execute(
            _ISSUE,
            {
                "digest": digest,
                "conversation_id": grant.conversation_id,
                "invoice_number": grant.invoice_number,
                "language": grant.language,
                "issued_at": grant.issued_at,
                "expires_at": grant.expires_at,
                "wanted": dict(grant.wanted) if grant.wanted is not None else None,
            },
        )

    def granted(self, digest: str, now: datetime) -> DocumentGrant | None:
        """What a living link opens, or None when unknown or expired."""
        row = self._connection.execute(_GRANTED, {"digest": digest, "now": now}).one_or_none()
        return DocumentGrant(*row) if row is not None else None
