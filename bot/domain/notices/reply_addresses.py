"""Addresses that say what an answer is about, signed so that nobody can make one up."""

import hmac
from base64 import b32encode
from hashlib import sha256
from typing import Final

_SIGNED: Final = 20
"""Characters of the signature: 100 bits, so that local parts stay below the 64 of RFC 5321 (4.5.3.1.1)."""


def signature(purpose: str, about: str, secret: bytes) -> str:
    """Small letters and digits, for addresses: some servers change the case of what they pass on."""
    digest = hmac.new(secret, f"{purpose}:{about}".encode(), sha256).digest()
    return b32encode(digest).decode().lower()[:_SIGNED]


def reply_address(about: str, base: str, secret: bytes) -> str:
    """Where an answer about a ticket ("t:T-1002") or a conversation ("c:" and its id) goes.

    `base` is an address that takes everything behind a plus ("reply@company.example"), or "@" and a domain of which
    every address is taken ("@replies.company.example").
    """
    local, _, domain = base.rpartition("@")
    token = f"{about.replace(':', '.').lower()}.{signature('reply', about, secret)}"
    return f"{local}+{token}@{domain}" if local else f"{token}@{domain}"


def read_reply_address(address: str, base: str, secret: bytes) -> str | None:
    """What an answer to this address is about; None for any address that the desk has not signed."""
    token = _token(address.strip().lower(), base.lower())
    kind, _, rest = token.partition(".")
    name, _, signed = rest.rpartition(".")
    if kind not in {"t", "c"} or not name or not signed.isascii():
        return None
    about = f"t:{name.upper()}" if kind == "t" else f"c:{name}"
    return about if hmac.compare_digest(signed, signature("reply", about, secret)) else None


def _token(address: str, base: str) -> str:
    """What stands between the base's parts; "" for another base."""
    local, _, domain = base.rpartition("@")
    found, _, at = address.rpartition("@")
    before = f"{local}+" if local else ""
    return found.removeprefix(before) if at == domain and found.startswith(before) else ""
