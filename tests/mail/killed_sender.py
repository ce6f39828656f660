"""A sender in a process of its own that is killed at its n-th write, just before or just after the commit."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.notices.policy import MailPolicy
from bot.mail.sender import MailSender
from bot.mail.smtp import SmtpTransport
from bot.services.notices.outbox import Outbox
from bot.signals import ProcessBell
from bot.smtp import SmtpSettings, SmtpTls
from bot.storage.database import SqlDatabase


class Deadly:
    """A database whose n-th writing transaction is the last thing this process does."""

    def __init__(self, database: SqlDatabase, at: int, moment: str) -> None:
        self._database = database
        self._left = at
        self._moment = moment

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[Any]:
        self._left -= 1
        with self._database.writing(durable=durable) as work:
            yield work
            if self._left == 0 and self._moment == "before":
                os.kill(os.getpid(), signal.SIGKILL)
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def outbox(database: Any, worker: str, hours_later: float = 0) -> Outbox:
    """`hours_later` stands for the time in which a dead sender's lease runs out."""
    return Outbox(database, worker, lambda: datetime.now(UTC) + timedelta(hours=hours_later))


def sender(outbox: Outbox, port: int, policy: MailPolicy) -> MailSender:
    return MailSender(outbox, SmtpTransport(SmtpSettings("127.0.0.1", port, SmtpTls.NONE)), policy, ProcessBell())


def main(url: str, port: str, at: str, moment: str) -> None:
    database = Deadly(SqlDatabase(url), int(at), moment)
    policy = MailPolicy("support@northstar.example", "Northstar", None, {"en": (), "fr": ()})
    asyncio.run(sender(outbox(database, f"dies-{at}-{moment}"), int(port), policy).send_some())


if __name__ == "__main__":
    main(*sys.argv[1:])
