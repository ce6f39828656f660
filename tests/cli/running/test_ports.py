"""A port that cannot be had is one sentence with the remedy."""

import os
import socket

import pytest

from bot.cli.failure import CommandFailed
from bot.cli.running.ports import free_port, listen


def test_a_port_in_use_is_named_with_another_one() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(CommandFailed, match=f"Port {port} on 127.0.0.1 is in use.*PORT={port + 1}"):
            listen("127.0.0.1", port)


def test_port_0_means_any_free_one() -> None:
    with listen("127.0.0.1", 0) as first, listen("127.0.0.1", 0) as second:
        assert first.getsockname()[1] != second.getsockname()[1]


def test_an_address_of_another_machine_is_refused_with_the_setting_named() -> None:
    with pytest.raises(CommandFailed, match="DESK_HOST"):
        listen("192.0.2.1", 0)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may listen everywhere")
def test_a_port_for_root_only_is_refused_with_the_remedy() -> None:
    with pytest.raises(CommandFailed, match="1024"):
        listen("127.0.0.1", 80)


def test_a_free_port_can_be_listened_on() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", free_port()))
