"""The partner's mail server as a setting names it, and what else an installation chooses about mail."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit


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
