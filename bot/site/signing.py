"""What the partner's own site does: it signs, for a minute, who its signed-in user is. The desk only verifies."""

import base64
import hashlib
import json
import os
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bot.settings import Settings

STATEMENT_LIFE: Final = timedelta(minutes=2)
"""How long a statement may travel from the site to the desk; the desk accepts at most five minutes."""

KEPT_KEYS: Final = 2
"""The signing key and the one before it, whose last statements may still be under way."""


class SigningKeyUnusable(Exception):
    """The site's private key file cannot be read as an Ed25519 key. The text says how to mend it."""


def ensure_keys(settings: Settings) -> None:
    """Creates the site's private key, and the public key set the desk verifies with, where they are missing.

    A key set that lacks the private key's public half gains it. Raises SigningKeyUnusable for a file that
    holds no Ed25519 key, OSError when the folder cannot be written.
    """
    if not settings.site_key_file.exists():
        rotate_keys(settings)
        return
    public = _public_jwk(_private_key(settings.site_key_file))
    known = _known_keys(settings.keys_file)
    if public["kid"] not in {key["kid"] for key in known}:
        _publish(settings.keys_file, [public, *known])


def rotate_keys(settings: Settings) -> str:
    """Starts signing with a new key and returns its kid; the previous public key stays in the set.

    The public half is published first, so that no statement is ever signed with a key the desk does not know.
    """
    private = Ed25519PrivateKey.generate()
    public = _public_jwk(private)
    _publish(settings.keys_file, [public, *_known_keys(settings.keys_file)])
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_secret(settings.site_key_file, pem)
    return public["kid"]


def sign(settings: Settings, email: str, now: datetime) -> str:
    """A statement (JWT, EdDSA) that the bearer is the contact with this address; usable once, for STATEMENT_LIFE.

    The key is read each time, so a rotation needs no restart. Raises SigningKeyUnusable.
    """
    private = _private_key(settings.site_key_file)
    claims = {
        "iss": settings.issuer,
        "aud": settings.audience,
        "sub": email,
        "iat": int(now.timestamp()),
        "exp": int((now + STATEMENT_LIFE).timestamp()),
        "jti": uuid.uuid4().hex,
    }
    return jwt.encode(claims, private, algorithm="EdDSA", headers={"kid": _public_jwk(private)["kid"]})


def write_secret(path: Path, content: bytes) -> None:
    """Replaces a file in one step; nobody but its owner may read it at any moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{uuid.uuid4().hex}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(path)


def _private_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as problem:
        raise SigningKeyUnusable(f"{path} cannot be read as a private key: remove it to get a new one") from problem
    if not isinstance(key, Ed25519PrivateKey):
        raise SigningKeyUnusable(f"{path} holds no Ed25519 key: remove it to get a new one")
    return key


def _public_jwk(private: Ed25519PrivateKey) -> dict[str, str]:
    """RFC 8037; the kid is the thumbprint of RFC 7638, so that the file needs no name beside it."""
    required = {"crv": "Ed25519", "kty": "OKP", "x": _base64url(_raw(private.public_key()))}
    canonical = json.dumps(required, separators=(",", ":"), sort_keys=True).encode()
    return {**required, "alg": "EdDSA", "use": "sig", "kid": _base64url(hashlib.sha256(canonical).digest())}


def _raw(public: Ed25519PublicKey) -> bytes:
    return public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _known_keys(path: Path) -> list[Mapping[str, Any]]:
    return list(json.loads(path.read_text())["keys"]) if path.exists() else []


def _publish(path: Path, keys: list[Mapping[str, Any]]) -> None:
    write_secret(path, json.dumps({"keys": keys[:KEPT_KEYS]}, indent=2).encode())
