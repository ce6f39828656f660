"""What a desk does with the outbox of posts: takes them, and writes down how each ended."""

import logging
from typing import Final

from bot.domain.conversations.leases import Lease
from bot.domain.kernel.clock import Clock
from bot.domain.notices.posting import LEASE, PostOutcome, PostState, PostTrouble, after_trouble
from bot.services.ports import Database
from bot.services.records.posts import OutgoingPost, PostSettled

log = logging.getLogger(__name__)

LONGEST_DETAIL: Final = 200


class PostOutbox:
    """One transaction a call; all raise StorageBusy. `beat` is the real time, `worker` names this desk."""

    def __init__(self, database: Database, worker: str, beat: Clock) -> None:
        self._database = database
        self._worker = worker
        self._beat = beat

    def claim(self, limit: int) -> tuple[OutgoingPost, ...]:
        """Takes posts that are due, the oldest first."""
        with self._database.writing() as work:
            return work.notices.posts.claim(Lease(self._worker, self._beat(), LEASE), limit)

    def sent(self, post: OutgoingPost) -> None:
        """The other server took it."""
        self._settle(post, PostSettled(PostOutcome(PostState.SENT), self._beat()))

    def failed(self, post: OutgoingPost, trouble: PostTrouble, detail: str) -> None:
        """The attempt met a trouble: it is tried again or given up; a browser that is gone is forgotten."""
        outcome = after_trouble(post.way, trouble, post.attempts)
        gone = trouble is PostTrouble.GONE
        self._settle(post, PostSettled(outcome, self._beat(), detail[:LONGEST_DETAIL], gone))
        if outcome.state is PostState.FAILED:
            log.warning("%s %d was given up (%s)", post.way.value, post.id, detail[:LONGEST_DETAIL])

    def _settle(self, post: OutgoingPost, settled: PostSettled) -> None:
        with self._database.writing() as work:
            if not work.notices.posts.settle(post, self._worker, settled):
                log.warning("%s %d was settled by another desk", post.way.value, post.id)
