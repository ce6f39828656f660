"""The one clock of tickets: compared minute by minute with an oracle that knows nothing of it, and at its edges."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.kernel.hours import Schedule, Shift
from bot.domain.kernel.money import Money
from bot.domain.support.plans import SupportPlan
from bot.domain.support.support_clock import Happened, dues_of, is_near, next_look, standing_of
from bot.domain.support.targets import Dues, Severity, Target
from bot.domain.support.tickets import Matter, TicketEvent, first_severity

PARIS = ZoneInfo("Europe/Paris")
OFFICE = (Shift(time(9), time(12, 30)), Shift(time(13, 30), time(18)))
NIGHTS = (Shift(time(0), time(4)), Shift(time(22), time(0)))
FREE = Money(Decimal("0.00"), "EUR")
CLOSED_DAYS = {date(2026, 10, 26): {"en": "Closed", "fr": "Fermé"}, date(2026, 3, 30): {"en": "Closed", "fr": "Fermé"}}
HALF_DAYS = {(10, 23): time(12, 30), (3, 27): time(11)}
WEEK = Schedule(PARIS, dict.fromkeys(range(1, 6), OFFICE), CLOSED_DAYS, HALF_DAYS)
NIGHT_WEEK = Schedule(PARIS, dict.fromkeys(range(1, 8), NIGHTS))
BASIC = SupportPlan("basic", "Basic", FREE, WEEK, 3)
MANY = {Severity.MODERATE: {Target.NEXT_UPDATE: 2, Target.RESOLUTION: 9}, Severity.MINIMAL: {Target.FIRST_RESPONSE: 6}}
PREMIUM = SupportPlan("premium", "Premium", FREE, WEEK, 4, True, 1, MANY)
NIGHTLY = replace(PREMIUM, key="nightly", schedule=NIGHT_WEEK)
NEVER = replace(BASIC, schedule=Schedule(PARIS, {}))
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""09:00 in Paris."""
MINUTE = timedelta(minutes=1)
STARTS = (datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC))
"""Before both changes of the clock, each with a half day and a closed day near, and before a plain week."""

ANSWER, MESSAGE, STATE, NOTE = TicketEvent.ANSWER, TicketEvent.MESSAGE, TicketEvent.STATE, TicketEvent.NOTE
KINDS = ((ANSWER, ""), (MESSAGE, ""), (NOTE, ""), (STATE, "waiting"), (STATE, "open"), (STATE, "closed"))


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


@st.composite
def lives(draw: st.DrawFn) -> tuple[datetime, tuple[Happened, ...]]:
    """When a ticket was opened, and up to five things done with it, all at whole minutes."""
    opened = draw(st.sampled_from(STARTS)) + draw(st.integers(0, 4 * 24 * 60)) * MINUTE
    at, done = opened, []
    for _ in range(draw(st.integers(0, 5))):
        at += draw(st.integers(0, 20 * 60)) * MINUTE
        done.append(Happened(at, *draw(st.sampled_from(KINDS))))
    return opened, tuple(done)


def counts(plan: SupportPlan, severity: Severity, minute: datetime) -> bool:
    """Whether a minute counts, told from the wall clock in Paris alone."""
    if plan.critical_24x7 and severity is Severity.CRITICAL:
        return True
    wall = minute.astimezone(PARIS)
    if wall.date() in plan.schedule.holidays:
        return False
    now, early = wall.hour * 60 + wall.minute, plan.schedule.half_days.get((wall.month, wall.day))
    if early is not None and now >= early.hour * 60 + early.minute:
        return False
    spans = ((s.start.hour * 60 + s.start.minute, s.end.hour * 60 + s.end.minute or 1440)
             for s in plan.schedule.week.get(wall.isoweekday(), ()))  # fmt: skip
    return any(first <= now < last for first, last in spans)


