"""Which invoices a question about charges means, and what they are compared with: in one transaction."""

import pytest

from bot.domain.billing.comparison import CauseKind, compare
from bot.domain.customers.identity import Identity
from bot.domain.kernel.errors import InvoiceNotFound, RoleMayNotSeeMoney
from bot.domain.partner import Partner
from bot.services.billing.explaining import Billed, Explaining
from bot.services.billing.invoices import InvoiceQuery
from bot.services.billing.meant import Meant
from tests.fakes.cast import (
    CONTOSO_BILLING,
    CONTOSO_TECHNICAL,
    FABRIKAM_ADMIN,
    NORTHWIND_BILLING,
    TAILSPIN_ADMIN,
    D,
    money,
)
from tests.fakes.memory import MemoryDatabase

LAST, PREVIOUS = InvoiceQuery(which="last"), InvoiceQuery(which="previous", context="NS-104231")


@pytest.fixture
def explaining(database: MemoryDatabase, partner: Partner) -> Explaining:
    return Explaining(database, partner)


def numbers(found: Billed) -> list[str]:
    return [invoice.number for invoice in found.invoices]


@pytest.mark.parametrize(
    ("meant", "found"),
    [
        (Meant(), ["NS-104231"]),
        (Meant(context="NS-104188"), ["NS-104188"]),
        (Meant(("104188",), context="NS-104231"), ["NS-104188"]),
        (Meant(("104231", "ns 104188")), ["NS-104231", "NS-104188"]),
        (Meant(described=LAST, context="NS-104188"), ["NS-104231"]),
        (Meant(described=PREVIOUS, context="NS-104231"), ["NS-104188"]),
        (Meant(line="40.00"), ["NS-104188"]),
        (Meant(line="-412.00", context="NS-104188"), ["NS-104231"]),
        (Meant(line="1030.00", context="NS-104188"), ["NS-104188"]),
        (Meant(line="7.00"), ["NS-104231"]),
    ],
)
def test_the_invoices_a_question_means(explaining: Explaining, meant: Meant, found: list[str]) -> None:
    assert numbers(explaining.billed(meant, asked_by=CONTOSO_BILLING, today=D)) == found


def test_it_is_one_transaction(explaining: Explaining, database: MemoryDatabase) -> None:
    meant, against = Meant(("104231",)), Meant(periods=("Y0",))
    explaining.billed(meant, asked_by=CONTOSO_BILLING, today=D, against=against)
    assert database.transactions == 1


def test_numbers_and_periods_without_an_invoice_are_told(explaining: Explaining) -> None:
    some = explaining.billed(Meant(("104231", "104199")), asked_by=CONTOSO_BILLING, today=D)
    assert (numbers(some), some.missing) == (["NS-104231"], ("NS-104199",))
    none = explaining.billed(Meant(periods=("2020-03",)), asked_by=CONTOSO_BILLING, today=D)
    assert (numbers(none), none.meant.instead, [period.first.year for period in none.empty]) == (
        ["NS-104231"],
        True,
        [2020],
    )
    with pytest.raises(InvoiceNotFound):
        explaining.billed(Meant(("NS-104199",)), asked_by=CONTOSO_BILLING, today=D)


def test_contosos_rise_is_192_60_in_three_causes(explaining: Explaining) -> None:
    (pair,) = explaining.billed(Meant(("104231",)), asked_by=CONTOSO_BILLING, today=D).pairs
    found = compare(*pair)
    assert (found.earlier_number, found.difference) == ("NS-104188", money("192.60"))
    assert {cause.kind: cause.amount for cause in found.causes} == {
        CauseKind.SEAT_CHANGE: money("82.40"),
        CauseKind.USAGE: money("78.10"),
        CauseKind.TAX: money("32.10"),
    }


@pytest.mark.parametrize(
    ("asked_by", "meant", "pairs"),
    [
        (CONTOSO_BILLING, Meant(), [("NS-104188", "NS-104231")]),
        (CONTOSO_BILLING, Meant(("104188",)), [("NS-104188", "NS-104231")]),
        (FABRIKAM_ADMIN, Meant(("104240", "104199")), [("NS-104199", "NS-104240")]),
        (NORTHWIND_BILLING, Meant(), [("NS-104052", "NS-104120")]),
        (TAILSPIN_ADMIN, Meant(), []),
    ],
)
def test_what_an_invoice_is_compared_with(
    explaining: Explaining, asked_by: Identity, meant: Meant, pairs: list[tuple[str, str]]
) -> None:
    found = explaining.billed(meant, asked_by=asked_by, today=D).pairs
    assert [(one.number, other.number) for one, other in found] == pairs


def test_a_technical_contact_gets_no_explanation(explaining: Explaining) -> None:
    with pytest.raises(RoleMayNotSeeMoney):
        explaining.billed(Meant(("NS-104231",)), asked_by=CONTOSO_TECHNICAL, today=D)


def test_a_customer_without_invoices_has_none_to_explain(partner: Partner) -> None:
    found = Explaining(MemoryDatabase(), partner).billed(Meant(), asked_by=CONTOSO_BILLING, today=D)
    assert (found.invoices, found.pairs) == ((), ())
