"""Bearer tokens of conversations, and the signed statements that were already used."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.kernel.columns import Instant
from bot.storage.schema import access_tokens, used_statements

KEPT_AFTER_EXPIRY = timedelta(hours=1)
"""How long a used id outlives its expiry, so that a verifier's clock tolerance cannot let it in twice."""

_ISSUE = insert(access_tokens)
_LIVING = select(access_tokens.c.conversation_id).where(
    access_tokens.c.digest == bindparam("digest"), access_tokens.c.expires_at > bindparam("now", type_=Instant)
)
_FORGET_TOKENS = delete(access_tokens).where(access_tokens.c.expires_at <= bindparam("now", type_=Instant))
_FORGET = delete(used_statements).where(used_statements.c.expires_at < bindparam("long_ago", type_=Instant))
_USE = {
    "sqlite": sqlite.insert(used_statements).on_conflict_do_nothing().returning(used_statements.c.jti),
    "postgresql": postgresql.insert(used_statements).on_conflict_do_nothing().returning(used_statements.c.jti),
}


class SqlTokens:
    """`services.ports.Tokens`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def issue(self, digest: str, conversation_id: str, expires_at: datetime, now: datetime) -> None:
        """Remembers a token by its digest; forgets those that have expired."""
        self._connection.execute(_FORGET_TOKENS, {"now": now})
        self._connection.execute(
            _ISSUE, {"digest": digest, "conversation_id": conversation_id, "expires_at": expires_at}
        )

    def conversation_of(self, digest: str, now: datetime) -> str | None:
        """The conversation a living token opens, or None. At `expires_at` it is dead."""
        return self._connection.execute(_LIVING, {"digest": digest, "now": now}).scalar_one_or_none()

    def use_once(self, issuer: str, jti: str, expires_at: datetime, now: datetime) -> bool:
        """True the first time an id is seen; forgets ids an hour after they expired."""
        self._connection.execute(_FORGET, {"long_ago": now - KEPT_AFTER_EXPIRY})
        used = self._connection.execute(
            _USE[self._connection.dialect.name], {"issuer": issuer, "jti": jti, "expires_at": expires_at}
        )
        return used.one_or_none() is not None
