"""Why an invoice costs what it costs, for whom it concerns."""

import pytest

from bot.domain.billing.comparison import CauseKind
from bot.domain.kernel.errors import InvoiceNotFound, NothingToCompare, RoleMayNotSeeMoney
from bot.domain.partner import Partner
from bot.services.billing.explaining import Explaining
from tests.fakes.cast import (
    CONTOSO_BILLING,
    CONTOSO_TECHNICAL,
    FABRIKAM_ADMIN,
    NORTHWIND_BILLING,
    TAILSPIN_ADMIN,
    money,
)
from tests.fakes.memory import MemoryDatabase


@pytest.fixture
def explaining(database: MemoryDatabase, partner: Partner) -> Explaining:
    return Explaining(database, partner)


def test_without_a_number_the_latest_invoice_is_explained(explaining: Explaining) -> None:
    assert explaining.explain(None, asked_by=CONTOSO_BILLING).number == "NS-104231"


def test_contosos_rise_is_192_60_in_three_causes(explaining: Explaining) -> None:
    found = explaining.compare("104231", asked_by=CONTOSO_BILLING)
    assert (found.earlier_number, found.difference) == ("NS-104188", money("192.60"))
    assert {cause.kind: cause.amount for cause in found.causes} == {
        CauseKind.SEAT_CHANGE: money("82.40"),
        CauseKind.USAGE: money("78.10"),
        CauseKind.TAX: money("32.10"),
    }


def test_two_equal_invoices_have_no_difference(explaining: Explaining) -> None:
    found = explaining.compare(None, asked_by=FABRIKAM_ADMIN)
    assert (found.difference, found.causes) == (money("0.00"), ())


def test_quarters_are_compared_by_their_printed_totals(explaining: Explaining) -> None:
    found = explaining.compare(None, asked_by=NORTHWIND_BILLING)
    assert (found.difference, found.credited) == (money("0.00", "USD"), True)


@pytest.mark.parametrize(("asked_by", "number"), [(TAILSPIN_ADMIN, None), (CONTOSO_BILLING, "NS-104188")])
def test_a_first_invoice_has_nothing_to_be_compared_with(explaining: Explaining, asked_by, number) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NothingToCompare) as refusal:
        explaining.compare(number, asked_by=asked_by)
    assert refusal.value.blanks["number"].startswith("NS-104")


def test_someone_elses_invoice_is_not_explained(explaining: Explaining) -> None:
    for ask in (explaining.explain, explaining.compare):
        with pytest.raises(InvoiceNotFound):
            ask("NS-104199", asked_by=CONTOSO_BILLING)


def test_a_technical_contact_gets_no_explanation(explaining: Explaining) -> None:
    with pytest.raises(RoleMayNotSeeMoney):
        explaining.explain("NS-104231", asked_by=CONTOSO_TECHNICAL)


def test_a_customer_without_invoices_has_none_to_explain(partner: Partner) -> None:
    with pytest.raises(InvoiceNotFound):
        Explaining(MemoryDatabase(), partner).explain(None, asked_by=CONTOSO_BILLING)
