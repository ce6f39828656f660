"""The demo's partner says what its page says."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain.billing.dunning import StepKind
from bot.domain.billing.invoices import PaymentMethod
from bot.domain.kernel.hours import Shift
from bot.domain.kernel.money import Money
from bot.domain.partner import Partner
from bot.domain.support.plans import Structure
from bot.domain.support.tickets import Matter
from bot.partner import load_partner


@pytest.fixture(scope="module")
def partner() -> Partner:
    return load_partner(Path(__file__).parents[2] / "partner.yml")


def test_hours_are_those_of_the_page(partner: Partner) -> None:
    schedule = partner.support.schedule
    morning = Shift(time(9), time(12, 30))
    assert schedule.zone.key == "Europe/Paris"
    assert all(schedule.week[day] == (morning, Shift(time(13, 30), time(18))) for day in (1, 2, 3, 4))
    assert schedule.week[5] == (morning, Shift(time(13, 30), time(17)))
    assert set(schedule.week) == {1, 2, 3, 4, 5}
    assert schedule.half_days == {(12, 24): time(12, 30)}


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (date(2026, 11, 11), "Armistice Day", "Armistice"),
        (date(2027, 5, 6), "Ascension Day", "Ascension"),
        (date(2027, 3, 29), "Easter Monday", "Lundi de Pâques"),
        (date(2040, 7, 14), "National Day", "Fête nationale"),
    ],
)
def test_french_public_holidays_have_names_in_both_languages(
    partner: Partner, day: date, english: str, french: str
) -> None:
    assert partner.support.schedule.holidays[day] == {"en": english, "fr": french}


def test_plans_and_prices(partner: Partner) -> None:
    basic, plus, premium = partner.support.plans
    assert [plan.monthly_price for plan in (basic, plus, premium)] == [
        Money(Decimal("0.00"), "EUR"),
        Money(Decimal("49.00"), "EUR"),
        Money(Decimal("199.00"), "EUR"),
    ]
    assert basic.schedule == partner.support.schedule
    assert plus.schedule == premium.schedule
    assert plus.schedule.week[6] == (Shift(time(8), time(20)),)
    assert (premium.critical_24x7, premium.critical_first_response_hours, plus.critical_24x7) == (True, 1, False)


def test_collections_are_those_of_the_page(partner: Partner) -> None:
    told = [(step.kind, step.days, step.decided_by_person) for step in partner.collections.steps]
    assert told == [
        (StepKind.FRIENDLY_REMINDER, -3, False),
        (StepKind.REMINDER, 1, False),
        (StepKind.SECOND_REMINDER, 8, False),
        (StepKind.FORMAL_NOTICE, 15, False),
        (StepKind.SUSPENSION, 30, True),
        (StepKind.CANCELLATION, 60, True),
    ]
    assert partner.collections.late_sum == Money(Decimal("40.00"), "EUR")
    assert (partner.collections.dunning_promise_max_days, partner.collections.dunning_promises_per_invoice) == (10, 1)


def test_ways_to_pay_by_currency(partner: Partner) -> None:
    euros = partner.payment.options_for("EUR")
    assert [option.method for option in euros] == [PaymentMethod.CARD, PaymentMethod.LINK, PaymentMethod.SEPA]
    assert euros[-1].iban == "FR14 2004 1010 0505 0001 3M02 606"
    assert [option.method for option in partner.payment.options_for("USD")][-1] is PaymentMethod.WIRE
    assert PaymentMethod.SEPA not in {option.method for option in partner.payment.options_for("USD")}
    assert partner.payment.link_for("NS-1") == "https://pay.northstar.example/i/NS-1"


def test_support_structure_and_teams(partner: Partner) -> None:
    dynamics = partner.support.structure["dynamics_365"]
    assert (dynamics.structure, dynamics.provider) == (Structure.OUTSOURCED, "Ridgeline Consulting")
    assert partner.support.answering(None).provider == "Northstar Cloud"
    team = partner.routing.queue_for(Matter.COMMERCIAL).team
    assert partner.routing.team_called(team, "fr") == "Équipe facturation"
    assert partner.routing.team_called("Ridgeline Consulting", "fr") == "Ridgeline Consulting"


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2025, 6, 22), "Signature Cloud Support"), (date(2025, 6, 23), "Partner Cloud Support")],
)
def test_a_route_to_microsoft_goes_by_its_name_of_the_day(partner: Partner, day: date, name: str) -> None:
    assert [route.name for route in partner.routes_on(day) if route.key == "pcs"] == [name]


def test_contracted_routes(partner: Partner) -> None:
    contracted = {route.key: route.contracted for route in partner.routes_on(date(2026, 11, 18))}
    assert contracted == {"commercial": True, "psfp": False, "asfp": True, "pcs": True, "pops": False}


def test_waiting_silence_and_offers_are_those_of_the_page(partner: Partner) -> None:
    handoff = partner.handoff
    assert (handoff.waiting_limit_minutes, handoff.agent_silence_minutes) == (10, 15)
    assert handoff.offer_person_for == {"cancel_subscription"}
