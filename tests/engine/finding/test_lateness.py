"""The step after a missed due date that is named, and how many days late is spoken of, in both languages."""

import pytest

from tests.engine.finding.entities import Table, rows, values

TABLE: Table = [
    (
        "step",
        {
            "and the formal notice?": ["notice"],
            "mise en demeure quand": ["notice"],
            "et suspension ?": ["suspension"],
            "et la relance": ["reminder"],
            "will you cancel us??": ["end"],
            "when would you cancel us for good": ["end"],
            "on what date could you cancel the subscription altogether": ["end"],
            "vous résiliez à partir de quelle date ?": ["end"],
            "serons-nous résiliés ?": ["end"],
            "résiliation possible a partir de?": ["end"],
            "can you cancel our subscription": [],
            "I want to cancel the subscription": [],
            "je veux résilier notre abonnement": [],
        },
    ),
    (
        "late_days",
        {
            "et au bout de 60 jours": ["60"],
            "et à 60 jours": ["60"],
            "30 days late?": ["30"],
            "what if a month has gone by?": ["30"],
            "after two weeks": ["14"],
            "what happens if we pay a few days late": ["7"],
            "avec quelques jours de retard": ["7"],
            "what would 5 more cost a month": [],
            "within 30 days": [],
        },
    ),
    (
        "seats",
        {
            "5 of them": ["5"],
            "and 10?": ["10"],
            "et si on en prend 10 ?": ["10"],
            "what would the office one cost for 12": ["12"],
            "how much for 3 months": [],
            "and 104231?": [],
            "the last 3": [],
        },
    ),
    ("plan", {"five more premium seats": [], "the premium plan": ["premium"], "3 licences premium": []}),
]


@pytest.mark.parametrize(("name", "text", "expected"), rows(TABLE))
def test_what_is_said_of_paying_late_and_of_seats(name: str, text: str, expected: list[str]) -> None:
    assert values(name, text) == expected
