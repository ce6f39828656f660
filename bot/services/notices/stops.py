"""Ends mails about one thing for who gets them, by the signed link in each mail, and lets them come again."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.notices.stop_links import mail_of_stop_token
from bot.services.notices.mailroom import Mailroom
from bot.services.ports import Database


@dataclass(frozen=True, slots=True)
class StopLink:
    """What a link is about: `ticket` is its number, None for a conversation. `stopped`: no mails go out any more."""

    ticket: str | None
    stopped: bool


class MailStops:
    """Every verb returns None for a link the desk has not made, or can no longer read: nothing changes then."""

    def __init__(self, database: Database, mailroom: Mailroom) -> None:
        self._database = database
        self._mailroom = mailroom

    def look(self, token: str) -> StopLink | None:
        """What the link is about; looking changes nothing, for programs follow links in mails too."""
        return self._do(token, None, None)

    def stop(self, token: str, now: datetime) -> StopLink | None:
        """No more mails about it to the reader of that mail; once more changes nothing."""
        return self._do(token, True, now)

    def resume(self, token: str) -> StopLink | None:
        """Mails about it again."""
        return self._do(token, False, None)

    def _do(self, token: str, stop: bool | None, now: datetime | None) -> StopLink | None:
        secret = self._mailroom.secret
        if secret is None or (mail := mail_of_stop_token(token, secret)) is None:
            return None
        opened = self._database.reading() if stop is None else self._database.writing()
        with opened as work:
            readers = work.notices.readers
            if (found := readers.by_mail(mail)) is None:
                return None
            about, recipient, _ = found
            if stop and now is not None:
                readers.stop(about, recipient, now)
            elif stop is False:
                readers.resume(about, recipient)
            kind, _, name = about.partition(":")
            return StopLink(name if kind == "t" else None, readers.has_stopped(about, recipient))
