"""A push service on this machine, and a browser that subscribes there and reads what comes."""

import json
import os
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import http_ece
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot.services.notices.alerts.pushes import Browser


def encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


@dataclass
class PushService:
    """Answers `status` and keeps what it was sent."""

    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[str, Any, bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.taken.append((request.path, request.headers.copy(), await request.read()))
        return web.Response(status=self.status, headers=self.headers)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/{browser:.*}", self.take)
        return app


class FakeBrowser:
    """One browser with its keys."""

    def __init__(self, url: str) -> None:
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)
        point = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        self.says = Browser(url, encoded(self._private.public_key().public_bytes(*point)), encoded(self._auth), "Test")

    def read(self, content: bytes) -> dict[str, Any]:
        plain = http_ece.decrypt(content, private_key=self._private, auth_secret=self._auth, version="aes128gcm")
        shown: dict[str, Any] = json.loads(plain)
        return shown
