"""Every answer about a customer's own data names who asks."""

import inspect

import pytest

from bot.services.billing.collections import Collections
from bot.services.billing.documents import Documents
from bot.services.billing.explaining import Explaining
from bot.services.billing.invoice_lists import InvoiceLists
from bot.services.billing.invoices import Billing
from bot.services.billing.subscriptions import CustomerSubscriptions
from bot.services.conversations.summaries import Summaries
from bot.services.customers.contacts import Contacts
from bot.services.learning.reviews import Reviews
from bot.services.staff.canned_replies import Canned
from bot.services.staff.customer_file import CustomerFiles
from bot.services.staff.files.customers import CustomerList
from bot.services.staff.files.invoices import InvoiceFiles
from bot.services.support.own_tickets import OwnTickets
from bot.services.support.ticket_handling import TicketHandling
from bot.services.support.ticket_lists import TicketLists
from bot.services.support.tickets import CustomerTickets

PUBLIC = {
    "Contacts.at", "Contacts.on_file", "Contacts.speaking_in",
    "Collections.policy", "CustomerTickets.assignee", "CustomerTickets.queue_named",
    "Documents.download", "Reviews.examples", "Reviews.exported", "OwnTickets.write_in",
}  # fmt: skip
"""Finding out who asks, the policy in general, a rule without data, the download, whose link stands for the speaker,
the export of masked sentences at the command line, and a part of a change whose `wish` names who asks."""


SERVICES = (
    Contacts, Billing, InvoiceLists, Explaining, Collections, CustomerSubscriptions, CustomerTickets, Documents,
    CustomerFiles, CustomerList, InvoiceFiles,
    TicketLists, TicketHandling, Canned, Summaries, Reviews, OwnTickets,
)  # fmt: skip


@pytest.mark.parametrize("service", SERVICES)
def test_no_method_reads_without_knowing_who_asks(service: type) -> None:
    for name, method in inspect.getmembers(service, inspect.isfunction):
        if name.startswith("_") or f"{service.__name__}.{name}" in PUBLIC:
            continue
        asked_by = inspect.signature(method).parameters.get("asked_by")
        assert asked_by is not None, f"{service.__name__}.{name}"
        assert asked_by.kind is inspect.Parameter.KEYWORD_ONLY
        assert asked_by.default is inspect.Parameter.empty
