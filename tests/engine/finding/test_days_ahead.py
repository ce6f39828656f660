"""So many days from now are a day where somebody says when they pay, and nowhere else."""

import pytest

from tests.engine.finding.entities import values

AHEAD = {
    "we settle it in three weeks": ["D21"],
    "je la règle dans 8 jours": ["D8"],
    "on paie sous quinzaine": ["D15"],
    "nous paierons d'ici une quinzaine": ["D15"],
    "I can pay within a fortnight": ["D14"],
    "paiement dans environ dix jours": ["D10"],
    "I pay in 366 days": ["D366"],
    "I pay in 53 weeks": [],
    "the invoice is due in 10 days": [],
    "are you open in 3 days": [],
    "we paid it. Are you open in 3 days": [],
    "j'ai un rendez-vous dans 2 semaines": [],
}


@pytest.mark.parametrize(("text", "days"), AHEAD.items())
def test_days_ahead(text: str, days: list[str]) -> None:
    assert values("date", text) == days
