"""What requests of Direct Line bring and answers hand out, for all its addresses alike."""

from typing import Any, Final

from aiohttp import web

from bot.domain.kernel.errors import MalformedRequest, TokenRefused
from bot.services.conversations.sign_in import Opened

BASE: Final = "/v3/directline"


def bearer(request: web.Request) -> str:
    """The token of the Authorization header. Raises TokenRefused when there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "bearer" or not token.strip():
        raise TokenRefused(reason="missing")
    return token.strip()


def optional_text(body: dict[str, Any], name: str) -> str | None:
    """A field that may be missing or empty. Raises MalformedRequest for anything but a text."""
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise MalformedRequest(problem=f"{name} must be a string")
    return value or None


def token_body(opened: Opened) -> dict[str, Any]:
    """A conversation and its token, in Direct Line's terms."""
    return {
        "conversationId": opened.conversation_id,
        "token": opened.token,
        "expires_in": opened.expires_in,
    }
