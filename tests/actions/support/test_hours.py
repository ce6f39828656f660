"""When people are there: the first sentence answers, the customer's own plan decides where the desk is closed."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from actions.support.hours import SupportHours
from bot.bootstrap import Desk
from bot.domain.kernel.questions import ASPECTS
from tests.actions.conftest import BILLING, COMPTA, TAILSPIN
from tests.actions.talk import Talk

VISITOR = None
LUNCH = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""A Tuesday, 13:00 in Paris."""


def test_every_aspect_of_the_hours_has_a_plan() -> None:
    assert set(SupportHours.plans) == ASPECTS["support_hours"]


@pytest.mark.parametrize(
    ("who", "aspect", "entities", "answer"),
    [
        (VISITOR, "now", {}, "Yes, we are open right now, until 12:30."),
        (VISITOR, "at", {"date": "W6"}, "No, on Saturday 21 November we are closed."),
        (VISITOR, "at", {"date": "W2", "time": "13:00"},
         "No, on Tuesday 24 November at 13:00 we are closed: our lunch break is 12:30–13:30."),
        (VISITOR, "at", {"time": "17:59"}, "Yes, today at 17:59 we are open, until 18:00."),
        (VISITOR, "at", {"time": "18:00"}, "No, today at 18:00 we are closed. We open tomorrow at 09:00."),
        (VISITOR, "at", {"date": "W5", "time": "17:30"},
         "No, on Friday 20 November at 17:30 we are closed. We open on Monday 23 November at 09:00."),
        (VISITOR, "at", {"time": "15:00", "zone": "America/New_York"},
         "No, today at 15:00 New York time (21:00 Paris time) we are closed. We open tomorrow at 09:00."),
        (VISITOR, "at", {"date": "W4", "time": "22:00", "zone": "America/Los_Angeles"},
         "No, tomorrow at 22:00 Los Angeles time (on Friday 20 November at 07:00 Paris time) we are closed."),
        (VISITOR, "at", {"date": "W5", "time": "09:00", "zone": "America/Toronto"},
         "Yes, on Friday 20 November at 09:00 Toronto time (15:00 Paris time) we are open, until 17:00."),
        (VISITOR, "at", {"time": "15:00", "zone": "Mars/Base"}, "I did not understand which day or period you mean."),
        (BILLING, "at", {"date": "W6"}, "Yes, on Saturday 21 November your plan Plus covers you: 08:00–20:00."),
        (BILLING, "at", {"date": "W6", "plan": "plus"},
         "Yes, on Saturday 21 November your plan Plus covers you: 08:00–20:00."),
        (BILLING, "at", {"date": "W7", "plan": "plus"},
         "No, on Sunday 22 November your plan Plus does not cover you: it covers Monday to Saturday 08:00–20:00."),
        (BILLING, "at", {"date": "--12-24", "time": "15:00"},
         "Yes, on Thursday 24 December at 15:00 your plan Plus covers you: Monday to Saturday 08:00–20:00. "
         "Our usual hours that day are 09:00–12:30."),
        (VISITOR, "at", {"date": "--12-24", "time": "15:00"},
         "No, on Thursday 24 December at 15:00 we are closed; our hours that day are 09:00–12:30."),
        (TAILSPIN, "at", {"date": "W7", "time": "03:00"},
         "Yes, on Sunday, November 22 at 03:00 your plan Premium covers critical issues: they are taken around the "
         "clock, with a first answer within 1 hour. All others are covered Monday to Saturday 08:00–20:00."),
        (VISITOR, "holiday", {}, "No, we are closed on public holidays. The next ones:\n- 25 December 2026: Christmas"),
        (VISITOR, "holiday", {"holiday": "christmas"}, "No, on Friday 25 December we are closed (Christmas Day)."),
        (VISITOR, "holiday", {"holiday": "christmas_eve"}, "Yes, on Thursday 24 December we are open 09:00–12:30."),
        (VISITOR, "holiday", {"holiday": "year_end"},
         "Yes, from Saturday 26 December to Thursday 31 December we are open on these days:\n"
         "- Monday 28 December: 09:00–12:30 and 13:30–18:00"),
        (VISITOR, "holiday", {"date": "2026-12-25"}, "No, on Friday 25 December we are closed (Christmas Day)."),
    ],
)  # fmt: skip
def test_whether_somebody_is_there_is_answered_with_yes_or_no(
    desk: Desk, who: str | None, aspect: str, entities: dict[str, str], answer: str
) -> None:
    said = Talk.of(desk, who).ask(f"support_hours/{aspect}", "are you there then?", form="yes_no", **entities)
    assert answer in said.text


