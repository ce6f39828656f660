"""Who is signed in on the demo site: a signed cookie, and the checks that a request comes from the site itself."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import jwt
from aiohttp import web

from bot.site.signing import write_secret

COOKIE: Final = "northstar_session"
SESSION_LIFE: Final = timedelta(hours=12)
_PURPOSE: Final = "northstar-session"


class Sessions:
    """Issues and reads session cookies, signed with a secret of this installation."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    def stored_in(cls, path: Path) -> "Sessions":
        """With the secret in a file, which is created (mode 600) when it is missing."""
        if not path.exists():
            write_secret(path, secrets.token_bytes(32))
        return cls(path.read_bytes())

    def issue(self, email: str, now: datetime) -> str:
        """A cookie's value that says `email` signed in now."""
        expires = int((now + SESSION_LIFE).timestamp())
        return jwt.encode({"sub": email, "aud": _PURPOSE, "exp": expires}, self._secret, algorithm="HS256")

    def email_in(self, value: str | None, now: datetime) -> str | None:
        """Who signed in, or None for no cookie, a foreign one, or one that has expired."""
        if not value:
            return None
        try:
            claims = jwt.decode(
                value,
                self._secret,
                algorithms=["HS256"],
                audience=_PURPOSE,
                # The desk's clock decides, which demonstrations freeze; PyJWT would ask the machine's.
                options={"verify_exp": False, "require": ["sub", "exp"]},
            )
        except jwt.InvalidTokenError:
            return None
        return str(claims["sub"]) if int(claims["exp"]) > now.timestamp() else None


def set_cookie(request: web.Request, response: web.StreamResponse, name: str, value: str, life: timedelta) -> None:
    """A cookie scripts cannot read and other sites' forms do not send; TLS only when the page came by TLS."""
    response.set_cookie(
        name, value, max_age=int(life.total_seconds()), httponly=True, samesite="Lax", secure=request.secure, path="/"
    )


def comes_from_site(request: web.Request) -> bool:
    """Whether a request that changes something was sent by a page of this very site (defence against CSRF).

    Browsers say so in Sec-Fetch-Site (only over TLS or on the own machine), else in Origin. Neither: refused.
    """
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site == "same-origin"
    return _is_own(request, request.headers.get("Origin"))


def read_by_site(request: web.Request) -> bool:
    """Whether a request that only reads may be answered: as `comes_from_site`, but browsers send no Origin then."""
    if "Sec-Fetch-Site" in request.headers or "Origin" in request.headers:
        return comes_from_site(request)
    return True


def _is_own(request: web.Request, origin: str | None) -> bool:
    return origin is not None and urlsplit(origin).netloc == request.host
