"""How a request really came, although proxies stand in front: by TLS or not, and from which address."""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Final

from aiohttp import web

from bot.settings import LOOPBACK, Network

PROXIES: Final = web.AppKey("proxies", tuple[Network, ...])
"""The proxies of this installation; who stands nowhere among them is believed nothing about addresses."""


def came_by_tls(request: web.Request) -> bool:
    """Whether the browser speaks TLS, to us or to the proxy in front of us.

    Anybody may claim it: who does so without TLS gets cookies that their own browser does not send back.
    """
    return request.secure or request.headers.get("X-Forwarded-Proto") == "https"


def remote_of(request: web.Request) -> str:
    """The address a request came from: the peer's, or what our proxies say it was.

    Each proxy adds the address it was asked from at the end; whatever stands before the first that is no proxy of ours
    was sent by the browser.
    """
    proxies = request.config_dict.get(PROXIES, LOOPBACK)
    told = [part.strip() for part in ",".join(request.headers.getall("X-Forwarded-For", ())).split(",")]
    way = [*filter(None, told), request.remote or ""]
    return next((address for address in reversed(way) if not is_among(address, proxies)), way[0])


def is_among(address: str, networks: Sequence[Network]) -> bool:
    """Whether an address belongs to one of these networks; what is no address belongs to none."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in network for network in networks)
