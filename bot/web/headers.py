"""What browsers are told not to do: the security headers of every answer, of our pages and of the widget."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from aiohttp import web

_EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""The digest of nothing: one part of the web chat adds an empty <style> without the nonce and fills it by script."""

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


_ON_EVERY_ANSWER = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


async def protect(_: web.Request, response: web.StreamResponse) -> None:
    """Before any answer of an application leaves: see `guard`."""
    guard(response)


def guard(response: web.StreamResponse) -> None:
    """Kept by nobody and taken for nothing else, unless the answer says otherwise by itself; no server named.

    Pages forbid more by their own headers, static files may be kept.
    """
    for name, value in _ON_EVERY_ANSWER.items():
        response.headers.setdefault(name, value)
    response.headers.pop("Server", None)


def page_headers() -> Mapping[str, str]:
    """For our own pages: own resources only, framed by nobody; the widget may be framed inside."""
    return _headers(
        {
            "default-src": ["'none'"],
            "script-src": ["'self'"],
            "style-src": ["'self'"],
            "img-src": ["'self'", "data:"],
            "connect-src": ["'self'"],
            "frame-src": ["'self'"],
            "form-action": ["'self'"],
            "base-uri": ["'none'"],
            "frame-ancestors": ["'none'"],
        },
        referrer="same-origin",
    )


def console_headers() -> Mapping[str, str]:
    """For the agents' console: own resources only, no frames in either direction, nothing kept by the browser."""
    headers = _headers(
        {
            "default-src": ["'none'"],
            "script-src": ["'self'"],
            "style-src": ["'self'"],
            "img-src": ["'self'", "data:"],
            "connect-src": ["'self'"],
            "worker-src": ["'self'"],
            "form-action": ["'self'"],
            "base-uri": ["'none'"],
            "frame-ancestors": ["'none'"],
        },
        referrer="same-origin",
    )
    return {**headers, "Cross-Origin-Opener-Policy": "same-origin"}


def widget_headers(nonce: str, stream_url: str, frame_ancestors: Sequence[str]) -> Mapping[str, str]:
    """For the chat's page: the web chat writes <style> elements that carry the nonce, everything else is a file.

    Its own animated pictures come as blobs made by its script. The WebSocket's origin (of `stream_url`) is named, for
    older browsers that do not count it as 'self' and for a page opened by another name of the desk.
    """
    stream = urlsplit(stream_url)
    return _headers(
        {
            "default-src": ["'none'"],
            "script-src": ["'self'"],
            "style-src": ["'self'", f"'nonce-{nonce}'", _EMPTY_STYLE],
            "img-src": ["'self'", "data:", "blob:"],
            "connect-src": ["'self'", f"{stream.scheme}://{stream.netloc}"],
            "form-action": ["'none'"],
            "base-uri": ["'none'"],
            "frame-ancestors": ["'self'", *frame_ancestors],
        },
        referrer="no-referrer",
    )


def _headers(policy: Mapping[str, Sequence[str]], referrer: str) -> Mapping[str, str]:
    return {
        **_ON_EVERY_ANSWER,
        "Content-Security-Policy": "; ".join(f"{name} {' '.join(values)}" for name, values in policy.items()),
        "Referrer-Policy": referrer,
        "Permissions-Policy": _PERMISSIONS,
    }
