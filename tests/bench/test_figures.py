"""The benchmark's arithmetic: what it reports follows from what was measured."""

import pytest

from bench.figures import around, percentile, ratio, times_of


def test_a_percentile_is_one_of_the_values_measured() -> None:
    values = [0.040, 0.010, 0.030, 0.020]
    assert percentile(values, 0.50) == 0.020
    assert percentile(values, 0.95) == 0.040


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1), (0.01, 1), (0.05, 5), (0.95, 95), (0.951, 96), (1.0, 100)])
def test_a_percentile_is_the_nearest_rank(share: float, expected: float) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], share) == expected


@pytest.mark.parametrize("share", [-0.01, 1.01])
def test_a_share_outside_nought_to_one_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile([1.0], share)


def test_nothing_measured_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile([], 0.5)


def test_one_disturbed_round_does_not_decide() -> None:
    calm, disturbed = [0.010] * 19 + [0.020], [0.900] * 20
    times = times_of([calm, disturbed, calm])
    assert (times.p50, times.p95) == (0.010, 0.010)
    assert (times.messages, times.rounds) == (60, 3)


def test_the_tail_of_every_round_shows_in_p95() -> None:
    times = times_of([[0.010] * 18 + [0.100] * 2] * 3)
    assert (times.p50, times.p95) == (0.010, 0.100)


def test_a_message_of_a_conversation_is_read_with_two_neighbours_on_each_side() -> None:
    seconds = [float(number) for number in range(1, 103)]
    assert around(seconds, 5) == 5
    assert around(seconds, 100) == 100
    seconds[99] = 1000.0
    assert around(seconds, 100) == 101


@pytest.mark.parametrize("number", [1, 2, 101, 102])
def test_a_message_without_neighbours_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="neighbours"):
        around([0.01] * 102, number)


def test_a_ratio_above_one_means_that_the_desk_has_more() -> None:
    assert ratio(80.0, 40.0) == 2.0
    assert ratio(0.030, 0.060) == 0.5


@pytest.mark.parametrize(("desk", "stock"), [(0.0, 1.0), (1.0, 0.0), (-1.0, 1.0)])
def test_a_ratio_of_nothing_is_refused(desk: float, stock: float) -> None:
    with pytest.raises(ValueError, match="no ratio"):
        ratio(desk, stock)
