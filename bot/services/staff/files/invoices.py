"""An invoice as an agent opens it, whoever it was issued to: no role sees more of it than the role allows."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.billing.invoices import Invoice
from bot.domain.customers.identity import Identity
from bot.domain.kernel.errors import InvoiceNotFound
from bot.domain.kernel.locales import locale_for
from bot.domain.kernel.numbering import number_candidates
from bot.domain.partner import Partner
from bot.domain.staff.acting import CustomerOnFile, Matter, acting_for
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.services.billing.documents import DocumentFile
from bot.services.billing.invoice_facts import InvoiceFacts, facts_of
from bot.services.ports import Database, InvoicePrinter, Work
from bot.services.staff.audit import Audit


@dataclass(frozen=True, slots=True)
class InvoiceFile:
    """An invoice as it stands on a day, with whom it was issued to and what was issued just before and after it.

    `speaker` is who is verified to write in the conversation it was opened from, None without one.
    """

    customer: CustomerOnFile
    facts: InvoiceFacts
    earlier: Invoice | None
    later: Invoice | None
    speaker: Identity | None = None

    @property
    def is_somebody_elses(self) -> bool:
        """Whether it was opened from a conversation with somebody it was not issued to: nothing of it may be told."""
        return self.speaker is not None and self.speaker.customer_id != self.customer.id


class InvoiceFiles:
    """Opens invoices for agents. Every method raises AgentMayNot without SEE_INVOICES and SEE_CUSTOMERS."""

    def __init__(self, database: Database, partner: Partner, printer: InvoicePrinter, audit: Audit) -> None:
        self._database = database
        self._partner = partner
        self._printer = printer
        self._audit = audit

    def one(self, number: str, *, asked_by: Agent, now: datetime, conversation_id: str | None = None) -> InvoiceFile:
        """The invoice of a number in any shape; the look is written down. Raises InvoiceNotFound (blank: number).

        `conversation_id` is where it was opened from; ConversationNotFound when there is none of that id.
        """
        with self._database.reading() as work:
            customer, invoice, reader = self._found(work, number, asked_by)
            speaker = work.customers.people.speaking_in(conversation_id) if conversation_id else None
            invoices = work.billing.invoices
            earlier, later = (step(invoice, asked_by=reader) for step in (invoices.before, invoices.following))
        self._audit.note(asked_by, Action.LOOKED_AT_INVOICE, now, customer_id=customer.id, subject=invoice.number)
        facts = facts_of(invoice, self._partner.today(now), self._partner.payment)
        return InvoiceFile(customer, facts, earlier, later, speaker)

    def copy(self, number: str, language: str, *, asked_by: Agent, now: datetime) -> DocumentFile:
        """The copy that customers download, in one of our languages. Raises InvoiceNotFound (blank: number)."""
        with self._database.reading() as work:
            customer, invoice, _ = self._found(work, number, asked_by)
        self._audit.note(
            asked_by,
            Action.DOWNLOADED_INVOICE,
            now,
            customer_id=customer.id,
            subject=invoice.number,
        )
        locale = locale_for(language, customer.locale)
        content = self._printer(invoice, customer.name, self._partner, locale)
        return DocumentFile(f"{invoice.number}.pdf", "application/pdf", content)

    def _found(self, work: Work, number: str, agent: Agent) -> tuple[CustomerOnFile, Invoice, Identity]:
        agent.require(Permission.SEE_INVOICES)
        wanted = number_candidates(number, self._partner.number_prefix)
        hits = work.customers.files.with_invoice(wanted, asked_by=agent) if wanted else ()
        for candidate in wanted:
            for hit in (one for one in hits if one.found_by == candidate):
                customer = work.customers.files.one(hit.id, asked_by=agent)
                if customer is None:
                    continue
                reader = acting_for(agent, customer, Matter.INVOICES)
                invoice = work.billing.invoices.by_number(candidate, asked_by=reader)
                if invoice is not None:
                    return customer, invoice, reader
        raise InvoiceNotFound(number=number)
