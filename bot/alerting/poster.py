"""Posts what the outbox holds to servers of the public internet: bounded, without redirects, never to private ones."""

import asyncio
import logging
import socket
from collections.abc import Callable
from functools import partial
from typing import Final

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.alerting.looking import look_forever
from bot.domain.notices.posting import PostTrouble, is_public, may_post_to, trouble_of
from bot.logs import AtMost
from bot.services.notices.alerts.posts import PostOutbox
from bot.services.records.posts import OutgoingPost

log = logging.getLogger(__name__)
log.addFilter(AtMost(10, 60.0))

AT_ONCE: Final = 4
TIME_OUT: Final = aiohttp.ClientTimeout(total=10.0)
"""For one post, from looking the name up to the answer's headers."""

Request = tuple[str, dict[str, str], bytes]
"""Address, headers and content."""
Prepare = Callable[[OutgoingPost], Request | None]
"""Makes the request of a post; None where nobody is there any more. Raises ValueError where none can be made."""


class NotPublic(OSError):
    """A name leads to an address that is none of the public internet."""


class PublicResolver(AbstractResolver):
    """Looks names up, and refuses those of which any address is private: what is checked is what is connected to."""

    def __init__(self) -> None:
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        if not all(is_public(one["host"]) for one in found):
            raise NotPublic(f"{host} leads to an address that is not public")
        return found

    async def close(self) -> None:
        await self._resolver.close()


class Poster:
    """Runs until cancelled; a post under way then is tried again by whoever starts next. `loopback` is for tests."""

    def __init__(self, outbox: PostOutbox, prepare: Prepare, *, loopback: bool = False) -> None:
        self._outbox = outbox
        self._prepare = prepare
        self._loopback = loopback

    async def post_forever(self) -> None:
        """Looks from time to time."""
        async with self.session() as session:
            await look_forever(partial(self._post_all, session), "posts", log)

    def session(self) -> aiohttp.ClientSession:
        """Connections that lead to public addresses only, through no proxy, with no cookies kept."""
        connector = aiohttp.TCPConnector(resolver=PublicResolver(), limit=AT_ONCE, force_close=True)
        return aiohttp.ClientSession(
            connector=connector, timeout=TIME_OUT, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False
        )

    async def _post_all(self, session: aiohttp.ClientSession) -> None:
        while await self.post_some(session):
            pass

    async def post_some(self, session: aiohttp.ClientSession) -> int:
        """Tries up to AT_ONCE posts that are due; how many."""
        posts = await asyncio.to_thread(self._outbox.claim, AT_ONCE)
        await asyncio.gather(*(self._post(session, post) for post in posts))
        return len(posts)

    async def _post(self, session: aiohttp.ClientSession, post: OutgoingPost) -> None:
        trouble, detail = await self._try(session, post)
        if trouble is None:
            await asyncio.to_thread(self._outbox.sent, post)
        else:
            await asyncio.to_thread(self._outbox.failed, post, trouble, detail)

    async def _try(self, session: aiohttp.ClientSession, post: OutgoingPost) -> tuple[PostTrouble | None, str]:
        """What was met, None where the post was taken, and what the other side said."""
        try:
            request = await asyncio.to_thread(self._prepare, post)
        except ValueError as error:
            return PostTrouble.REFUSED, f"cannot be written: {error}"
        if request is None:
            return PostTrouble.GONE, "nobody is there any more"
        url, headers, content = request
        if not may_post_to(url, loopback=self._loopback):
            return PostTrouble.REFUSED, "the address is not https to a public host"
        try:
            async with session.post(url, data=content, headers=headers, allow_redirects=False) as answer:
                return trouble_of(post.way, answer.status), f"status {answer.status}"
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return PostTrouble.LATER, _told(error)


def _told(error: Exception) -> str:
    """What went wrong, without the address: paths of webhooks are often secrets."""
    reached = isinstance(error, aiohttp.ClientConnectorError | NotPublic)
    return f"{type(error).__name__}: {error}" if reached else type(error).__name__
