"""Promises in time that nobody could keep are refused, with the line and what to do."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.partner import load_partner
from tests.partner.mistaken import GOOD, assert_told, changed, mistakes

LISTED = """    - agent: helpdesk@northstar.example
    - agent: globaladmin@northstar.example
"""
ALL = (
    """  on_call: # who is told of critical tickets that may come at any hour, the first to be called first
"""
    + LISTED
)
EVERY_DAY = "\n".join(
    f'        {day}: ["00:00-24:00"]'
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)
SHORT_SATURDAY = EVERY_DAY.replace('saturday: ["00:00-24:00"]', 'saturday: ["00:00-20:00"]')
TARGETS = "      first_response_hours: 8 # within the plan's hours; without hours of its own, the partner's\n"


def targets(written: str) -> tuple[str, str]:
    """Of the first plan."""
    return TARGETS, f"{TARGETS}      targets: {written}\n"


def duties(written: str) -> tuple[str, str]:
    return LISTED, written


@pytest.mark.parametrize(
    ("change", "path", "problem", "remedy"),
    [
        ((ALL, ""), "support.plans[2].critical_24x7", "nobody is on call", "Add support.on_call"),
        (
            duties('    - agent: a@b.example\n      hours:\n        monday: ["00:00-24:00"]\n'),
            "support.on_call",
            "nobody is on call on Tuesday from 00:00",
            "an agent without hours",
        ),
        (
            duties(f"    - agent: a@b.example\n      hours:\n{SHORT_SATURDAY}\n"),
            "support.on_call",
            "on Saturday from 20:00",
            "an agent without hours",
        ),
        (
            duties("    - agent: a@b.example\n      valid_to: 2027-01-01\n"),
            "support.on_call",
            "on Monday from 00:00",
            "an agent without hours",
        ),
        (
            duties(f"{LISTED}    - agent: a@b.example\n      valid_from: 2027-01-02\n      valid_to: 2027-01-01\n"),
            "support.on_call[2].valid_to",
            "ends before it begins",
            "correct the dates",
        ),
        (duties(f"{LISTED}    - agent: nobody\n"), "support.on_call[2].agent", "no e-mail address", "name@company"),
        (
            duties(f'{LISTED}    - agent: a@b.example\n      hours: {{monday: ["09:00-12:00", "11:00-13:00"]}}\n'),
            "support.on_call[2].hours.monday[1]",
            "overlaps",
            "without overlap",
        ),
        (targets("{urgent: {resolution_hours: 4}}"), "support.plans[0].targets.urgent", "unknown", "critical"),
        (
            targets("{minimal: {resolution_hours: 4}}"),
            "support.plans[0].targets.minimal.resolution_hours",
            "before the first answer (8)",
            "more hours",
        ),
        (
            targets("{minimal: {next_update_hours: 0}}"),
            "support.plans[0].targets.minimal.next_update_hours",
            "greater than or equal to 1",
            "",
        ),
        (
            ("      critical_first_response_hours: 1\n",
             "      critical_first_response_hours: 1\n      targets: {critical: {first_response_hours: 2}}\n"),
            "support.plans[2].targets.critical.first_response_hours",
            "said twice",
            "critical_first_response_hours",
        ),
    ],
)  # fmt: skip
def test_a_promise_nobody_can_keep_is_refused(
    tmp_path: Path, change: tuple[str, str], path: str, problem: str, remedy: str
) -> None:
    assert_told(tmp_path, change, path, problem, remedy)


def test_the_line_is_that_of_the_promise(tmp_path: Path) -> None:
    text = changed(ALL, "")
    (mistake,) = mistakes(tmp_path, text)
    assert "critical_24x7: true" in text.splitlines()[mistake.line - 1]


def test_two_who_share_the_week_leave_no_hour_open(tmp_path: Path) -> None:
    days = f"    - agent: A@b.example\n      hours:\n{EVERY_DAY.replace('00:00-24:00', '08:00-20:00')}\n"
    nights = days.replace("A@b", "c@d").replace('"08:00-20:00"', '"00:00-08:00", "20:00-24:00"')
    file = tmp_path / "partner.yml"
    file.write_text(changed(LISTED, days + nights), encoding="utf-8")
    on_call = load_partner(file).support.on_call
    for hour, agent in ((12, "a@b.example"), (22, "c@d.example")):
        instant = datetime(2026, 11, 21, hour - 1, tzinfo=UTC)
        assert on_call.at(instant, instant.date()) == (agent,)


def test_a_holiday_is_covered_as_any_other_day_and_dates_bound_a_duty(tmp_path: Path) -> None:
    written = f"    - agent: a@b.example\n      valid_from: 2026-12-24\n      valid_to: 2026-12-26\n{LISTED}"
    file = tmp_path / "partner.yml"
    file.write_text(changed(LISTED, written), encoding="utf-8")
    on_call = load_partner(file).support.on_call
    noon = datetime(2026, 12, 25, 11, tzinfo=UTC)
    listed = [on_call.at(noon, date(2026, 12, day))[0] for day in (23, 24, 26, 27)]
    assert listed == ["helpdesk@northstar.example", "a@b.example", "a@b.example", "helpdesk@northstar.example"]


def test_a_plan_without_that_promise_needs_nobody_on_call(tmp_path: Path) -> None:
    text = GOOD.replace(ALL, "").replace("      critical_first_response_hours: 1\n", "")
    promise = "      critical_24x7: true # somebody must be on call at every hour: see on_call\n"
    assert promise in text
    file = tmp_path / "partner.yml"
    file.write_text(text.replace(promise, ""), encoding="utf-8")
    partner = load_partner(file)
    assert partner.support.on_call.duties == ()
    assert not any(plan.critical_24x7 for plan in partner.support.plans)
