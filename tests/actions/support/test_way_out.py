"""One small button says that the answer was not what was asked, once a conversation: asked again, or unsure."""

import pytest

from bot.bootstrap import Desk
from tests.actions.conftest import BILLING
from tests.actions.talk import Talk


@pytest.mark.parametrize(
    ("language", "title", "sorry"),
    [
        ("en", "Not what I asked", "I am sorry that this was not what you asked; I have noted it."),
        ("fr", "Ce n'est pas ma question", "Je suis désolé que ce ne soit pas ce que vous demandiez"),
    ],
)
def test_the_way_out_is_shown_once_and_says_sorry(desk: Desk, language: str, title: str, sorry: str) -> None:
    talk = Talk.of(desk, BILLING, language)
    assert title not in talk.ask("support_pricing/response", "how fast are you?").titles
    said = talk.ask("support_pricing/response", "no, how fast?")
    assert said.titles[-1] == title
    answer = talk.press_payload(said.buttons[-1])
    assert answer.text.startswith(sorry)
    assert len(answer.titles) == 1
    talk.ask("support_pricing/response", "how fast?")
    assert title not in talk.ask("support_pricing/response", "how fast?").titles


def test_an_answer_that_was_not_sure_of_the_question_shows_it_at_once_and_only_once(desk: Desk) -> None:
    talk = Talk.of(desk, BILLING, "en")
    assert "Not what I asked" in talk.ask("support_pricing/response", "and how long then", sure=0.59).titles
    assert "Not what I asked" not in talk.ask("support_pricing/price", "what then", sure=0.4).titles


def test_at_the_limit_of_doubt_it_is_not_shown(desk: Desk) -> None:
    talk = Talk.of(desk, BILLING, "en")
    assert "Not what I asked" not in talk.ask("support_pricing/response", "and how long then", sure=0.6).titles
