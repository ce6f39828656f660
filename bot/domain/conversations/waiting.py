"""One wait for a person: when it is over without anybody, and what the customer wrote in it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.conversations.conversation import Conversation, OwnerKind
from bot.domain.conversations.messages import Author, Message

BUTTONS: Final = frozenset({"/cancel_waiting", "/still_there", "/leave_message"})
"""What is pressed while waiting: only the desk itself understands it, the engine knows none of it."""

MOST: Final = 10
"""Messages of a wait that are passed on; the whole conversation stays beside them."""


def is_over(conversation: Conversation, now: datetime, *, limit: timedelta, is_open: bool) -> bool:
    """Whether nobody will come any more: it waited for `limit` or longer, or the desk has closed."""
    if conversation.owner.kind is not OwnerKind.QUEUE:
        return False
    return not is_open or conversation.waited(now) >= limit


def to_be_answered_by(waiting_since: datetime, limit: timedelta) -> datetime:
    """When somebody else is called to a customer who still waits: at half of `limit`, so that there is time to come."""
    return waiting_since + limit / 2


def written(rows: Sequence[Message], is_bare_wish: Callable[[Message], bool]) -> list[str]:
    """What the customer wrote since asking for a person, with the message that asked; all of it when nothing since.

    Pressed buttons and a bare wish to leave a message tell nothing, unless there is nothing else.
    """
    theirs = [row for row in rows if row.author is Author.CUSTOMER]
    telling = [row for row in theirs if row.choice is None and not is_bare_wish(row)] or theirs
    asked, reply_to = announced(rows)
    since = [row for row in telling if row.seq > asked]
    if since:
        since = [*(row for row in telling if row.id == reply_to and row.seq <= asked), *since]
    return [row.text for row in (since or telling)[-MOST:]]


def wrote_since(rows: Sequence[Message], is_bare_wish: Callable[[Message], bool]) -> bool:
    """Whether the customer wrote anything while waiting that tells something: no buttons, no bare wishes."""
    asked, _ = announced(rows)
    theirs = (row for row in rows if row.author is Author.CUSTOMER and row.seq > asked)
    return any(row.choice is None and not is_bare_wish(row) for row in theirs)


def announced(rows: Sequence[Message]) -> tuple[int, str | None]:
    """The place of the last thing somebody else than the desk itself said, and the message it answered.

    While a customer waits only the desk speaks, so this is where the wait began; (0, None) when there is none.
    """
    spoken = [row for row in rows if row.author in (Author.BOT, Author.AGENT)]
    return (spoken[-1].seq, spoken[-1].in_reply_to) if spoken else (0, None)
