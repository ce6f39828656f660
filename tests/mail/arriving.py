"""Mails as they arrive: bytes, with what the partner's own mail server wrote on top."""

from email.message import EmailMessage
from email.policy import SMTP

from bot.bootstrap import Desk
from bot.mail.reading.parsing import Post, read_mail
from bot.mail.setup import post_for
from bot.services.support.mail_in import Taken
from tests.fixtures.desk import NOW

SERVER = "mx.northstar.example"
ANN = "billing@contoso.example"
PDF = b"%PDF-1.7 a small one"


def letter(sender: str = ANN, text: str = "It works again.", **more: str) -> EmailMessage:
    """A mail of a person; underscores in names stand for hyphens, and the newest header stands first."""
    message = EmailMessage(policy=SMTP)
    fields = {"From": sender, "To": "support@northstar.example", "Subject": "A question", "Message-ID": "<1@there>"}
    for name, value in (fields | {name.replace("_", "-"): value for name, value in more.items()}).items():
        message[name] = value
    message.set_content(text)
    return message


def verified(message: EmailMessage, domain: str = "contoso.example", result: str = "pass") -> bytes:
    """As it lies in the mailbox, after the mail server has verified the sender."""
    on_top = f"Authentication-Results: {SERVER}; dmarc={result} header.from={domain}\r\n"
    return on_top.encode() + message.as_bytes()


def post_of(desk: Desk) -> Post:
    post = post_for(desk.partner.mail, desk.settings.mail)
    assert post is not None
    return post


def bring(desk: Desk, content: bytes, now: object = NOW) -> Taken:
    return desk.support.mail_in.take(read_mail(content, post_of(desk)), now)  # type: ignore[arg-type]
