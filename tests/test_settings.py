"""What the environment means where it is not plain."""

import pytest

from bot.settings import load


@pytest.mark.parametrize(
    ("environ", "public", "stream"),
    [
        ({}, "http://127.0.0.1:8080", "ws://127.0.0.1:8080"),
        ({"PORT": "9000"}, "http://127.0.0.1:9000", "ws://127.0.0.1:9000"),
        ({"DESK_HOST": "0.0.0.0"}, "http://127.0.0.1:8080", "ws://127.0.0.1:8080"),
        ({"DESK_HOST": "::"}, "http://[::1]:8080", "ws://[::1]:8080"),
        ({"DESK_HOST": "::1"}, "http://[::1]:8080", "ws://[::1]:8080"),
        ({"DESK_HOST": "desk.internal"}, "http://desk.internal:8080", "ws://desk.internal:8080"),
        ({"DESK_PUBLIC_URL": "https://desk.example.com/"}, "https://desk.example.com", "wss://desk.example.com"),
    ],
)
def test_browsers_are_sent_where_a_browser_can_go(environ: dict[str, str], public: str, stream: str) -> None:
    settings = load(environ)
    assert (settings.public_url, settings.stream_url) == (public, stream)
