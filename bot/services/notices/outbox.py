"""What a sender does with the outbox: takes mails, says that it hands one over, writes down how that ended."""

import logging
from datetime import datetime

from bot.domain.conversations.leases import Lease
from bot.domain.kernel.clock import Clock
from bot.domain.notices.outbox import LEASE, SENT, Outcome, Trouble, after
from bot.services.ports import Database
from bot.services.records.notices import OutgoingMail, Settled

log = logging.getLogger(__name__)

LONGEST_DETAIL = 300
"""Characters kept of what a mail server says."""


class Outbox:
    """One transaction a call. `beat` is the real time, for leases and pauses go on while a desk's clock is frozen.

    `worker` names this sender. All raise StorageBusy; a mail whose ending cannot be written down becomes uncertain.
    """

    def __init__(self, database: Database, worker: str, beat: Clock) -> None:
        self._database = database
        self._worker = worker
        self._beat = beat

    def claim(self, limit: int) -> tuple[OutgoingMail, ...]:
        """Takes mails that are due, the oldest first; what was lost in a sender's death is settled before."""
        with self._database.writing() as work:
            if lost := work.notices.mails.give_up_on_lost(self._lease()):
                log.warning("mails whose sending was cut off and may have arrived: %d", lost)
            return work.notices.mails.claim(self._lease(), limit)

    def hand_over(self, mail: OutgoingMail) -> bool:
        """From now on the mail may have arrived. False when another sender holds it: then nothing may be sent."""
        with self._database.writing() as work:
            return work.notices.mails.hand_over(mail.id, self._lease())

    def sent(self, mail: OutgoingMail) -> None:
        """The mail server took it."""
        self._settle(mail, SENT, None, "")

    def failed(self, mail: OutgoingMail, trouble: Trouble, detail: str) -> Outcome:
        """The attempt met a trouble; what becomes of the mail."""
        outcome = after(trouble, mail.attempts)
        self._settle(mail, outcome, trouble, detail[:LONGEST_DETAIL])
        return outcome

    def bounced(self, message_id: str, reason: str, now: datetime) -> bool:
        """A mail of ours came back; `message_id` is the one that the notice names, with or without its brackets.

        False for one that is not ours, was never sent, or came back before.
        """
        mail_id = message_id.strip("<> \t\r\n").partition("@")[0]
        with self._database.writing() as work:
            return work.notices.mails.bounced(mail_id, reason[:LONGEST_DETAIL], now)

    def _settle(self, mail: OutgoingMail, outcome: Outcome, trouble: Trouble | None, detail: str) -> None:
        settled = Settled(outcome.state, self._beat(), trouble, detail, outcome.pause, outcome.counted)
        with self._database.writing() as work:
            if not work.notices.mails.settle(mail.id, self._worker, settled):
                log.warning("mail %d was settled by another sender", mail.id)

    def _lease(self) -> Lease:
        return Lease(self._worker, self._beat(), LEASE)
