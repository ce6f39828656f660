"""The partner's mailbox by IMAP: which mails are new, each fetched within limits, and marked as read."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from typing import Any, Final

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from bot.domain.notices.incoming import LARGEST
from bot.services.records.received import Mailbox
from bot.smtp import ImapSettings, SmtpTls

SECONDS: Final = 30.0
"""For each answer of the server."""
_BACK: Final = timedelta(days=7)
"""How far back mails are looked at again after the server has numbered them anew; known ones change nothing."""
_HEADER: Final = 65_536


class MailboxTrouble(Exception):
    """The mailbox cannot be read now. `is_lasting`: a person has to mend a setting first; `is_insecure`: the server's
    certificate or TLS, so that nothing was said to it.
    """

    def __init__(self, detail: str, *, is_lasting: bool = False, is_insecure: bool = False) -> None:
        super().__init__(detail)
        self.is_lasting = is_lasting
        self.is_insecure = is_insecure


class ImapSession:
    """A folder, opened. Every method raises MailboxTrouble."""

    def __init__(self, client: IMAPClient, validity: int, following: int) -> None:
        self._client = client
        self.validity = validity
        self.following = following
        """The number that the next mail to arrive gets, as of the opening."""

    def new(self, read: Mailbox) -> tuple[int, ...]:
        """Numbers of the mails to be taken, in order. At first those nobody has read; later all that came since."""
        with _troubles():
            if read.validity == self.validity:
                found = self._client.search(["UID", f"{read.last_uid + 1}:*"])
                return tuple(sorted(uid for uid in found if uid > read.last_uid))
            unseen = set(self._client.search(["UNSEEN"]))
            if read.validity is not None:
                since = date.today() - _BACK  # noqa: DTZ011 - IMAP's SINCE knows days of the server's own
                unseen |= set(self._client.search(["SINCE", since]))
            return tuple(sorted(unseen))

    def fetch(self, uid: int) -> tuple[bytes, bool]:
        """The mail, and whether it is whole: of one larger than LARGEST only the headers are fetched.

        b"" for one that is gone.
        """
        with _troubles():
            size = self._one(uid, "RFC822.SIZE")
            if isinstance(size, int) and size > LARGEST:
                content = self._one(uid, f"BODY.PEEK[HEADER]<0.{_HEADER}>", "BODY[HEADER]<0>")
                return (content or b"", False)
            content = self._one(uid, "BODY.PEEK[]", "BODY[]")
            return (content or b"", True)

    def mark(self, uid: int) -> None:
        """Marks it as read, for people who look into the mailbox."""
        with _troubles():
            self._client.add_flags([uid], [b"\\Seen"], silent=True)

    def _one(self, uid: int, wanted: str, answered: str = "") -> Any:
        found = self._client.fetch([uid], [wanted]).get(uid, {})
        return found.get((answered or wanted).encode())


@contextmanager
def imap_session(settings: ImapSettings, context: ssl.SSLContext | None = None) -> Iterator[ImapSession]:
    """Connects, signs in and opens the folder. `context` is for servers that the machine's authorities do not know."""
    secure = context or ssl.create_default_context()
    with _troubles():
        client = IMAPClient(
            settings.host,
            settings.port,
            ssl=settings.tls is SmtpTls.TLS,
            ssl_context=secure if settings.tls is SmtpTls.TLS else None,
            timeout=SECONDS,
        )
    try:
        with _troubles():
            if settings.tls is SmtpTls.STARTTLS:
                client.starttls(secure)
            client.login(settings.user, settings.password)
            opened = client.select_folder(settings.folder)
        yield ImapSession(client, int(opened[b"UIDVALIDITY"]), int(opened[b"UIDNEXT"]))
    finally:
        with suppress(IMAPClientError, OSError):
            client.logout()


@contextmanager
def _troubles() -> Iterator[None]:
    try:
        yield
    except LoginError as error:
        raise MailboxTrouble("the mailbox refuses user name or password", is_lasting=True) from error
    except ssl.SSLCertVerificationError as error:
        detail = f"the mailbox's certificate is not trusted: {error.verify_message}"
        raise MailboxTrouble(detail, is_lasting=True, is_insecure=True) from error
    except ssl.SSLError as error:
        detail = f"no TLS with the mailbox: {error.reason or error}"
        raise MailboxTrouble(detail, is_lasting=True, is_insecure=True) from error
    except (IMAPClientError, OSError, KeyError, ValueError) as error:
        raise MailboxTrouble(f"{type(error).__name__}: {error}") from error
