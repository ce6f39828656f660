"""The list of customers as agents page through it, narrowed and searched."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.kernel.numbering import number_candidates
from bot.domain.partner import Partner
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.services.ports import Database
from bot.services.records.customers import CustomerQuery, CustomerRow
from bot.services.records.paging import part_of
from bot.services.staff.audit import Audit

PAGE = 25
"""Customers on one page of the list."""


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """A part of the list: `number` counts pages from 1 to `pages`, `total` the customers on all of them.

    `by_invoice`: words are looked for among numbers of invoices as well, and overdue ones may be asked for.
    """

    rows: tuple[CustomerRow, ...]
    total: int
    number: int
    pages: int
    by_invoice: bool

    @property
    def first(self) -> int:
        """The place of the page's first customer in the whole list, from 1."""
        return (self.number - 1) * PAGE + 1


class CustomerList:
    """Finds customers. Raises AgentMayNot without SEE_CUSTOMERS."""

    def __init__(self, database: Database, partner: Partner, audit: Audit) -> None:
        self._database = database
        self._partner = partner
        self._audit = audit

    def page(self, asked: CustomerQuery, *, asked_by: Agent, now: datetime, number: int = 1) -> CustomerPage:
        """A page of the list; a number beyond the last gives the last. Words are written to the audit log.

        Who may not see invoices is shown the list without regard to `overdue`, and finds nobody by an invoice.
        """
        sees = asked_by.may(Permission.SEE_INVOICES)
        words = " ".join(asked.words.split())
        numbers = number_candidates(words, self._partner.number_prefix) if sees and words else ()
        asked = replace(
            asked,
            words=words,
            numbers=numbers,
            overdue=asked.overdue and sees,
            today=self._partner.today(now),
            limit=PAGE,
        )
        with self._database.reading() as work:
            page = work.customers.files.page
            part = part_of(number, PAGE, lambda offset: page(replace(asked, offset=offset), asked_by=asked_by))
        if words:
            self._audit.note(asked_by, Action.SEARCHED, now, subject=words)
        return CustomerPage(tuple(part.rows), part.total, part.number, part.pages, sees)
