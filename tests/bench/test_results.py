"""What var/bench.json holds, and what the table says about it."""

import json
from typing import Any

import pytest

from bench.figures import Times
from bench.load import BusyRound
from bench.reporting.table import lines
from bench.results import Found, as_json, early_and_late, judged

MACHINE = {
    "cores": 2,
    "memory_mb": 100,
    "processor": "x",
    "python": "3.11",
    "date": "d",
    "load_before": 0,
    "quiet": True,
}


def times(p50: float, p95: float) -> Times:
    return Times(p50, p95, messages=60, rounds=3)


def busy(*rates: float) -> list[BusyRound]:
    return [BusyRound(rate, {"one": 1 / rate}) for rate in rates]


def found() -> Found:
    """Plain answers are better than answers with an invoice in every respect."""
    early_late = {"plain": (0.010, 0.011), "invoice": (0.020, 0.028)}
    return Found(
        machine=dict(MACHINE),
        training={"stock": 60.0, "desk": 20.0},
        start_up={"stock": 30.0, "desk": 12.0},
        memory={"stock": {"stock rasa": 2**30}, "desk": {"desk": 2**27, "desk engine": 2**28}},
        one_client={
            "plain": {"stock": times(0.030, 0.060), "desk": times(0.012, 0.018)},
            "invoice": {"stock": times(0.040, 0.080), "desk": times(0.020, 0.040)},
        },
        busy={
            "plain": {"stock": busy(40, 10, 41), "desk": busy(120, 121, 5)},
            "invoice": {"stock": busy(30, 30, 30), "desk": busy(60, 66, 63)},
        },
        conversation={
            kind: {
                "desk": {"message_5": early, "message_100": late},
                "stock": {"message_5": early, "message_100": 4 * early},
            }
            for kind, (early, late) in early_late.items()
        },
        lookups={
            "service call": {"1k": times(0.001, 0.002), "100k": times(0.0011, 0.002)},
            "whole message": {"1k": times(0.020, 0.030), "100k": times(0.020, 0.030)},
        },
        seeding={"1k": 1.0, "100k": 20.0},
    )


def test_each_ratio_is_the_worse_of_the_two_kinds_with_both_beside() -> None:
    ratios = judged(found())
    assert ratios["throughput_ratio"] == 2.1
    assert ratios["throughput_ratio_by_kind"] == {"plain": 3.0, "invoice": 2.1}
    assert ratios["p95_ratio"] == 0.5
    assert ratios["p95_ratio_by_kind"] == {"plain": 0.3, "invoice": 0.5}
    assert ratios["message_100_over_5"] == 1.4
    assert ratios["lookup_100k_over_1k"] == 1.1


def test_the_file_is_json_and_says_which_targets_are_reached() -> None:
    found_one = found()
    found_one.conversation["plain"]["desk"]["message_100"] = 0.016
    result = json.loads(json.dumps(as_json(found_one, [], 300.0, quick=False)))
    assert result["reached"] == {
        "throughput_ratio": True,
        "p95_ratio": True,
        "message_100_over_5": False,
        "lookup_100k_over_1k": True,
    }
    assert result["mistakes"] == []
    assert result["throughput"]["plain"] == {"stock": 40, "desk": 120}
    assert result["machine"]["cores"] == 2
    assert len(result["busy"]["plain"]["desk"]) == 3


@pytest.mark.parametrize(("rate", "met"), [(59.9, False), (60.0, True)])
def test_a_target_is_reached_at_its_very_limit(rate: float, met: bool) -> None:
    found_one = found()
    found_one.busy["invoice"]["desk"] = busy(rate)
    assert as_json(found_one, [], 1.0, quick=False)["reached"]["throughput_ratio"] is met


def test_early_and_late_messages_are_the_medians_of_the_conversations() -> None:
    def talk(early: float, late: float) -> list[float]:
        return [early] * 50 + [late] * 52

    talks = {"desk": [talk(0.01, 0.02), talk(0.03, 0.05), talk(0.02, 0.09)]}
    assert early_and_late(talks) == {"desk": {"message_5": 0.02, "message_100": 0.05}}


def shown(**changes: Any) -> str:
    result = as_json(found(), [], 300.0, quick=False)
    return "\n".join(lines(result | changes))


def test_the_table_shows_both_sides_and_the_verdicts() -> None:
    table = shown()
    assert "plain answers, 16 clients, messages/s" in table
    assert table.count("reached") == 4
    assert "provisional" not in table


def test_the_table_warns_of_a_busy_machine_a_quick_run_and_mistakes() -> None:
    table = shown(machine={**MACHINE, "quiet": False}, quick=True, mistakes=["desk: 'hello': 2 answers"])
    assert "provisional" in table
    assert "quick run" in table
    assert "2 answers" in table
