"""An ID token is believed only if the directory signed it, for this desk, for this browser, just now."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import jwt

from bot.domain.staff.account_errors import DirectoryRefused

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key pair. Never those by a shared secret, nor none at all."""

TOLERANCE: Final = timedelta(seconds=30)
"""How far the directory's clock may be from the machine's. DESK_NOW does not reach the directory."""

_REQUIRED: Final = ("iss", "sub", "aud", "exp", "iat", "nonce")


@dataclass(frozen=True, slots=True)
class Verified:
    """Whom the directory vouches for. `email` is "" when it does not say."""

    subject: str
    email: str
    email_verified: bool


def verify(token: str, key: jwt.PyJWK, issuer: str, client_id: str, nonce: str) -> Verified:
    """Raises DirectoryRefused (blank: reason) unless all of OpenID Connect Core, 3.1.3.7 holds."""
    try:
        claims = jwt.decode(
            token,
            key,
            algorithms=list(ALGORITHMS),
            audience=client_id,
            issuer=issuer,
            leeway=TOLERANCE,
            options={"require": list(_REQUIRED)},
        )
    except jwt.PyJWTError as error:
        raise DirectoryRefused(reason=type(error).__name__) from error
    if claims["nonce"] != nonce:
        raise DirectoryRefused(reason="nonce")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != client_id:
        raise DirectoryRefused(reason="azp")
    return Verified(str(claims["sub"]), str(claims.get("email", "")), claims.get("email_verified") is True)
