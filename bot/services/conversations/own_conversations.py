"""What a customer has with the desk: the conversation that goes on, earlier ones, what is unread, and who answers."""

import logging
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten

from bot.domain.conversations.conversation import OwnerKind
from bot.domain.conversations.returning import SIGN_EVERY, TITLE, initials_of, is_here
from bot.domain.customers.identity import Identity
from bot.domain.kernel.errors import ConversationNotFound, PeriodUnclear, StorageBusy
from bot.domain.kernel.hours import are_apart, zone_of
from bot.domain.kernel.locales import locale_for
from bot.domain.partner import Partner
from bot.domain.support.support_hours import hours_of
from bot.domain.support.tickets import Matter
from bot.services.conversations.availability import Availability
from bot.services.conversations.delivery import PAGE, Page
from bot.services.conversations.ownership import found
from bot.services.conversations.sentences.opening_words import near
from bot.services.ports import Database, Signal, Signals, Work
from bot.services.ports.conversations import Responses
from bot.services.records.conversations import ConversationRecord, OwnConversation
from bot.writing.dates import city

log = logging.getLogger(__name__)

MOST_LISTED = 50
"""Conversations of a list; older ones stay with the desk."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who answers a conversation now, and what its customer should know around it.

    `agent` and `initials` are of the person who has it, "" while nobody has. `closed` says when people are back for
    this customer, "" while a person is reached. `current` is the conversation where a contact goes on, None for
    visitors. `times_of` is the city whose times are told, "" for a reader whose clock shows the same.
    """

    owner: OwnerKind
    agent: str
    initials: str
    closed: str
    unread: int
    current: str | None
    times_of: str


class OwnConversations:
    """Who asks is the one verified for a conversation whose token the channel has checked."""

    def __init__(
        self, database: Database, words: Responses, partner: Partner, signals: Signals, availability: Availability
    ) -> None:
        self._database = database
        self._words = words
        self._partner = partner
        self._signals = signals
        self._availability = availability

    def listed(self, conversation_id: str) -> tuple[OwnConversation, ...]:
        """The contact's conversations in which something was said, newest first; none for a visitor."""
        with self._database.reading() as work:
            return work.conversations.own.listed(asked_by=_speaker(work, conversation_id), limit=MOST_LISTED)

    def listed_for(self, *, asked_by: Identity) -> tuple[OwnConversation, ...]:
        """The same for a contact who is signed in elsewhere than in a conversation."""
        with self._database.reading() as work:
            return work.conversations.own.listed(asked_by=asked_by, limit=MOST_LISTED)

    def page(self, conversation_id: str, wanted: str, watermark: int) -> Page:
        """A page of another conversation of the same contact.

        Raises ConversationNotFound for one that is missing and for somebody else's alike.
        """
        with self._database.reading() as work:
            return _page(work, wanted, watermark, asked_by=_speaker(work, conversation_id))

    def page_for(self, wanted: str, watermark: int, *, asked_by: Identity) -> Page:
        """The same for a contact who is signed in elsewhere than in a conversation. Raises ConversationNotFound."""
        with self._database.reading() as work:
            return _page(work, wanted, watermark, asked_by=asked_by)

    def standing(
        self, conversation_id: str, now: datetime, language: str | None = None, zone: str | None = None
    ) -> Standing:
        """Who answers now, for a reader in a zone (an IANA name; None or no such name: unknown).

        Raises ConversationNotFound.
        """
        with self._database.reading() as work:
            record, speaker = found(work, conversation_id), _speaker(work, conversation_id)
            owner = record.conversation.owner
            holder = work.staff.agents.by_id(owner.agent) if owner.agent is not None else None
            name = holder.name if holder is not None else ""
            latest = work.conversations.own.latest(record.channel, asked_by=speaker)
            return Standing(
                owner=owner.kind,
                agent=name,
                initials=initials_of(name),
                closed=self._closed(work, record, speaker, language or record.language, now),
                unread=self.unread_in(work, asked_by=speaker),
                current=latest.id if latest is not None else None,
                times_of=self._times_of(zone, locale_for(language or record.language, speaker.locale), now),
            )

    def unread(self, conversation_id: str) -> int:
        """How many messages its contact has not seen yet, in all conversations; 0 for a visitor."""
        with self._database.reading() as work:
            return self.unread_in(work, asked_by=_speaker(work, conversation_id))

    def unread_in(self, work: Work, *, asked_by: Identity) -> int:
        """The same for an identity in somebody's transaction, with answers to tickets that no conversation says."""
        beside = work.support.reading.unread_beside(asked_by=asked_by)
        return work.conversations.own.unread(asked_by=asked_by) + beside

    def saw(self, conversation_id: str, seq: int) -> None:
        """The customer has the conversation before the eyes, up to this row. Raises StorageBusy."""
        with self._database.writing(durable=False) as work:
            work.conversations.own.saw(conversation_id, seq)

    def was_here(self, conversation_id: str, now: datetime) -> None:
        """A client of the customer is connected; agents see it. While the database is busy nothing is noted."""
        try:
            before = self._here_at(conversation_id)
            if before is not None and now - before < SIGN_EVERY:
                return
            with self._database.writing(durable=False) as work:
                work.conversations.own.was_here(conversation_id, now)
        except StorageBusy:
            log.info("that the customer of %s is there is noted a little later", conversation_id)
            return
        if not is_here(before, now):
            self._signals.send(conversation_id, Signal.PRESENCE)

    def _here_at(self, conversation_id: str) -> datetime | None:
        with self._database.reading() as work:
            return work.conversations.own.here_at(conversation_id)

    def _times_of(self, zone: str | None, locale: str, now: datetime) -> str:
        try:
            reader = zone_of(zone) if zone else None
        except PeriodUnclear:
            reader = None
        return city(self._partner.zone, locale) if are_apart(self._partner.zone, reader, now) else ""

    def _closed(self, work: Work, record: ConversationRecord, speaker: Identity, language: str, now: datetime) -> str:
        """When people are back where none is reached now, by the same hours and duty as the chat's own words."""
        routing, plan = self._partner.routing, speaker.support_plan
        queue = record.conversation.queue or routing.queue_for(Matter.COMMERCIAL, None, plan).key
        reach = self._availability.reach_in(work, plan, queue, now)
        if reach.reachable:
            return ""
        hours, locale = hours_of(self._partner.support, plan), locale_for(language, speaker.locale)
        back = hours.office.next_opening(now)
        covers = hours.plan.schedule.next_opening(now) if hours.plan is not None and reach.plan is None else None
        if hours.plan is not None and covers is not None and (back is None or covers < back):
            blanks = {"plan": hours.plan.name, "when": near(covers, now, locale)}
            return self._words.say("utter_desk_plan_covers_again", language, **blanks)
        return self._words.say("utter_desk_people_back", language, when=near(back, now, locale)) if back else ""


def title_of(words: str) -> str:
    """What a conversation is called in a list: the words it began with on one line, "" before the first."""
    return shorten(words, TITLE, placeholder="…")


def _page(work: Work, wanted: str, watermark: int, *, asked_by: Identity) -> Page:
    if work.conversations.own.one(wanted, asked_by=asked_by) is None:
        raise ConversationNotFound()
    rows = work.conversations.log.after(wanted, watermark, PAGE)
    return Page(tuple(row.for_customer() for row in rows), rows[-1].seq if rows else watermark)


def _speaker(work: Work, conversation_id: str) -> Identity:
    return work.customers.people.speaking_in(conversation_id)
