"""A candidate is judged by every figure: better somewhere, and worse nowhere."""

import pytest

from bot.cli.models.verdict import METRICS, TOLERANCE, Measured, Pair, judge

LINE, OTHER = ("where is it", "en"), ("on est où", "fr")


def measured(decided: str = "find_invoice", **figures: float | None) -> Measured:
    return Measured(
        figures={name: figures.get(name.replace(" ", "_"), 0.9) for name in METRICS},
        recalls={"find_invoice": 1.0},
        expected={LINE: "find_invoice", OTHER: "find_invoice"},
        decided={LINE: decided, OTHER: "find_invoice"},
    )


def pair(**figures: float | None) -> Pair:
    return Pair(measured(), measured(**figures))  # type: ignore[arg-type]


FIXED = Pair(measured("greet"), measured())


BROKEN = Pair(measured(), measured("greet"))


@pytest.mark.parametrize("metric", [name.replace(" ", "_") for name in METRICS])
def test_a_figure_may_fall_by_the_tolerance_and_no_more(metric: str) -> None:
    assert judge({"a.csv": pair(**{metric: 0.9 - TOLERANCE})}, FIXED).promotes
    refused = judge({"a.csv": pair(**{metric: 0.9 - TOLERANCE - 0.0001})}, FIXED)
    assert not refused.promotes
    assert metric.replace("_", " ") in refused.against[0]


def test_nothing_better_is_no_reason_to_change() -> None:
    assert not judge({"a.csv": pair()}, None).promotes
    assert not judge({"a.csv": pair(refused=0.899)}, None).promotes


@pytest.mark.parametrize("metric", [name.replace(" ", "_") for name in METRICS])
def test_any_better_figure_is_a_reason(metric: str) -> None:
    assert judge({"a.csv": pair(**{metric: 0.9001})}, None).promotes


def test_a_fixed_regression_is_a_reason() -> None:
    assert judge({}, FIXED).promotes


def test_one_broken_regression_outweighs_every_figure() -> None:
    verdict = judge({"a.csv": pair(accuracy_en=1.0, refused=1.0)}, BROKEN)
    assert not verdict.promotes
    assert verdict.against == ("regression broken: where is it",)


def test_a_regression_wrong_in_both_models_holds_nothing_up() -> None:
    assert judge({"a.csv": pair(kept=1.0)}, Pair(measured("greet"), measured("thank"))).promotes


def test_better_in_one_file_does_not_make_up_for_worse_in_another() -> None:
    assert not judge({"a.csv": pair(kept=1.0), "b.csv": pair(kept=0.8)}, None).promotes


def test_a_figure_no_line_speaks_of_counts_for_nothing() -> None:
    nobody = dict.fromkeys(name.replace(" ", "_") for name in METRICS)
    assert not judge({"a.csv": Pair(measured(), measured(**nobody))}, None).promotes  # type: ignore[arg-type]