@pytest.mark.parametrize(
    ("who", "aspect", "entities", "answer"),
    [
        (VISITOR, "until", {}, "Today we are open until 18:00, with a break 12:30–13:30."),
        (VISITOR, "until", {"date": "--12-24"}, "On Thursday 24 December we are open until 12:30."),
        (VISITOR, "until", {"holiday": "christmas_eve"}, "On Thursday 24 December we are open until 12:30."),
        (BILLING, "until", {"date": "W5"},
         "On Friday 20 November we are open until 17:00, with a break 12:30–13:30. "
         "Your plan Plus covers you until 20:00."),
        (VISITOR, "until", {"date": "W6"},
         "On Saturday 21 November we are closed. We open on Monday 23 November at 09:00."),
        (VISITOR, "next", {}, "We open next today at 13:30. We are open right now, until 12:30."),
        (VISITOR, "next", {"date": "W1"}, "We open next on Monday 23 November at 09:00."),
        (VISITOR, "next", {"date": "W7"},
         "On Sunday 22 November we are closed. We open on Monday 23 November at 09:00."),
        (VISITOR, "zone", {}, "In Paris time; it is 11:00 there now."),
        (VISITOR, "zone", {"zone": "America/New_York"},
         "In Paris time; it is 11:00 there now. In New York it is 05:00."),
        (COMPTA, "week", {}, "Our hours (Paris time):\n- Monday to Thursday: 09:00–12:30 and 13:30–18:00"),
        (BILLING, "week", {}, "Your plan Plus covers Monday to Saturday 08:00–20:00."),
        (TAILSPIN, "week", {}, "and critical issues around the clock (first answer within 1 hour)."),
    ],
)  # fmt: skip
def test_times_are_answered_with_times(
    desk: Desk, who: str | None, aspect: str, entities: dict[str, str], answer: str
) -> None:
    said = Talk.of(desk, who).ask(f"support_hours/{aspect}", "when?", form="when", **entities)
    assert answer in said.text


@pytest.mark.parametrize(
    ("who", "aspect", "entities", "answer"),
    [
        (VISITOR, "now", {}, "Oui, nous sommes ouverts en ce moment, jusqu'à 12:30."),
        (VISITOR, "at", {"date": "W2", "time": "13:00"},
         "Non, le mardi 24 novembre à 13:00, nous sommes fermés : notre pause déjeuner est de 12:30–13:30."),
        (VISITOR, "at", {"time": "15:00", "zone": "America/Toronto"},
         "Non, aujourd'hui à 15:00 heure de Toronto (21:00 heure de Paris), nous sommes fermés."),
        (BILLING, "at", {"date": "W6"}, "Oui, le samedi 21 novembre, votre formule Plus vous couvre : 08:00–20:00."),
        (TAILSPIN, "at", {"date": "W7", "time": "03:00"},
         "Oui, le dimanche 22 novembre à 03:00, votre formule Premium couvre les incidents critiques"),
        (VISITOR, "holiday", {"holiday": "christmas"}, "Non, le vendredi 25 décembre, nous sommes fermés (Noël)."),
        (VISITOR, "holiday", {"holiday": "year_end"}, "Oui, du samedi 26 décembre au jeudi 31 décembre"),
        (COMPTA, "holiday", {}, "Non, nous sommes fermés les jours fériés. Les prochains :\n- 25 décembre 2026 : Noël"),
        (VISITOR, "until", {"date": "--12-24"}, "Le jeudi 24 décembre, nous sommes ouverts jusqu'à 12:30."),
        (VISITOR, "next", {}, "Nous ouvrons aujourd'hui à 13:30."),
        (VISITOR, "zone", {"zone": "Europe/London"},
         "À l'heure de Paris ; il y est 11:00 en ce moment. À Londres, il est 10:00."),
        (COMPTA, "week", {}, "Nos horaires (heure de Paris) :"),
    ],
)  # fmt: skip
def test_hours_are_told_in_french(
    desk: Desk, who: str | None, aspect: str, entities: dict[str, str], answer: str
) -> None:
    said = Talk.of(desk, who, "fr").ask(f"support_hours/{aspect}", "quand ?", form="yes_no", **entities)
    assert answer in said.text


