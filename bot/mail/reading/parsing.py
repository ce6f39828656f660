"""A mail that arrived, from bytes to `IncomingMail`: whatever it holds, there is an answer and never a crash."""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.policy import default
from itertools import islice
from typing import Final

from bot.domain.kernel import lengths
from bot.domain.kernel.email_addresses import emails_in, is_email
from bot.domain.notices.automatic import Headers, is_automatic
from bot.domain.notices.believing import is_believed
from bot.domain.notices.incoming import LARGEST, IncomingMail
from bot.domain.notices.policy import MailPolicy
from bot.domain.notices.reply_addresses import read_reply_address
from bot.mail.reading.files import file_of, files_of, is_file
from bot.mail.reading.newly_written import newly_written, words_of_html
from bot.mail.reading.returned import returned_of
from bot.mail.reading.verdict import verdict_of

log = logging.getLogger(__name__)

MOST_HEADERS: Final = 400
MOST_PARTS: Final = 100
_LONGEST_SUBJECT: Final = 200
_TO: Final = frozenset({"to", "cc", "delivered-to", "x-original-to", "envelope-to"})
_MOST_ADDRESSES: Final = 50
_WHOLE: Final = "message.txt"


@dataclass(frozen=True, slots=True)
class Post:
    """Whose mail is read: our addresses, the secret that signs them, and the mail server that verifies senders."""

    policy: MailPolicy
    secret: bytes
    server: str


def read_mail(content: bytes, post: Post) -> IncomingMail:
    """The mail. One that is too large, or no mail at all, comes back marked as such."""
    try:
        return _read(content, post)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        # in these ways the standard library meets what it did not expect
        log.warning("a mail cannot be read: %s", type(error).__name__)
        return IncomingMail(hashlib.sha256(content).hexdigest(), "", "", "", unreadable=True)


def read_large(headers: bytes, post: Post) -> IncomingMail:
    """A mail that was not fetched because of its size, from its headers."""
    message = message_from_bytes(headers, policy=default)
    pairs = _pairs(message)
    return IncomingMail(_key(b"", pairs), _sender(message), _subject(message), "", too_large=True)


def _read(content: bytes, post: Post) -> IncomingMail:
    message = message_from_bytes(content[:LARGEST], policy=default)
    if len(content) > LARGEST:
        return read_large(content[: content.find(b"\n\n") + 1 or 65536][:65536], post)
    headers, sender, subject = _pairs(message), _sender(message), _subject(message)
    key = _key(content, headers)
    if not headers:
        return IncomingMail(key, "", "", "", unreadable=True)
    parts = list(islice(_leaves(message), MOST_PARTS))
    if (returned := returned_of(message, parts)) is not None:
        return IncomingMail(key, sender, subject, returned.reason, automatic=True, returned=returned.message_id)
    text = newly_written(_text(parts))
    kept, left_out = files_of(parts)
    if len(text) > lengths.MESSAGE:
        kept = (*kept, file_of(_WHOLE, "text/plain", text.encode("utf-8", "replace")))
        text = f"{text[: lengths.MESSAGE - 2]}\n…"
    return IncomingMail(
        key=key,
        sender=sender,
        subject=subject,
        text=text,
        believed=is_believed(sender, verdict_of(headers), post.server),
        automatic=is_automatic(sender, headers, post.policy.domain),
        about=_about(headers, post),
        files=kept,
        left_out=left_out,
    )


def _pairs(message: Message) -> Headers:
    return [(name, str(value)) for name, value in islice(message.raw_items(), MOST_HEADERS)]


def _key(content: bytes, headers: Headers) -> str:
    """The same for a mail that arrives twice: what servers add on the way does not count."""
    digest = hashlib.sha256()
    for wanted in ("message-id", "from", "date", "subject"):
        digest.update(next((value for name, value in headers if name.lower() == wanted), "").encode("utf-8", "replace"))
        digest.update(b"\0")
    digest.update(content.replace(b"\r\n", b"\n").partition(b"\n\n")[2])
    return digest.hexdigest()


def _sender(message: Message) -> str:
    """The one address of the one From line, else ""."""
    lines = message.get_all("From") or []
    addresses: tuple[Address, ...] = getattr(lines[0], "addresses", ()) if len(lines) == 1 else ()
    found = addresses[0].addr_spec.lower() if len(addresses) == 1 else ""
    return found if is_email(found) else ""


def _subject(message: Message) -> str:
    line = "".join(sign if sign.isprintable() else " " for sign in str(message.get("Subject", "")))
    return " ".join(line.split())[:_LONGEST_SUBJECT]


def _about(headers: Headers, post: Post) -> str | None:
    """What the first signed address among those it was sent to names."""
    if (base := post.policy.reply_base) is None:
        return None
    lines = (value for name, value in headers if name.lower() in _TO)
    addresses = (found for line in lines for found, _ in emails_in(line))
    read = (read_reply_address(address, base, post.secret) for address in islice(addresses, _MOST_ADDRESSES))
    return next((about for about in read if about is not None), None)


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something. A mail within the mail is one file, and a report's lines are one part."""
    if message.get_content_maintype() != "multipart":
        yield message
        return
    for part in message.get_payload() if isinstance(message.get_payload(), list) else ():
        if isinstance(part, Message):
            yield from _leaves(part)


def _text(parts: Sequence[Message]) -> str:
    """Plain text where there is some; else what a reader sees of the HTML."""
    texts = [part for part in parts if not is_file(part)]
    plain = "\n".join(_decoded(part) for part in texts if part.get_content_type() == "text/plain").strip()
    return plain or words_of_html("\n".join(_decoded(part) for part in texts))


def _decoded(part: Message) -> str:
    if isinstance(part, EmailMessage):
        try:
            return str(part.get_content())
        except (LookupError, ValueError):  # a character set that nobody knows
            pass
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