def due_by_counting(
    plan: SupportPlan, severity: Severity, begin: datetime, done: Sequence[Happened], promised: int
) -> datetime | None:
    """The first minute at whose end so many counted minutes are over, walked through one by one."""
    ends, left, minute, ours = begin + timedelta(days=40), promised * 60, begin, True
    todo = list(done)
    while minute < ends:
        while todo and todo[0].at <= minute:
            one = todo.pop(0)
            ours = one.code == "open" if one.event is STATE else True if one.event is MESSAGE else ours
        if ours and counts(plan, severity, minute):
            left -= 1
            if left == 0:
                return minute + MINUTE
        if not todo and not ours:
            return None
        minute += MINUTE
    return None


@settings(deadline=None, max_examples=60)
@given(life=lives(), plan=st.sampled_from([BASIC, PREMIUM, NIGHTLY]), severity=st.sampled_from(Severity))
def test_what_is_due_is_what_counting_minutes_says(
    life: tuple[datetime, tuple[Happened, ...]], plan: SupportPlan, severity: Severity
) -> None:
    opened, done = life
    dues = dues_of(plan, severity, opened, done)
    states = [one.code if one.event is STATE else "open" for one in done if one.event in (STATE, MESSAGE)]
    if states and states[-1] == "closed":
        assert dues == Dues()
        return
    answers = [one.at for one in done if one.event is ANSWER]
    begins = {
        Target.FIRST_RESPONSE: None if answers else opened,
        Target.NEXT_UPDATE: answers[-1] if answers else None,
        Target.RESOLUTION: opened,
    }
    for target, begin in begins.items():
        promised = plan.promised_hours(severity, target)
        expected = None
        if begin is not None and promised is not None:
            expected = counted_from(plan, severity, begin, done, promised)
        assert dues.of(target) == expected, target


def counted_from(
    plan: SupportPlan, severity: Severity, begin: datetime, done: Sequence[Happened], promised: int
) -> datetime | None:
    """As `due_by_counting`, with what was done before `begin` only deciding whether the ticket is ours then."""
    before = [one for one in done if one.at <= begin and one.event in (STATE, MESSAGE)]
    stands = before[-1:] and before[-1].event is STATE and before[-1].code != "open"
    first = [Happened(begin, STATE, "waiting")] if stands else []
    return due_by_counting(plan, severity, begin, [*first, *(one for one in done if one.at > begin)], promised)


@given(life=lives(), waited=st.integers(0, 6 * 24 * 60))
def test_a_target_is_overdue_from_its_instant_on_and_never_before(
    life: tuple[datetime, tuple[Happened, ...]], waited: int
) -> None:
    by = dues_of(BASIC, Severity.MODERATE, life[0]).first_response
    assert by is not None
    now = life[0] + waited * MINUTE
    standing = standing_of(BASIC, Severity.MODERATE, Target.FIRST_RESPONSE, by, now)
    assert standing.overdue == (now >= by)
    counted = sum(counts(BASIC, Severity.MODERATE, life[0] + n * MINUTE) for n in range(waited))
    assert standing.left == abs(3 * 60 - counted) * MINUTE


@pytest.mark.parametrize(
    ("opened", "severity", "by"),
    [
        ("2026-11-23T09:00", Severity.MODERATE, "2026-11-23T14:00"),
        ("2026-11-23T08:00", Severity.MODERATE, "2026-11-23T14:00"),
        ("2026-11-20T17:00", Severity.MODERATE, "2026-11-23T12:00"),
        ("2026-11-21T12:00", Severity.MODERATE, "2026-11-23T14:00"),
        ("2026-11-21T12:00", Severity.CRITICAL, "2026-11-21T13:00"),
        ("2026-11-21T23:30", Severity.CRITICAL, "2026-11-22T00:30"),
        ("2026-11-21T12:00", Severity.MINIMAL, "2026-11-23T16:00"),
        ("2026-10-25T01:30", Severity.CRITICAL, "2026-10-25T02:30"),
        ("2026-10-23T12:00", Severity.MODERATE, "2026-10-27T12:30"),
    ],
)
def test_severity_and_plan_decide_by_when_the_first_answer_is_due(opened: str, severity: Severity, by: str) -> None:
    start = datetime.fromisoformat(opened).replace(tzinfo=PARIS)
    due = dues_of(PREMIUM, severity, start).first_response
    assert due is not None
    assert due.astimezone(UTC) == datetime.fromisoformat(by).replace(tzinfo=PARIS).astimezone(UTC)


