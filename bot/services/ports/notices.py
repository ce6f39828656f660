"""Mails to customers: queued, sent, shown to agents, and ended by who gets them."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from bot.domain.conversations.leases import Lease
from bot.domain.notices.letters import Letter
from bot.domain.notices.outbox import MailState
from bot.domain.staff.agents import Agent
from bot.services.records.notices import (
    MailDraft,
    MailedRows,
    MailQuery,
    MailRow,
    OutgoingMail,
    Reader,
    Settled,
    UnreadReply,
)


class LetterPrinter(Protocol):
    """Makes the HTML of a letter."""

    def __call__(self, letter: Letter) -> str: ...


class Bell(Protocol):
    """How the sender hears of new mails at once. A ring may be lost: the sender also looks by itself."""

    def ring(self) -> None:
        """Wakes this process's sender, if it runs. Call it after the commit, from any thread; it never waits."""

    def hearing(self, hear: "Ring") -> AbstractContextManager[None]:
        """Has `hear` called in the event loop that enters this, while the block runs."""


class Ring(Protocol):
    """What a bell calls."""

    def __call__(self) -> None: ...


class Mails(Protocol):
    """The outbox. What is queued in a transaction is sent only if that commits."""

    def queue(self, draft: MailDraft, now: datetime) -> None:
        """Adds the mail; one of that key that is there already stays as it is."""

    def knows(self, key: str) -> bool:
        """Whether a mail of that key was queued before."""

    def has_ended_codes(self, now: datetime) -> bool:
        """Whether some mail holds a code that is good for nothing any more."""

    def end_codes(self, now: datetime) -> int:
        """Blanks the mails of codes that are good for nothing any more, and sends none of them; how many."""

    def blanked(self, mail_ids: Sequence[str]) -> frozenset[str]:
        """Which of these mails held a code and were blanked."""

    def unasked_to_strangers(self, recipient: str, since: datetime) -> tuple[int, int]:
        """How many mails that nobody wrote were queued since then for this unconfirmed address, and for all such."""

    def claim(self, lease: Lease, limit: int) -> tuple[OutgoingMail, ...]:
        """Takes mails that are due for one sender, the oldest first; also those whose sender died before the end."""

    def hand_over(self, mail_id: int, lease: Lease) -> bool:
        """From now on the mail may have arrived. False when another sender holds it: then nothing may be sent."""

    def settle(self, mail_id: int, worker: str, settled: Settled) -> bool:
        """Writes down how the attempt ended; False when another has the mail by now."""

    def give_up_on_lost(self, lease: Lease) -> int:
        """Mails whose sender died while handing them over, as who holds `lease` sees it, become uncertain; how many."""

    def bounced(self, mail_id: str, reason: str, now: datetime) -> bool:
        """The mail of that id came back. False where it was never sent, or came back before."""


class MailLists(Protocol):
    """Mails as agents see them: those about the matters they work on."""

    def page(self, asked: MailQuery, *, asked_by: Agent) -> tuple[tuple[MailRow, ...], int]:
        """A part of the list, and how many there are in all."""

    def about(self, about: str, *, asked_by: Agent, limit: int = 20) -> tuple[MailRow, ...]:
        """The mails about one ticket or conversation, in the order of queueing."""

    def told_rows(self, conversation_id: str, *, asked_by: Agent) -> tuple[MailedRows, ...]:
        """Which rows of a conversation mails tell its customer, the latest mails only, in the order of queueing.

        Raises AgentMayNot without READ_CONVERSATIONS.
        """

    def one(self, row_id: int, *, asked_by: Agent) -> MailRow | None:
        """The mail, or None; another matter's and a missing one look the same."""

    def counts(self, *, asked_by: Agent, since: datetime) -> Mapping[MailState, int]:
        """How many mails queued since then are in each state."""

    def change(
        self, row_id: int, states: Sequence[MailState], settled: Settled, *, asked_by: Agent, anew: bool = False
    ) -> bool:
        """Changes a mail that is in one of these states; `anew` counts its attempts from nothing. False otherwise."""


class Readers(Protocol):
    """Who gets mails, and who wants none."""

    def of_ticket(self, number: str) -> Reader | None:
        """The contact who opened it, else the address a visitor left; None where there is neither."""

    def of_conversation(self, conversation_id: str) -> Reader | None:
        """The contact who speaks there, else the address a visitor left there for the latest ticket."""

    def by_mail(self, mail_id: str) -> tuple[str, str, str] | None:
        """What a mail is about, who got it and in which language; None for an unknown id."""

    def stop(self, about: str, recipient: str, now: datetime) -> None:
        """No more mails about this to that address."""

    def resume(self, about: str, recipient: str) -> None:
        """Mails again."""

    def has_stopped(self, about: str, recipient: str) -> bool:
        """Whether that address wants no more mails about this."""

    def left_with_words(self, now: datetime, limit: int) -> tuple[str, ...]:
        """Conversations in which agents' words may wait for a customer who has gone: their ids."""

    def queue_of(self, conversation_id: str) -> str | None:
        """The queue a conversation is in, else that of its latest time with people."""

    def unread_in(self, conversation_id: str) -> tuple[UnreadReply, ...]:
        """Agents' words there that were neither fetched nor mailed, in order.

        Empty after a mail about such words until the customer was there again, or wrote.
        """
