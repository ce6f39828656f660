"""Mistakes about dunning, payment, hand-off, Microsoft's routes and the widget are told with their place and remedy."""

from pathlib import Path

import pytest

from tests.partner.mistaken import assert_told


@pytest.mark.parametrize(
    ("old", "new", "path", "problem", "remedy"),
    [
        ("days: 8 }", "days: 1 }", "collections.steps[2].days", "not after the step before", "in order"),
        (
            "step: reminder, days: 1",
            "step: reminder, days: -1",
            "collections.steps[1].days",
            "before the due date",
            "friendly_reminder",
        ),
        (
            "step: reminder, days: 1",
            "step: formal_notice, days: 1",
            "collections.steps[3].step",
            "is there already",
            "remove one",
        ),
        (
            "step: reminder, days: 1",
            "step: cancellation, days: 1, decided_by_person: true",
            "collections.steps[2].step",
            "after a harsher step",
            "The order is",
        ),
        (
            "days: 30, decided_by_person: true",
            "days: 30",
            "collections.steps[4]",
            "nobody decides",
            "decided_by_person: true",
        ),
        ("amount: 40.00", "amount: forty", "collections.late_sum.amount", "no amount", "49.00"),
        ("max_days: 10", "max_days: -10", "collections.promise.max_days", "greater than or equal to 1", ""),
        ("3M02 606", "3M02 607", "payment.methods[2].iban", "no valid IBAN", "check digits"),
        ("currencies: [EUR]", "currencies: [USD]", "payment.methods[2].currencies", "in euros only", "[EUR]"),
        ("      iban: FR14 2004 1010 0505 0001 3M02 606\n", "", "payment.methods[2]", "needs an account", "Add iban"),
        ("/i/{number}", "/i/", "payment.link", "no place for the invoice number", "{number}"),
        (
            "  link: https://pay.northstar.example/i/{number}\n",
            "",
            "payment.methods[1]",
            "no payment link",
            "payment.link",
        ),
        (
            "waiting_limit_minutes: 10",
            "waiting_limit_minutes: true",
            "handoff.waiting_limit_minutes",
            "integer",
            "whole number",
        ),
        (
            "agent_silence_minutes: 15",
            "agent_silence_minutes: 0",
            "handoff.agent_silence_minutes",
            "greater than or equal to 1",
            "",
        ),
        (
            "agent_silence_minutes: 15",
            "agent_silence_minutes: 1441",
            "handoff.agent_silence_minutes",
            "less than or equal to 1440",
            "",
        ),
        (
            "offer_person_for: [cancel_subscription]",
            "offer_person_for: [balance_due, cancel_subscriptoin]",
            "handoff.offer_person_for[1]",
            "no question customers ask",
            "Did you mean cancel_subscription?",
        ),
        (
            "offer_person_for: [cancel_subscription]",
            "offer_person_for: [talk_to_human]",
            "handoff.offer_person_for[0]",
            "no question customers ask",
            "Known are account_request, balance_due, cancel_subscription",
        ),
        (
            "offer_person_for: [cancel_subscription]",
            "offer_person_for: cancel_subscription",
            "handoff.offer_person_for",
            "not valid here",
            "Write a list",
        ),
        (
            "fr: Équipe technique",
            "de: Technik",
            "handoff.teams.technical.fr",
            "translation fr is missing",
            "in en and in fr",
        ),
        (
            "valid_to: 2025-06-22",
            "valid_to: 2025-06-23",
            "microsoft_routes[4].key",
            "already for these days",
            "follow each other",
        ),
        (
            "valid_from: 2025-06-23",
            "valid_from: 2025-06-23\n    valid_to: 2025-01-01",
            "microsoft_routes[4].valid_to",
            "ends before it begins",
            "correct the dates",
        ),
        (
            "origins: [] #",
            "origins: [www.company.example] #",
            "widget.origins[0]",
            "no origin",
            "https://www.company.example",
        ),
    ],
)
def test_each_mistake_is_told_with_its_place_and_remedy(
    tmp_path: Path, old: str, new: str, path: str, problem: str, remedy: str
) -> None:
    assert_told(tmp_path, (old, new), path, problem, remedy)
