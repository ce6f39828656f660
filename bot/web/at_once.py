"""How much of one kind may be under way at once for the same conversation or person."""

from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from aiohttp import web


class AtOnce:
    """Counts what is under way by key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._under_way: Counter[Hashable] = Counter()

    @contextmanager
    def one_more(self, key: Hashable) -> Iterator[None]:
        """While it is under way. Raises HTTPTooManyRequests when as many are as may be."""
        if self._under_way[key] >= self._most:
            raise web.HTTPTooManyRequests
        self._under_way[key] += 1
        try:
            yield
        finally:
            self._under_way[key] -= 1
            if not self._under_way[key]:
                del self._under_way[key]
