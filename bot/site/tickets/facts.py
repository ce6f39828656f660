"""A customer's tickets in words of one language: rows of a list, and one as a conversation."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.customers.identity import Role
from bot.domain.kernel.locales import locale_for
from bot.domain.partner import Partner
from bot.domain.support.tickets import TicketEvent, TicketState
from bot.services.records.support import TicketEntry
from bot.services.support.ticket_reading import TicketsPage, TicketStory
from bot.site.support_facts import SupportFacts, TicketFacts
from bot.web.texts import Texts
from bot.writing import dates


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One of the list; `news` tells of answers not read, "" without any."""

    facts: TicketFacts
    opened: str
    news: str


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """Something said, or done where `text` is empty. `side` is "ours" or "theirs"; `at` is for programs."""

    who: str
    when: str
    at: str
    text: str
    done: str
    side: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """A ticket as a conversation."""

    facts: TicketFacts
    is_closed: bool
    is_cut: bool
    entries: tuple[EntryFacts, ...]


class TicketWords:
    """Words a page of tickets, for who reads it now: a contact, or somebody whose company is not known (None)."""

    def __init__(self, partner: Partner, texts: Texts, language: str, contact_id: int | None, now: datetime) -> None:
        self._partner = partner
        self._texts = texts
        self._language = language
        self._contact = contact_id
        self._now = now
        self._facts = SupportFacts(partner.support, texts, language)

    def rows(self, page: TicketsPage) -> tuple[TicketRow, ...]:
        """The list, one row a ticket."""
        return tuple(
            TicketRow(
                self._facts.ticket(own.ticket, standings, self._now),
                self._say("opened", when=self._when(own.ticket.opened_at)),
                self._news(own.unread),
            )
            for own, standings in page.rows
        )

    def story(self, story: TicketStory) -> StoryFacts:
        """One ticket: what it was opened with, then the entries."""
        ticket = story.ticket
        who = self._say("you") if story.oneself else self._colleague(story.roles)
        first = self._entry(who, ticket.opened_at, text=ticket.text)
        entries = (first, *(self._told(entry, story.oneself) for entry in story.entries))
        facts = self._facts.ticket(ticket, story.standings, self._now)
        return StoryFacts(facts, ticket.state is TicketState.CLOSED, story.is_cut, entries)

    def _told(self, entry: TicketEntry, oneself: bool) -> EntryFacts:
        """`oneself` is who opened the ticket: of somebody whose company is not known, entries name no contact."""
        ours = bool(entry.agent)
        who = self._say("by_agent", name=entry.agent, partner=self._partner.organisation.name) if ours else ""
        if not ours:
            mine = entry.contact_id == self._contact and (oneself or self._contact is not None)
            who = self._say("you" if mine else "colleague" if entry.contact_id is not None else "visitor")
        done = self._say(f"done_{entry.state}") if entry.event is TicketEvent.STATE else ""
        return self._entry(who, entry.at, text=entry.text, done=done, ours=ours, is_new=entry.unread)

    def _entry(
        self, who: str, at: datetime, *, text: str = "", done: str = "", ours: bool = False, is_new: bool = False
    ) -> EntryFacts:
        return EntryFacts(who, self._when(at), at.isoformat(), text, done, "ours" if ours else "theirs", is_new)

    def _colleague(self, roles: frozenset[Role]) -> str:
        """Who opened it, without telling a person."""
        role = next((role for role in (Role.ADMIN, Role.BILLING, Role.TECHNICAL) if role in roles), None)
        return self._say(f"colleague_{role}" if role else "colleague")

    def _news(self, unread: int) -> str:
        if not unread:
            return ""
        return self._say("news_one" if unread == 1 else "news_many", count=unread)

    def _when(self, at: datetime) -> str:
        local = at.astimezone(self._partner.zone)
        return dates.when(local, self._partner.today(self._now), locale_for(self._language))

    def _say(self, key: str, **blanks: object) -> str:
        return self._texts.say(f"ticket.{key}", self._language, **blanks)
