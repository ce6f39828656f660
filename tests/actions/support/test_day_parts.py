"""A part of the day or week is answered for itself, of the day named or asked about before."""

import pytest

from bot.bootstrap import Desk
from tests.actions.conftest import BILLING, COMPTA, TAILSPIN
from tests.actions.talk import Talk

VISITOR = None


@pytest.mark.parametrize(
    ("who", "entities", "answer"),
    [
        (VISITOR, {"daypart": "afternoon"}, "Yes, today in the afternoon we are open 13:30–18:00."),
        (VISITOR, {"daypart": "morning", "date": "W5"},
         "Yes, on Friday 20 November in the morning we are open 09:00–12:30."),
        (VISITOR, {"daypart": "afternoon", "holiday": "christmas_eve"},
         "No, on Thursday 24 December in the afternoon we are closed; our hours that day are 09:00–12:30."),
        (VISITOR, {"daypart": "afternoon", "holiday": "christmas"},
         "No, on Friday 25 December we are closed (Christmas Day). We open on Monday 28 December at 09:00."),
        (VISITOR, {"daypart": "lunch", "date": "W5"},
         "No, on Friday 20 November we are closed: our lunch break is 12:30–13:30."),
        (VISITOR, {"daypart": "evening"}, "No, in the evening we are closed; our usual hours are Monday to Thursday"),
        (VISITOR, {"daypart": "weekend"}, "No, at the weekend we are closed; our usual hours are"),
        (COMPTA, {"daypart": "night"}, "No, at night we are closed; our usual hours are"),
        (BILLING, {"daypart": "weekend"},
         "At the weekend we are closed. Your plan Plus covers Monday to Saturday 08:00–20:00."),
        (BILLING, {"daypart": "evening", "date": "D0"},
         "Yes, today in the evening your plan Plus covers you: 08:00–20:00. Our usual hours that day are"),
        (BILLING, {"daypart": "night"}, "No, at night we are closed; our usual hours are"),
        (TAILSPIN, {"daypart": "night"},
         "Yes, at night your plan Premium covers critical issues: they are taken around the clock"),
        (VISITOR, {"daypart": "night", "plan": "plus"}, "No, at night the plan Plus does not cover you: it covers"),
        (VISITOR, {"daypart": "morning", "time": "10:00"}, "Yes, today at 10:00 we are open"),
    ],
)  # fmt: skip
def test_a_part_of_the_day_is_answered(desk: Desk, who: str | None, entities: dict[str, str], answer: str) -> None:
    said = Talk.of(desk, who).ask("support_hours/at", "are you there then?", form="yes_no", **entities)
    assert answer in said.text


def test_a_part_belongs_to_the_day_asked_about_before(desk: Desk) -> None:
    talk = Talk.of(desk)
    talk.ask("support_hours/at", "open on Christmas Eve?", form="yes_no", holiday="christmas_eve")
    said = talk.ask("support_hours/at", "and in the afternoon?", form="yes_no", daypart="afternoon")
    assert said.text.startswith("No, on Thursday 24 December in the afternoon")
    assert talk.ask("support_hours/until").text.startswith("On Thursday 24 December we are open until 12:30")
    talk.ask("greet", "hello")
    assert talk.ask("support_hours/until").text.startswith("Today")
