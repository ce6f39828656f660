"""A customer whose plan covers Saturday reaches a person on Saturday if one is on duty, else is told what holds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import HandoffReason
from tests.actions.conftest import BILLING, COMPTA, TAILSPIN
from tests.actions.talk import Talk
from tests.fixtures.console import agent_in
from tests.fixtures.desk import database_of

SATURDAY = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
"""10:00 in Paris."""
LATE = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
"""21:00 in Paris: no plan has hours."""
PLUS, PREMIUM, BASIC = BILLING, TAILSPIN, COMPTA
DeskAt = Callable[[datetime], Desk]


def on_duty(desk: Desk, name: str = "billing", now: datetime = SATURDAY) -> None:
    """An agent has the console open."""
    with database_of(desk).writing() as work:
        work.staff.presence.appear(f"page of {name}", agent_in(desk, name).id, None, now)


@pytest.mark.parametrize("email", [PLUS, PREMIUM])
def test_a_person_is_reached_in_the_plans_hours_if_one_of_the_team_is_on_duty(desk_at: DeskAt, email: str) -> None:
    desk = desk_at(SATURDAY)
    on_duty(desk)
    assert Talk.of(desk, email).ask("talk_to_human", "a person please").hand_off == {
        "queue": "commercial",
        "reason": "asked",
    }


@pytest.mark.parametrize(
    ("email", "language", "said"),
    [
        (PLUS, "en", "No colleague is at the chat right now. Your plan **Plus** covers you until 20:00"),
        (PLUS, "fr", "Votre formule **Plus** vous couvre jusqu'à 20:00"),
        (PREMIUM, "en", "Your plan **Premium** covers you until 20:00"),
    ],
)
def test_with_nobody_on_duty_the_plan_is_told_and_a_ticket_counts_from_now(
    desk_at: DeskAt, email: str, language: str, said: str
) -> None:
    talk = Talk.of(desk_at(SATURDAY), email, language)
    told = talk.ask("talk_to_human", "a person please")
    assert told.hand_off is None
    assert said in told.text
    opened = talk.ask("out_of_scope", "Our VAT number is missing on the invoice").text
    assert ("today at 14:00" if language == "en" else "aujourd'hui à 14:00") in opened


def test_a_colleague_of_another_team_is_not_on_duty_for_this_one(desk_at: DeskAt) -> None:
    desk = desk_at(SATURDAY)
    on_duty(desk, "helpdesk")
    assert Talk.of(desk, PLUS).ask("talk_to_human", "a person please").hand_off is None


def test_who_is_away_is_not_on_duty(desk_at: DeskAt) -> None:
    desk = desk_at(SATURDAY)
    on_duty(desk)
    desk.staff.duty.go_away(asked_by=agent_in(desk, "billing"), now=SATURDAY)
    assert Talk.of(desk, PLUS).ask("talk_to_human", "a person please").hand_off is None


@pytest.mark.parametrize("email", [BASIC, None])
def test_without_a_plan_that_covers_it_saturday_is_closed_whoever_is_there(desk_at: DeskAt, email: str | None) -> None:
    desk = desk_at(SATURDAY)
    on_duty(desk)
    said = Talk.of(desk, email).ask("talk_to_human", "a person please")
    assert said.hand_off is None
    assert "Nobody is here right now" in said.text
    assert "Monday" in said.text


@pytest.mark.parametrize(("email", "promises"), [(PLUS, False), (PREMIUM, True), (BASIC, False)])
def test_outside_all_hours_only_the_plan_that_promises_it_is_told_of_critical_problems(
    desk_at: DeskAt, email: str, promises: bool
) -> None:
    desk = desk_at(LATE)
    on_duty(desk, now=LATE)
    said = Talk.of(desk, email).ask("talk_to_human", "a person please")
    assert said.hand_off is None
    assert ("a first answer within 1 hour at any time" in said.text) is promises


def test_the_offer_of_a_person_holds_what_the_yes_gets(desk_at: DeskAt) -> None:
    desk = desk_at(SATURDAY)
    on_duty(desk, "helpdesk")
    talk = Talk.of(desk, PREMIUM)
    offered = talk.ask("technical_issue", "this is ridiculous, Outlook crashes", product="Outlook", mood="angry")
    assert "Shall I bring in a colleague?" in offered.text
    assert talk.ask("affirm", "yes").hand_off == {"queue": "technical", "reason": "anger"}


def test_a_wait_in_the_plans_hours_is_not_ended_by_the_office_that_is_closed(desk_at: DeskAt) -> None:
    desk = desk_at(SATURDAY)
    talk = Talk.of(desk, PLUS)
    with database_of(desk).writing() as work:
        record = work.conversations.rows.get(talk.conversation_id)
        assert record is not None
        queued = record.conversation.hand_off("commercial", HandoffReason.ASKED, SATURDAY)
        assert not desk.conversations.waiting.is_over(work, queued, SATURDAY + timedelta(minutes=1))
        assert desk.conversations.waiting.is_over(work, queued, SATURDAY + timedelta(minutes=10))
        assert desk.conversations.waiting.is_over(work, queued, LATE)


@pytest.mark.parametrize(
    ("email", "language", "said"),
    [
        (PLUS, "en", "Your plan Plus covers you until 20:00."),
        (PLUS, "fr", "Votre formule Plus vous couvre jusqu'à 20:00."),
        (BASIC, "en", ""),
    ],
)
def test_while_the_office_is_open_longer_hours_of_the_plan_are_told_beside(
    desk: Desk, email: str, language: str, said: str
) -> None:
    text = Talk.of(desk, email, language).ask("support_hours/now", "are you open?", form="yes_no").text
    assert "12:30" in text
    assert text.endswith(said) if said else "20:00" not in text


def header(desk: Desk, email: str | None, now: datetime, language: str = "en") -> str:
    """What the panel's header says of people."""
    talk = Talk.of(desk, email, language)
    return desk.conversations.own.standing(talk.conversation_id, now, language).closed


