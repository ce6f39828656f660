"""From which address a request came: what our own proxies tell, and nothing a browser may write."""

from ipaddress import ip_network

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.settings import SettingsError, load
from bot.web.forwarded import PROXIES as TRUSTED
from bot.web.forwarded import is_among, remote_of

PROXIES = tuple(map(ip_network, ("127.0.0.0/8", "10.0.0.0/8", "2001:db8:1::/48")))


class Peer:
    """The other end of a connection."""

    def __init__(self, address: str) -> None:
        self._address = address

    def get_extra_info(self, name: str) -> object:
        return {"peername": (self._address, 4711)}.get(name)


@pytest.mark.parametrize(
    ("peer", "told", "remote"),
    [
        ("203.0.113.5", [], "203.0.113.5"),
        ("203.0.113.5", ["198.51.100.1"], "203.0.113.5"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["203.0.113.5"], "203.0.113.5"),
        ("127.0.0.1", ["198.51.100.1, 203.0.113.5"], "203.0.113.5"),
        ("127.0.0.1", ["198.51.100.1", "203.0.113.5"], "203.0.113.5"),
        ("10.0.0.7", ["198.51.100.1, 203.0.113.5, 10.0.0.9"], "203.0.113.5"),
        ("2001:db8:1::7", ["2001:db8:2::1"], "2001:db8:2::1"),
        ("::ffff:10.0.0.7", ["203.0.113.5"], "203.0.113.5"),
        ("10.0.0.7", ["10.0.0.8, 10.0.0.9"], "10.0.0.8"),
        ("10.0.0.7", ["203.0.113.5, nonsense"], "nonsense"),
        ("10.0.0.7", [" , "], "10.0.0.7"),
    ],
)
def test_the_first_address_on_the_way_back_that_is_no_proxy_of_ours_counts(
    peer: str, told: list[str], remote: str
) -> None:

    headers = [("X-Forwarded-For", each) for each in told]
    request = make_mocked_request("GET", "/", headers=headers, transport=Peer(peer))
    request.app[TRUSTED] = PROXIES
    assert remote_of(request) == remote


def test_proxies_are_written_as_addresses_or_networks() -> None:
    proxies = load({"DESK_PROXIES": "127.0.0.1 10.1.2.3/8 2001:db8::/32"}).proxies
    assert is_among("10.9.9.9", proxies)
    assert is_among("2001:db8::1", proxies)
    assert not is_among("127.0.0.2", proxies)
    with pytest.raises(SettingsError, match="DESK_PROXIES"):
        load({"DESK_PROXIES": "proxy.example"})


def test_limits_that_cannot_be_used_are_refused_with_all_other_mistakes() -> None:
    with pytest.raises(SettingsError) as refused:
        load({"DESK_CONNECTIONS": "1", "DESK_CONNECTIONS_PER_ADDRESS": "0", "DESK_IDLE_SECONDS": "never"})
    assert str(refused.value).count("\n- ") == 3
