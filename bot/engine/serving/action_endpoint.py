"""The way to the action server with connections that are kept open: Rasa opens a new one for every action."""

from typing import Any

import aiohttp
from rasa.utils.endpoints import EndpointConfig

ACTION_TIMEOUT_S = 20.0  # looking up takes milliseconds; Rasa's own limit is five minutes


class ActionEndpoint(EndpointConfig):
    """An endpoint whose session lives as long as the engine."""

    def __init__(self, endpoint: EndpointConfig) -> None:
        """Stand for `endpoint`."""
        self.__dict__.update(vars(endpoint))
        self._session: aiohttp.ClientSession | None = None

    def session(self) -> Any:
        """Return the open session; leaving its `async with` keeps it open."""
        if self._session is None or self._session.closed:
            self._session = super().session()
        return _Kept(self._session)

    async def request(self, *arguments: Any, **named: Any) -> Any:
        """Send a request. Raises aiohttp's errors, and TimeoutError after ACTION_TIMEOUT_S."""
        named["timeout"] = aiohttp.ClientTimeout(total=ACTION_TIMEOUT_S)
        return await super().request(*arguments, **named)


class _Kept:
    """Lends a session without closing it."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: object) -> None:
        return None
