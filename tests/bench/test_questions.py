"""An answer that is wrong, missing or repeated fails the run."""

from collections.abc import Sequence

import pytest

from bench.questions import Mistakes, Question

QUESTION = Question("where is invoice NS-104231", ("NS-104231", "1,476.60"))
RIGHT = "Invoice NS-104231 over 1,476.60 EUR"


def test_one_right_answer_is_no_mistake() -> None:
    mistakes = Mistakes()
    mistakes.check("desk", QUESTION, [RIGHT])
    assert mistakes.found == []


@pytest.mark.parametrize(
    "answers",
    [[], [""], [RIGHT, RIGHT], [RIGHT, "and more"], ["Invoice NS-104188 over 1,284.00 EUR"], ["Invoice NS-104231"]],
    ids=["missing", "empty", "repeated", "one too many", "another invoice", "half"],
)
def test_anything_else_is_a_mistake_that_names_side_and_question(answers: Sequence[str]) -> None:
    mistakes = Mistakes()
    mistakes.check("desk", QUESTION, answers)
    (only,) = mistakes.found
    assert only.startswith("desk: 'where is invoice NS-104231'")
