"""Who is told of an alert, in which way, and when: every boundary of the one rule."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.staff.agents import Agent, AgentRole
from bot.domain.staff.alerting import (
    AT_ONCE,
    AlertEvent,
    AlertWishes,
    Person,
    QuietHoursUnclear,
    Telling,
    Way,
    ZoneUnknown,
    is_called_now,
    recipients,
)
from bot.domain.support.alerts import AlertKind
from bot.domain.support.tickets import Matter

NOW = datetime(2026, 11, 18, 21, 0, tzinfo=UTC)
"""22:00 in Paris."""
WISHES = AlertWishes("Europe/Paris")
MAIL, CONSOLE = frozenset({Way.MAIL}), frozenset({Way.MAIL, Way.CONSOLE})
WAIT = AlertEvent(AlertKind.CUSTOMER_WAITS, "helpdesk")
TICKET = AlertEvent(AlertKind.TICKET_OPENED, "helpdesk", Matter.TECHNICAL)
CRITICAL = AlertEvent(AlertKind.CRITICAL_TICKET, "helpdesk", Matter.TECHNICAL, named=1, on_call=True)


def agent(number: int, team: str = "helpdesk", role: AgentRole = AgentRole.HELPDESK_AGENT, away: bool = False) -> Agent:
    since = NOW if away else None
    return Agent(number, f"{number}@northstar.example", f"Agent {number}", team, frozenset({role}), away_since=since)


def person(number: int, wishes: AlertWishes = WISHES, by: frozenset[Way] = MAIL, **more: object) -> Person:
    return Person(agent(number, **more), wishes, by)  # type: ignore[arg-type]


def mailed(number: int, at: datetime = NOW) -> Telling:
    return Telling(number, Way.MAIL, at)


def quiet(begin: str, end: str, **more: object) -> AlertWishes:
    return replace(WISHES, quiet=(time.fromisoformat(begin), time.fromisoformat(end)), **more)


def test_the_team_is_told_and_nobody_else() -> None:
    others = person(2, team="billing", role=AgentRole.BILLING_ADMIN)
    assert recipients(TICKET, [person(1), others], NOW) == (mailed(1),)


def test_where_a_team_has_nobody_everybody_who_may_is_told() -> None:
    other = person(2, team="second", role=AgentRole.HELPDESK_AGENT)
    clerk = person(3, team="users", role=AgentRole.USER_ADMIN)
    assert recipients(TICKET, [other, clerk], NOW) == (mailed(2),)


def test_who_is_away_is_not_told_but_who_is_on_call_is() -> None:
    away = person(1, away=True)
    assert recipients(WAIT, [away], NOW) == ()
    assert recipients(CRITICAL, [away, person(2)], NOW) == (mailed(1),)
    assert recipients(replace(CRITICAL, on_call=False), [away, person(2)], NOW) == (mailed(2),)


def test_who_wishes_no_such_kind_is_left_alone_but_called_when_on_call() -> None:
    deaf = person(1, replace(WISHES, kinds=frozenset(), ways=frozenset()))
    assert recipients(TICKET, [deaf], NOW) == ()
    assert recipients(CRITICAL, [deaf], NOW) == (mailed(1),)


def test_a_deadline_of_somebody_who_is_not_reached_is_the_teams() -> None:
    near = AlertEvent(AlertKind.TARGET_NEAR, "helpdesk", Matter.TECHNICAL, named=1)
    assert recipients(near, [person(1), person(2)], NOW) == (mailed(1),)
    assert recipients(near, [person(1, away=True), person(2)], NOW) == (mailed(2),)
    assert recipients(near, [person(2)], NOW) == (mailed(2),), "1 cannot sign in any more"


def test_who_has_the_console_open_sees_who_waits_there_and_gets_no_mail_for_it() -> None:
    there = person(1, by=CONSOLE)
    assert recipients(WAIT, [there], NOW) == (Telling(1, Way.CONSOLE, NOW),)
    assert recipients(TICKET, [there], NOW) == (mailed(1),)
    assert recipients(WAIT, [replace(there, agent=agent(1, away=True))], NOW) == ()


def test_without_mail_nobody_is_told_outside_the_console() -> None:
    assert recipients(WAIT, [person(1, by=frozenset())], NOW) == ()
    assert recipients(CRITICAL, [person(1, by=frozenset())], NOW) == ()


@pytest.mark.parametrize(
    ("wishes", "at"),
    [
        (WISHES, NOW),
        (replace(WISHES, digest_minutes=15), NOW + timedelta(minutes=15)),
        (quiet("22:00", "06:00"), datetime(2026, 11, 19, 5, tzinfo=UTC)),
        (quiet("22:01", "06:00"), NOW),
        (quiet("20:00", "22:00"), NOW),
        (quiet("20:00", "22:01"), datetime(2026, 11, 18, 21, 1, tzinfo=UTC)),
        (quiet("22:10", "06:00", digest_minutes=15), datetime(2026, 11, 19, 5, tzinfo=UTC)),
        (replace(quiet("20:00", "22:30"), zone="UTC"), datetime(2026, 11, 18, 22, 30, tzinfo=UTC)),
    ],
)
def test_mails_wait_for_a_digest_and_for_the_end_of_quiet_hours(wishes: AlertWishes, at: datetime) -> None:
    assert recipients(TICKET, [person(1, wishes)], NOW) == (mailed(1, at),)
    assert recipients(CRITICAL, [person(1, wishes)], NOW) == (mailed(1),), "on call: at once, whatever is wished"


def test_quiet_hours_after_midnight_end_the_same_day() -> None:
    night = datetime(2026, 11, 19, 1, 30, tzinfo=UTC)
    assert quiet("22:00", "06:00").may_come(night) == datetime(2026, 11, 19, 5, tzinfo=UTC)


def test_a_call_is_promised_only_where_somebody_is_told_at_once() -> None:
    assert is_called_now([mailed(1, NOW + AT_ONCE)], NOW)
    assert not is_called_now([mailed(1, NOW + timedelta(minutes=5))], NOW)
    assert not is_called_now([], NOW)


def test_wishes_that_mean_nothing_are_refused() -> None:
    with pytest.raises(ZoneUnknown):
        AlertWishes("Moon/Crater")
    with pytest.raises(QuietHoursUnclear):
        quiet("22:00", "22:00")
    with pytest.raises(ValueError, match="gathered"):
        replace(WISHES, digest_minutes=7)


STILL = replace(WAIT, still_waits=True)
OTHER = person(2, team="billing")


def test_of_a_customer_who_still_waits_everybody_else_who_may_answer_is_told() -> None:
    clerk = person(3, team="users", role=AgentRole.USER_ADMIN)
    assert recipients(STILL, [person(1), OTHER, clerk], NOW) == (mailed(2),)


@pytest.mark.parametrize("others", [[], [person(2, team="billing", away=True)]])
def test_where_there_is_nobody_else_the_team_is_told_once_more(others: list[Person]) -> None:
    assert recipients(STILL, [person(1), *others], NOW) == (mailed(1),)


def test_nobody_is_told_of_who_still_waits_in_quiet_hours() -> None:
    asleep = person(2, quiet("21:00", "07:00"), team="billing")
    (told,) = recipients(STILL, [person(1), asleep], NOW)
    assert told == mailed(2, datetime(2026, 11, 19, 6, 0, tzinfo=UTC)), "at the end of the quiet hours, if still true"
