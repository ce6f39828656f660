"""A transaction that met another in its middle is tried again, and not for ever."""

import pytest

from bot.domain.kernel.errors import StaleVersion
from bot.services.conversations.ownership import MOST_TRIES, retry_on_conflict


class Disturbed:
    """A transaction into which others come so many times."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.tried = 0

    def run(self) -> str:
        self.tried += 1
        if self.left:
            self.left -= 1
            raise StaleVersion()
        return "done"


@pytest.mark.parametrize("times", [0, 1, MOST_TRIES - 1])
def test_a_disturbed_transaction_is_tried_until_it_is_not(times: int) -> None:
    transaction = Disturbed(times)
    assert retry_on_conflict(transaction.run)() == "done"
    assert transaction.tried == times + 1


def test_a_transaction_that_is_always_disturbed_is_given_up() -> None:
    transaction = Disturbed(MOST_TRIES)
    with pytest.raises(StaleVersion):
        retry_on_conflict(transaction.run)()
    assert transaction.tried == MOST_TRIES
