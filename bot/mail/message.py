"""A queued mail as the bytes that leave: RFC 5322 headers, plain text and HTML."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.domain.kernel.email_addresses import is_email
from bot.domain.notices.automatic import MARK
from bot.domain.notices.policy import MailPolicy
from bot.services.records.notices import OutgoingMail

LONGEST_LINE = 998
"""Signs of a line, RFC 5322's limit: folded earlier, a long address in a header becomes one that no program reads."""


def message_id(mail: str, policy: MailPolicy) -> str:
    """The whole Message-ID of a mail's id."""
    return f"<{mail}@{policy.domain}>"


def built(mail: OutgoingMail, policy: MailPolicy) -> bytes:
    """The message, in ASCII. Raises ValueError where none can be made of it.

    The same row gives the same Message-ID, so that a mail sent again is one mail.
    """
    message = EmailMessage(policy=SMTP.clone(utf8=not mail.recipient.isascii(), max_line_length=LONGEST_LINE))
    message["From"] = Address(policy.name, addr_spec=policy.address)
    message["To"] = _address(mail.recipient)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.queued_at)
    message["Message-ID"] = message_id(mail.mail_id, policy)
    if mail.thread != mail.mail_id:
        message["In-Reply-To"] = message_id(mail.thread, policy)
        message["References"] = message_id(mail.thread, policy)
    message["Reply-To"] = mail.reply_to or policy.address
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation notice in return
    message["X-Auto-Response-Suppress"] = "All"  # the same for Exchange
    message[MARK] = "1"  # a desk that gets this mail knows that a desk wrote it
    if mail.stop_url:
        message["List-Unsubscribe"] = f"<{mail.stop_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    message["Content-Language"] = mail.language
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return message.as_bytes()


def _address(text: str) -> Address:
    """An address as somebody typed it: never read as a list, a name or a comment."""
    if not is_email(text):
        raise ValueError("the recipient is no e-mail address")
    local, _, domain = text.rpartition("@")
    return Address(username=local, domain=domain)
