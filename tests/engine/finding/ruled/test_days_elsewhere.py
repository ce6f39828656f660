"""Days that other countries keep are read as days; those no rule gives a date to are told as not understood."""

import pytest

from tests.engine.finding.entities import Table, rows, values

TABLE: Table = [
    (
        "holiday",
        {
            "are you there on Thanksgiving Day?": ["thanksgiving"],
            "St. Patrick's day": ["saint_patrick"],
            "open on King's day?": ["kings_day"],
            "independence day": ["independence_day"],
            "Canada Day hours": ["canada_day"],
            "fermé à la Saint-Jean ?": ["saint_jean"],
            "la fête nationale suisse": ["swiss_day"],
            "belgian national day": ["belgian_day"],
            "la fête nationale": ["national_day"],
            "the French national day": ["national_day"],
            "memorial day": ["memorial_day"],
            "every working day": [],
            "Jean from sales": [],
        },
    ),
    ("unread", {"are you open on Diwali?": ["Diwali"], "open on Thanksgiving?": []}),
]


@pytest.mark.parametrize(("name", "text", "expected"), rows(TABLE), ids=lambda part: str(part)[:40])
def test_a_day_kept_elsewhere_is_read(name: str, text: str, expected: list[str]) -> None:
    assert values(name, text) == expected
