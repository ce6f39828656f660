"""A message that is unclear as a whole is understood by its clearest clause."""

from dataclasses import dataclass

import pytest

from bot.engine.questions.clearest import clearest


@dataclass
class One:
    topic: str
    confidence: float


GREETED = One("greet", 0.9)
DOWN = One("technical_issue", 0.95)
PERSON = One("talk_to_human", 0.9)
OWED = One("balance_due", 0.93)
LINE = One("explain_charge", 0.8)


@pytest.mark.parametrize(
    ("clauses", "whole", "asks", "expected"),
    [
        ([GREETED, DOWN], One("subscription_info", 0.4), False, DOWN),
        ([GREETED, DOWN], One("subscription_info", 0.7), False, None),
        ([DOWN, PERSON], One("support_hours", 0.3), False, PERSON),
        ([OWED, PERSON], One("support_hours", 0.3), True, OWED),
        ([LINE, OWED], One("explain_charge", 0.5), True, LINE),
        ([One("balance_due", 0.69)], One("support_hours", 0.3), True, None),
        ([One("balance_due", 0.72)], One("support_hours", 0.55), True, None),
        ([GREETED], One("nlu_fallback", 0.2), False, None),
    ],
)
def test_the_clearest_clause_speaks_for_a_message(
    clauses: list[One], whole: One, asks: bool, expected: One | None
) -> None:
    assert clearest(clauses, whole, asks=asks) is expected
