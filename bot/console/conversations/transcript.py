"""A conversation's rows as its page shows them: lines, days, what was understood and looked up, how far delivered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.console.conversations.marks import Mark, Reached, is_marked, mark_of
from bot.domain.conversations.messages import Author, Button, Message, Visibility
from bot.domain.conversations.summary import numbers_named
from bot.domain.kernel.numbering import TICKET_PREFIX
from bot.services.records.conversations import Listed

if TYPE_CHECKING:
    from bot.bootstrap import Desk


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `kind`: customer, bot, desk, agent, note, suppressed. `day` is set where a new day begins.

    `confidence` is a whole per cent. `card` is what was shown beside the words. `looked_up` names titles of cards and
    numbers in the reply. `mark` tells how far it got, None where that is of no interest (only what people write is
    tracked), `answers` the number of the row it answers.
    """

    seq: int
    kind: str
    author: str
    text: str
    at: datetime
    day: date | None
    buttons: tuple[Button, ...]
    intent: str | None
    confidence: int | None
    card: Mapping[str, Any] | None
    looked_up: tuple[str, ...]
    answers: int | None
    mark: Mark | None


def lines(
    messages: Sequence[Message], listed: Listed, reached: Reached, desk: "Desk", *, last_day: date | None = None
) -> tuple[Line, ...]:
    """Rows worth showing. `last_day` is the day of the row before the first one, None at the beginning."""
    return tuple(_lines(messages, listed, reached, desk, last_day))


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """The day at the partner's place."""
    return instant.astimezone(zone).date()


def _lines(
    messages: Sequence[Message], listed: Listed, reached: Reached, desk: "Desk", last_day: date | None
) -> Iterator[Line]:
    told: set[str] = set()
    for message in messages:
        if not (message.text or (message.card and message.card.get("kind") != "turn_over") or message.turn):
            continue
        day = day_of(message.sent_at, desk.partner.zone)
        first = message.in_reply_to is not None and message.in_reply_to not in told
        mark = mark_of(message.seq, reached) if is_marked(message) else None
        yield _line(message, listed, mark, desk, day if day != last_day else None, understood=first)
        last_day = day
        if message.in_reply_to is not None:
            told.add(message.in_reply_to)


def _line(
    message: Message, listed: Listed, mark: Mark | None, desk: "Desk", day: date | None, *, understood: bool
) -> Line:
    turn = message.turn if understood else None
    return Line(
        seq=message.seq,
        kind=_kind(message),
        author=message.author_name or (listed.contact if message.author is Author.CUSTOMER else ""),
        text=message.text,
        at=message.sent_at,
        day=day,
        buttons=message.buttons if message.visibility is Visibility.PUBLIC else (),
        intent=turn.intent if turn else None,
        confidence=round(turn.confidence * 100) if turn and turn.confidence is not None else None,
        card=message.card if _title(message) else None,
        looked_up=_looked_up(message, desk),
        answers=int(message.in_reply_to.rpartition("|")[2]) if message.in_reply_to else None,
        mark=mark,
    )


def _kind(message: Message) -> str:
    if message.visibility is not Visibility.PUBLIC:
        return message.visibility.value
    return message.author.value


def _title(message: Message) -> str:
    return str((message.card or {}).get("title", ""))


def _looked_up(message: Message, desk: "Desk") -> tuple[str, ...]:
    if message.author is not Author.BOT:
        return ()
    titles = [_title(message)] if message.text and _title(message) else []
    numbers = [n for prefix in (desk.partner.number_prefix, TICKET_PREFIX) for n in numbers_named([message], prefix)]
    return tuple(dict.fromkeys([*titles, *(n for n in numbers if not any(n in title for title in titles))]))
