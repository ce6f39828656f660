"""Days of other countries, days nobody here knows, and several days in one message."""

import pytest

from bot.bootstrap import Desk
from tests.actions.talk import Talk


def placed(*named: tuple[str, str, int]) -> list[dict[str, object]]:
    return [{"entity": name, "value": value, "start": start, "end": start + 1} for name, value, start in named]


@pytest.mark.parametrize(
    ("language", "yes", "here"),
    [
        ("en", "Yes, on Thursday", "It is no public holiday here."),
        ("fr", "Oui, le jeudi", "pas un jour férié chez nous"),
    ],
)
def test_a_day_kept_elsewhere_is_answered_for_its_date(desk: Desk, language: str, yes: str, here: str) -> None:
    said = Talk.of(desk, language=language).ask("support_hours/holiday", "that day?", holiday="thanksgiving").text
    assert said.startswith(yes)
    assert here in said


def test_a_day_nobody_here_knows_is_named_and_nothing_is_said_of_it(desk: Desk) -> None:
    said = Talk.of(desk).ask("support_hours/holiday", "open on Diwali?", unread="Diwali")
    assert said.text.startswith("I did not understand “Diwali”")
    assert "closed" not in said.text


def test_each_day_is_answered_with_the_time_that_stands_at_it(desk: Desk) -> None:
    text = "on Fridays at 17:15? and on Whit Monday?"
    named = placed(("date", "W5", 3), ("time", "17:15", 14), ("holiday", "whit_monday", 26))
    said = Talk.of(desk).ask_at("support_hours/at", text, named)
    assert "Friday" in said.texts[0]
    assert "17:15" in said.texts[0]
    assert "17 May we are closed" in said.texts[1]
    assert "17:15" not in said.texts[1]


def test_a_day_named_twice_is_told_once(desk: Desk) -> None:
    named = placed(("holiday", "kings_day", 5), ("date", "--04-27", 16))
    assert len(Talk.of(desk).ask_at("support_hours/holiday", "open King's Day, 27 April?", named).texts) == 1
