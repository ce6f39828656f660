"""What a conversation was about so far, by rules: topics, numbers named, what was answered and what is still open."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.domain.conversations.conversation import HandoffReason
from bot.domain.conversations.messages import Author, Message, Visibility
from bot.domain.conversations.satisfaction import press_of
from bot.domain.kernel.markdown import unmarked
from bot.domain.kernel.numbering import TICKET_PREFIX

MAX_DRAFT = 600
"""Characters of a drafted summary."""

MAX_QUOTE = 160
"""Characters quoted from one message."""

MOST_LISTED = 5
"""Numbers, titles and names listed before the rest is left out."""

COURTESIES: Final = frozenset({
    "greet", "goodbye", "thank", "affirm", "deny", "bot_challenge", "switch_language", "something_else",
})  # fmt: skip
"""What is said without being about anything."""

NOT_UNDERSTOOD: Final = "nlu_fallback"


@dataclass(frozen=True, slots=True)
class Topic:
    """An intent and how often the customer came to it."""

    intent: str
    times: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The facts of a conversation. `since` is its first message (UTC, None without any).

    `topics`, `invoices`, `tickets`, `looked_up` (titles of cards shown) and `people` (agents who wrote) stand in the
    order of their first appearance. `not_understood` counts the customer's messages nobody could place. `asked` is the
    customer's last message at `asked_at`, and `answered` what the bot or a person said last; `open` tells that nothing
    followed the question. Quotations are cut at a word.
    """

    since: datetime | None = None
    topics: tuple[Topic, ...] = ()
    invoices: tuple[str, ...] = ()
    tickets: tuple[str, ...] = ()
    looked_up: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    not_understood: int = 0
    asked: str = ""
    asked_at: datetime | None = None
    answered: str = ""
    answered_by: str = ""
    open: bool = False
    reason: HandoffReason | None = None

    @property
    def upset(self) -> bool:
        """Whether anger brought a person in."""
        return self.reason is HandoffReason.ANGER


def summarise(messages: Sequence[Message], *, invoice_prefix: str, reason: HandoffReason | None = None) -> Summary:
    """The facts from rows of the log, in order; notes and suppressed replies tell what was understood, nothing else."""
    said = [message for message in messages if message.visibility is Visibility.PUBLIC and _tells(message)]
    if not said:
        return Summary(reason=reason)
    intents = _intents(messages)
    asked = _last([message for message in said if press_of(message.choice) is None], {Author.CUSTOMER})
    answer = _last(said, {Author.BOT, Author.AGENT})
    return Summary(
        since=said[0].sent_at,
        topics=_topics(intents),
        invoices=tuple(_named(said, invoice_prefix)),
        tickets=tuple(_named(said, TICKET_PREFIX)),
        looked_up=tuple(dict.fromkeys(_titles(said))),
        people=tuple(dict.fromkeys(m.author_name for m in said if m.author is Author.AGENT and m.author_name)),
        not_understood=intents.count(NOT_UNDERSTOOD),
        asked=clipped(asked.text, MAX_QUOTE) if asked else "",
        asked_at=asked.sent_at if asked else None,
        answered=clipped(_words(answer), MAX_QUOTE) if answer else "",
        answered_by=answer.author_name if answer and answer.author is Author.AGENT else "",
        open=asked is not None and (answer is None or answer.seq < asked.seq),
        reason=reason,
    )


def latest_intent(messages: Sequence[Message]) -> str | None:
    """What the customer's latest message was understood as; None while nobody knows."""
    asked = _last(messages, {Author.CUSTOMER})
    if asked is None:
        return None
    return next((m.turn.intent for m in messages if m.turn is not None and m.in_reply_to == asked.id), None)


def numbers_named(messages: Sequence[Message], prefix: str) -> tuple[str, ...]:
    """Invoice or ticket numbers of a series in what the customer could read, each once, by last mention."""
    said = [message for message in messages if message.visibility is Visibility.PUBLIC]
    return tuple(reversed(tuple(_named(list(reversed(said)), prefix))))


