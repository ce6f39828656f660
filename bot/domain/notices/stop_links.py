"""Ids of mails and links that end them: made from the row's key with a secret, so that nobody else can make them."""

import hmac
from hashlib import sha256
from typing import Final

_ID: Final = 40
"""Hexadecimal digits: 160 bits."""


def mail_id(key: str, secret: bytes) -> str:
    """The part of a Message-ID before the @, the same for a row each time it is sent."""
    return hmac.new(secret, f"mail:{key}".encode(), sha256).hexdigest()[:_ID]


def stop_token(mail: str, secret: bytes) -> str:
    """What ends mails like the one of that id. Ids stand in headers, which people pass on: they open nothing."""
    return f"{mail}{hmac.new(secret, f'stop:{mail}'.encode(), sha256).hexdigest()[:_ID]}"


def mail_of_stop_token(token: str, secret: bytes) -> str | None:
    """The id of the mail whose link this is; None for any that the desk has not made."""
    mail = token[:_ID]
    known = token.isascii() and hmac.compare_digest(token, stop_token(mail, secret))
    return mail if known else None
