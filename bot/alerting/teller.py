"""Tells people of alerts: passes on what is new, mails and pushes what is due, again and again."""

import asyncio
import logging
from functools import partial

from bot.alerting.looking import look_forever
from bot.domain.kernel.clock import Clock
from bot.logs import AtMost
from bot.services.capabilities import NoticeServices

log = logging.getLogger(__name__)
log.addFilter(AtMost(10, 60.0))


class Teller:
    """Runs until cancelled. Every step is a transaction of its own, so that it may be ended anywhere."""

    def __init__(self, notices: NoticeServices, clock: Clock) -> None:
        self._notices = notices
        self._clock = clock

    async def tell_forever(self) -> None:
        """Looks from time to time."""
        await look_forever(partial(asyncio.to_thread, self._tell), "alerts", log)

    def _tell(self) -> None:
        now = self._clock()
        self._notices.alerts.passing_on.sweep(now)
        self._notices.alerts.pushes.queue_due(now)
        if self._notices.alerts.mails.queue_due(now):
            self._notices.bell.ring()
