"""How many seats a wish means: one number, the difference to a number wished for, or a question back."""

import pytest

from bot.bootstrap import Desk
from tests.actions.billing.wishing import note
from tests.actions.conftest import BILLING
from tests.actions.talk import Talk

PREMIUM = "Microsoft 365 Business Premium"


@pytest.mark.parametrize(
    ("language", "asked", "line"),
    [
        ("en", "You named more than one number. Which change do you mean?", f"Remove 12 seats from {PREMIUM}"),
        ("fr", "Vous avez donné plusieurs nombres. Quelle modification", f"Retirer 12 postes de {PREMIUM}"),
    ],
)
def test_two_numbers_are_asked_about_and_never_guessed(desk: Desk, language: str, asked: str, line: str) -> None:
    talk = Talk.of(desk, BILLING, language)
    said = talk.ask_named("change_subscription/remove", "60 and 12, fewer please", seats=("60", "12"))
    assert said.text.startswith(asked)
    assert said.titles[1] == line
    assert note(talk.press_payload(said.buttons[1])) == line


@pytest.mark.parametrize(
    ("aspect", "wanted", "line"),
    [
        ("remove", "48", f"Remove 12 seats from {PREMIUM}"),
        ("add", "48", f"Remove 12 seats from {PREMIUM}"),
        ("remove", "61", f"Add 1 seat to {PREMIUM}"),
    ],
)
def test_a_number_wished_for_is_told_as_the_difference(contoso: Talk, aspect: str, wanted: str, line: str) -> None:
    assert note(contoso.ask(f"change_subscription/{aspect}", "to it", seats=wanted, seats_to=wanted)) == line


def test_a_wish_for_as_many_as_there_are_is_asked_about(contoso: Talk) -> None:
    said = contoso.ask("change_subscription/add", "to 60", seats="60", seats_to="60")
    assert said.text.endswith("How many seats is it about?")
