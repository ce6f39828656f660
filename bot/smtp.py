"""The partner's mail server as a setting names it, and what else an installation chooses about mail."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit


class SmtpTls(StrEnum):
    """How the way to the mail server is protected: from the first byte, by STARTTLS before anything else, or not."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """The partner's mail server. Without `user` nobody signs in."""

    host: str
    port: int
    tls: SmtpTls
    user: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class ImapSettings:
    """The mailbox that customers' mails arrive in. `tls` is how the way to it is protected, as for the mail server."""

    host: str
    port: int
    tls: SmtpTls
    folder: str = "INBOX"
    user: str = ""
    password: str = ""

    @property
    def name(self) -> str:
        """What stands for this mailbox among others."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"


@dataclass(frozen=True, slots=True)
class MailChoice:
    """What an installation chooses about mail. Without `secret` the file `key_file` holds one.

    `verified_by` is the name (authserv-id) of the mail server that verifies senders; "" believes nobody.

    A demonstration writes into the folder `caught` and to nobody. `public_url` is where browsers find the desk.
    `post_to_loopback` lets pushes go to this very machine: no variable sets it, only tests do.
    """

    server: SmtpSettings | None
    is_demonstration: bool
    caught: Path
    secret: str
    key_file: Path
    public_url: str
    post_to_loopback: bool = False
    verified_by: str = ""
    mailbox: ImapSettings | None = None


def imap_mailbox(address: str, user: str, password: str) -> ImapSettings | str | None:
    """The mailbox of these settings, what is wrong with them, or None where there are none."""
    if not (address or user or password):
        return None
    if not (address and user and password):
        return "DESK_IMAP_URL, DESK_IMAP_USER and DESK_IMAP_PASSWORD belong together: set all, or none"
    found = _imap_server(address)
    return f"DESK_IMAP_URL {found}" if isinstance(found, str) else replace(found, user=user, password=password)


def _imap_server(address: str) -> ImapSettings | str:
    """The mailbox of an address (imaps://HOST/FOLDER, imap://HOST with STARTTLS), or what is wrong with it."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        return f"is no address ({error}): write it like imaps://mail.company.example"
    if "@" in parts.netloc:
        return "holds a user name or password: move them to DESK_IMAP_USER and DESK_IMAP_PASSWORD"
    if parts.scheme not in {"imap", "imaps"} or not host:
        return f"is {address!r}: write it like imaps://mail.company.example or imap://mail.company.example:143"
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if parts.scheme == "imaps":
        return ImapSettings(host, port or 993, SmtpTls.TLS, folder)
    if parts.query == "tls=none":
        if host not in {"localhost", "127.0.0.1", "::1"}:
            return "has tls=none for another machine: remove ?tls=none, mails would be read on the way"
        return ImapSettings(host, port or 143, SmtpTls.NONE, folder)
    if parts.query not in {"", "tls=starttls"}:
        return f"ends with ?{parts.query}: known are ?tls=starttls, the default, and ?tls=none on this very machine"
    return ImapSettings(host, port or 143, SmtpTls.STARTTLS, folder)


def smtp_server(address: str) -> SmtpSettings | str:
    """The server of an address, or what is wrong with it."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        return f"is no address ({error}): write it like smtp://mail.company.example:587"
    if "@" in parts.netloc:
        return "holds a user name or password: move them to DESK_SMTP_USER and DESK_SMTP_PASSWORD"
    if parts.scheme not in {"smtp", "smtps"} or not host:
        return f"is {address!r}: write it like smtp://mail.company.example:587 or smtps://mail.company.example"
    if parts.scheme == "smtps":
        return SmtpSettings(host, port or 465, SmtpTls.TLS)
    if parts.query == "tls=none":
        if host not in {"localhost", "127.0.0.1", "::1"}:
            return "has tls=none for another machine: remove ?tls=none, mails would be read on the way"
        return SmtpSettings(host, port or 25, SmtpTls.NONE)
    if parts.query not in {"", "tls=starttls"}:
        return f"ends with ?{parts.query}: known are ?tls=starttls, the default, and ?tls=none on this very machine"
    return SmtpSettings(host, port or 587, SmtpTls.STARTTLS)
