"""The partner's mail server as a setting names it, and what else an installation chooses about mail."""

from collections.abc import Mapping
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
    examples = ("imaps://mail.company.example", "imap://mail.company.example:143")
    found = _server(address, "imap", examples, {SmtpTls.TLS: 993, SmtpTls.STARTTLS: 143, SmtpTls.NONE: 143})
    if isinstance(found, str):
        return found
    folder = unquote(urlsplit(address).path.strip("/")) or "INBOX"
    return ImapSettings(*found, folder)


def smtp_server(address: str) -> SmtpSettings | str:
    """The server of an address, or what is wrong with it."""
    examples = ("smtp://mail.company.example:587", "smtps://mail.company.example")
    found = _server(address, "smtp", examples, {SmtpTls.TLS: 465, SmtpTls.STARTTLS: 587, SmtpTls.NONE: 25})
    return found if isinstance(found, str) else SmtpSettings(*found)


def _server(
    address: str, scheme: str, examples: tuple[str, str], ports: Mapping[SmtpTls, int]
) -> tuple[str, int, SmtpTls] | str:
    """Host, port and protection that an address names, or what is wrong with it. `ports` are those usual."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        return f"is no address ({error}): write it like {examples[0]}"
    if "@" in parts.netloc:
        variables = f"DESK_{scheme.upper()}_USER and DESK_{scheme.upper()}_PASSWORD"
        return f"holds a user name or password: move them to {variables}"
    if parts.scheme not in {scheme, f"{scheme}s"} or not host:
        return f"is {address!r}: write it like {' or '.join(examples)}"
    if parts.scheme == f"{scheme}s":
        tls = SmtpTls.TLS
    elif parts.query == "tls=none":
        if host not in {"localhost", "127.0.0.1", "::1"}:
            return "has tls=none for another machine: remove ?tls=none, mails would be read on the way"
        tls = SmtpTls.NONE
    elif parts.query in {"", "tls=starttls"}:
        tls = SmtpTls.STARTTLS
    else:
        return f"ends with ?{parts.query}: known are ?tls=starttls, the default, and ?tls=none on this very machine"
    return host, port or ports[tls], tls
