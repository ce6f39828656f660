"""Checks that mails can leave: both settings are there, and the mail server lets the desk in. No mail is sent."""

import asyncio
from collections.abc import Iterator
from typing import Final

from bot.cli.examining.findings import Finding
from bot.domain.notices.outbox import Trouble
from bot.domain.notices.policy import MailPolicy
from bot.mail.reading.mailbox import MailboxTrouble, imap_session
from bot.mail.setup import transport_for
from bot.mail.transport import MailTrouble
from bot.partner import PartnerFileError, load_partner
from bot.settings import Settings, load

_REMEDIES: Final = {
    Trouble.UNREACHABLE: "check host and port of DESK_SMTP_URL, the firewall, and that the server runs",
    Trouble.BUSY: "try again in some minutes; if it stays, ask who runs the mail server",
    Trouble.SIGN_IN: "correct DESK_SMTP_USER and DESK_SMTP_PASSWORD; all mails wait until then",
    Trouble.INSECURE: "give the server a valid certificate for its name; smtps:// for TLS from the first byte",
}
_UNREAD: Final = "correct DESK_IMAP_URL, DESK_IMAP_USER and DESK_IMAP_PASSWORD; mails wait in the mailbox until then"
_INSECURE: Final = (
    "name the server in DESK_IMAP_URL as its certificate does, and give it a valid one: of an authority this machine"
    " knows, or one in the file that SSL_CERT_FILE names; mails wait in the mailbox until then"
)


def mail() -> Iterator[Finding]:
    """Whether mail is set up as a whole or not at all, and whether the server takes connection, TLS and sign-in.

    Says nothing where partner.yml cannot be read: another check tells that.
    """
    chosen = load()
    try:
        policy = load_partner(chosen.partner_file).mail
    except PartnerFileError:
        return
    yield _set_up(chosen, policy)
    if policy is not None and chosen.smtp is not None and not chosen.demo_sign_in:
        yield _tried(chosen)
    if policy is not None:
        yield from _arriving(chosen)


def _arriving(chosen: Settings) -> Iterator[Finding]:
    """Whether the mailbox lets the desk in, and whether anybody who writes there can be believed."""
    if chosen.imap is None:
        return
    try:
        with imap_session(chosen.imap):
            yield Finding("mailbox", f"{chosen.imap.host}:{chosen.imap.port}, {chosen.imap.folder}: can be read")
    except MailboxTrouble as met:
        yield Finding("mailbox", str(met), _INSECURE if met.is_insecure else _UNREAD)
    if not chosen.mail_verified_by:
        remedy = "set DESK_MAIL_VERIFIED_BY to the name in your mail server's Authentication-Results headers"
        yield Finding("mailbox", "no sender is believed: a person has to look at every mail", remedy)


def _set_up(chosen: Settings, policy: MailPolicy | None) -> Finding:
    if chosen.demo_sign_in:
        return Finding("mail", f"a demonstration: mails go into {chosen.caught_mail} and to nobody")
    if policy is None and chosen.smtp is None:
        return Finding("mail", "not set up: no mail is sent, and none is promised")
    if policy is None:
        remedy = "add the section mail to partner.yml, or unset DESK_SMTP_URL; no mail is sent until then"
        return Finding("mail", "there is a mail server, but partner.yml does not say in whose name to write", remedy)
    if chosen.smtp is None:
        return Finding("mail", "no mail is sent: partner.yml has a section mail, DESK_SMTP_URL is not set")
    return Finding("mail", f"{policy.name} <{policy.address}> by {chosen.smtp.host}:{chosen.smtp.port}")


def _tried(chosen: Settings) -> Finding:
    transport = transport_for(chosen.mail)
    try:
        if transport is not None:
            asyncio.run(transport.probe())
    except MailTrouble as met:
        return Finding("mail server", met.detail, _REMEDIES.get(met.trouble, "ask who runs the mail server"))
    return Finding("mail server", "connection, TLS and sign-in work" if _is_private(chosen) else "connection works")


def _is_private(chosen: Settings) -> bool:
    return chosen.smtp is not None and chosen.smtp.tls.value != "none"
