"""How far each message of a person has got: to the customer's browser, by mail; and what an open page shows of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.conversations.messages import Author, Message, Visibility
from bot.domain.notices.outbox import UNDER_WAY, MailState
from bot.domain.notices.unread import MailWay
from bot.services.notices.by_mail import ByMail

LOOKED_BACK = 60
"""Rows before the last one whose marks an open page keeps up to date."""
UNKNOWN = ByMail(MailWay.OFF)
"""Nothing is known of mails yet."""
LOST = frozenset({MailState.FAILED, MailState.UNCERTAIN, MailState.BOUNCED})


@dataclass(frozen=True, slots=True)
class Mark:
    """`mail` is a code of `conversation.mailed`, "" where no mail tells the message and none will."""

    seq: int
    delivered: bool
    mail: str = ""

    @property
    def kind(self) -> str:
        """How it is drawn: one that may have reached nobody stands out."""
        return "delivered" if self.delivered else "failed" if self.mail in LOST else "sent"


def is_marked(message: Message) -> bool:
    """Only what people write to customers: the assistant's words need no mark."""
    return message.author is Author.AGENT and message.visibility is Visibility.PUBLIC


def mark_of(seq: int, delivered_seq: int, by_mail: ByMail, *, gone: bool) -> Mark:
    """`delivered_seq` is the last row that the customer's browser has fetched, `gone` whether the customer left."""
    delivered, state = seq <= delivered_seq, by_mail.state_of(seq)
    if state is None:
        return Mark(seq, delivered, "due" if gone and not delivered and seq in by_mail.due else "")
    return Mark(seq, delivered, "waits" if state in UNDER_WAY else state.value)


class Marks:
    """What one page shows of them; tells which differ by now."""

    def __init__(self) -> None:
        self._shown: dict[int, Mark] = {}

    def add(self, messages: Iterable[Message], delivered_seq: int, by_mail: ByMail, *, gone: bool) -> None:
        """These messages are on the page as they stand."""
        rows = (message.seq for message in messages if is_marked(message))
        self._shown |= {seq: mark_of(seq, delivered_seq, by_mail, gone=gone) for seq in rows}

    def changed(self, delivered_seq: int, by_mail: ByMail, *, gone: bool) -> Iterator[Mark]:
        """Those to be drawn anew; from then on they count as shown."""
        for seq, shown in self._shown.items():
            now = mark_of(seq, delivered_seq, by_mail, gone=gone)
            if now != shown:
                self._shown[seq] = now
                yield now
