"""The neutral receipt for a mail of somebody whom the desk cannot be sure of: it tells nothing of what is on file."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.kernel.locales import LANGUAGES, locale_for
from bot.domain.notices.incoming import IncomingMail
from bot.domain.notices.neutral import WITHIN, may_write_to_stranger
from bot.services.notices.mailroom import Mailroom
from bot.services.ports import Work
from bot.services.records.notices import Reader

APART: Final = timedelta(hours=1)
"""Between two receipts to one address."""


class Receipts:
    """The same words for every address, whether it is on file or not, in both languages."""

    def __init__(self, mailroom: Mailroom) -> None:
        self._mailroom = mailroom

    def queue(self, work: Work, mail: IncomingMail, now: datetime) -> bool:
        """Queues one unless a program wrote the mail, or the address had its receipts; whether it did."""
        if not self._mailroom.is_open or mail.automatic or not mail.sender or self._mailroom.is_ours(mail.sender):
            return False
        mails = work.notices.mails
        if mails.unasked_to_strangers(mail.sender, now - APART)[0]:
            return False
        if not may_write_to_stranger(*mails.unasked_to_strangers(mail.sender, now - WITHIN)):
            return False
        language = LANGUAGES[0]
        reader = Reader(mail.sender, "", language, locale_for(language), confirmed=False, conversation_id=None)
        mails.queue(self._mailroom.receipt(f"receipt:{mail.key}", reader), now)
        return True
