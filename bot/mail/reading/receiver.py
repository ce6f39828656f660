"""Takes what arrives in the mailbox, one mail after the other, each once also when killed in between."""

import asyncio
import hashlib
import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from typing import Final

from bot.domain.kernel.clock import Clock
from bot.domain.kernel.errors import StorageBusy
from bot.domain.notices.incoming import IncomingMail
from bot.domain.support.meant import NOTHING, Meant
from bot.domain.support.ticket_handling import TicketChanged
from bot.logs import AtMost
from bot.mail.reading.mailbox import ImapSession, MailboxTrouble
from bot.mail.reading.parsing import Post, read_large, read_mail
from bot.services.notices.mailboxes import Mailboxes
from bot.services.records.received import Mailbox
from bot.services.support.mail_in import MailIn, Taken

log = logging.getLogger(__name__)
log.addFilter(AtMost(10, 60.0))

LOOK_SECONDS: Final = 20.0
"""How often the mailbox is looked into."""
TROUBLE_SECONDS: Final = 60.0
LASTING_SECONDS: Final = 300.0
"""After a refused password: a server that is asked more often may lock the account."""

Source = Callable[[], AbstractContextManager[ImapSession]]
Understand = Callable[[str, str], Meant]
"""What words mean for a ticket, given the language usually written in; never fails, and takes seconds at most."""


class MailReceiver:
    """A mail is taken in one transaction, then the place is remembered, then it is marked: repeating is harmless."""

    def __init__(
        self,
        name: str,
        source: Source,
        post: Post,
        mailboxes: Mailboxes,
        mail_in: MailIn,
        clock: Clock,
        understand: Understand,
    ) -> None:
        self._name = name
        self._source = source
        self._post = post
        self._mailboxes = mailboxes
        self._mail_in = mail_in
        self._clock = clock
        self._understand = understand
        self._ending = threading.Event()
        self._ended = asyncio.Event()

    async def receive_forever(self) -> None:
        """Looks from time to time, until `stop`."""
        while not self._ending.is_set():
            pause = await asyncio.to_thread(self._look)
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._ended.wait()

    def stop(self) -> None:
        """Begins no more mails."""
        self._ending.set()
        self._ended.set()

    def _look(self) -> float:
        """One look that never fails; seconds until the next."""
        try:
            self.take_new()
        except MailboxTrouble as trouble:
            log.warning("the mailbox cannot be read (%s): the next look follows", trouble)
            return LASTING_SECONDS if trouble.is_lasting else TROUBLE_SECONDS
        except (StorageBusy, TicketChanged) as busy:
            log.info("mails left in the mailbox for the next look: %s", busy.code)
        except Exception:
            log.exception("looking into the mailbox failed; the next look follows")
            return TROUBLE_SECONDS
        return LOOK_SECONDS

    def take_new(self) -> int:
        """Takes what is new; how many mails. 0 while another desk reads the mailbox.

        Raises MailboxTrouble, StorageBusy, TicketChanged: what was not taken is found by the next look.
        """
        read = self._mailboxes.hold(self._name)
        if read is None:
            return 0
        try:
            with self._source() as session:
                return self._take_all(session, read)
        finally:
            with suppress(StorageBusy):
                self._mailboxes.leave(self._name)

    def _take_all(self, session: ImapSession, read: Mailbox) -> int:
        """The place is remembered mail by mail only where all later ones are new: at first some are skipped."""
        taken, goes_on = 0, read.validity == session.validity
        for uid in session.new(read):
            if self._ending.is_set() or self._mailboxes.hold(self._name) is None:
                return taken
            content, is_whole = session.fetch(uid)
            if content:
                self._take(content, is_whole)
                taken += 1
            if goes_on:
                self._mailboxes.read_up_to(self._name, Mailbox(session.validity, uid))
            session.mark(uid)
        if not goes_on:
            self._mailboxes.read_up_to(self._name, Mailbox(session.validity, session.following - 1))
        return taken

    def _take(self, content: bytes, is_whole: bool) -> None:
        """A mail that makes the desk fail is listed as unreadable: the ones behind it are not to wait for ever."""
        now = self._clock()
        try:
            mail = read_mail(content, self._post) if is_whole else read_large(content, self._post)
            take_understood(self._mail_in, mail, now, self._understand)
        except (StorageBusy, TicketChanged):
            raise
        except Exception:
            log.exception("a mail could not be taken, and is listed as unreadable")
            self._mail_in.take(IncomingMail(hashlib.sha256(content).hexdigest(), "", "", "", unreadable=True), now)


def take_understood(mail_in: MailIn, mail: IncomingMail, now: datetime, understand: Understand) -> Taken:
    """Takes a mail; what a new ticket is about is asked before, outside of any transaction.

    Raises StorageBusy and TicketChanged: then the mail is to be brought again.
    """
    asked = mail_in.to_understand(mail, now)
    return mail_in.take(mail, now, understand(asked.words, asked.language) if asked is not None else NOTHING)
