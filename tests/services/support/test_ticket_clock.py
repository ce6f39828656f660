"""The clock of tickets at work: wound by what people do, looked at by the desk, and telling each thing once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.bootstrap import Desk
from bot.domain.customers.identity import Identity
from bot.domain.support.alerts import AlertKind
from bot.domain.support.targets import Dues, Severity, Target
from bot.domain.support.tickets import Matter, Ticket, TicketState
from bot.services.records.support import Alert
from bot.services.support.ticket_clock import TicketClock, rules_of
from bot.services.support.tickets import TicketRequest
from tests.console.conversations.conversing import THREAD, begin
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of

SATURDAY = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
"""23:30 in Paris."""
HOUR = timedelta(hours=1)


def speaker(desk: Desk) -> Identity:
    with database_of(desk).reading() as work:
        return work.customers.people.speaking_in(THREAD)


def opened(
    desk: Desk, email: str | None = "admin@tailspin.example", severity: Severity | None = None, now: datetime = NOW
) -> Ticket:
    begin(desk, email)
    request = TicketRequest(Matter.TECHNICAL, "Teams does not start", "m-1", severity=severity)
    return desk.support.tickets.open(request, asked_by=speaker(desk), conversation_id=THREAD, now=now).ticket


def stored(desk: Desk, number: str = "T-1003") -> Ticket:
    return desk.support.tickets.status(number, asked_by=speaker(desk), conversation_id=THREAD)[0]


def told(desk: Desk, number: str = "T-1003") -> tuple[Alert, ...]:
    with database_of(desk).reading() as work:
        return work.support.alerts.of_ticket(number, asked_by=agent_in(desk, "globaladmin"))


def test_a_critical_premium_ticket_on_saturday_night_is_due_in_an_hour_and_calls_who_is_on_call(desk: Desk) -> None:
    ticket = opened(desk, severity=Severity.CRITICAL, now=SATURDAY)
    assert ticket.first_response_due == SATURDAY + HOUR
    (alert,) = told(desk)
    assert (alert.kind, alert.agent, alert.due_at) == (AlertKind.CRITICAL_TICKET, "Sofia Keller", SATURDAY + HOUR)


@pytest.mark.parametrize(
    ("email", "severity"),
    [
        ("it@contoso.example", Severity.CRITICAL),
        ("compta@fabrikam.example", Severity.CRITICAL),
        ("admin@tailspin.example", Severity.MODERATE),
    ],
)
def test_no_other_plan_and_no_other_severity_calls_anybody(desk: Desk, email: str, severity: Severity) -> None:
    ticket = opened(desk, email, severity, SATURDAY)
    assert ticket.first_response_due is not None
    assert ticket.first_response_due > SATURDAY + 8 * HOUR
    assert told(desk) == ()


def test_who_cannot_sign_in_any_more_is_passed_over(desk: Desk) -> None:
    with database_of(desk).writing() as work:
        work.staff.agents.set_active(agent_in(desk, "helpdesk").id, False)
    opened(desk, severity=Severity.CRITICAL, now=SATURDAY)
    assert [alert.agent for alert in told(desk)] == ["Inès Laurent"]


def test_the_same_message_twice_calls_once(desk: Desk) -> None:
    first = opened(desk, severity=Severity.CRITICAL)
    request = TicketRequest(Matter.TECHNICAL, "Teams does not start", "m-1", severity=Severity.CRITICAL)
    again = desk.support.tickets.open(request, asked_by=speaker(desk), conversation_id=THREAD, now=NOW + HOUR).ticket
    assert again == first
    assert len(told(desk)) == 1


def test_a_target_that_comes_near_and_one_that_is_missed_are_told_once_each(desk: Desk) -> None:
    desk.support.clock.sweep(NOW)
    desk.support.clock.sweep(NOW)
    opened(desk, severity=Severity.CRITICAL)
    looked = [desk.support.clock.sweep(NOW + timedelta(minutes=at)) for at in (44, 45, 46, 59, 60, 61, 200)]
    assert looked == [0, 1, 0, 0, 1, 0, 0]
    kinds = [(alert.kind, alert.agent) for alert in told(desk)]
    assert kinds == [
        (AlertKind.CRITICAL_TICKET, "Sofia Keller"),
        (AlertKind.TARGET_NEAR, "Sofia Keller"),
        (AlertKind.TARGET_MISSED, "Sofia Keller"),
        (AlertKind.TARGET_MISSED, "Inès Laurent"),
    ]


def test_a_desk_that_was_down_tells_what_was_missed_meanwhile(desk: Desk) -> None:
    opened(desk, "it@contoso.example")
    desk.support.clock.sweep(NOW + timedelta(days=3))
    assert [(alert.kind, alert.agent) for alert in told(desk)] == [(AlertKind.TARGET_MISSED, None)]


def test_who_works_on_it_is_told_and_not_the_team(desk: Desk) -> None:
    ticket = opened(desk, "it@contoso.example")
    sofia = agent_in(desk, "helpdesk")
    desk.support.ticket_handling.assign("T-1003", sofia.id, asked_by=sofia, seen=ticket.changed_at, now=NOW)
    desk.support.clock.sweep(NOW + 3 * HOUR)
    assert [(alert.kind, alert.agent) for alert in told(desk)] == [(AlertKind.TARGET_NEAR, "Sofia Keller")]


def test_an_answer_in_time_leaves_nothing_to_tell(desk: Desk) -> None:
    ticket, sofia = opened(desk, "it@contoso.example"), agent_in(desk, "helpdesk")
    desk.support.ticket_handling.answer("T-1003", "Try now.", None, asked_by=sofia, seen=ticket.changed_at, now=NOW)
    assert stored(desk).dues == Dues()
    desk.support.clock.sweep(NOW + timedelta(days=3))
    assert told(desk) == ()


def test_time_spent_waiting_for_the_customer_does_not_count(desk: Desk) -> None:
    ticket, sofia = opened(desk, "it@contoso.example"), agent_in(desk, "helpdesk")
    asked, back = NOW + HOUR, NOW + timedelta(days=1)
    handling = desk.support.ticket_handling
    handling.set_state("T-1003", TicketState.WAITING, "asked", asked_by=sofia, seen=ticket.changed_at, now=asked)
    assert stored(desk).first_response_due is None
    asking = {"asked_by": speaker(desk), "conversation_id": THREAD}
    desk.support.own_tickets.add("T-1003", "the new laptop", origin="m-2", now=back, **asking)  # type: ignore[arg-type]
    assert stored(desk).first_response_due == back + 3 * HOUR


def test_closing_ends_every_deadline_and_opening_again_goes_on(desk: Desk) -> None:
    opened(desk, "it@contoso.example")
    asking = {"asked_by": speaker(desk), "conversation_id": THREAD}
    desk.support.own_tickets.close("T-1003", origin="m-2", now=NOW + HOUR, **asking)  # type: ignore[arg-type]
    assert stored(desk).dues == Dues()
    desk.support.own_tickets.reopen("T-1003", origin="m-3", now=NOW + 2 * HOUR, **asking)  # type: ignore[arg-type]
    assert stored(desk).first_response_due == NOW + 5 * HOUR


def test_every_change_leaves_what_reckoning_anew_would_give(desk: Desk) -> None:
    ticket, sofia = opened(desk, severity=Severity.MODERATE), agent_in(desk, "helpdesk")
    handling = desk.support.ticket_handling
    handling.set_severity("T-1003", Severity.CRITICAL, "all", asked_by=sofia, seen=ticket.changed_at, now=NOW + HOUR)
    before = stored(desk)
    assert before.first_response_due == NOW + 2 * HOUR
    with database_of(desk).writing() as work:
        desk.support.clock.wind(work, "T-1003", NOW + 2 * HOUR)
    assert stored(desk) == before


def test_tickets_from_before_this_clock_are_reckoned_by_the_first_look(desk: Desk) -> None:
    begin(desk, "billing@contoso.example")
    assert stored(desk, "T-1002").plan is None
    desk.support.clock.sweep(NOW)
    ticket = stored(desk, "T-1002")
    assert (ticket.plan, ticket.severity) == ("plus", Severity.MINIMAL)
    assert ticket.first_response_due == datetime(2026, 11, 14, 12, 30, tzinfo=UTC)


def test_other_hours_in_partner_yml_change_what_is_due(desk: Desk) -> None:
    opened(desk, "it@contoso.example")
    slower = tuple(replace(plan, first_response_hours=6) for plan in desk.partner.support.plans)
    partner = replace(desk.partner, support=replace(desk.partner.support, plans=slower))
    TicketClock(database_of(desk), partner).sweep(NOW)
    assert stored(desk).first_response_due == NOW + 6 * HOUR


def test_what_decides_what_is_due_gives_other_rules_and_a_price_does_not(desk: Desk) -> None:
    plan = desk.partner.support.plans[2]
    assert rules_of(plan) == rules_of(replace(plan, name="Gold"))
    others = [
        replace(plan, first_response_hours=5),
        replace(plan, critical_24x7=False),
        replace(plan, targets={Severity.MINIMAL: {Target.RESOLUTION: 40}}),
        replace(plan, schedule=desk.partner.support.schedule),
        replace(plan, schedule=replace(plan.schedule, open_on_holidays=True)),
    ]
    assert len({rules_of(plan), *map(rules_of, others)}) == len(others) + 1


def test_a_visitor_is_promised_nothing_and_nobody_is_told(desk: Desk) -> None:
    begin(desk, None)
    request = TicketRequest(Matter.TECHNICAL, "x y z", "m-1", contact_address="a@b.example", severity=Severity.CRITICAL)
    ticket = desk.support.tickets.open(request, asked_by=speaker(desk), conversation_id=THREAD, now=NOW).ticket
    assert (ticket.plan, ticket.dues, desk.support.clock.deadlines(ticket, NOW)) == (None, Dues(), ())
    desk.support.clock.sweep(NOW + timedelta(days=9))
    assert told(desk) == ()
