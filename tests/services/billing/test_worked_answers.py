"""The cast's worked answers, computed by the services from the real database."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.billing.comparison import CauseKind, compare
from bot.domain.billing.dunning import StepKind
from bot.domain.customers.identity import Identity
from bot.domain.kernel.errors import DocumentNotFound, InvoiceNotFound
from bot.domain.partner import Partner
from bot.domain.support.tickets import Matter
from bot.paper.invoice_copy import render
from bot.paper.tables import tabulate
from bot.services.billing.collections import Collections
from bot.services.billing.documents import Documents
from bot.services.billing.explaining import Explaining
from bot.services.billing.invoices import Billing, InvoiceQuery
from bot.services.billing.meant import Meant
from bot.services.billing.subscriptions import CustomerSubscriptions
from bot.services.support.tickets import TicketRequest
from bot.storage.database import SqlDatabase
from tests.fakes.cast import money
from tests.fakes.notices import without_mail
from tests.fixtures.database import *  # noqa: F403
from tests.fixtures.database import TODAY

NOW = datetime.combine(TODAY, time(9), UTC)


def contact(seeded: SqlDatabase, email: str) -> Identity:
    with seeded.reading() as work:
        person = work.customers.people.by_email(email)
    assert person is not None
    return person.identity


def test_contosos_rise_and_debt(seeded: SqlDatabase, partner: Partner) -> None:
    asked_by = contact(seeded, "billing@contoso.example")
    (pair,) = Explaining(seeded, partner).billed(Meant(), asked_by=asked_by, today=TODAY).pairs
    found = compare(*pair)
    assert (found.later_number, found.difference) == ("NS-104231", money("192.60"))
    assert {cause.kind: cause.amount for cause in found.causes} == {
        CauseKind.SEAT_CHANGE: money("82.40"),
        CauseKind.USAGE: money("78.10"),
        CauseKind.TAX: money("32.10"),
    }
    change = next(cause.change for cause in found.causes if cause.change)
    assert (change.served.days, change.cycle_days, change.added) == (12, 30, 10)
    (balance,) = Billing(seeded, partner).balances(asked_by=asked_by, today=TODAY)
    assert balance.owed == money("1476.60")


def test_fabrikams_overdue_invoice(seeded: SqlDatabase, partner: Partner) -> None:
    own = Collections(seeded, partner).own(asked_by=contact(seeded, "compta@fabrikam.example"), today=TODAY)
    (case,) = own.overdue
    assert (case.facts.number, case.facts.days_overdue) == ("NS-104199", 12)
    assert [(step.kind, step.in_days) for step in case.ahead][:2] == [
        (StepKind.FORMAL_NOTICE, 3),
        (StepKind.SUSPENSION, 18),
    ]
    assert (own.balances[0].owed, own.balances[0].overdue) == (money("1176.00"), money("588.00"))


def test_northwinds_suspension(seeded: SqlDatabase, partner: Partner) -> None:
    asked_by = contact(seeded, "accounts@northwind.example")
    own = Collections(seeded, partner).own(asked_by=asked_by, today=TODAY)
    assert own.balances[0].owed == money("2100.00", "USD")
    assert [(step.kind, step.dated.on) for step in own.overdue[0].ahead] == [
        (StepKind.CANCELLATION, TODAY + timedelta(days=16))
    ]
    assert [subscription.product for subscription in own.suspended] == ["Microsoft 365 E3"]
    (facts,) = CustomerSubscriptions(seeded, partner.payment).standing(None, asked_by=asked_by, today=TODAY).found
    assert facts.suspended_for_payment


@pytest.mark.parametrize(
    "said",
    [
        InvoiceQuery(number="104231"),
        InvoiceQuery(which="last"),
        InvoiceQuery(amount="1476.60 EUR"),
        InvoiceQuery(product="azure", which="last"),
        InvoiceQuery(which="next", context="NS-104188"),
    ],
)
def test_contosos_invoice_however_it_is_asked_for(seeded: SqlDatabase, partner: Partner, said: InvoiceQuery) -> None:
    asked_by = contact(seeded, "billing@contoso.example")
    found = Billing(seeded, partner).find(said, asked_by=asked_by, today=TODAY)
    assert [facts.number for facts in found.invoices] == ["NS-104231"]


def test_someone_elses_invoice_is_not_there(seeded: SqlDatabase, partner: Partner) -> None:
    asked_by = contact(seeded, "billing@contoso.example")
    for number in ("NS-104199", "NS-999999"):
        with pytest.raises(InvoiceNotFound):
            Billing(seeded, partner).one(number, asked_by=asked_by, today=TODAY)


def test_a_ticket_is_opened_once_and_read_again(seeded: SqlDatabase, partner: Partner) -> None:
    asked_by = contact(seeded, "billing@contoso.example")
    _converse(seeded, asked_by)
    desk = without_mail(seeded, partner)
    request = TicketRequest(Matter.COMMERCIAL, "VAT number", "m1")
    first, again = (desk.open(request, asked_by=asked_by, conversation_id="c", now=NOW) for _ in range(2))
    assert first.ticket.number == again.ticket.number
    assert first.first_response_hours == 4
    (read,) = desk.status(first.ticket.number, asked_by=asked_by, conversation_id="other")
    assert read.subject == "VAT number"


def test_a_copy_is_downloaded_through_its_link_while_it_lives(seeded: SqlDatabase, partner: Partner) -> None:
    asked_by = contact(seeded, "billing@contoso.example")
    _converse(seeded, asked_by)
    documents = Documents(seeded, partner, render, tabulate)
    link = documents.link("104231", asked_by=asked_by, conversation_id="c", language="fr", now=NOW)
    assert documents.download(link.secret, now=NOW + timedelta(minutes=14)).content.startswith(b"%PDF-")
    with pytest.raises(DocumentNotFound):
        documents.download(link.secret, now=NOW + timedelta(minutes=15))


def _converse(seeded: SqlDatabase, speaker: Identity) -> None:
    with seeded.writing() as work:
        work.conversations.rows.open(
            conversation_id="c", channel="web", contact_id=speaker.contact_id, language="en", now=NOW
        )
