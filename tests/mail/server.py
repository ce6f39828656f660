"""A real mail server for tests (aiosmtpd), which can refuse, be slow to agree, or hang up at the worst moment."""

import ssl
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from types import TracebackType
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.smtp import SmtpSettings, SmtpTls

USER, PASSWORD = "desk", "correct horse"


class AnyPort(Controller):
    """On a free port, which the usual one cannot say."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@dataclass
class MailServer:
    """`refusals` are answers to RCPT and `ends` to the end of DATA, used up one by one; "cut" hangs up instead."""

    context: ssl.SSLContext | None = None
    with_sign_in: bool = False
    refusals: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    taken: list[Envelope] = field(default_factory=list)
    tried: int = 0

    def __enter__(self) -> "MailServer":
        more: dict[str, Any] = {"tls_context": self.context, "require_starttls": bool(self.context)}
        if self.with_sign_in:
            more |= {"authenticator": _authenticate, "auth_require_tls": False, "auth_required": True}
        self._controller = AnyPort(self, hostname="127.0.0.1", port=0, server_hostname="mail.test", **more)
        self._controller.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._controller.stop()

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def settings(self, tls: SmtpTls = SmtpTls.NONE, user: str = "", password: str = "") -> SmtpSettings:
        return SmtpSettings("127.0.0.1", self.port, tls, user, password)

    @property
    def messages(self) -> list[EmailMessage]:
        """What was taken, in order."""
        contents = [envelope.content for envelope in self.taken]
        return [message_from_bytes(content, policy=default) for content in contents if isinstance(content, bytes)]

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:
        self.tried += 1
        if self.refusals:
            return self.refusals.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, smtp: SMTP, _: Session, envelope: Envelope) -> str:
        end = self.ends.pop(0) if self.ends else "250 OK"
        if end == "cut":
            self.taken.append(envelope)
            assert smtp.transport is not None
            smtp.transport.abort()
            return "250 OK"
        if end.startswith("250"):
            self.taken.append(envelope)
        return end


def _authenticate(_: SMTP, __: Session, ___: Envelope, ____: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)
