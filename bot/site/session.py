"""Who is signed in on the desk's own pages: a signed cookie."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import jwt

from bot.mail.secret import stored_secret
from bot.settings import Settings

COOKIE: Final = "northstar_session"
SESSION_LIFE: Final = timedelta(hours=12)
DEMO: Final = "northstar-session"


def key_file(settings: Settings) -> Path:
    """Where the secret of this installation's sessions lies."""
    return settings.site_key_file.with_name("session.key")


class Sessions:
    """Issues and reads session cookies, signed with a secret of this installation."""

    def __init__(self, secret: bytes, purpose: str) -> None:
        self._secret = secret
        self._purpose = purpose

    @classmethod
    def stored_in(cls, path: Path, purpose: str = DEMO) -> "Sessions":
        """With the secret in a file, which is created (mode 600) when it is missing.

        A session of another purpose is worth nothing here.
        """
        return cls(stored_secret(path), purpose)

    def issue(self, email: str, now: datetime) -> str:
        """A cookie's value that says `email` signed in now."""
        expires = int((now + SESSION_LIFE).timestamp())
        return jwt.encode({"sub": email, "aud": self._purpose, "exp": expires}, self._secret, algorithm="HS256")

    def email_in(self, value: str | None, now: datetime) -> str | None:
        """Who signed in, or None for no cookie, a foreign one, or one that has expired."""
        if not value:
            return None
        try:
            claims = jwt.decode(
                value,
                self._secret,
                algorithms=["HS256"],
                audience=self._purpose,
                # The desk's clock decides, which demonstrations freeze; PyJWT would ask the machine's.
                options={"verify_exp": False, "require": ["sub", "exp"]},
            )
        except jwt.InvalidTokenError:
            return None
        return str(claims["sub"]) if int(claims["exp"]) > now.timestamp() else None
