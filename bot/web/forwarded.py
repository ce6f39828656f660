"""How a request really came, although a proxy stands in front: by TLS or not, and from which address."""

import ipaddress

from aiohttp import web


def came_by_tls(request: web.Request) -> bool:
    """Whether the browser speaks TLS, to us or to the proxy in front of us.

    Anybody may claim it: who does so without TLS gets cookies that their own browser does not send back.
    """
    return request.secure or request.headers.get("X-Forwarded-Proto") == "https"


def remote_of(request: web.Request) -> str:
    """The address a request came from: the peer's, or what a proxy on this very machine says it was.

    The last entry is the proxy's own; whatever stands before it was sent by the browser.
    """
    peer = request.remote or ""
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return told if told and _is_loopback(peer) else peer


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
