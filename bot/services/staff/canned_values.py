"""What the variables of a canned reply stand for in one conversation: only what its speaker may read."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.domain.billing.invoices import Invoice
from bot.domain.conversations.messages import Message
from bot.domain.conversations.summary import numbers_named
from bot.domain.customers.identity import Identity, Relationship
from bot.domain.kernel.locales import locale_for
from bot.domain.kernel.numbering import TICKET_PREFIX
from bot.domain.partner import Partner
from bot.domain.staff.agents import Agent
from bot.domain.support.support_hours import hours_of
from bot.services.ports import Work
from bot.services.records.conversations import ConversationRecord
from bot.writing.dates import moment


class CannedValues:
    """Finds the value of each variable; one without a value is missing or empty."""

    def __init__(self, partner: Partner) -> None:
        self._partner = partner

    def of(
        self, work: Work, record: ConversationRecord, messages: tuple[Message, ...], agent: Agent, now: datetime
    ) -> Mapping[str, str]:
        """The values for a conversation whose latest `messages` are given."""
        speaker = work.customers.people.speaking_in(record.conversation.id)
        return {
            "contact": speaker.name,
            "customer": speaker.customer_name,
            "agent": agent.name,
            "team": self._partner.routing.team_called(agent.team, record.language),
            "partner": self._partner.organisation.name,
            "ticket": self._ticket(work, record, messages, speaker),
            **self._invoice(work, messages, speaker),
            **dict(self._support(speaker, record.language, now)),
        }

    def _ticket(self, work: Work, record: ConversationRecord, messages: tuple[Message, ...], speaker: Identity) -> str:
        for number in reversed(numbers_named(messages, TICKET_PREFIX)):
            if work.support.tickets.by_number(number, asked_by=speaker, conversation_id=record.conversation.id):
                return number
        return ""

    def _invoice(self, work: Work, messages: tuple[Message, ...], speaker: Identity) -> Mapping[str, str]:
        invoice = self._latest_invoice(work, messages, speaker)
        if invoice is None:
            return {}
        owed = invoice.balance.amount > 0
        return {
            "invoice": invoice.number,
            "payment_link": (self._partner.payment.link_for(invoice.number) or "") if owed else "",
        }

    def _latest_invoice(self, work: Work, messages: tuple[Message, ...], speaker: Identity) -> Invoice | None:
        """The last invoice named that the speaker may see; other numbers are passed over."""
        if not speaker.may_see_money or speaker.relationship is Relationship.DIRECT:
            return None
        named = reversed(numbers_named(messages, self._partner.number_prefix))
        found = (work.billing.invoices.by_number(number, asked_by=speaker) for number in named)
        return next((invoice for invoice in found if invoice is not None), None)

    def _support(self, speaker: Identity, language: str, now: datetime) -> Iterator[tuple[str, str]]:
        support = self._partner.support
        plan = support.plan(speaker.support_plan) if speaker.support_plan else None
        opening = hours_of(support, speaker.support_plan).next_opening(now)
        yield "plan", plan.name if plan else ""
        yield "opening", moment(opening, locale_for(language, speaker.locale)) if opening else ""
        yield "email", support.email
        yield "phone", support.phone