def test_an_hour_in_the_night_the_clock_goes_back_is_an_hour() -> None:
    start = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert dues_of(PREMIUM, Severity.CRITICAL, start).first_response == start + hours(1)
    standing = standing_of(PREMIUM, Severity.CRITICAL, Target.FIRST_RESPONSE, start + hours(1), start)
    assert (standing.left, standing.day_and_night) == (hours(1), True)


def test_waiting_for_the_customer_stops_the_clock_and_their_answer_starts_it() -> None:
    asked, back = MONDAY + hours(1), MONDAY + timedelta(days=1)
    waiting = Happened(asked, STATE, "waiting")
    assert dues_of(BASIC, Severity.MODERATE, MONDAY, (waiting,)).first_response is None
    due = dues_of(BASIC, Severity.MODERATE, MONDAY, (waiting, Happened(back, MESSAGE))).first_response
    assert due == back + hours(2)


def test_a_target_missed_before_the_ticket_waited_stays_missed() -> None:
    waiting = Happened(MONDAY + hours(9), STATE, "waiting")
    assert dues_of(BASIC, Severity.MODERATE, MONDAY, (waiting,)).first_response == MONDAY + hours(3)


def test_after_an_answer_the_next_news_are_due_and_no_first_answer() -> None:
    dues = dues_of(PREMIUM, Severity.MODERATE, MONDAY, (Happened(MONDAY + hours(1), ANSWER),))
    assert dues.first_response is None
    assert dues.next_update == MONDAY + hours(3)
    assert dues.each()[0] == (Target.NEXT_UPDATE, dues.next)


def test_what_is_made_more_severe_counts_from_then_and_what_is_lowered_from_the_opening() -> None:
    raised = Happened(MONDAY + hours(3), TicketEvent.SEVERITY, "moderate:critical")
    lowered = Happened(MONDAY + hours(4), TicketEvent.SEVERITY, "critical:minimal")
    assert dues_of(PREMIUM, Severity.CRITICAL, MONDAY, (raised,)).first_response == MONDAY + hours(4)
    assert dues_of(PREMIUM, Severity.MINIMAL, MONDAY, (raised, lowered)).first_response == MONDAY + hours(7)


def test_a_plan_that_is_never_open_promises_nothing_by_a_date() -> None:
    assert dues_of(NEVER, Severity.MODERATE, MONDAY) == Dues()


def test_people_are_told_a_quarter_before_and_at_most_an_hour() -> None:
    dues = dues_of(PREMIUM, Severity.CRITICAL, MONDAY)
    assert next_look(PREMIUM, Severity.CRITICAL, dues) == MONDAY + timedelta(minutes=45)
    assert next_look(PREMIUM, Severity.CRITICAL, dues, MONDAY + timedelta(minutes=45)) == MONDAY + hours(1)
    assert next_look(PREMIUM, Severity.CRITICAL, dues, MONDAY + hours(1)) is None
    by = MONDAY + hours(5)
    near = [is_near(PREMIUM, Severity.MODERATE, Target.FIRST_RESPONSE, by, by - ahead) for ahead in
            (timedelta(minutes=61), timedelta(minutes=60), timedelta(minutes=1), timedelta(0))]  # fmt: skip
    assert near == [False, True, True, False]


def test_a_commercial_ticket_is_minimal_and_a_technical_one_moderate_unless_it_was_said() -> None:
    assert first_severity(Matter.COMMERCIAL) is Severity.MINIMAL
    assert first_severity(Matter.COMMERCIAL, Severity.CRITICAL) is Severity.CRITICAL
    assert first_severity(Matter.TECHNICAL) is Severity.MODERATE
    assert first_severity(Matter.TECHNICAL, Severity.CRITICAL) is Severity.CRITICAL
