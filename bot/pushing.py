"""The desk's key for pushes; what is pushed is encrypted for one browser (RFC 8291) and signed (RFC 8292)."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from py_vapid import Vapid02
from pywebpush import WebPusher

from bot.services.records.posts import Subscription

LIVES: Final = timedelta(hours=1)
"""How long a push service keeps a push for a browser that is off: an older alert is of no use."""
SIGNED_FOR: Final = timedelta(hours=12)
"""RFC 8292 (2) allows 24 hours."""


@dataclass(frozen=True, slots=True)
class PushKeys:
    """The pair that browsers subscribe with. Another pair means that every browser has to subscribe anew."""

    _private: Any
    public: str

    @classmethod
    def of(cls, secret: bytes) -> "PushKeys":
        """From 32 bytes. Raises ValueError for what is no private key of P-256."""
        private = Vapid02.from_raw(urlsafe_b64encode(secret))
        numbers = private.public_key.public_numbers()
        point = b"\x04" + numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")
        return cls(private, urlsafe_b64encode(point).decode().rstrip("="))

    def sealed(
        self, subscription: Subscription, body: str, contact: str, now: datetime
    ) -> tuple[dict[str, str], bytes]:
        """Headers and content of the request to the push service. `contact` is an address of the partner's.

        Raises ValueError where the browser's keys are none.
        """
        keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
        content = WebPusher({"endpoint": subscription.endpoint, "keys": keys}).encode(body.encode())["body"]
        parts = urlsplit(subscription.endpoint)
        claims: Mapping[str, object] = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int((now + SIGNED_FOR).timestamp()),
            "sub": f"mailto:{contact}",
        }
        signed: dict[str, str] = self._private.sign(dict(claims))
        sent = {"Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream", "Urgency": "high"}
        return {**signed, **sent, "TTL": str(int(LIVES.total_seconds()))}, content
