"""Sends what the outbox holds, a few mails side by side, each once also when this process is killed in between."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from bot.domain.kernel.errors import StorageBusy
from bot.domain.notices.outbox import HOLD, OF_EVERY_MAIL, MailState, Trouble
from bot.domain.notices.policy import MailPolicy
from bot.logs import AtMost
from bot.mail.message import built
from bot.mail.transport import MailTrouble, Transport
from bot.services.notices.outbox import Outbox
from bot.services.ports import Bell
from bot.services.records.notices import OutgoingMail

log = logging.getLogger(__name__)
log.addFilter(AtMost(10, 60.0))

AT_ONCE: Final = 4
"""Connections to the mail server at the same time."""
LOOK_SECONDS: Final = 3.0
"""How often mails are looked for unasked: another desk's, one that is due again."""

Sweep = Callable[[], None]
"""Queues what is to be mailed because something did not happen."""


class MailSender:
    """Runs until cancelled. A trouble of every mail holds all of them for HOLD, with one line in the log."""

    def __init__(
        self, outbox: Outbox, transport: Transport, policy: MailPolicy, bell: Bell, sweep: Sweep | None = None
    ) -> None:
        self._outbox = outbox
        self._transport = transport
        self._policy = policy
        self._bell = bell
        self._sweep = sweep
        self._rung = asyncio.Event()
        self._held_until = 0.0
        self._ending = False
        self._idle = asyncio.Event()
        self._idle.set()

    async def send_forever(self) -> None:
        """Looks when the bell rings, and from time to time."""
        with self._bell.hearing(self._rung.set):
            while True:
                await self._look()
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await self._rung.wait()
                self._rung.clear()

    async def finish(self, seconds: float) -> None:
        """Begins no more mails, and waits for those under way; what takes longer is settled as if killed."""
        self._ending = True
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()

    async def _look(self) -> None:
        self._idle.clear()
        try:
            if self._sweep is not None:
                await asyncio.to_thread(self._sweep)
            while not (self._ending or self._is_held()) and await self.send_some():
                pass
        except StorageBusy as busy:
            log.info("mails put off: %s", busy.code)
        except Exception:
            log.exception("looking for mails failed; the next look follows")
        finally:
            self._idle.set()

    async def send_some(self) -> int:
        """Tries up to AT_ONCE mails that are due; how many."""
        mails = await asyncio.to_thread(self._outbox.claim, AT_ONCE)
        results = await asyncio.gather(*map(self._send, mails), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result
        return len(mails)

    async def _send(self, mail: OutgoingMail) -> None:
        try:
            content = built(mail, self._policy)
            async with self._transport.delivery(self._policy.address, mail.recipient) as handover:
                if not await asyncio.to_thread(self._outbox.hand_over, mail):
                    log.warning("mail %d is held by another sender", mail.id)
                    return
                await handover.hand_over(content)
        except MailTrouble as trouble:
            await self._failed(mail, trouble)
        except ValueError as error:  # no header or address can be made of it: it never will leave
            await self._failed(mail, MailTrouble(Trouble.REFUSED, f"cannot be written as a mail: {error}"))
        else:
            await asyncio.to_thread(self._outbox.sent, mail)

    async def _failed(self, mail: OutgoingMail, met: MailTrouble) -> None:
        if met.trouble in OF_EVERY_MAIL:
            if not self._is_held():
                log.warning("no mail can be sent, all wait (%s): `desk doctor` tells what to mend", met)
            self._held_until = self._seconds() + HOLD.total_seconds()
        outcome = await asyncio.to_thread(self._outbox.failed, mail, met.trouble, met.detail)
        if outcome.state is not MailState.PENDING:
            log.warning("mail %d is %s (%s)", mail.id, outcome.state.value, met)

    def _is_held(self) -> bool:
        return self._seconds() < self._held_until

    @staticmethod
    def _seconds() -> float:
        return asyncio.get_running_loop().time()