def clipped(text: str, width: int) -> str:
    """The text in one line of at most `width` characters, cut between words and never within a spaced number."""
    words = text.split()
    if len(line := " ".join(words)) <= width:
        return line
    while words and (len(" ".join(words)) + 1 > width or _splits_number(words, text)):
        words.pop()
    return f"{' '.join(words)}…" if words else "…"[:width]


def draft_summary(summary: Summary, say: Callable[..., str]) -> str:
    """Plain text of at most MAX_DRAFT characters: what an agent may keep, change or throw away.

    `say(key, **blanks)` words a sentence in the agent's language. Every figure in it stands in the messages.
    """
    sentences = [sentence for sentence in _sentences(summary, say) if sentence]
    draft = ""
    for sentence in sentences:
        longer = f"{draft} {sentence}".strip()
        draft = longer if len(longer) <= MAX_DRAFT else draft
    return draft


def _sentences(summary: Summary, say: Callable[..., str]) -> Iterator[str]:
    """The most telling first: what does not fit any more is left out."""
    if summary.topics:
        yield say("draft.topics", topics=_listed([say(f"topic.{topic.intent}") for topic in summary.topics]))
    if summary.open:
        yield say("draft.open", question=summary.asked)
    if summary.reason is not None:
        yield say("draft.reason", reason=say(f"reason.{summary.reason.value}"))
    if summary.invoices:
        yield say("draft.invoices", numbers=_listed(summary.invoices))
    if summary.tickets:
        yield say("draft.tickets", numbers=_listed(summary.tickets))
    if summary.answered_by:
        yield say("draft.answered", agent=summary.answered_by, answer=summary.answered)
    if summary.looked_up:
        yield say("draft.looked_up", titles=_listed(summary.looked_up))


def _listed(names: Sequence[str]) -> str:
    return ", ".join([*names[:MOST_LISTED], *(["…"] if len(names) > MOST_LISTED else [])])


def _splits_number(words: Sequence[str], text: str) -> bool:
    """Whether a cut after these words would leave the first digits of a number written with spaces."""
    following = text.split()[len(words) :]
    return bool(following) and words[-1][-1].isdigit() and following[0][0].isdigit()


def _words(message: Message) -> str:
    return message.text if message.author is Author.AGENT else unmarked(message.text)


def _tells(message: Message) -> bool:
    return bool(message.text.strip()) or bool((message.card or {}).get("title"))


def _intents(messages: Sequence[Message]) -> list[str]:
    """What each of the customer's messages was understood as; a message answered in several rows counts once."""
    by_message = {m.in_reply_to: m.turn.intent for m in messages if m.turn is not None}
    return [intent for intent in by_message.values() if intent is not None]


def _topics(intents: Sequence[str]) -> tuple[Topic, ...]:
    counted = Counter(intent for intent in intents if intent not in COURTESIES and intent != NOT_UNDERSTOOD)
    return tuple(Topic(intent, times) for intent, times in counted.items())


def _last(messages: Sequence[Message], authors: set[Author]) -> Message | None:
    wrote = (m for m in reversed(messages) if m.author in authors and m.visibility is Visibility.PUBLIC)
    return next((message for message in wrote if message.text.strip()), None)


def _titles(messages: Sequence[Message]) -> Iterator[str]:
    for message in messages:
        title = (message.card or {}).get("title")
        if message.author is Author.BOT and isinstance(title, str) and title:
            yield clipped(title, MAX_QUOTE)


def _named(messages: Sequence[Message], prefix: str) -> Iterator[str]:
    """Numbers beginning with the prefix, in their printed shape, each once."""
    number = re.compile(rf"(?<![\w-]){re.escape(prefix)}\d+(?![\w-]*\d)", re.IGNORECASE)
    found = (match.upper() for message in messages for text in _texts(message) for match in number.findall(text))
    return iter(dict.fromkeys(found))


def _texts(message: Message) -> Iterator[str]:
    yield message.text
    yield from _strings(message.card or {})


def _strings(node: Any) -> Iterator[str]:
    """Every text in a card."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, Sequence):
        for value in node:
            yield from _strings(value)