def test_at_night_the_answer_is_no_and_names_the_next_opening(at_night: Desk) -> None:
    said = Talk.of(at_night).ask("support_hours/now", "open?", form="yes_no").text
    assert said == "No, we are closed right now and open again tomorrow at 09:00."
    assert "Today we closed at 18:00. We open tomorrow at 09:00." in Talk.of(at_night).ask("support_hours/until").text


def test_lunch_is_told_first_and_then_the_plan(desk_at: Callable[[datetime], Desk]) -> None:
    said = Talk.of(desk_at(LUNCH), BILLING).ask("support_hours/now", "is somebody there?", form="yes_no").text
    assert said.startswith("No, we are closed right now, at lunch, and open again at 13:30.")
    assert said.endswith("Your plan Plus covers you then, though: Monday to Saturday 08:00–20:00.")


def test_nothing_named_gets_the_state_and_the_week(contoso: Talk, fabrikam: Talk) -> None:
    said = contoso.ask("support_hours", "opening hours").text
    assert said.startswith("We are open right now, until 12:30.\n\nOur hours (Paris time):")
    assert "formule" not in fabrikam.ask("support_hours", "horaires ?").text


@pytest.mark.parametrize(("language", "back"), [("en", "on Monday"), ("fr", "lundi")])
def test_who_hears_that_a_day_is_closed_learns_when_people_are_back(desk: Desk, language: str, back: str) -> None:
    said = Talk.of(desk, COMPTA, language).ask("support_hours/at", date="W6", form="yes_no")
    assert back in said.text


@pytest.mark.parametrize(
    ("named", "answer"),
    [
        (
            {"date": "W2", "time": "01:00", "spoken_of": "half_unsaid"},
            "No, on Tuesday 24 November at 13:00 (in the afternoon)",
        ),
        (
            {"date": "W2", "time": "02:30", "spoken_of": "half_unsaid"},
            "Yes, on Tuesday 24 November at 14:30 (in the afternoon) we are open, until 18:00.",
        ),
        ({"date": "W2", "time": "01:00"}, "No, on Tuesday 24 November at 01:00 we are closed."),
        (
            {"date": "W2", "time": "07:00", "spoken_of": "half_unsaid"},
            "No, on Tuesday 24 November at 07:00 we are closed.",
        ),
    ],
)
def test_an_hour_nobody_calls_night_is_one_of_the_afternoon(visitor: Talk, named: dict[str, str], answer: str) -> None:
    assert visitor.ask("support_hours/at", form="yes_no", **named).text.startswith(answer)


def test_the_afternoon_is_named_in_french_and_for_a_plan(desk: Desk) -> None:
    talk = Talk.of(desk, BILLING, "fr")
    said = talk.ask("support_hours/at", form="yes_no", date="W6", time="03:00", spoken_of="half_unsaid").text
    assert "le samedi 21 novembre à 15:00 (l'après-midi), votre formule Plus" in said


@pytest.mark.parametrize(
    ("email", "language", "answer"),
    [
        (BILLING, "en", "Today (Saturday) your plan Plus covers you: 08:00–20:00."),
        (BILLING, "fr", "Aujourd'hui (samedi), votre formule Plus vous couvre : 08:00–20:00."),
        (VISITOR, "en", "Today (Saturday) we are closed. We open on Monday"),
    ],
)
def test_until_when_on_a_day_the_desk_is_closed_and_the_plan_is_not(
    desk_at: Callable[[datetime], Desk], email: str | None, language: str, answer: str
) -> None:
    desk = desk_at(datetime(2026, 11, 28, 10, 0, tzinfo=UTC))
    said = Talk.of(desk, email, language).ask("support_hours/until", form="when", date="W6").text
    assert said.startswith(answer), said
