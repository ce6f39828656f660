"""Checks what the partner's site signed about its user: a JWT, short-lived and for this desk only."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt

from bot.domain.kernel.errors import TokenRefused
from bot.services.conversations.sign_in import Statement

ALGORITHMS = ("EdDSA", "ES256")
LONGEST_LIFE = timedelta(minutes=5)
"""A statement is made when the widget opens and used at once."""
LEEWAY = timedelta(seconds=30)
"""How far the site's clock may be from ours."""
LATEST = datetime(9000, 1, 1, tzinfo=UTC).timestamp()
"""Seconds since 1970 up to which a time is believed: what is added to it still fits the calendar."""
MAX_LENGTH = 4096
_REQUIRED = ("exp", "iat", "iss", "aud", "sub", "jti")


@dataclass(frozen=True, slots=True)
class StatementCheck:
    """Verifies statements with the site's public keys: a JWKS file, read anew so that keys rotate without restart."""

    keys_file: Path
    issuer: str
    audience: str

    def verify(self, token: str, now: datetime) -> Statement:
        """The statement if signature, issuer, audience and times are right. Raises TokenRefused, whatever is wrong."""
        if len(token) > MAX_LENGTH:
            raise TokenRefused(reason="too_long")
        try:
            claims = self._claims(token)
        except (jwt.PyJWTError, ValueError, KeyError, TypeError) as error:
            raise TokenRefused(reason="not_valid") from error
        return _statement(claims, now)

    def _claims(self, token: str) -> dict[str, Any]:
        kid = jwt.get_unverified_header(token)["kid"]
        key = jwt.PyJWK(self._keys()[kid])
        if key.algorithm_name not in ALGORITHMS:
            raise ValueError("key of another algorithm")
        return jwt.decode(
            token,
            key=key,
            algorithms=[key.algorithm_name],
            issuer=self.issuer,
            audience=self.audience,
            # times are compared with the desk's own clock below
            options={"require": list(_REQUIRED), "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )

    def _keys(self) -> dict[str, dict[str, Any]]:
        try:
            keys = json.loads(self.keys_file.read_text(encoding="utf-8"))["keys"]
        except FileNotFoundError:
            return {}
        return {key["kid"]: key for key in keys}


def _statement(claims: Mapping[str, Any], now: datetime) -> Statement:
    words = [claims["sub"], claims["jti"]]
    if not all(isinstance(w, str) and w for w in words):
        raise TokenRefused(reason="not_valid")
    issued, expires = _instant(claims["iat"]), _instant(claims["exp"])
    if now >= expires + LEEWAY:
        raise TokenRefused(reason="expired")
    if issued > now + LEEWAY or expires - issued > LONGEST_LIFE:
        raise TokenRefused(reason="lives_too_long")
    return Statement(issuer=claims["iss"], jti=claims["jti"], email=claims["sub"], expires_at=expires + LEEWAY)


def _instant(seconds: Any) -> datetime:
    """The instant of a NumericDate (RFC 7519, section 2). Raises TokenRefused for what is no time of our calendar."""
    if type(seconds) not in (int, float) or not 0 <= seconds <= LATEST:  # NaN is within no bounds
        raise TokenRefused(reason="not_valid")
    return datetime.fromtimestamp(seconds, UTC)
