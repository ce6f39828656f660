"""The environment, read once; every mistake reported together with the way to mend it."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from urllib.parse import urlsplit

from bot.environment import Environment
from bot.hooks import webhook_secrets
from bot.limits import LEAST_CONNECTIONS, Limits
from bot.smtp import ImapSettings, MailChoice, SmtpSettings, imap_mailbox, smtp_server

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the checkout: partner.yml, data/ and var/ lie here unless settings say otherwise."""


Network = IPv4Network | IPv6Network
LOOPBACK: tuple[Network, ...] = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
"""This very machine."""


class SettingsError(Exception):
    """One or more settings cannot be used. The text names each and its remedy, as `problems` does one by one."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("Settings that cannot be used:\n- " + "\n- ".join(self.problems))


@dataclass(frozen=True, slots=True)
class DirectorySettings:
    """The partner's directory (OpenID Connect), by which agents may sign in. `name` stands on the sign-in page."""

    issuer: str
    client_id: str
    client_secret: str
    name: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may choose. Ports 0 mean: any free one.

    `public_url` is where browsers find the desk; every address handed out is made from it and never from what a
    request calls the desk. `secret` is shared between desk and engine. `now` freezes the clock. `demo_sign_in`
    lets anybody who can open the demo site sign in as one of the demo contacts: for demonstrations only.
    `frame_ancestors` are the origins that may embed the widget. `turn_limit` is how many seconds a message may
    wait for the engine before people take it. `mail_secret` signs reply addresses and links of mails; empty, a file
    beside the keys holds one. `mail_verified_by` is the name of the mail server that verifies
    the senders of mails. A demonstration's mails go into `caught_mail`. `proxies` are believed when
    they say from which address a request came.
    """

    database_url: str
    host: str
    port: int
    public_url: str
    engine_url: str
    actions_port: int
    secret: str
    partner_file: Path
    responses_file: Path
    keys_file: Path
    site_key_file: Path
    frame_ancestors: tuple[str, ...]
    demo_sign_in: bool
    turn_limit: float
    proxies: tuple[Network, ...] = LOOPBACK
    limits: Limits = field(default_factory=Limits)
    now: datetime | None = None
    directory: DirectorySettings | None = None
    smtp: SmtpSettings | None = None
    mail_secret: str = ""
    mail_verified_by: str = ""
    imap: ImapSettings | None = None
    caught_mail: Path = ROOT / "var" / "mail"
    push_key: str = ""
    webhook_secrets: Mapping[str, str] = field(default_factory=dict)
    post_to_loopback: bool = False

    @property
    def stream_url(self) -> str:
        """`public_url` for WebSockets."""
        return f"ws{self.public_url.removeprefix('http')}"

    @property
    def mail(self) -> MailChoice:
        """Everything about mail."""
        key_file = self.site_key_file.with_name("mail.key")
        caught, secret, loopback = self.caught_mail, self.mail_secret, self.post_to_loopback
        verifier = self.mail_verified_by
        return MailChoice(
            self.smtp, self.demo_sign_in, caught, secret, key_file, self.public_url, loopback, verifier, self.imap
        )

    @property
    def push_key_file(self) -> Path:
        """Where the key for pushes lies unless `push_key` is set; made where it is missing."""
        return self.site_key_file.with_name("push.key")

    @property
    def issuer(self) -> str:
        """Who signs statements about contacts: the partner's site."""
        return "partner-site"

    @property
    def audience(self) -> str:
        """For whom they are signed."""
        return "partner-desk"

    def clock(self) -> Callable[[], datetime]:
        """The clock of this installation: real, or frozen at `now`."""
        frozen = self.now
        return (lambda: frozen) if frozen is not None else wall_clock


def wall_clock() -> datetime:
    """The real time, in UTC: for clocks that are not frozen and for leases between workers."""
    return datetime.now(UTC)


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Reads DESK_* variables and PORT. Raises SettingsError naming every unusable one."""
    read = Environment(environ)
    port = read.number("PORT", 8080, 0, 65535)
    host = read.text("DESK_HOST", "127.0.0.1")
    settings = Settings(
        database_url=read.text("DESK_DATABASE_URL", f"sqlite:///{ROOT / 'var' / 'desk.db'}"),
        host=host,
        port=port,
        public_url=read.url("DESK_PUBLIC_URL", local_url(host, port)),
        engine_url=read.url("DESK_ENGINE_URL", "http://127.0.0.1:5005"),
        actions_port=read.number("DESK_ACTIONS_PORT", 5055, 0, 65535),
        secret=read.text("DESK_ENGINE_SECRET", ""),
        partner_file=read.file("DESK_PARTNER_FILE", ROOT / "partner.yml"),
        responses_file=read.file("DESK_RESPONSES_FILE", ROOT / "data" / "responses.yml"),
        keys_file=Path(read.text("DESK_SITE_KEYS", str(ROOT / "var" / "keys" / "site.jwks.json"))),
        site_key_file=Path(read.text("DESK_SITE_KEY", str(ROOT / "var" / "keys" / "site.pem"))),
        frame_ancestors=tuple(read.text("DESK_FRAME_ANCESTORS", "").split()),
        demo_sign_in=read.flag("DESK_DEMO_SIGN_IN"),
        turn_limit=float(read.number("DESK_TURN_LIMIT_SECONDS", 120, 1, 3600)),
        proxies=read.networks("DESK_PROXIES", LOOPBACK),
        limits=_limits(read),
        now=read.instant("DESK_NOW"),
        directory=_directory(read),
        smtp=_smtp(read),
        mail_secret=read.text("DESK_MAIL_SECRET", ""),
        push_key=_push_key(read),
        mail_verified_by=read.text("DESK_MAIL_VERIFIED_BY", ""),
        webhook_secrets=webhook_secrets(read, "DESK_WEBHOOK_SECRETS"),
        imap=_imap(read),
        caught_mail=Path(read.text("DESK_CAUGHT_MAIL", str(ROOT / "var" / "mail"))),
    )
    if read.problems:
        raise SettingsError(read.problems)
    return settings


def local_url(host: str, port: int) -> str:
    """Where a browser on this very machine finds a desk that listens on `host`, which may stand for every address."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{reached}:{port}"


