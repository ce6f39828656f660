"""A customer finds its invoices by whatever it says, and nobody else's."""

import pytest

from bot.domain.customers.identity import VISITOR, Identity
from bot.domain.kernel.errors import (
    AmountUnclear,
    InvoiceNotFound,
    NotACspCustomer,
    NotSignedIn,
    PeriodUnclear,
    RoleMayNotSeeMoney,
)
from bot.domain.partner import Partner
from bot.services.billing.invoices import Billing, Criterion, InvoiceQuery, InvoicesFound
from tests.fakes import cast
from tests.fakes.cast import CONTOSO_BILLING, NORTHWIND_BILLING, D
from tests.fakes.memory import MemoryDatabase


def found(billing: Billing, asked_by: Identity = CONTOSO_BILLING, **said: str) -> InvoicesFound:
    return billing.find(InvoiceQuery(**said), asked_by=asked_by, today=D)


def numbers(result: InvoicesFound) -> list[str]:
    return [facts.number for facts in result.invoices]


@pytest.mark.parametrize("typed", ["NS-104231", "104231", "ns 104231", "n°104231", "NS104231"])
def test_a_number_in_any_shape_finds_the_invoice(billing: Billing, typed: str) -> None:
    result = found(billing, number=typed)
    assert (numbers(result), result.criterion) == (["NS-104231"], Criterion.NUMBER)


@pytest.mark.parametrize("typed", ["NS-104199", "104199", "999999", "NS-0"])
def test_a_missing_invoice_and_someone_elses_get_the_same_answer(billing: Billing, typed: str) -> None:
    with pytest.raises(InvoiceNotFound) as refusal:
        found(billing, number=typed)
    assert refusal.value.blanks == {"number": "NS-" + typed.removeprefix("NS-")}


def test_someone_elses_invoice_takes_as_many_queries_as_a_missing_one(partner: Partner) -> None:
    asked: list[tuple[str, ...]] = []
    for number in ("NS-104199", "NS-999999"):
        database = MemoryDatabase(cast.invoices())
        lookups = _counted(database)
        with pytest.raises(InvoiceNotFound):
            Billing(database, partner).one(number, asked_by=CONTOSO_BILLING, today=D)
        asked.append(tuple(lookups))
    assert asked[0] == asked[1] != ()


def test_the_latest_invoice_is_looked_up_only_when_nothing_else_is_found(partner: Partner) -> None:
    for number, lookups in (("NS-104188", ["by_number"]), (None, ["latest"])):
        database = MemoryDatabase(cast.invoices())
        asked = _counted(database)
        found(Billing(database, partner), **({"number": number} if number else {}))
        assert asked == lookups


def _counted(database: MemoryDatabase) -> list[str]:
    calls: list[str] = []
    invoices = database.work.billing.invoices
    for name in ("by_number", "corrected", "latest"):
        original = getattr(invoices, name)

        def wrapped(*args: object, _name: str = name, _original=original, **named: object) -> object:  # type: ignore[no-untyped-def]
            calls.append(_name)
            return _original(*args, **named)

        setattr(invoices, name, wrapped)
    return calls


def test_a_credit_notes_number_gives_the_invoice_it_corrects(billing: Billing) -> None:
    assert numbers(found(billing, NORTHWIND_BILLING, number="ns-c-10031")) == ["NS-104120"]
    with pytest.raises(InvoiceNotFound):
        found(billing, CONTOSO_BILLING, number="ns-c-10031")


def test_saying_nothing_or_the_last_one_gives_the_latest(billing: Billing) -> None:
    assert numbers(found(billing)) == numbers(found(billing, which="last")) == ["NS-104231"]


def test_the_one_before_counts_from_the_invoice_talked_about(billing: Billing) -> None:
    assert numbers(found(billing, which="previous", context="NS-104231")) == ["NS-104188"]
    assert numbers(found(billing, which="previous")) == ["NS-104188"]
    assert numbers(found(billing, which="next", context="NS-104188")) == ["NS-104231"]
    assert numbers(found(billing, which="first")) == ["NS-104188"]


def test_before_the_first_there_is_none_and_the_latest_is_offered(billing: Billing) -> None:
    result = found(billing, which="previous", context="NS-104188")
    assert result.invoices == ()
    assert result.latest is not None
    assert result.latest.number == "NS-104231"


def test_a_period_gives_what_was_issued_in_it(billing: Billing) -> None:
    issued = cast.invoices()[1].issued_on
    result = found(billing, period=f"{issued:%Y-%m}")
    assert numbers(result) == ["NS-104231"]
    assert result.period is not None
    assert result.period.first.day == 1


def test_a_period_in_which_nothing_was_issued_gives_what_was_billed_for_it(billing: Billing) -> None:
    served = cast.invoices()[0].period_from
    assert numbers(found(billing, day=served.isoformat())) == ["NS-104188"]


def test_a_period_without_invoices_says_which_one_it_was(billing: Billing) -> None:
    result = found(billing, period="2019-03")
    assert result.invoices == ()
    assert result.period is not None
    assert (result.period.first.isoformat(), result.period.last.isoformat()) == ("2019-03-01", "2019-03-31")
    assert result.latest is not None


def test_a_product_narrows_a_period_and_stands_alone(billing: Billing) -> None:
    assert numbers(found(billing, product="azure")) == ["NS-104231", "NS-104188"]
    assert numbers(found(billing, product="azure", which="last")) == ["NS-104231"]
    assert numbers(found(billing, product="Dynamics 365")) == []
    assert numbers(found(billing, product="Dynamics 365", period="Y0")) == []


@pytest.mark.parametrize("amount", ["1476.60 EUR", "1476.60", "1230.50", "118.10 eur", "-412.00"])
def test_an_amount_finds_total_net_or_line(billing: Billing, amount: str) -> None:
    assert numbers(found(billing, amount=amount)) == ["NS-104231"]


def test_an_amount_in_another_currency_finds_nothing(billing: Billing) -> None:
    assert numbers(found(billing, amount="1476.60 USD")) == []


@pytest.mark.parametrize("amount", ["", "EUR", "12,5x", "NaN", "Infinity EUR"])
def test_an_amount_that_is_none_is_refused(billing: Billing, amount: str) -> None:
    if amount == "":
        assert found(billing, amount=amount).criterion is Criterion.LATEST
        return
    with pytest.raises(AmountUnclear):
        found(billing, amount=amount)


def test_a_period_that_is_none_is_refused(billing: Billing) -> None:
    with pytest.raises(PeriodUnclear):
        found(billing, period="M13")


@pytest.mark.parametrize(
    ("asked_by", "refusal"),
    [
        (VISITOR, NotSignedIn),
        (cast.CONTOSO_TECHNICAL, RoleMayNotSeeMoney),
        (cast.ADATUM_OFFICE, NotACspCustomer),
    ],
)
def test_who_may_not_see_money_learns_nothing(billing: Billing, asked_by: Identity, refusal: type[Exception]) -> None:
    for ask in (
        lambda: found(billing, asked_by, number="NS-104231"),
        lambda: found(billing, asked_by, number="NS-999999"),
        lambda: billing.unpaid(asked_by=asked_by, today=D),
        lambda: billing.balances(asked_by=asked_by, today=D),
    ):
        with pytest.raises(refusal):
            ask()


def test_a_search_is_one_transaction(billing: Billing, database: MemoryDatabase) -> None:
    found(billing, period="Y0", product="azure")
    assert database.transactions == 1


def test_amounts_are_compared_by_value(billing: Billing) -> None:
    assert numbers(found(billing, amount="1284 EUR")) == ["NS-104188"]
