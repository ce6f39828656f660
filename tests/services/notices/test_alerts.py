"""Alerts reach people by mail, each once, in their language, and never with a customer's words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.bootstrap import Desk, build
from bot.domain.conversations.conversation import Event, HandoffReason
from bot.domain.staff.alerting import AlertWishes, Way
from bot.domain.support.alerts import AlertKind
from bot.domain.support.targets import Severity
from bot.services.conversations.ownership import change
from bot.services.records.alerts import TellingState
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.services.notices.mailing import THREAD, alerted, conversation, mailing, open_ticket

SATURDAY = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
SOON = NOW + timedelta(seconds=2)


@pytest.fixture
def alerting(desk: Desk) -> Iterator[Desk]:
    made = mailing(desk)
    yield made
    made.close()


def wait(desk: Desk, now: datetime = NOW, queue: str = "technical", *, killed: bool = False) -> None:
    """The customer begins to wait for a person; `killed`: the desk dies before the commit."""
    with database_of(desk).writing() as work:
        record = work.conversations.rows.get(THREAD)
        assert record is not None
        before = record.conversation
        change(work, before, before.hand_off(queue, HandoffReason.ASKED, now), Event.HANDED_OFF, now)
        if killed:
            raise RuntimeError("killed")


def tell(desk: Desk, now: datetime = SOON) -> list[tuple[str, str]]:
    """One look of the teller; who was mailed which subject so far."""
    desk.notices.alerts.passing_on.sweep(now)
    desk.notices.alerts.mails.queue_due(now)
    return [(mail.recipient, mail.subject) for mail in alerted(desk)]


def wish(desk: Desk, who: str, **more: object) -> None:
    wishes = replace(AlertWishes("Europe/Paris"), **more)
    desk.notices.alerts.mine.keep(wishes, asked_by=agent_in(desk, who), now=NOW)


def test_who_waits_is_told_to_the_queues_team_once(alerting: Desk) -> None:
    conversation(alerting, "it@contoso.example")
    wait(alerting)
    mails = tell(alerting)
    assert mails
    assert {subject for _, subject in mails} == {"A customer waits for a person"}
    assert "helpdesk@northstar.example" in {to for to, _ in mails}
    assert tell(alerting) == mails == tell(alerting, SOON + timedelta(hours=1)), "once, however often it is looked"


def test_who_still_waits_at_half_the_limit_is_told_to_others_once_a_wait(alerting: Desk) -> None:
    conversation(alerting, "it@contoso.example")
    wait(alerting)
    first = {to for to, _ in tell(alerting)}
    waiting, half = alerting.conversations.waiting, NOW + timedelta(minutes=5)
    assert waiting.call_others(half - timedelta(seconds=1)) == ()
    assert waiting.call_others(half) == (THREAD,)
    assert waiting.call_others(half + timedelta(seconds=2)) == ()
    told = tell(alerting, half)
    later = {to for to, _ in told[len(first) :]}
    assert later
    assert not later & first
    assert "11:00 (Paris time)" in alerted(alerting)[-1].text, "since when, not until when"
    assert waiting.call_others(half + timedelta(minutes=4)) == ()
    assert tell(alerting, half + timedelta(minutes=4)) == told


def test_who_was_answered_in_time_is_told_to_nobody_else(alerting: Desk) -> None:
    conversation(alerting, "it@contoso.example")
    wait(alerting)
    tell(alerting)
    alerting.staff.handling.take_over(THREAD, asked_by=agent_in(alerting, "helpdesk"), now=SOON)
    assert alerting.conversations.waiting.call_others(NOW + timedelta(minutes=6)) == ()


def test_a_mail_names_queue_and_number_but_nobodys_words(alerting: Desk) -> None:
    number = open_ticket(alerting, "it@contoso.example").ticket.number
    tell(alerting)
    mail = alerted(alerting)[0]
    assert f"Ticket {number} came on" in mail.text
    assert f"https://desk.example/console/tickets/{number}" in mail.text
    assert "https://desk.example/console/me/alerts" in mail.text
    assert "Outlook" not in mail.subject + mail.text + mail.html
    assert "Contoso" not in mail.subject + mail.text + mail.html


def test_a_digest_gathers_and_never_repeats(alerting: Desk) -> None:
    for who in ("helpdesk", "globaladmin"):
        wish(alerting, who, digest_minutes=15)
    open_ticket(alerting, "it@contoso.example")
    assert tell(alerting) == []
    wait(alerting, NOW + timedelta(minutes=14))
    assert tell(alerting, NOW + timedelta(minutes=14, seconds=2)) == []
    mails = tell(alerting, NOW + timedelta(minutes=16))
    assert ("helpdesk@northstar.example", "2 alerts from the desk") in mails
    assert tell(alerting, NOW + timedelta(hours=2)) == mails


def test_what_is_over_when_its_time_comes_is_not_mailed(alerting: Desk) -> None:
    wish(alerting, "helpdesk", digest_minutes=15)
    conversation(alerting, "it@contoso.example")
    wait(alerting)
    tell(alerting)
    sofia = agent_in(alerting, "helpdesk")
    alerting.staff.handling.take_over(THREAD, asked_by=sofia, now=NOW + timedelta(minutes=1))
    assert not [to for to, _ in tell(alerting, NOW + timedelta(minutes=20)) if to == sofia.email]
    rows = alerting.notices.alerts.mine.told_of_conversation(THREAD, asked_by=sofia)
    assert [row.state for row in rows if row.agent == sofia.name] == [TellingState.OVER]


def test_who_waited_no_more_before_anybody_was_looked_for_is_told_to_nobody(alerting: Desk) -> None:
    conversation(alerting, "it@contoso.example")
    wait(alerting)
    alerting.staff.handling.take_over(THREAD, asked_by=agent_in(alerting, "helpdesk"), now=NOW)
    assert tell(alerting) == []


def test_a_critical_ticket_at_night_reaches_who_is_on_call_in_their_quiet_hours(alerting: Desk) -> None:
    wish(alerting, "helpdesk", quiet=(time(20), time(8)), ways=frozenset(), kinds=frozenset())
    alerting.staff.duty.go_away(asked_by=agent_in(alerting, "helpdesk"), now=NOW)
    number = open_ticket(alerting, "admin@tailspin.example", severity=Severity.CRITICAL, now=SATURDAY).ticket.number
    assert ("helpdesk@northstar.example", f"Critical: ticket {number}") in tell(alerting, SATURDAY)


def test_a_desk_killed_between_looking_and_mailing_goes_on_where_it_was(alerting: Desk) -> None:
    conversation(alerting, "it@contoso.example")
    wait(alerting)
    alerting.notices.alerts.passing_on.sweep(SOON)
    another = build(alerting.settings)
    try:
        mails = tell(another)
        assert len(mails) == len(set(mails)) > 0
        assert tell(alerting) == mails
    finally:
        another.close()


def test_an_alert_rolled_back_with_its_cause_is_told_to_nobody(alerting: Desk) -> None:
    conversation(alerting, "it@contoso.example")
    with pytest.raises(RuntimeError, match="killed"):
        wait(alerting, killed=True)
    assert tell(alerting) == []


def test_a_french_agent_reads_french(alerting: Desk) -> None:
    sofia = agent_in(alerting, "helpdesk")
    alerting.staff.own_account.describe(sofia, sofia.name, "fr", NOW)
    conversation(alerting, "it@contoso.example")
    wait(alerting)
    assert (sofia.email, "Un client attend une personne") in tell(alerting)


def test_a_call_is_announced_only_where_somebody_is_told(alerting: Desk, desk: Desk) -> None:
    conversation(alerting, "it@contoso.example")
    queue = "technical"
    assert alerting.conversations.availability.facts(THREAD, queue=queue, now=NOW).called
    for who in alerting.staff.duty.colleagues(asked_by=agent_in(alerting, "globaladmin"), now=NOW):
        alerting.staff.duty.go_away(asked_by=who.agent, now=NOW)
    assert not alerting.conversations.availability.facts(THREAD, queue=queue, now=NOW).called


def test_without_mail_and_without_an_open_console_nobody_is_called(desk: Desk) -> None:
    conversation(desk, "it@contoso.example")
    assert not desk.conversations.availability.facts(THREAD, queue="technical", now=NOW).called
    with database_of(desk).writing() as work:
        work.staff.presence.appear("page", agent_in(desk, "helpdesk").id, None, NOW)
    assert desk.conversations.availability.facts(THREAD, queue="technical", now=NOW).called
    wait(desk)
    desk.notices.alerts.passing_on.sweep(SOON)
    (row,) = desk.notices.alerts.mine.told_of_conversation(THREAD, asked_by=agent_in(desk, "helpdesk"))
    assert (row.agent, row.kind, row.way) == ("Sofia Keller", AlertKind.CUSTOMER_WAITS, Way.CONSOLE)