def minutes(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of November 2026, by the clock in Paris."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("email", "now", "duty", "told"),
    [
        (BASIC, minutes(20, 16, 59), False, ""),
        (BASIC, minutes(20, 17), False, "People are back on Monday 23 November at 09:00"),
        (PLUS, minutes(20, 17), True, ""),
        (PLUS, minutes(20, 17), False, "People are back on Monday 23 November at 09:00"),
        (PLUS, minutes(20, 20), True, "Plus covers you again tomorrow at 08:00"),
        (PREMIUM, minutes(21, 7, 59), True, "Premium covers you again today at 08:00"),
        (PREMIUM, minutes(21, 8), True, ""),
        (PREMIUM, minutes(21, 8), False, "People are back on Monday, November 23 at 09:00"),
        (PREMIUM, minutes(21, 19, 59), True, ""),
        (PREMIUM, minutes(21, 20), True, "Premium covers you again on Monday, November 23 at 08:00"),
        (BASIC, minutes(21, 10), True, "People are back on Monday 23 November at 09:00"),
        (None, minutes(21, 10), True, "People are back on Monday 23 November at 09:00"),
        (PLUS, minutes(23, 8, 59), False, "People are back today at 09:00"),
        (PLUS, minutes(23, 9), False, ""),
        (BASIC, minutes(23, 12, 30), False, "People are back today at 13:30"),
        (PLUS, minutes(23, 12, 30), True, ""),
    ],
)
def test_the_header_tells_the_hours_of_this_customer_and_never_contradicts_the_chat(
    desk_at: DeskAt, email: str | None, now: datetime, duty: bool, told: str
) -> None:
    desk = desk_at(now)
    if duty:
        on_duty(desk, now=now)
    assert header(desk, email, now) == told
    answer = Talk.of(desk, email).ask("talk_to_human", "a person please")
    assert (answer.hand_off is not None) is (told == "")
    if told.startswith("People are back ") and "No colleague is at the chat" not in answer.text:
        assert told.removeprefix("People are back ") in answer.text
    if "covers you again " in told:
        assert told.partition("covers you again ")[2] in answer.text


def test_the_header_speaks_french(desk_at: DeskAt) -> None:
    desk = desk_at(LATE)
    assert header(desk, PREMIUM, LATE, "fr") == "La formule Premium vous couvre à nouveau le lundi 23 novembre à 08:00"
