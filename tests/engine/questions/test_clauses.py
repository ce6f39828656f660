"""Where one question of a message ends and the next begins."""

import pytest

from bot.engine.questions.clauses import MOST, clauses_of
from bot.engine.text import folded


def parts(text: str) -> list[str]:
    even = folded(text)
    return [even[start:end] for start, end in clauses_of(even)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is NS-104188 paid, and are you open on Monday?", ["is ns-104188 paid", "are you open on monday?"]),
        ("Combien on vous doit ? Vous êtes ouverts lundi ?", ["combien on vous doit ?", "vous etes ouverts lundi ?"]),
        ("how much is it and when is it due", ["how much is it", "when is it due"]),
        ("when was it issued, when is it due", ["when was it issued", "when is it due"]),
        ("combien on doit et pour quand", ["combien on doit", "pour quand"]),
        ("on doit combien pis comment je paye", ["on doit combien", "comment je paye"]),
        ("c'est combien et dans quelle devise", ["c'est combien", "dans quelle devise"]),
        ("what was it for, and on which invoice", ["what was it for", "on which invoice"]),
        ("bread and butter", ["bread and butter"]),
        ("NS-104188 and NS-104231", ["ns-104188 and ns-104231"]),
        ("Hello. Where is my invoice?", ["hello. where is my invoice?"]),
        ("it costs 1.50 a day", ["it costs 1.50 a day"]),
        ("", [""]),
    ],
)
def test_a_message_is_cut_where_another_question_begins(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text", ["? ? ? ?", "a. b. c. d. e.", "why? " * 50, "\n\n\n", "1. x 2. y 3. z 4. w", "and and and"]
)
def test_clauses_stand_in_order_within_the_text(text: str) -> None:
    even = folded(text)
    spans = clauses_of(even)
    assert 1 <= len(spans) <= MOST
    places = [place for span in spans for place in span]
    assert places == sorted(places)
    assert places[0] >= 0
    assert places[-1] <= len(even)
