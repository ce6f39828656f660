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
class Reached:
    """What decides how far words got: the last row that the customer's browser has fetched, the mails of the
    conversation, and whether the customer has left."""

    delivered_seq: int
    by_mail: ByMail
    gone: bool


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


def mark_of(seq: int, reached: Reached) -> Mark:
    """The mark of one row of the conversation."""
    delivered, state = seq <= reached.delivered_seq, reached.by_mail.state_of(seq)
    if state is None:
        return Mark(seq, delivered, "due" if reached.gone and not delivered and seq in reached.by_mail.due else "")
    return Mark(seq, delivered, "waits" if state in UNDER_WAY else state.value)


class Marks:
    """What one page shows of them; tells which differ by now."""

    def __init__(self) -> None:
        self._shown: dict[int, Mark] = {}

    def add(self, messages: Iterable[Message], reached: Reached) -> None:
        """These messages are on the page as they stand."""
        rows = (message.seq for message in messages if is_marked(message))
        self._shown |= {seq: mark_of(seq, reached) for seq in rows}

    def changed(self, reached: Reached) -> Iterator[Mark]:
        """Those to be drawn anew; from then on they count as shown."""
        for seq, shown in self._shown.items():
            now = mark_of(seq, reached)
            if now != shown:
                self._shown[seq] = now
                yield now