def _limits(read: Environment) -> Limits:
    usual = Limits()
    return Limits(
        connections=read.number("DESK_CONNECTIONS", usual.connections, LEAST_CONNECTIONS, 100_000),
        per_address=read.number("DESK_CONNECTIONS_PER_ADDRESS", usual.per_address, 1, 100_000),
        streams=read.number("DESK_STREAMS_PER_CONVERSATION", usual.streams, 1, 1000),
        header_seconds=read.number("DESK_HEADER_SECONDS", int(usual.header_seconds), 1, 3600),
        body_seconds=read.number("DESK_BODY_SECONDS", int(usual.body_seconds), 1, 3600),
        idle_seconds=read.number("DESK_IDLE_SECONDS", int(usual.idle_seconds), 1, 3600),
    )


def _directory(read: Environment) -> DirectorySettings | None:
    """All of DESK_OIDC_* or none; the secret may stand in a file instead, as container platforms hand it over."""
    issuer = read.text("DESK_OIDC_ISSUER", "")
    client_id = read.text("DESK_OIDC_CLIENT_ID", "")
    secret = read.text("DESK_OIDC_CLIENT_SECRET", "") or read.content("DESK_OIDC_CLIENT_SECRET_FILE")
    name = read.text("DESK_OIDC_NAME", "")
    given = {
        "DESK_OIDC_ISSUER": issuer,
        "DESK_OIDC_CLIENT_ID": client_id,
        "DESK_OIDC_CLIENT_SECRET (or DESK_OIDC_CLIENT_SECRET_FILE)": secret,
        "DESK_OIDC_NAME": name,
    }
    missing = [variable for variable, value in given.items() if not value]
    if len(missing) == len(given):
        return None
    if missing:
        read.problems.append(f"DESK_OIDC_*: {', '.join(missing)} missing: signing in by a directory needs all four")
    if issuer and not is_private_way(issuer):
        read.problems.append(
            f"DESK_OIDC_ISSUER={issuer!r} is no https address (http only on this very machine): "
            "write it as the directory's own configuration names it"
        )
    return DirectorySettings(issuer, client_id, secret, name)


def _smtp(read: Environment) -> SmtpSettings | None:
    """smtps://HOST (TLS) or smtp://HOST (STARTTLS); smtp://127.0.0.1?tls=none for a relay on this very machine."""
    address, user = read.text("DESK_SMTP_URL", ""), read.text("DESK_SMTP_USER", "")
    password = read.text("DESK_SMTP_PASSWORD", "") or read.content("DESK_SMTP_PASSWORD_FILE")
    if not address:
        if user or password:
            read.problems.append("DESK_SMTP_USER and DESK_SMTP_PASSWORD need DESK_SMTP_URL: set it, or unset them")
        return None
    server = smtp_server(address)
    if isinstance(server, str):
        read.problems.append(f"DESK_SMTP_URL {server}")
        return None
    if bool(user) != bool(password):
        read.problems.append("DESK_SMTP_USER and DESK_SMTP_PASSWORD belong together: set both, or none")
    return replace(server, user=user, password=password)


def _imap(read: Environment) -> ImapSettings | None:
    """imaps://HOST (TLS) or imap://HOST (STARTTLS), and who signs in there."""
    password = read.text("DESK_IMAP_PASSWORD", "") or read.content("DESK_IMAP_PASSWORD_FILE")
    found = imap_mailbox(read.text("DESK_IMAP_URL", ""), read.text("DESK_IMAP_USER", ""), password)
    if not isinstance(found, str):
        return found
    read.problems.append(found)
    return None


def _push_key(read: Environment) -> str:
    """64 hexadecimal digits, or empty: then a file holds the key."""
    key = read.text("DESK_PUSH_KEY", "")
    if key and not re.fullmatch(r"[0-9a-fA-F]{64}", key):
        read.problems.append("DESK_PUSH_KEY is no key of 64 hexadecimal digits: make one with `openssl rand -hex 32`")
    return key


def is_private_way(address: str) -> bool:
    """Whether what is sent to this address stays unread on the way: https, or http that never leaves the machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    loopback = host in {"localhost", "127.0.0.1", "::1"}
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and loopback))
