"""People take over while the desk is killed and started again: its process ends without a chance to tidy up."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import Sit, Visit
from tests.browser.served import Killed, Served
from tests.browser.taking_over.customer_side import assert_nothing_is_lost_or_doubled
from tests.browser.taking_over.people import leads


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk in a process of its own."""
    with Killed(tmp_path_factory.mktemp("desk")) as desk:
        desk.engine.script = leads()
        yield desk


def test_nothing_is_lost_or_doubled_when_the_desk_is_killed(visit: Visit, sit: Sit, served: Served) -> None:
    assert_nothing_is_lost_or_doubled(visit, sit, served)
