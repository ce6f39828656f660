"""Hands mails to the partner's mail server by SMTP."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

import aiosmtplib
from aiosmtplib import SMTP

from bot.domain.notices.outbox import Trouble
from bot.mail.transport import MailTrouble
from bot.smtp import SmtpSettings, SmtpTls

CONNECT_SECONDS: Final = 20.0
ANSWER_SECONDS: Final = 60.0
"""For each command. With CONNECT_SECONDS, sign-in and the mail itself they stay below `domain.notices.outbox.LEASE`."""
BEFORE_SECONDS: Final = 150.0
"""For everything before the mail is handed over."""
_CERTIFICATE: Final = ("CERTIFICATE", "certificate")


class SmtpTransport:
    """`Transport` to one server; each mail has a connection of its own."""

    def __init__(self, settings: SmtpSettings, context: ssl.SSLContext | None = None) -> None:
        """`context` is for servers whose certificate the machine's own authorities do not know."""
        self._settings = settings
        self._context = context or ssl.create_default_context()

    @asynccontextmanager
    async def delivery(self, sender: str, recipient: str) -> AsyncIterator["SmtpHandover"]:
        """Connects, signs in and names both addresses. Raises MailTrouble."""
        client = self._client()
        try:
            await _within(self._prepared(client, sender, recipient))
            yield SmtpHandover(client)
        finally:
            with suppress(aiosmtplib.SMTPException, OSError):
                client.close()

    async def probe(self) -> None:
        """Connection, TLS and sign-in, and goodbye. Raises MailTrouble."""
        client = self._client()
        try:
            await _within(self._connected(client))
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit(timeout=ANSWER_SECONDS)
        finally:
            client.close()

    def _client(self) -> SMTP:
        chosen = self._settings
        return SMTP(
            hostname=chosen.host,
            port=chosen.port,
            timeout=ANSWER_SECONDS,
            use_tls=chosen.tls is SmtpTls.TLS,
            start_tls=False,  # asked for by hand, to tell a server that has none from one that is not there
            tls_context=self._context if chosen.tls is SmtpTls.TLS else None,
        )

    async def _connected(self, client: SMTP) -> None:
        try:
            await client.connect(timeout=CONNECT_SECONDS)
            if self._settings.tls is SmtpTls.STARTTLS:
                await self._protected(client)
        except (aiosmtplib.SMTPException, OSError, ssl.SSLError) as error:
            raise _not_connected(error) from error
        if self._settings.user:
            await self._signed_in(client)

    async def _protected(self, client: SMTP) -> None:
        await client.ehlo()
        if not client.supports_extension("starttls"):
            raise MailTrouble(Trouble.INSECURE, "the server offers no STARTTLS")
        await client.starttls(tls_context=self._context)

    async def _signed_in(self, client: SMTP) -> None:
        try:
            await client.login(self._settings.user, self._settings.password)
        except aiosmtplib.SMTPResponseException as error:
            trouble = Trouble.SIGN_IN if error.code >= 500 else Trouble.BUSY
            raise MailTrouble(trouble, _said(error)) from error
        except aiosmtplib.SMTPNotSupported as error:
            raise MailTrouble(Trouble.SIGN_IN, f"the server takes no sign-in ({error.message})") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise MailTrouble(Trouble.UNREACHABLE, _said(error)) from error

    async def _prepared(self, client: SMTP, sender: str, recipient: str) -> None:
        await self._connected(client)
        try:
            if not (sender.isascii() and recipient.isascii()):
                await _international(client, sender, recipient)
            else:
                await client.mail(sender)
                await client.rcpt(recipient)
        except aiosmtplib.SMTPResponseException as error:
            raise _answered(error) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise MailTrouble(Trouble.UNREACHABLE, _said(error)) from error


class SmtpHandover:
    """`Handover` on a connection whose server has accepted sender and recipient."""

    def __init__(self, client: SMTP) -> None:
        self._client = client

    async def hand_over(self, content: bytes) -> None:
        """DATA, the mail, and the server's answer to its end. Raises MailTrouble."""
        try:
            await self._client.data(content)
        except aiosmtplib.SMTPResponseException as error:
            raise _answered(error) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise MailTrouble(Trouble.UNCONFIRMED, _said(error)) from error


async def _international(client: SMTP, sender: str, recipient: str) -> None:
    """Addresses in letters of any language need a server that knows them (RFC 6531)."""
    if not client.supports_extension("smtputf8"):
        raise MailTrouble(Trouble.REFUSED, "the server takes addresses in ASCII only")
    await client.mail(sender, options=["SMTPUTF8"], encoding="utf-8")
    await client.rcpt(recipient, encoding="utf-8")


async def _within(steps: "asyncio.Future[None] | object") -> None:
    try:
        async with asyncio.timeout(BEFORE_SECONDS):
            await steps  # type: ignore[misc]
    except TimeoutError as error:
        raise MailTrouble(Trouble.UNREACHABLE, "the server took too long") from error


def _not_connected(error: Exception) -> MailTrouble:
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return MailTrouble(Trouble.UNREACHABLE, _said(error))
    causes: list[BaseException] = [error, *([error.__cause__] if error.__cause__ else [])]
    untrusted = any(isinstance(cause, ssl.SSLError) for cause in causes) or any(
        word in str(cause) for cause in causes for word in _CERTIFICATE
    )
    return MailTrouble(Trouble.INSECURE if untrusted else Trouble.UNREACHABLE, _said(error))


def _answered(error: aiosmtplib.SMTPResponseException) -> MailTrouble:
    """4xx: later; anything else: never (RFC 5321, 4.2.1). A server that closes (421) is busy as well."""
    return MailTrouble(Trouble.BUSY if 400 <= error.code < 500 else Trouble.REFUSED, _said(error))


def _said(error: Exception) -> str:
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"{error.code} {' '.join(str(error.message).split())}"
    return " ".join(str(error).split()) or type(error).__name__
