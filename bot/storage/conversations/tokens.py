"""Bearer tokens of conversations, grants of their streams, and the signed statements that were already used."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.conversations.tokens import Token
from bot.storage.kernel.columns import Instant
from bot.storage.schema import access_tokens, stream_grants, used_statements

KEPT_AFTER_EXPIRY = timedelta(hours=1)
"""How long a used id outlives its expiry, so that a verifier's clock tolerance cannot let it in twice."""

_ISSUE = insert(access_tokens)
_LIVING = select(access_tokens).where(
    access_tokens.c.digest == bindparam("known"), access_tokens.c.expires_at > bindparam("now", type_=Instant)
)
_SHORTEN = (
    update(access_tokens)
    .where(access_tokens.c.digest == bindparam("known"), access_tokens.c.expires_at > bindparam("end", type_=Instant))
    .values(expires_at=bindparam("end", type_=Instant))
)
_FORGET_TOKENS = delete(access_tokens).where(access_tokens.c.expires_at <= bindparam("now", type_=Instant))
_GRANT = insert(stream_grants)
_TAKE = (
    delete(stream_grants)
    .where(stream_grants.c.digest == bindparam("known"), stream_grants.c.expires_at > bindparam("now", type_=Instant))
    .returning(stream_grants)
)
_FORGET_GRANTS = delete(stream_grants).where(stream_grants.c.expires_at <= bindparam("now", type_=Instant))
_FORGET = delete(used_statements).where(used_statements.c.expires_at < bindparam("long_ago", type_=Instant))
_USE = {
    "sqlite": sqlite.insert(used_statements).on_conflict_do_nothing().returning(used_statements.c.jti),
    "postgresql": postgresql.insert(used_statements).on_conflict_do_nothing().returning(used_statements.c.jti),
}


class SqlTokens:
    """`services.ports.Tokens`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def issue(self, digest: str, token: Token, now: datetime) -> None:
        """Remembers a token by its digest; forgets those that have expired."""
        self._connection.execute(_FORGET_TOKENS, {"now": now})
        self._connection.execute(_ISSUE, _row(digest, token))

    def living(self, digest: str, now: datetime) -> Token | None:
        """What a token opens that has not expired, or None. At `expires_at` it is dead."""
        return _token(self._connection.execute(_LIVING, {"known": digest, "now": now}).one_or_none())

    def shorten(self, digest: str, until: datetime) -> None:
        """Lets a token end then, unless it ends earlier."""
        self._connection.execute(_SHORTEN, {"known": digest, "end": until})

    def grant_stream(self, digest: str, grant: Token, now: datetime) -> None:
        """Remembers what opens a stream; forgets what has expired."""
        self._connection.execute(_FORGET_GRANTS, {"now": now})
        self._connection.execute(_GRANT, _row(digest, grant))

    def take_stream(self, digest: str, now: datetime) -> Token | None:
        """Uses a living grant up: of simultaneous uses one gets it, the others None."""
        return _token(self._connection.execute(_TAKE, {"known": digest, "now": now}).one_or_none())

    def use_once(self, issuer: str, jti: str, expires_at: datetime, now: datetime) -> bool:
        """True the first time an id is seen; forgets ids an hour after they expired."""
        self._connection.execute(_FORGET, {"long_ago": now - KEPT_AFTER_EXPIRY})
        used = self._connection.execute(
            _USE[self._connection.dialect.name], {"issuer": issuer, "jti": jti, "expires_at": expires_at}
        )
        return used.one_or_none() is not None


def _row(digest: str, token: Token) -> dict[str, Any]:
    return {
        "digest": digest,
        "conversation_id": token.conversation_id,
        "expires_at": token.expires_at,
        "renewable_until": token.renewable_until,
    }


def _token(row: Row[Any] | None) -> Token | None:
    return Token(row.conversation_id, row.expires_at, row.renewable_until) if row is not None else None
