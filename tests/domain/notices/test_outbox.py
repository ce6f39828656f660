"""What becomes of a mail that was not sent."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.domain.notices.outbox import HOLD, PAUSES, MailState, Outcome, Trouble, after, furthest_wait, is_due

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("trouble", [Trouble.UNREACHABLE, Trouble.BUSY])
def test_what_passes_is_tried_again_more_and_more_slowly_for_two_days(trouble: Trouble) -> None:
    outcomes = [after(trouble, attempt) for attempt in range(1, len(PAUSES) + 2)]
    pauses = [outcome.pause for outcome in outcomes[:-1]]
    assert all(earlier <= later for earlier, later in pairwise(pauses))  # type: ignore[operator]
    assert pauses[0] == timedelta(minutes=1)
    assert timedelta(hours=44) < sum(PAUSES, timedelta()) <= timedelta(hours=48)
    assert outcomes[-1] == Outcome(MailState.FAILED)


@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [
        (Trouble.REFUSED, Outcome(MailState.FAILED)),
        (Trouble.GIVEN_UP, Outcome(MailState.FAILED)),
        (Trouble.UNCONFIRMED, Outcome(MailState.UNCERTAIN)),
        (Trouble.SIGN_IN, Outcome(MailState.PENDING, HOLD, counted=False)),
        (Trouble.INSECURE, Outcome(MailState.PENDING, HOLD, counted=False)),
    ],
)
def test_each_trouble_ends_its_own_way(trouble: Trouble, outcome: Outcome) -> None:
    assert after(trouble, 1) == outcome


def test_a_wrong_password_never_uses_a_mail_up() -> None:
    assert after(Trouble.SIGN_IN, 1000).state is MailState.PENDING


@pytest.mark.parametrize(
    ("next_at", "due"),
    [
        (None, True),
        (NOW, True),
        (NOW + timedelta(seconds=1), False),
        (furthest_wait(NOW), False),
        (furthest_wait(NOW) + timedelta(seconds=1), True),
    ],
)
def test_a_wait_ends_and_one_of_a_wrong_clock_is_not_believed(next_at: datetime | None, due: bool) -> None:
    assert is_due(next_at, NOW) is due
