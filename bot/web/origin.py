"""Whether a request comes from a page of our own, and cookies that other sites cannot make use of."""

from datetime import timedelta
from urllib.parse import SplitResult, urlsplit

from aiohttp import web

from bot.web.forwarded import came_by_tls


def set_cookie(
    request: web.Request, response: web.StreamResponse, name: str, value: str, life: timedelta, *, path: str = "/"
) -> None:
    """A cookie scripts cannot read and other sites' forms do not send; TLS only when the page came by TLS.

    A life of nothing takes the cookie away.
    """
    seconds, secure = int(life.total_seconds()), came_by_tls(request)
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="Lax", secure=secure, path=path)


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


def parts_of(address: str) -> SplitResult:
    """An address in a header, taken apart; one that is none has no parts."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _is_own(request: web.Request, origin: str | None) -> bool:
    return origin is not None and parts_of(origin).netloc == request.host
