"""How long the billing service takes to find an invoice by its number, in a small and in a large database."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bench.load import Amounts
from bot.bootstrap import Desk, build
from bot.domain.customers.identity import Identity
from bot.services.billing.invoices import InvoiceQuery
from bot.settings import Settings
from bot.storage.demo.scale import customer, customer_of, number

SMALL, LARGE = 1_000, 100_000
LARGEST, ORDINARY = 0, 1
"""Customers of the series for measurements: the one whose invoices grow with the database, and one like most."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Who asks for which of the customer's invoices; both databases have them all."""

    email: str
    numbers: tuple[str, ...]


def asked_of(customer_number: int) -> Lookup:
    """All invoices a customer has in the small database."""
    places = [place for place in range(SMALL) if customer_of(place) == customer_number]
    return Lookup(customer(customer_number).contacts[0].email, tuple(map(number, places)))


def service_times(small: Settings, large: Settings, amounts: Amounts) -> dict[str, list[list[float]]]:
    """Seconds of each look-up, for each pass, in both databases in turn; the first pass of each only warms up.

    Raises ValueError when an invoice found is not the one asked for.
    """
    desks = {"1k": build(small), "100k": build(large)}
    found: dict[str, list[list[float]]] = {name: [] for name in desks}
    try:
        for turn in range(amounts.lookup_passes + 1):
            for name, desk in desks.items():
                seconds = [one for who in (LARGEST, ORDINARY) for one in _pass(desk, asked_of(who))]
                found[name] += [seconds] if turn else []
    finally:
        for desk in desks.values():
            desk.close()
    return found


def _pass(desk: Desk, asked: Lookup) -> Sequence[float]:
    who, today = _identity(desk, asked.email), desk.clock().date()
    return [_one(desk, who, today, number) for number in asked.numbers]


def _one(desk: Desk, who: Identity, today: date, number: str) -> float:
    began = time.perf_counter()
    found = desk.billing.invoices.find(InvoiceQuery(number=number), asked_by=who, today=today)
    seconds = time.perf_counter() - began
    if [facts.number for facts in found.invoices] != [number]:
        raise ValueError(f"asked for {number}, found {found.invoices}")
    return seconds


def _identity(desk: Desk, email: str) -> Identity:
    """The contact as it is once its site vouched for it."""
    found = desk.customers.contacts.on_file([email])
    if not found:
        raise ValueError(f"there is no contact {email}")
    return found[0].identity
